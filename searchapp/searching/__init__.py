"""search(): a Query in, a SearchResult out; what the page, the API and the command line call.

::

    understanding   what a query asks for: words, filters, place and time
    places          provinces that are words of a query
    explaining      what was done with a query, in words
    typed           filters that stand in the text, and the text without them
    facets          what of the counts is shown, and how it is called
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from searchapp.engines.base import EngineHit, EngineResult, SearchEngine
from searchapp.model import Expression, Hit, Note, Query, SearchResult
from searchapp.query.relaxing import loosen
from searchapp.query.repair import suggest
from searchapp.searching.explaining import explain
from searchapp.searching.facets import (
    FACETS,
    MOST,
    TYPE_LABELS,
    UNKNOWN_LABEL,
    facet,
    value_label,
)
from searchapp.searching.typed import (
    choose_typed,
    filters_in_force,
    typed_filters,
    without_typed,
)
from searchapp.searching.understanding import Understood, understand
from searchapp.snippets import excerpts

__all__ = [
    "FACETS",
    "MOST",
    "TYPE_LABELS",
    "UNKNOWN_LABEL",
    "Understood",
    "choose_typed",
    "filters_in_force",
    "rank",
    "search",
    "typed_filters",
    "understand",
    "value_label",
    "without_typed",
]


def search(engine: SearchEngine, query: Query) -> SearchResult:
    """Answer a query: one page of hits with exact totals, counts, and what was done with it.

    Raises:
        NoIndexError: Nothing was published yet.
    """
    started = time.perf_counter()
    understood = understand(engine, query)
    found = engine.search(understood.ask(query, FACETS))
    expression, notes = understood.expression, tuple(_counted(understood.notes, found))
    if found.loosened:
        expression = loosen(expression)
    if not query.verbatim:
        notes += explain(expression, found)
        notes += _offers(engine, query, expression, found)
    return SearchResult(
        query=query,
        total=found.total,
        hits=tuple(_shown(found.hits, expression)),
        facets=tuple(facet(name, found.facets[name], understood.filters) for name in FACETS),
        notes=notes,
        status=found.status,
        took_ms=(time.perf_counter() - started) * 1000,
        groups=found.groups,
    )


def rank(engine: SearchEngine, query: Query) -> EngineResult:
    """Return the page of hits that ``search`` shows, without snippets, facets and notes.

    Raises:
        NoIndexError: Nothing was published yet.
    """
    return engine.search(understand(engine, query).ask(query))


def _shown(hits: Sequence[EngineHit], expression: Expression) -> Iterator[Hit]:
    found = excerpts([hit.report for hit in hits], expression)
    for hit, (passage, matches) in zip(hits, found, strict=True):
        yield Hit(hit.report, hit.score, passage, matches, hit.duplicates, hit.duplicate_count)


def _counted(notes: Iterable[Note], found: EngineResult) -> Iterator[Note]:
    """Yield the notes with how many reports their filters would give, without those of none."""
    counts = iter(found.also_counted)
    for note in notes:
        if note.filters is None:
            yield note
        elif count := next(counts):
            yield replace(note, count=count)


def _offers(
    engine: SearchEngine, query: Query, expression: Expression, found: EngineResult
) -> tuple[Note, ...]:
    """Offer another spelling, with what it would find, where the one typed stands nowhere."""
    note = None if found.exact_anywhere else suggest(expression, engine.vocabulary())
    if note is None or note.query is None:
        return ()
    other = understand(engine, replace(query, text=note.query))
    count = engine.search(other.counting()).total
    return (replace(note, count=count),) if count else ()
