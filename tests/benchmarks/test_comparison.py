"""A comparison's table and data say the same, and name the best peer by the figures shown."""

import json

import pytest

from benchmarks.collections import Collection, Document, Judgement, Question
from benchmarks.comparison import OURS, Answered, Comparison, Row, as_data, as_markdown
from benchmarks.measures import MEASURES, measure_each

COLLECTION = Collection(
    "tiny",
    (Document("a", "", "một"), Document("b", "", "hai")),
    (Question("q1", "một"), Question("q2", "hai")),
    (Judgement("q1", "a", 1), Judgement("q2", "b", 1)),
    unanswerable=3,
)
RIGHT = {"q1": ["a"], "q2": ["b"]}
SECOND = {"q1": ["b", "a"], "q2": ["b"]}


def answered(run: dict[str, list[str]], mean_ms: float = 1.0) -> Answered:
    return Answered(measure_each(COLLECTION, run), mean_ms)


@pytest.fixture
def comparison() -> Comparison:
    """Two ways of asking: in the first we lose a rank, in the second nobody finds anything."""
    first = {OURS: answered(SECOND), "x": answered({}), "y": answered(RIGHT, mean_ms=2.0)}
    second = {name: answered({}, mean_ms=4.0) for name in first}
    return Comparison(COLLECTION, (Row("full", first), Row("short none", second)))


def test_the_table_has_a_row_a_way_and_a_column_a_system(comparison: Comparison) -> None:
    assert as_markdown(comparison).splitlines() == [
        "## tiny: nDCG@10, 2 documents, 2 queries",
        "",
        "| asked | searchapp | x | y | best peer | difference | p |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| full | 0.8155 | 0.0000 | 1.0000 | y | -0.1845 | 1.0000 |",
        "| short none | 0.0000 | 0.0000 | 0.0000 | x | +0.0000 | 1.0000 |",
        "| ms a query | 2.5 | 2.5 | 3.0 |  |  |  |",
    ]


def test_the_data_are_those_of_the_table_with_every_measure(comparison: Comparison) -> None:
    data = json.loads(json.dumps(as_data(comparison)))
    assert (data["documents"], data["queries_without_relevant_document"]) == (2, 3)
    row = data["rows"]["full"]
    assert (row["best_peer"], row["p"]) == ("y", 1.0)
    assert row["difference"] == pytest.approx(-0.1845, abs=1e-4)
    assert set(row["systems"]["y"]) == {*MEASURES, "mean_ms"}
    assert row["systems"][OURS]["MRR@10"] == 0.75
