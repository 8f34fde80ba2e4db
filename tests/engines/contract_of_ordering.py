"""The contract, fourth part: scores, sorting and pages."""

import random
from datetime import date, timedelta

import pytest
from contract_base import ContractBase
from drafts import Draft, Interval, ask, day, ids, months, publish

from searchapp.engines.base import SearchEngine
from searchapp.model import DateField, Filters, Sort

SHELF_SIZE = 43
_WORDS = ("thi đua", "thị", "khen thưởng", "khen", "đua thuyền", "hội nghị", "hỏi", "lúa", "đê")
QUERIES = ("", "thi đua", "thi", "thị", "khen thuong", '"hoi nghi"', "hội nghị khen thưởng lúa đê")


def _shelf() -> list[Draft]:
    """Reports of random words and dates; every fourth is a twin of the one before it."""
    chance = random.Random(20260101)
    drafts = []
    for n in range(SHELF_SIZE):
        if n % 4 != 3:
            body = " ".join(chance.choices(_WORDS, k=chance.randint(1, 12)))
            dates = [_some_day(chance) if chance.random() < 0.6 else None for _ in range(3)]
        drafts.append(
            Draft(f"k{n:02}", body=body, event=dates[0], published=dates[1], period=dates[2])
        )
    return drafts


def _some_day(chance: random.Random) -> Interval:
    first = date(2019, 1, 1) + timedelta(chance.randrange(1200))
    return first, first + timedelta(chance.choice((0, 0, 30, 400)))


class OrderingContract(ContractBase):
    """In which order reports are found."""

    @pytest.fixture(scope="class")
    @classmethod
    def shelf(cls, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
        """An engine over a shelf of reports; nothing is published into it by any test."""
        engine = cls.open_engine(tmp_path_factory.mktemp("shelf"))
        publish(engine, _shelf())
        return engine

    @pytest.mark.parametrize("text", QUERIES)
    def test_scores_never_rise_and_totals_are_exact(self, shelf: SearchEngine, text: str) -> None:
        result = ask(shelf, text)
        scores = [hit.score for hit in result.hits]
        assert scores == sorted(scores, reverse=True)
        assert result.total == len(result.hits) == len(set(ids(result)))
        assert ask(shelf, text, limit=1).total == result.total

    @pytest.mark.parametrize("text", QUERIES[1:])
    def test_ties_stand_in_the_order_of_their_ids(self, shelf: SearchEngine, text: str) -> None:
        hits = ask(shelf, text).hits
        order = [(-hit.score, hit.report.id) for hit in hits]
        assert order == sorted(order)
        assert len({hit.score for hit in hits}) < len(hits), "there should be twins"

    @pytest.mark.parametrize("sort", Sort)
    @pytest.mark.parametrize("text", QUERIES)
    def test_pages_together_are_the_whole_list(
        self, shelf: SearchEngine, text: str, sort: Sort
    ) -> None:
        whole = ask(shelf, text, sort=sort)
        for size in (1, 3, 10):
            pages = [
                ask(shelf, text, sort=sort, offset=start, limit=size)
                for start in range(0, whole.total, size)
            ]
            assert [hit for page in pages for hit in page.hits] == list(whole.hits)
            assert {page.total for page in pages} <= {whole.total}

    def test_a_page_behind_the_last_is_empty(self, shelf: SearchEngine) -> None:
        result = ask(shelf, "thi", offset=10_000, limit=10)
        assert (result.hits, result.total) == ((), ask(shelf, "thi").total)

    def test_a_page_of_no_hits_still_counts(self, shelf: SearchEngine) -> None:
        result = ask(shelf, "", limit=0, facets=("year",))
        assert (result.hits, result.total) == ((), SHELF_SIZE)
        assert result.facets["year"]

    def test_the_same_query_is_answered_the_same_twice(self, shelf: SearchEngine) -> None:
        for text in QUERIES:
            assert ask(shelf, text, facets=("year",)) == ask(shelf, text, facets=("year",))

    @pytest.mark.parametrize("field", DateField)
    def test_newest_and_oldest_sort_by_the_chosen_date_and_put_unknown_last(
        self, shelf: SearchEngine, field: DateField
    ) -> None:
        drafts = {draft.id: draft for draft in _shelf()}
        last_days = {name: _last_day(draft, field) for name, draft in drafts.items()}
        for sort, sign in ((Sort.NEWEST, -1), (Sort.OLDEST, 1)):
            got = ids(ask(shelf, "", Filters(date_field=field), sort=sort))
            known = [name for name, last in last_days.items() if last is not None]
            unknown = [name for name, last in last_days.items() if last is None]
            known.sort(key=lambda name: (sign * last_days[name].toordinal(), name))
            assert got == [*known, *unknown]
            assert unknown

    @pytest.mark.parametrize("text", ["", "-lúa"])
    def test_where_no_word_is_asked_for_the_newest_come_first(
        self, shelf: SearchEngine, text: str
    ) -> None:
        assert ids(ask(shelf, text)) == ids(ask(shelf, text, sort=Sort.NEWEST))
        assert {hit.score for hit in ask(shelf, text).hits} == {0}

    def test_a_report_is_dated_by_its_event_then_its_publication_then_its_period(
        self, engine: SearchEngine
    ) -> None:
        publish(
            engine,
            [
                Draft("event", event=day(2020, 5, 1), published=day(2023, 1, 1)),
                Draft("period", period=months(2020, 1, 6)),
                Draft("published", published=day(2020, 5, 2), period=months(2018, 1, 6)),
                Draft("unknown"),
            ],
        )
        newest = ids(ask(engine, sort=Sort.NEWEST))
        assert newest == ["period", "published", "event", "unknown"]
        oldest = ids(ask(engine, sort=Sort.OLDEST))
        assert oldest == ["event", "published", "period", "unknown"]


def _last_day(draft: Draft, field: DateField) -> date | None:
    dates = {
        DateField.EVENT: draft.event,
        DateField.PUBLISHED: draft.published,
        DateField.PERIOD: draft.period,
    }
    chosen = dates.values() if field is DateField.ANY else [dates[field]]
    return next((interval[1] for interval in chosen if interval is not None), None)
