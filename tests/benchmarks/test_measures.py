"""The measures are those of the textbook, and count every query of the collection."""

import math

import pytest

from benchmarks.collections import Collection, Document, Judgement, Question
from benchmarks.measures import MEASURES, measure, measure_each


def collection(*judgements: Judgement) -> Collection:
    queries = dict.fromkeys(one.query for one in judgements)
    return Collection("tiny", (), tuple(Question(one, one) for one in queries), judgements)


def test_a_hand_worked_example() -> None:
    """q1: relevant 2nd (grade 1) and 4th (grade 2) of three; q2: not found at all."""
    tiny = collection(
        Judgement("q1", "a", 1),
        Judgement("q1", "b", 2),
        Judgement("q1", "c", 1),
        Judgement("q1", "n", 0),
        Judgement("q2", "a", 1),
    )
    run = {"q1": ["n", "a", "x", "b"], "q2": ["x"]}
    gained = 1 / math.log2(3) + 2 / math.log2(5)
    ideal = 2 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert measure(tiny, run) == pytest.approx(
        {"nDCG@10": gained / ideal / 2, "MRR@10": 1 / 2 / 2, "Recall@100": 2 / 3 / 2}
    )


def test_a_query_without_any_hit_counts_nothing() -> None:
    tiny = collection(Judgement("q1", "a", 1), Judgement("q2", "a", 1))
    each = measure_each(tiny, {"q1": ["a"]})
    assert each == {"q1": dict.fromkeys(MEASURES, 1.0), "q2": dict.fromkeys(MEASURES, 0.0)}


def test_a_run_without_a_hit_at_all_is_measured() -> None:
    tiny = collection(Judgement("q1", "a", 1))
    assert measure(tiny, {}) == dict.fromkeys(MEASURES, 0.0)
    assert measure(tiny, {"q1": []}) == dict.fromkeys(MEASURES, 0.0)


def test_the_order_of_hits_counts_whatever_their_ids_are() -> None:
    tiny = collection(Judgement("q", "m", 1))
    for first, last in (("a", "z"), ("z", "a")):
        assert measure(tiny, {"q": [first, "m", last]})["MRR@10"] == 0.5


@pytest.mark.parametrize(("rank", "found"), [(10, 1.0), (11, 0.0)])
def test_two_measures_look_at_ten_hits(rank: int, found: float) -> None:
    tiny = collection(Judgement("q", "m", 1))
    figures = measure(tiny, {"q": [*(f"x{n}" for n in range(rank - 1)), "m"]})
    assert figures["nDCG@10"] == pytest.approx(found / math.log2(rank + 1))
    assert figures["MRR@10"] == pytest.approx(found / rank)
    assert figures["Recall@100"] == 1.0


def test_recall_looks_at_a_hundred_hits() -> None:
    tiny = collection(Judgement("q", "m", 1))
    others = [f"x{n}" for n in range(100)]
    assert measure(tiny, {"q": [*others[:99], "m"]})["Recall@100"] == 1.0
    assert measure(tiny, {"q": [*others, "m"]})["Recall@100"] == 0.0


def test_judgements_of_queries_that_are_not_asked_do_not_count() -> None:
    tiny = Collection(
        "tiny",
        (Document("a", "", "a"),),
        (Question("q", "q"),),
        (Judgement("q", "a", 1), Judgement("other", "a", 1)),
    )
    assert measure(tiny, {"q": ["a"]}) == dict.fromkeys(MEASURES, 1.0)
