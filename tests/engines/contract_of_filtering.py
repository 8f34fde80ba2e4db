"""The contract, fifth part: filters, and facets whose counts are the lists behind them."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from contract_base import ContractBase
from drafts import NOW, Draft, Interval, ask, day, ids, months, publish

from searchapp.engines.base import EngineQuery, SearchEngine
from searchapp.model import UNKNOWN, DateField, DateRange, Filters, ReportType
from searchapp.query import parse

FACETS = ("province", "province_now", "year", "type", "topic")
CABINET_SIZE = 60
_TOPICS = ("lúa", "hợp tác xã", "đê, kè")  # a comma is no boundary
_TEXTS = ("", "thi đua", "khen", '"thi dua"', '"đua thi"', "-thi")


def _cabinet() -> list[Draft]:
    """Reports with random facts: none, one or two of each kind."""
    chance = random.Random(63)
    return [
        Draft(
            f"h{n:02}",
            body=chance.choice(("Thi đua.", "Khen người giỏi.", "Thi đua, khen thưởng.")),
            provinces=_some(chance, tuple(NOW)),
            types=_some(chance, tuple(ReportType)),
            topics=_some(chance, _TOPICS),
            event=_some_days(chance),
            published=_some_days(chance),
            period=_some_days(chance),
        )
        for n in range(CABINET_SIZE)
    ]


def _some(chance: random.Random, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(chance.sample(values, chance.choice((0, 1, 1, 2))))


def _some_days(chance: random.Random) -> Interval | None:
    if chance.random() < 0.4:
        return None
    first = date(2019, 1, 1) + timedelta(chance.randrange(1400))
    return first, first + timedelta(chance.choice((0, 0, 89, 364)))


def _some_filters(chance: random.Random) -> Filters:
    years = ("2019", "2020", "2022", UNKNOWN, "1999")
    start, end = sorted(date(2019, 1, 1) + timedelta(chance.randrange(1400)) for _ in "ab")
    dates = DateRange(chance.choice((None, start)), chance.choice((None, end)))
    return Filters(
        province=_some(chance, (*NOW, UNKNOWN, "khong-co")),
        province_now=_some(chance, ("hung-yen", "ninh-binh", UNKNOWN)) * chance.randint(0, 1),
        type=_some(chance, (*ReportType, UNKNOWN)) * chance.randint(0, 1),
        topic=_some(chance, (*_TOPICS, UNKNOWN)) * chance.randint(0, 1),
        year=_some(chance, years) * chance.randint(0, 1),
        dates=dates if chance.random() < 0.3 else DateRange(),
        date_field=chance.choice(tuple(DateField)),
    )


def _passes(draft: Draft, filters: Filters) -> bool:
    """Whether a draft should pass: written down as plainly as the promise itself."""
    intervals = _intervals(draft, filters.date_field)
    years = {str(y) for first, last in intervals for y in range(first.year, last.year + 1)}
    chosen = (
        (filters.province, set(draft.provinces)),
        (filters.province_now, {NOW[slug] for slug in draft.provinces}),
        (filters.type, set(draft.types)),
        (filters.topic, set(draft.topics)),
        (filters.year, years),
    )
    if any(wanted and not (values or {UNKNOWN}) & set(wanted) for wanted, values in chosen):
        return False
    start, end = filters.dates.start, filters.dates.end
    if start is None and end is None:
        return True
    return any(
        (end is None or first <= end) and (start is None or last >= start)
        for first, last in intervals
    )


def _intervals(draft: Draft, field: DateField) -> list[Interval]:
    dates = {
        DateField.EVENT: draft.event,
        DateField.PUBLISHED: draft.published,
        DateField.PERIOD: draft.period,
    }
    chosen = dates.values() if field is DateField.ANY else [dates[field]]
    return [interval for interval in chosen if interval is not None]


class FilteringContract(ContractBase):
    """What filters leave, and what facets count."""

    @pytest.fixture(scope="class")
    @classmethod
    def cabinet(cls, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
        """An engine over a cabinet of reports; nothing is published into it by any test."""
        engine = cls.open_engine(tmp_path_factory.mktemp("cabinet"))
        publish(engine, _cabinet())
        return engine

    @pytest.mark.parametrize("seed", range(40))
    def test_filters_are_or_inside_a_field_and_and_between_fields(
        self, cabinet: SearchEngine, seed: int
    ) -> None:
        filters = _some_filters(random.Random(seed))
        expected = [draft.id for draft in _cabinet() if _passes(draft, filters)]
        assert sorted(ids(ask(cabinet, "", filters))) == expected

    @pytest.mark.parametrize("seed", range(20))
    def test_every_count_of_every_facet_is_the_list_behind_it(
        self, cabinet: SearchEngine, seed: int
    ) -> None:
        chance = random.Random(1000 + seed)
        filters, text = _some_filters(chance), chance.choice(_TEXTS)
        result = ask(cabinet, text, filters, facets=FACETS)
        assert set(result.facets) == set(FACETS)
        for name, counts in result.facets.items():
            for value, count in counts.items():
                clicked = ask(cabinet, text, _clicked(filters, name, value), limit=0)
                assert (name, value, clicked.total) == (name, value, count)

    @pytest.mark.parametrize("seed", range(20))
    def test_no_value_that_would_find_something_is_left_uncounted(
        self, cabinet: SearchEngine, seed: int
    ) -> None:
        filters = _some_filters(random.Random(2000 + seed))
        result = ask(cabinet, "", filters, facets=FACETS)
        everything = ask(cabinet, "", facets=FACETS)
        for name in FACETS:
            for value in everything.facets[name].keys() - result.facets[name].keys():
                assert ask(cabinet, "", _clicked(filters, name, value)).total == 0
            assert 0 not in result.facets[name].values()

    def test_the_years_count_under_the_dates_but_not_under_the_years(
        self, cabinet: SearchEngine
    ) -> None:
        dates = DateRange(date(2020, 1, 1), date(2020, 12, 31))
        filters = Filters(type=("so_ket",), year=("2021",), dates=dates)
        counted = ask(cabinet, "", filters, facets=("year",)).facets["year"]
        free = ask(cabinet, "", replace(filters, year=()), facets=("year",)).facets["year"]
        assert counted == free
        assert counted != ask(cabinet, "", Filters(type=("so_ket",)), facets=("year",)).facets
        for year, count in counted.items():
            assert ask(cabinet, "", replace(filters, year=(year,))).total == count

    def test_only_the_facets_that_are_asked_for_are_counted(self, cabinet: SearchEngine) -> None:
        assert ask(cabinet, "").facets == {}
        assert set(ask(cabinet, "", facets=("topic",)).facets) == {"topic"}

    @pytest.mark.parametrize("seed", range(20))
    def test_of_a_facet_the_most_frequent_values_are_counted_and_those_that_are_chosen(
        self, cabinet: SearchEngine, seed: int
    ) -> None:
        chance = random.Random(3000 + seed)
        filters, text = _some_filters(chance), chance.choice(_TEXTS)
        most = {name: chance.randint(1, 4) for name in FACETS[:-1]}
        every = ask(cabinet, text, filters, facets=FACETS).facets
        query = EngineQuery(parse(text), filters, facets=FACETS, most=most)
        for name, counts in cabinet.search(query).facets.items():
            assert list(every[name]) == sorted(every[name])
            ranked = sorted(every[name], key=lambda value: (-every[name][value], value))
            kept = {*ranked[: most.get(name, 99)], *getattr(filters, name), UNKNOWN}
            wanted = {value: n for value, n in every[name].items() if value in kept}
            assert list(counts.items()) == list(wanted.items())

    @pytest.mark.parametrize("seed", range(20))
    def test_what_is_counted_under_other_filters_is_the_list_behind_it(
        self, cabinet: SearchEngine, seed: int
    ) -> None:
        chance = random.Random(4000 + seed)
        others = tuple(_some_filters(chance) for _ in range(chance.randint(0, 3)))
        text = chance.choice(_TEXTS)
        query = EngineQuery(parse(text), _some_filters(chance), limit=0, also_count=others)
        counted = cabinet.search(query).also_counted
        assert counted == tuple(ask(cabinet, text, other, limit=0).total for other in others)

    def test_unknown_is_a_value_of_every_facet(self, engine: SearchEngine) -> None:
        told = Draft(
            "told", "", "", "", "", ("hue",), ("so_ket",), ("lúa",), event=day(2020, 2, 29)
        )
        publish(engine, [told, Draft("untold")])
        facets = ask(engine, "", facets=FACETS).facets
        assert {name: counts[UNKNOWN] for name, counts in facets.items()} == dict.fromkeys(
            FACETS, 1
        )
        for name in FACETS:
            assert ids(ask(engine, "", Filters(**{name: (UNKNOWN,)}))) == ["untold"]
            known = next(value for value in facets[name] if value != UNKNOWN)
            assert ask(engine, "", Filters(**{name: (UNKNOWN, known)})).total == 2

    @pytest.mark.parametrize("field", DateField)
    def test_a_date_filter_keeps_what_overlaps_it(
        self, engine: SearchEngine, field: DateField
    ) -> None:
        name = "event" if field is DateField.ANY else field.value
        half = Draft("half", **{name: months(2020, 1, 6)})
        other = "published" if name != "published" else "event"
        elsewhere = Draft("other", **{other: day(2020, 3, 3)})
        publish(engine, [half, elsewhere, Draft("unknown")])
        for start, end, overlaps in _RANGES:
            filters = Filters(dates=DateRange(start, end), date_field=field)
            assert ("half" in ids(ask(engine, "", filters))) is overlaps, (start, end)
            assert "unknown" not in ids(ask(engine, "", filters)) or start is end is None
        march = Filters(dates=DateRange(date(2020, 3, 1), date(2020, 3, 31)), date_field=field)
        assert ("other" in ids(ask(engine, "", march))) is (field is DateField.ANY)

    def test_filters_do_not_change_what_the_words_require(self, engine: SearchEngine) -> None:
        """Or a count, made under other filters, would differ from the list behind it."""
        publish(
            engine,
            [
                Draft("beside", body="Gặt lúa sớm.", provinces=("hue",)),
                Draft("near", body="Gặt xong lúa mới.", provinces=("ha-nam",)),
            ],
        )
        count = ask(engine, "gặt lúa", facets=("province",)).facets["province"]
        filtered = ask(engine, "gặt lúa", Filters(province=("ha-nam",)))
        assert filtered.total == count.get("ha-nam", 0)


def _clicked(filters: Filters, name: str, value: str) -> Filters:
    """The filters after choosing a facet's value: all others kept."""
    return replace(filters, **{name: (value,)})


_RANGES = (
    (None, None, True),
    (date(2020, 6, 30), None, True),
    (date(2020, 7, 1), None, False),
    (None, date(2020, 1, 1), True),
    (None, date(2019, 12, 31), False),
    (date(2020, 3, 1), date(2020, 3, 2), True),
    (date(2019, 1, 1), date(2021, 1, 1), True),
    (date(2020, 6, 30), date(2020, 12, 31), True),
    (date(2020, 7, 1), date(2020, 12, 31), False),
    (date.min, date.max, True),
)
