"""Filters and counts: which reports have which values, and how many of the found ones do."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from searchapp.engines.base import EngineQuery
from searchapp.engines.whoosh.arrays import EMPTY_DOCS, NO_DATE, load
from searchapp.engines.whoosh.inversion import BoolArray, DocArray, FloatArray, IntArray
from searchapp.facts.places.below import unit_value
from searchapp.model import UNKNOWN, DateFact, DateField, DateRange, Facts, Filters, Report

DATE_FIELDS = (DateField.EVENT, DateField.PUBLISHED, DateField.PERIOD)
FACETS = (
    *("province", "district", "province_now", "type", "topic"),
    *(f"year_{field}" for field in DateField),
)
_INSIDE = 0.5  # of an event or a publication within the days asked for
_ONLY_NOW = 0.4  # of a report whose land belongs to the province only since 1/7/2025
_FILTERS = ("province", "district", "province_now", "type", "topic", "year", "dates")


def facet_values(report: Report) -> Mapping[str, Sequence[str]]:
    """Return the values of every facet for one report; UNKNOWN where it has none."""
    facts = report.facts
    values: dict[str, Iterable[str]] = {
        "province": [fact.place.slug for fact in facts.provinces],
        "district": [
            *(unit_value(fact.province, fact.name) for fact in facts.districts),
            *(unit_value(fact.province, fact.name) for fact in facts.communes),
        ],
        "province_now": [fact.now.slug for fact in facts.provinces],
        "type": [fact.type.value for fact in facts.types],
        "topic": report.topics,
    }
    for field in DateField:
        values[f"year_{field}"] = _years(_dates_of(facts, field))
    return {name: list(dict.fromkeys(found)) or [UNKNOWN] for name, found in values.items()}


def _dates_of(facts: Facts, field: DateField) -> list[DateFact]:
    dates = {
        DateField.EVENT: facts.event_date,
        DateField.PUBLISHED: facts.published_date,
        DateField.PERIOD: facts.period,
    }
    chosen = dates.values() if field is DateField.ANY else [dates[field]]
    return [fact for fact in chosen if fact is not None]


def _years(dates: Iterable[DateFact]) -> list[str]:
    return [str(year) for fact in dates for year in range(fact.start.year, fact.end.year + 1)]


def intervals(facts: Facts) -> list[int]:
    """Return first and last day of event, publication and period, in that order."""
    days: list[int] = []
    for field in DATE_FIELDS:
        found = _dates_of(facts, field)
        days += (
            (found[0].start.toordinal(), found[0].end.toordinal()) if found else map(int, NO_DATE)
        )
    return days


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The documents of each value of one facet; the values are sorted."""

    labels: tuple[str, ...]
    indptr: IntArray
    docs: DocArray

    def of(self, value: str) -> DocArray:
        """Return the documents that have a value, ascending; none where no document does."""
        number = self._number(value)
        if number is None:
            return EMPTY_DOCS
        return self.docs[self.indptr[number] : self.indptr[number + 1]]

    def _number(self, value: str) -> int | None:
        number = bisect_left(self.labels, value)
        known = number < len(self.labels) and self.labels[number] == value
        return number if known else None

    def mask(self, values: Iterable[str], size: int) -> BoolArray:
        """Return which documents have any of the values; a value that none has adds none."""
        found = np.zeros(size, bool)
        for value in values:
            found[self.of(value)] = True
        return found

    def count(
        self, mask: BoolArray, most: int | None = None, wanted: Iterable[str] = ()
    ) -> dict[str, int]:
        """Return how many of the documents in the mask have each value, zeros left out.

        If so many are not asked for, only the most frequent values and the wanted ones.
        """
        running = np.zeros(len(self.docs) + 1, np.int64)
        np.cumsum(mask[self.docs], out=running[1:])
        counts = running[self.indptr[1:]] - running[self.indptr[:-1]]
        numbers = np.flatnonzero(counts)
        if most is not None and most < len(numbers):
            others = [number for value in wanted if (number := self._number(value)) is not None]
            numbers = np.union1d(top(counts, most), [n for n in others if counts[n]])
        return {self.labels[i]: int(counts[i]) for i in numbers.astype(int)}


