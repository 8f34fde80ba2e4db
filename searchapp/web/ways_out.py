"""Where nothing was found: what each filter in force keeps away.

No flask: the command line tells them too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from searchapp.engines.base import SearchEngine
from searchapp.model import DateField, Filters, Query, SearchResult
from searchapp.searching import filters_in_force, rank, typed_filters, without_typed
from searchapp.web import wording
from searchapp.web.params import REPEATABLE

DATES = "dates"
"""What the filter by ``from`` and ``to`` is called."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """The query without one of its filters, and how many reports that finds.

    Attributes:
        without: The parameter that is left out, in the text too; or ``DATES``.
        label: What it asked for.
    """

    without: str
    label: str
    query: Query
    total: int = 0


def ways_out(engine: SearchEngine, result: SearchResult) -> tuple[WayOut, ...]:
    """Return the ways out of an answer without reports; none where there are reports."""
    if result.total:
        return ()
    return tuple(
        replace(way, total=rank(engine, replace(way.query, per_page=1)).total)
        for way in _without_each_filter(result.query)
    )


def _without_each_filter(query: Query) -> Iterator[WayOut]:
    query = replace(query, page=1)
    filters = filters_in_force(query)
    for name in REPEATABLE:
        if values := getattr(filters, name):
            yield WayOut(name, wording.filters_label(name, values), _without(query, name))
    if filters.dates.start or filters.dates.end:
        rest = replace(query.filters, dates=Filters().dates, date_field=DateField.ANY)
        yield WayOut(DATES, wording.range_label(filters), replace(query, filters=rest))


def _without(query: Query, name: str) -> Query:
    emptied: dict[str, Any] = {name: ()}
    terms = [term for term in typed_filters(query) if term.name == name]
    text = without_typed(query, terms) if terms else query.text
    return replace(query, text=text, filters=replace(query.filters, **emptied))


def unfiltered(query: Query) -> Query:
    """The same words without any filter, typed or chosen."""
    typed = typed_filters(query)
    text = without_typed(query, typed) if typed else query.text
    return replace(query, text=text, filters=Filters(), page=1)
