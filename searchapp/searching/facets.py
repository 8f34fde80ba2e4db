"""Facets -> the buckets that are shown: labels, order, and how many."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest

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
    if name in MOST:  # sorting tens of thousands of topics takes longer than finding them
        top = nlargest(MOST[name], counts.items(), key=lambda pair: pair[1])
        counts = dict(top) | {v: counts[v] for v in (*selected, UNKNOWN) if v in counts}
    counted = {**dict.fromkeys(selected, 0), **counts}
    values = _newest_first(counted) if name == "year" else _frequent_first(name, counted)
    return Facet(
        name,
        tuple(Bucket(v, value_label(name, v), counted[v], v in selected) for v in values),
    )


def _newest_first(years: Iterable[str]) -> list[str]:
    return sorted(years, key=lambda year: (year != UNKNOWN, year), reverse=True)


def _frequent_first(name: str, counted: Mapping[str, int]) -> list[str]:
    """Return the values in order, equals in that of their labels."""
    return sorted(counted, key=lambda v: (v == UNKNOWN, -counted[v], fold(value_label(name, v))))


def value_label(name: str, value: str) -> str:
    """Return what a facet's value is called, in Vietnamese."""
    return (_label if len(value) <= _LONGEST else _label.__wrapped__)(name, value)


@lru_cache(_REMEMBERED)
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
