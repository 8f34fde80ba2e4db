"""How right the facts are over whole collections of texts: no change may make them worse.

``styles`` are the texts that the rules were made with; ``unseen`` were written afterwards, without
knowing the rules. The floors are what was measured; ``python -m benchmarks.facts`` prints
the figures.
"""

from functools import cache
from pathlib import Path

import pytest

from benchmarks.facts import Measured, measure

HERE = Path(__file__).parent
FLOORS = {
    "styles": {
        "provinces": (1.0, 0.98),
        "event": (0.99, 0.98),
        "published": (0.99, 0.99),
        "period": (0.96, 0.95),
        "types": (0.96, 0.95),
        "cluster": (0.85, 0.84),
        "byline": (0.97, 0.95),
    },
    "unseen": {
        "provinces": (1.0, 1.0),
        "event": (1.0, 1.0),
        "published": (1.0, 1.0),
        "period": (1.0, 0.87),
        "types": (1.0, 1.0),
        "cluster": (0.88, 0.88),
        "byline": (0.92, 0.92),
    },
}
"""Precision and recall of each fact that may not be undercut."""


@cache
def measured(folder: str) -> Measured:
    return measure(HERE / folder)


@pytest.mark.parametrize(
    ("folder", "fact"), [(folder, fact) for folder in FLOORS for fact in FLOORS[folder]]
)
def test_a_fact_is_read_as_well_as_it_was_measured(folder: str, fact: str) -> None:
    score = measured(folder).scores[fact]
    precision, recall = FLOORS[folder][fact]
    assert score.precision >= precision
    assert score.recall >= recall


@pytest.mark.parametrize("folder", FLOORS)
def test_every_text_of_a_collection_has_its_answer(folder: str) -> None:
    assert measured(folder).texts == len(list((HERE / folder).glob("*.txt")))


def test_an_unseen_award_is_never_granted_where_it_is_proposed() -> None:
    assert measured("unseen").confused == 0
