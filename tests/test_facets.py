"""What can be chosen next: the values of each facet, with counts that equal lists."""

from dataclasses import replace

import pytest

from searchapp.engines import open_engine
from searchapp.engines.base import SearchEngine
from searchapp.model import UNKNOWN, Bucket, Filters, Query, SearchResult
from searchapp.searching import FACETS, MOST, TYPE_LABELS, search
from searchapp.settings import Settings

ALL = 100  # more than the samples hold


@pytest.fixture(scope="module")
def engine(sample_settings: Settings) -> SearchEngine:
    """The engine over the sample archive."""
    return open_engine(sample_settings)


def facet(result: SearchResult, name: str) -> dict[str, Bucket]:
    buckets = next(facet for facet in result.facets if facet.name == name).buckets
    return {bucket.value: bucket for bucket in buckets}


def test_facets_stand_in_their_order(engine: SearchEngine) -> None:
    names = [facet.name for facet in search(engine, Query("thi đua")).facets]
    assert (
        tuple(names) == FACETS == ("province", "district", "province_now", "year", "type", "topic")
    )


def test_values_have_names_that_people_read(engine: SearchEngine) -> None:
    result = search(engine, Query())
    provinces, now = facet(result, "province"), facet(result, "province_now")
    assert provinces["hung-yen"].label == "Hưng Yên"
    assert provinces["thai-binh"].label == "Thái Bình"
    assert now["hung-yen"].label == "Hưng Yên"
    assert "thai-binh" not in now
    assert facet(result, "year")["2020"].label == "2020"
    assert provinces[UNKNOWN].label == "Chưa rõ"
    for value, bucket in facet(result, "type").items():
        assert bucket.label == TYPE_LABELS.get(value, "Chưa rõ")
    for value, bucket in facet(result, "topic").items():
        assert bucket.label == ("Chưa rõ" if value == UNKNOWN else value)


def test_the_frequent_stand_first_and_the_unknown_last(engine: SearchEngine) -> None:
    result = search(engine, Query())
    for name in ("province", "province_now", "type", "topic"):
        buckets = list(facet(result, name).values())
        known = [bucket.count for bucket in buckets if bucket.value != UNKNOWN]
        assert known == sorted(known, reverse=True), name
        assert UNKNOWN not in [bucket.value for bucket in buckets[:-1]]


def test_years_stand_newest_first_and_the_unknown_last(engine: SearchEngine) -> None:
    values = list(facet(search(engine, Query()), "year"))
    years = [value for value in values if value != UNKNOWN]
    assert years == sorted(years, reverse=True)
    assert values[-1] == UNKNOWN or UNKNOWN not in values


@pytest.mark.parametrize("name", FACETS)
@pytest.mark.parametrize("text", ["", "thi dua", "khen thưởng"])
def test_a_count_is_what_choosing_the_value_gives(
    engine: SearchEngine, name: str, text: str
) -> None:
    for value, bucket in facet(search(engine, Query(text)), name).items():
        filters = replace(Filters(), **{name: (value,)})
        assert search(engine, Query(text, filters)).total == bucket.count, value


def test_a_facet_is_counted_under_all_filters_but_its_own(engine: SearchEngine) -> None:
    free = search(engine, Query("thi đua"))
    chosen = search(engine, Query("thi đua", Filters(province=("hung-yen",))))
    counts = {value: b.count for value, b in facet(free, "province").items()}
    assert {value: b.count for value, b in facet(chosen, "province").items()} == counts
    assert facet(chosen, "province")["hung-yen"].selected
    assert not facet(chosen, "province")["thai-binh"].selected
    assert sum(b.count for b in facet(chosen, "type").values()) >= chosen.total
    assert chosen.total == counts["hung-yen"]


def test_chosen_values_stay_also_with_a_count_of_zero(engine: SearchEngine) -> None:
    filters = Filters(
        province=("hung-yen",), district=("hung-yen/huyen-phu-cu",), province_now=("ca-mau",),
        type=("khac",), topic=("xyz",), year=("1999",),
    )  # fmt: skip
    result = search(engine, Query("thi đua", filters))
    assert result.total == 0
    for name in FACETS:
        (value,) = getattr(filters, name)
        bucket = facet(result, name)[value]
        assert (bucket.count, bucket.selected) == (0, True), name
        assert bucket.label
    assert facet(result, "province")["hung-yen"].label == "Hưng Yên"
    assert facet(result, "province_now")["ca-mau"].label == "Cà Mau"
    assert facet(result, "district")["hung-yen/huyen-phu-cu"].label == "Huyện Phù Cừ"


def test_the_districts_of_a_chosen_province_are_its_own(engine: SearchEngine) -> None:
    chosen = search(engine, Query(filters=Filters(province=("hung-yen",))))
    values = set(facet(chosen, "district")) - {UNKNOWN}
    assert values
    assert all(value.startswith("hung-yen/") for value in values)


def test_rare_topics_are_left_out_unless_they_are_chosen(engine: SearchEngine) -> None:
    free = facet(search(engine, Query()), "topic")
    assert len(free) <= MOST["topic"] + 1
    rare = next(
        topic
        for hit in search(engine, Query(per_page=ALL)).hits
        for topic in hit.report.topics
        if topic not in free
    )
    chosen = search(engine, Query(filters=Filters(topic=(rare,))))
    assert facet(chosen, "topic")[rare].selected
    assert chosen.total == facet(chosen, "topic")[rare].count > 0
