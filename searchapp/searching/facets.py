"""Facets -> the buckets that are shown: labels, order, and how many."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from heapq import nlargest
from itertools import count, repeat
from operator import itemgetter, neg

from searchapp.analysis.remembered import Remembered
from searchapp.analysis.syllables import fold
from searchapp.facts.places import gazetteer
from searchapp.facts.places.below import unit_name
from searchapp.model import UNKNOWN, Bucket, Facet, Filters, ReportType

FACETS = ("province", "district", "province_now", "year", "type", "topic")
MOST = {"topic": 30, "district": 50}
"""Values shown of facets that have thousands; those selected and “Chưa rõ” come on top."""

_REMEMBERED = 1 << 13  # values of facets: of topics, those that are frequent somewhere
_LONGEST = 80  # letters of a value worth remembering
UNKNOWN_LABEL = "Chưa rõ"
TYPE_LABELS: Mapping[str, str] = {
    ReportType.SO_KET: "Sơ kết",
    ReportType.TONG_KET: "Tổng kết",
    ReportType.KY_GIAO_UOC: "Ký giao ước",
    ReportType.PHAT_DONG: "Phát động",
    ReportType.KHEN_THUONG: "Khen thưởng",
    ReportType.DAI_HOI: "Đại hội thi đua",
    ReportType.KHAC: "Khác",
}


def facet(name: str, counts: Mapping[str, int], filters: Filters) -> Facet:
    """Return a facet's values, most frequent first; those selected are always among them."""
    selected: Sequence[str] = getattr(filters, name)
    if len(counts) > MOST.get(
        name, len(counts)
    ):  # sorting tens of thousands of topics takes longer than finding them
        top = nlargest(MOST[name], counts.items(), key=itemgetter(1))
        counts = dict(top) | {v: counts[v] for v in (*selected, UNKNOWN) if v in counts}
    counted = {**dict.fromkeys(selected, 0), **counts}
    unknown = [UNKNOWN] if UNKNOWN in counted else []
    order = _newest_first if name == "year" else _frequent_first
    values = order(name, {v: n for v, n in counted.items() if v != UNKNOWN}) + unknown
    labels = map(itemgetter(0), map(_called(name).__getitem__, values))
    chosen = [value in selected for value in values] if selected else repeat(False)
    numbers = map(counted.__getitem__, values)
    return Facet(name, tuple(map(Bucket._make, zip(values, labels, numbers, chosen, strict=False))))


def _newest_first(_: str, years: Iterable[str]) -> list[str]:
    return sorted(years, reverse=True)


def _frequent_first(name: str, counted: Mapping[str, int]) -> list[str]:
    """Return the values in order, equals in that of their labels."""
    folded = map(itemgetter(1), map(_called(name).__getitem__, counted))
    # Tuples are sorted without a call for each; no two have the same place.
    rows = sorted(zip(map(neg, counted.values()), folded, count(), counted, strict=False))
    return [row[-1] for row in rows]


def value_label(name: str, value: str) -> str:
    """Return what a facet's value is called, in Vietnamese."""
    return _called(name)[value][0]


@cache
def _called(name: str) -> Remembered[tuple[str, str]]:
    """Return what the values of a facet are called, and that in its folded form."""
    return Remembered(partial(_read, name), _REMEMBERED, _LONGEST)


def _read(name: str, value: str) -> tuple[str, str]:
    label = _label(name, value)
    return label, fold(label)


def _label(name: str, value: str) -> str:
    if value == UNKNOWN:
        return UNKNOWN_LABEL
    if name == "type":
        return TYPE_LABELS.get(value, value)
    if name == "district":
        return unit_name(value) or value
    lookups = {"province": gazetteer.province, "province_now": gazetteer.province_now}
    place = lookups[name](value) if name in lookups else None
    return place.name if place else value
