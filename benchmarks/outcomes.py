"""What was measured -> the lines, the table, the JSON and the details that are shown."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.collections import Collection, Question
from benchmarks.measures import MEASURES, Figures, Run, measure, measure_each
from benchmarks.ways import Way

PEER = "bm25s"
_SHOWN_HITS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way of asking, measured.

    Attributes:
        questions: The queries as they were asked.
        ours: The product's hits.
        peer: The peer's, or None when it was not asked.
        mean_ms: Milliseconds that a search took on average, without snippets and facets.
        refused: Ids of the queries that the product refused; they count 0.
    """

    collection: Collection
    way: Way
    questions: tuple[Question, ...]
    ours: Run
    peer: Run | None
    mean_ms: float
    refused: tuple[str, ...] = ()

    def figures(self) -> Figures:
        """The product's."""
        return measure(self.collection, self.ours)

    def peer_figures(self) -> Figures | None:
        """The peer's, if it was asked."""
        return None if self.peer is None else measure(self.collection, self.peer)


def lines(outcome: Outcome) -> str:
    """``nDCG@10 0.1234``, one measure a line, the peer's after ours behind its name."""
    rows = [f"{name} {value:.4f}" for name, value in outcome.figures().items()]
    peer = outcome.peer_figures() or {}
    return "\n".join(rows + [f"{PEER} {name} {value:.4f}" for name, value in peer.items()])


def table(outcomes: Sequence[Outcome]) -> str:
    """A row a way of asking, a column a measure; a measure's name is followed by the peer's."""
    heads = [*MEASURES]
    if outcomes[0].peer is not None:
        heads += [f"{PEER} {name}" for name in MEASURES]
    rows = [["typing", *heads]]
    for outcome in outcomes:
        values = [*outcome.figures().values(), *(outcome.peer_figures() or {}).values()]
        rows.append([outcome.way.name, *(f"{value:.4f}" for value in values)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def as_json(outcomes: Sequence[Outcome]) -> str:
    """One object: what was measured with, then the figures of each way of asking."""
    collection = outcomes[0].collection
    return json.dumps(
        {
            "collection": collection.name,
            "documents": len(collection.documents),
            "queries": len(collection.questions),
            "queries_without_relevant_document": collection.unanswerable,
            "typings": {one.way.name: _typing_json(one) for one in outcomes},
        },
        ensure_ascii=False,
        indent=2,
    )


def _typing_json(outcome: Outcome) -> dict[str, object]:
    shown: dict[str, object] = dict(outcome.figures())
    shown |= {"mean_ms": round(outcome.mean_ms, 2), "refused": len(outcome.refused)}
    peer = outcome.peer_figures()
    return shown if peer is None else shown | {PEER: dict(peer)}


def details(outcome: Outcome) -> Iterator[str]:
    """A JSON object a query: as typed, its figures, what is relevant and what came first."""
    ours = measure_each(outcome.collection, outcome.ours)
    peer = None if outcome.peer is None else measure_each(outcome.collection, outcome.peer)
    relevant = _relevant(outcome.collection)
    for question in outcome.questions:
        row: dict[str, object] = {"typing": outcome.way.name, "id": question.id}
        row |= {"text": question.text, "figures": ours[question.id]}
        row |= {"relevant": relevant[question.id]}
        row |= {"found": outcome.ours.get(question.id, [])[:_SHOWN_HITS]}
        if peer is not None and outcome.peer is not None:
            found = outcome.peer.get(question.id, [])[:_SHOWN_HITS]
            row |= {f"{PEER}_figures": peer[question.id], f"{PEER}_found": found}
        yield json.dumps(row, ensure_ascii=False)


def _relevant(collection: Collection) -> dict[str, list[str]]:
    relevant: dict[str, list[str]] = {question.id: [] for question in collection.questions}
    for one in collection.judgements:
        if one.relevance > 0 and one.query in relevant:
            relevant[one.query].append(one.document)
    return relevant
