"""Judgements and a run -> how well the run orders what was judged."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import ir_measures
from ir_measures import RR, R, nDCG

from benchmarks.collections import Collection

Run = Mapping[str, Sequence[str]]
"""Query id -> document ids, best first, each once."""

Figures = Mapping[str, float]
"""Name of a measure -> its value, in the order of ``MEASURES``."""

MEASURES: Mapping[str, ir_measures.Measure] = MappingProxyType(
    {"nDCG@10": nDCG @ 10, "MRR@10": RR @ 10, "Recall@100": R @ 100}
)
"""The names that are printed, and what ir-measures calls them."""


def measure(collection: Collection, run: Run) -> Figures:
    """The mean of each measure over the collection's queries; one without an answer counts 0."""
    rows = measure_each(collection, run).values()
    return {name: sum(row[name] for row in rows) / len(rows) for name in MEASURES}


def measure_each(collection: Collection, run: Run) -> Mapping[str, Figures]:
    """Query id -> its figures, for every query of the collection."""
    names = {measure: name for name, measure in MEASURES.items()}
    figures = {question.id: dict.fromkeys(MEASURES, 0.0) for question in collection.questions}
    for metric in ir_measures.iter_calc(list(names), _qrels(collection), _scored(run)):
        figures[metric.query_id][names[metric.measure]] = metric.value
    return figures


def _qrels(collection: Collection) -> list[ir_measures.Qrel]:
    asked = {question.id for question in collection.questions}
    return [
        ir_measures.Qrel(one.query, one.document, one.relevance)
        for one in collection.judgements
        if one.query in asked
    ]


def _scored(run: Run) -> list[ir_measures.ScoredDoc]:
    """Scores from ranks: with equal scores the measure would order documents by their ids."""
    return [
        ir_measures.ScoredDoc(query, document, -float(rank))
        for query, documents in run.items()
        for rank, document in enumerate(documents)
    ]
