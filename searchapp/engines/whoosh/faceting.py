"""Filters and counts: which reports have which values, and how many of the found ones do."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path

import msgspec
import numpy as np

from searchapp.engines.whoosh.arrays import NO_DATE, load
from searchapp.engines.whoosh.docsets import DocSet
from searchapp.engines.whoosh.facet_column import FacetColumn
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
_FEW = 4
"""Of so many documents one: what passes a filter is then listed."""
_NO_FILTERS = Filters()
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


class Columns:
    """The facets and dates of one generation."""

    def __init__(self, folder: Path) -> None:
        labels = msgspec.json.decode(
            (folder / "facets.json").read_bytes(), type=dict[str, list[str]]
        )
        self._dates = load(folder, "dates")
        self.size = self._dates.shape[2]
        self._facets = {
            name: FacetColumn(
                labels[name],
                load(folder, f"facet.{name}.indptr"),
                load(folder, f"facet.{name}.docs"),
                self.size,
            )
            for name in FACETS
        }
        self._orders = {key: self._newest_first(*key) for key in product(DateField, (False, True))}

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

    def among(self, filters: Filters) -> DocSet | None:
        """Return which documents pass every filter but that of days; None where all do.

        They are listed where they are few.
        """
        if filters == _NO_FILTERS:
            return None
        fields = [name for name in _FILTERS[:-1] if getattr(filters, name)]
        if len(fields) == 1 and len(getattr(filters, fields[0])) == 1:
            docs = self._column(fields[0], filters.date_field).of(getattr(filters, fields[0])[0])
            if len(docs) * _FEW < self.size:
                return DocSet(self.size, docs=docs.astype(np.int64))
        masks = [mask for name in fields if (mask := self._mask(name, filters)) is not None]
        return DocSet(self.size, mask=np.logical_and.reduce(masks)) if masks else None

    def within(self, docs: IntArray, filters: Filters) -> IntArray:
        """Return those of some documents that pass the filter of days."""
        if is_open(filters.dates):
            return docs
        days = [[row.take(docs) for row in pair] for pair in self._dates]
        return docs[_overlap(days, filters.dates, filters.date_field)]

    def _mask(self, name: str, filters: Filters) -> BoolArray | None:
        if name == "dates":
            return self._date_mask(filters.dates, filters.date_field)
        values: tuple[str, ...] = getattr(filters, name)
        return self._column(name, filters.date_field).mask(values, self.size) if values else None

    def _column(self, name: str, field: DateField) -> FacetColumn:
        return self._facets[f"year_{field}" if name == "year" else name]

    def _date_mask(self, dates: DateRange, field: DateField) -> BoolArray | None:
        return None if is_open(dates) else _overlap(self._dates, dates, field)

    def count(
        self,
        names: Sequence[str],
        matching: BoolArray,
        masks: Mapping[str, BoolArray],
        filters: Filters,
        most: Mapping[str, int] | None = None,
        found: IntArray | None = None,
    ) -> dict[str, dict[str, int]]:
        """Count each facet under the words and every filter but its own.

        Args:
            names: The facets.
            matching: What matches the words.
            masks: What passes each of the filters.
            filters: The filters.
            most: Of these facets only so many values, and those that are filtered by.
            found: What matches and passes all of them, where that is known.
        """
        sides = {} if found is None else {"": self._sides(found)}
        counts = {}
        for name in names:
            own = name if name in masks else ""
            if own not in sides:
                sides[own] = self._sides(np.flatnonzero(_combine(matching, masks, without=(own,))))
            counts[name] = self._column(name, filters.date_field).count(
                *sides[own],
                most=(most or {}).get(name),
                wanted=(*getattr(filters, name), UNKNOWN),
            )
        return counts

    def _sides(self, docs: IntArray) -> tuple[IntArray, IntArray | None]:
        """Return some documents, and the others where these are fewer."""
        if 2 * len(docs) < self.size:
            return docs, None
        others = np.ones(self.size, bool)
        others[docs] = False
        return docs, np.flatnonzero(others)

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
        first = dates.start.toordinal() if dates.start else 0
        last = dates.end.toordinal() if dates.end else int(NO_DATE[0]) - 1
        nearest = np.zeros(self.size, np.float32)
        for (starts, ends), field in zip(self._dates, DATE_FIELDS, strict=True):
            docs = np.flatnonzero((starts <= last) & (ends >= first))
            start, end = starts[docs].astype(np.float64), ends[docs].astype(np.float64)
            common = np.minimum(end, last) - np.maximum(start, first) + 1
            shares = common / (np.maximum(end, last) - np.minimum(start, first) + 1)
            if field is not DateField.PERIOD:
                shares = np.maximum(shares, _INSIDE)
            nearest[docs] = np.maximum(nearest[docs], shares)
        return nearest

    def newest_first(self, field: DateField, *, oldest: bool = False) -> DocArray:
        """Return a key per document, ascending in the order asked for; unknown dates come last.

        With ``ANY`` a report counts by its event, else its publication, else its period's end.
        """
        return self._orders[field, oldest]

    def _newest_first(self, field: DateField, oldest: bool) -> DocArray:
        rows = range(3) if field is DateField.ANY else [DATE_FIELDS.index(field)]
        day = np.full(self.size, NO_DATE[1], np.int32)
        for row in reversed(rows):
            last = self._dates[row, 1]
            day = np.where(last > NO_DATE[1], last, day)
        unknown = day == NO_DATE[1]
        return np.where(unknown, NO_DATE[0], day if oldest else -day)


def is_open(dates: DateRange) -> bool:
    """Tell whether every day is within a range, and the unknown one too."""
    return dates.start is None and dates.end is None


def _overlap(
    known: DocArray | Sequence[Sequence[DocArray]], dates: DateRange, field: DateField
) -> BoolArray:
    """Tell of which documents a date and the days asked for overlap.

    Args:
        known: By field the first and the last day of each document, see ``arrays``.
        dates: The days asked for.
        field: Which date counts.
    """
    first = dates.start.toordinal() if dates.start else 0
    last = dates.end.toordinal() if dates.end else NO_DATE[0] - 1
    rows = range(3) if field is DateField.ANY else [DATE_FIELDS.index(field)]
    overlaps = [(known[i][0] <= last) & (known[i][1] >= first) for i in rows]
    found: BoolArray = np.logical_or.reduce(overlaps)
    return found


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
