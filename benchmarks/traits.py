"""Province, day and kind of a report: read from its text, or drawn where the text tells none.

Facets of an archive in which most reports tell nothing would be too easy to count.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from searchapp.facts.metadata import read_written_places
from searchapp.facts.places.gazetteer import provinces_then
from searchapp.model import Facts, Metadata, ReportType, SourceDocument

_FIRST, _LAST = date(2009, 1, 1), date(2025, 6, 30)  # the 63 provinces stood in all of it
_ANYWHERE = "Hà Nội"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Traits:
    """What every engine can filter by and count, one value each.

    Attributes:
        province: A slug: what the product reads from ``province_name`` on that day.
        day: Of the event, as ``date.toordinal`` counts.
    """

    province: str
    province_name: str
    day: int
    kind: str


def traits_of(document: SourceDocument, facts: Facts) -> Traits:
    """Return a report's traits, the same ones every time."""
    day = _day(document, facts)
    kind = facts.types[0].type if facts.types else _drawn(document, "kind", tuple(ReportType))
    names = [fact.place.name for fact in facts.provinces[:1]]
    names += [_drawn(document, "province", provinces_then()).name, _ANYWHERE]
    for name in names:
        written = replace(document, metadata=Metadata(province=(name,)))
        places = read_written_places(written, day)
        if len(places) == 1:
            return Traits(places[0].place.slug, name, day.toordinal(), kind.value)
    raise AssertionError(f"{_ANYWHERE} is no province")


def _day(document: SourceDocument, facts: Facts) -> date:
    told = facts.event_date or facts.published_date
    if told and _FIRST <= told.start <= _LAST:
        return told.start
    days = range(_FIRST.toordinal(), _LAST.toordinal() + 1)
    return date.fromordinal(days[_number(document, "day") % len(days)])


def _drawn(document: SourceDocument, purpose: str, among: tuple[_T, ...]) -> _T:
    return among[_number(document, purpose) % len(among)]


def _number(document: SourceDocument, purpose: str) -> int:
    named = f"{purpose}:{document.id}".encode(errors="surrogatepass")
    return int.from_bytes(hashlib.sha256(named).digest()[:8])