class Columns:
    """The facets and dates of one generation."""

    def __init__(self, folder: Path) -> None:
        labels = msgspec.json.decode(
            (folder / "facets.json").read_bytes(), type=dict[str, list[str]]
        )
        self._facets = {
            name: FacetColumn(
                tuple(labels[name]),
                load(folder, f"facet.{name}.indptr"),
                load(folder, f"facet.{name}.docs"),
            )
            for name in FACETS
        }
        self._dates = load(folder, "dates")
        self.size = self._dates.shape[2]

    @property
    def topics(self) -> FacetColumn:
        """The documents of each topic."""
        return self._facets["topic"]

    def masks(self, filters: Filters) -> dict[str, BoolArray]:
        """Return, for each filter in force, the documents that pass it."""
        masks = {}
        for name in _FILTERS:
            mask = self._mask(name, filters)
            if mask is not None:
                masks[name] = mask
        return masks

    def _mask(self, name: str, filters: Filters) -> BoolArray | None:
        if name == "dates":
            return self._date_mask(filters.dates, filters.date_field)
        values: tuple[str, ...] = getattr(filters, name)
        return self._column(name, filters.date_field).mask(values, self.size) if values else None

    def _column(self, name: str, field: DateField) -> FacetColumn:
        return self._facets[f"year_{field}" if name == "year" else name]

    def _date_mask(self, dates: DateRange, field: DateField) -> BoolArray | None:
        if dates.start is None and dates.end is None:
            return None
        first = dates.start.toordinal() if dates.start else 0
        last = dates.end.toordinal() if dates.end else NO_DATE[0] - 1
        rows = range(3) if field is DateField.ANY else [DATE_FIELDS.index(field)]
        overlaps = [(self._dates[i, 0] <= last) & (self._dates[i, 1] >= first) for i in rows]
        found: BoolArray = np.logical_or.reduce(overlaps)
        return found

    def count(
        self,
        query: EngineQuery,
        matching: BoolArray,
        masks: Mapping[str, BoolArray],
    ) -> dict[str, dict[str, int]]:
        """Count each facet that is asked for under the words and every filter but its own."""
        filters = query.filters
        return {
            name: self._column(name, filters.date_field).count(
                _combine(matching, masks, without=(name,)),
                query.most.get(name),
                (*getattr(filters, name), UNKNOWN),
            )
            for name in query.facets
        }

    def closeness(self, preferred: Filters) -> FloatArray:
        """Return, for each report, from 0 to 1 how near it comes to a preferred place and time."""
        places = preferred.province
        if not places:
            return self._date_closeness(preferred.dates)
        then = self._facets["province"].mask(places, self.size)
        now = self._facets["province_now"].mask(places, self.size)
        return np.where(then, np.float32(1), now * np.float32(_ONLY_NOW))

    def _date_closeness(self, dates: DateRange) -> FloatArray:
        """Return which share of the days of a report's period and of those asked for are common.

        An event or a publication within these days is half as good as the same period.
        """
        first = np.float32(dates.start.toordinal() if dates.start else 0)
        last = np.float32(dates.end.toordinal() if dates.end else NO_DATE[0])
        nearest = np.zeros(self.size, np.float32)
        for row, field in enumerate(DATE_FIELDS):  # days are exact as floats up to 16 million
            start, end = self._dates[row].astype(np.float32)
            common = np.minimum(end, last) - np.maximum(start, first) + 1
            united = np.maximum(end, last) - np.minimum(start, first) + 1
            shares = np.maximum(common / united, 0)  # of an unknown date nothing is common
            if field is not DateField.PERIOD:
                shares = np.maximum(shares, np.where(common > 0, np.float32(_INSIDE), 0))
            nearest = np.maximum(nearest, shares)
        return nearest

    def newest_first(self, field: DateField, *, oldest: bool = False) -> IntArray:
        """Return a key per document, ascending in the order asked for; unknown dates come last.

        With ``ANY`` a report counts by its event, else its publication, else its period's end.
        """
        rows = range(3) if field is DateField.ANY else [DATE_FIELDS.index(field)]
        day = np.full(self.size, NO_DATE[1], np.int64)
        for row in reversed(rows):
            last = self._dates[row, 1]
            day = np.where(last > NO_DATE[1], last, day)
        unknown = day == NO_DATE[1]
        return np.where(unknown, np.int64(2**40), day if oldest else -day)


def top(counts: IntArray, most: int) -> IntArray:
    """Return where the greatest counts stand, ascending; of equal ones those that stand first.

    Args:
        counts: More than ``most`` of them.
        most: How many are wanted, at least one.
    """
    least = np.partition(counts, -most)[-most]
    above = np.flatnonzero(counts > least)
    equal = np.flatnonzero(counts == least)[: most - len(above)]
    return np.union1d(above, equal)


def apply(matching: BoolArray, masks: Mapping[str, BoolArray]) -> BoolArray:
    """Return what matches and passes every filter."""
    return _combine(matching, masks, without=())


def _combine(
    matching: BoolArray, masks: Mapping[str, BoolArray], without: tuple[str, ...]
) -> BoolArray:
    combined = matching.copy()
    for name, mask in masks.items():
        if name not in without:
            combined &= mask
    return combined
