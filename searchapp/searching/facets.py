"""Facets -> the buckets that are shown: labels, order, and how many."""

from collections.abc import Mapping, Sequence
from heapq import nlargest

from searchapp.analysis.syllables import fold
from searchapp.facts.places import gazetteer
from searchapp.facts.places.below import unit_name
from searchapp.model import UNKNOWN, Bucket, Facet, Filters, ReportType

FACETS = ("province", "district", "province_now", "year", "type", "topic")
MOST = {"topic": 30, "district": 50}
"""Values shown of facets that have thousands; those selected and “Chưa rõ” come on top."""

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
    buckets = [
        Bucket(value, value_label(name, value), count, value in selected)
        for value, count in counted.items()
    ]
    if name == "year":
        buckets.sort(key=lambda bucket: (bucket.value != UNKNOWN, bucket.value), reverse=True)
    else:
        buckets.sort(
            key=lambda bucket: (bucket.value == UNKNOWN, -bucket.count, fold(bucket.label))
        )
    return Facet(name, tuple(buckets))


def value_label(name: str, value: str) -> str:
    """Return what a facet's value is called, in Vietnamese."""
    if value == UNKNOWN:
        return UNKNOWN_LABEL
    if name == "type":
        return TYPE_LABELS.get(value, value)
    if name == "district":
        return unit_name(value) or value
    lookups = {"province": gazetteer.province, "province_now": gazetteer.province_now}
    place = lookups[name](value) if name in lookups else None
    return place.name if place else value
