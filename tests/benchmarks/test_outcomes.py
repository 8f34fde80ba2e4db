"""What is printed is what programs read: plain lines first, the peer's labelled."""

import json
from dataclasses import replace

import pytest

from benchmarks.collections import Collection, Document, Judgement, Question
from benchmarks.outcomes import Outcome, as_json, details, lines, table
from benchmarks.typing_variants import Typing
from benchmarks.ways import Way


@pytest.fixture
def outcome() -> Outcome:
    """One query, whose document is second for us and first for the peer."""
    collection = Collection(
        "tiny",
        (Document("a", "", "một"), Document("b", "", "hai")),
        (Question("q", "một"),),
        (Judgement("q", "a", 1), Judgement("q", "b", 0)),
        unanswerable=3,
    )
    typed = (Question("q", "mot"),)
    return Outcome(collection, Way(Typing.NONE), typed, {"q": ["b", "a"]}, None, mean_ms=1.5)


def test_a_line_a_measure(outcome: Outcome) -> None:
    assert lines(outcome) == "nDCG@10 0.6309\nMRR@10 0.5000\nRecall@100 1.0000"


def test_the_peers_lines_come_after_ours_behind_its_name(outcome: Outcome) -> None:
    both = lines(replace(outcome, peer={"q": ["a"]}))
    assert both.startswith(lines(outcome) + "\n")
    assert both.splitlines()[3:] == [
        "bm25s nDCG@10 1.0000",
        "bm25s MRR@10 1.0000",
        "bm25s Recall@100 1.0000",
    ]


def test_a_table_has_a_row_a_way_of_asking(outcome: Outcome) -> None:
    rows = table([replace(outcome, way=Way(Typing.FULL)), outcome]).splitlines()
    assert [row.split() for row in rows] == [
        ["typing", "nDCG@10", "MRR@10", "Recall@100"],
        ["full", "0.6309", "0.5000", "1.0000"],
        ["none", "0.6309", "0.5000", "1.0000"],
    ]


def test_a_table_sets_the_peer_beside_us(outcome: Outcome) -> None:
    head, row = table([replace(outcome, peer={})]).splitlines()
    assert head.split()[-2:] == ["bm25s", "Recall@100"]
    assert row.split() == ["none", "0.6309", "0.5000", "1.0000", "0.0000", "0.0000", "0.0000"]


def test_json_says_what_was_measured_with(outcome: Outcome) -> None:
    shown = json.loads(as_json([replace(outcome, peer={"q": ["a"]})]))
    assert shown["collection"] == "tiny"
    assert (shown["documents"], shown["queries"]) == (2, 1)
    assert shown["queries_without_relevant_document"] == 3
    assert shown["typings"]["none"]["MRR@10"] == 0.5
    assert shown["typings"]["none"]["bm25s"]["MRR@10"] == 1.0


def test_details_tell_of_each_query_what_was_wanted_and_what_came(outcome: Outcome) -> None:
    (row,) = map(json.loads, details(replace(outcome, peer={"q": ["a"]})))
    assert (row["typing"], row["id"], row["text"]) == ("none", "q", "mot")
    assert (row["relevant"], row["found"], row["bm25s_found"]) == (["a"], ["b", "a"], ["a"])
    assert (row["figures"]["MRR@10"], row["bm25s_figures"]["MRR@10"]) == (0.5, 1.0)


def test_details_of_a_query_without_a_hit_are_empty_lists(outcome: Outcome) -> None:
    (row,) = map(json.loads, details(replace(outcome, ours={})))
    assert row["found"] == []
    assert row["figures"]["Recall@100"] == 0.0
