"""The contract, sixth part: of nearly identical reports the best-ranked is a hit, alone."""

import random
from dataclasses import replace
from datetime import date

import pytest
from contract_base import ContractBase
from drafts import Draft, ask, day, publish
from invented_reports import told

from searchapp.engines.base import EngineHit, EngineResult, SearchEngine
from searchapp.model import DateRange, Filters, Sort

FACETS = ("province", "year", "topic")
_TEXTS = ("", "thi đua", "lúa", '"hội nghị"', "-lúa", "trưởng thôn hội nghị")
_STOCK = 30
_COPIED = 12


def _archive() -> list[Draft]:
    """Reports of random words, of which some have up to fourteen copies under other headers."""
    chance = random.Random(20260202)
    drafts = []
    for number in range(_STOCK):
        draft = Draft(
            f"{chance.randrange(1000):03}-{number:02}",
            title=f"Hội nghị {number}",
            body=told(number),
            topics=(chance.choice(("lúa", "đê")),),
            event=day(2020, 1, 1 + number),
        )
        copies = chance.choice((1, 2, 3, 14)) if number < _COPIED else 0
        drafts += [draft, *(_copy(draft, n, chance) for n in range(copies))]
    named = (replace(draft, topics=(*draft.topics, draft.id)) for draft in drafts)
    return sorted(named, key=lambda draft: draft.id)


def _copy(draft: Draft, number: int, chance: random.Random) -> Draft:
    return replace(
        draft,
        id=f"{chance.randrange(1000):03}-{draft.id}-{number}",
        body=f"{draft.body} {chance.choice(('Nguồn: cổng khác.', 'Tin lúa.', ''))}",
        provinces=("hue",) * chance.randint(0, 1),
        published=day(2020, 3, chance.randint(1, 28)),
    )


class FoldingContract(ContractBase):
    """What becomes of reports that are nearly the same text."""

    @pytest.fixture(scope="class")
    @classmethod
    def copied(cls, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
        """An engine over reports with copies; nothing is published into it by any test."""
        engine = cls.open_engine(tmp_path_factory.mktemp("copied"))
        publish(engine, _archive())
        return engine

    def test_every_copy_stands_under_one_hit_and_nothing_else_does(
        self, copied: SearchEngine
    ) -> None:
        result = ask(copied)
        assert result.groups == len(result.hits) == _STOCK
        for hit in result.hits:
            original = hit.report.title
            assert {copy.title for copy in hit.duplicates} <= {original}

    @pytest.mark.parametrize("text", _TEXTS)
    def test_the_total_counts_the_hits_with_their_duplicates(
        self, copied: SearchEngine, text: str
    ) -> None:
        result = ask(copied, text)
        assert result.groups == len(result.hits)
        assert result.total == sum(1 + hit.duplicate_count for hit in result.hits)
        shown = [name for hit in result.hits for name in _listed(hit)]
        assert len(set(shown)) == len(shown)

    @pytest.mark.parametrize("sort", Sort)
    @pytest.mark.parametrize("text", _TEXTS)
    def test_pages_neither_repeat_nor_lose_a_report(
        self, copied: SearchEngine, text: str, sort: Sort
    ) -> None:
        whole = ask(copied, text, sort=sort)
        for size in (1, 4, 10):
            pages = [
                ask(copied, text, sort=sort, offset=start, limit=size)
                for start in range(0, whole.groups, size)
            ]
            assert [hit for page in pages for hit in page.hits] == list(whole.hits)
            assert {(page.total, page.groups) for page in pages} <= {(whole.total, whole.groups)}
        assert ask(copied, text, sort=sort, offset=whole.groups).hits == ()

    @pytest.mark.parametrize("text", _TEXTS)
    def test_a_hit_ranks_before_its_duplicates_and_these_in_their_order(
        self, copied: SearchEngine, text: str
    ) -> None:
        for hit in ask(copied, text).hits:
            if text not in {"", "-lúa"}:  # without words the newest come first
                order = [(-_score(copied, text, name), name) for name in _listed(hit)]
                assert order == sorted(order)

    def test_at_most_ten_duplicates_are_listed_and_all_are_counted(
        self, copied: SearchEngine
    ) -> None:
        many = [hit for hit in ask(copied).hits if hit.duplicate_count > 10]
        assert many
        assert {(len(hit.duplicates), hit.duplicate_count) for hit in many} == {(10, 14)}

    @pytest.mark.parametrize("text", _TEXTS)
    def test_facets_count_reports_not_hits(self, copied: SearchEngine, text: str) -> None:
        facets = ask(copied, text, facets=FACETS).facets
        for name, counts in facets.items():
            for value, count in counts.items():
                clicked = ask(copied, text, Filters(**{name: (value,)}))
                assert clicked.total == count
                assert sum(1 + hit.duplicate_count for hit in clicked.hits) == count

    def test_what_is_filtered_out_is_no_duplicate_and_hides_none(
        self, engine: SearchEngine
    ) -> None:
        early = Draft("a", "Tin", told(1), topics=("lúa",), published=day(2020, 3, 1))
        late = replace(early, id="b", topics=("đê",), published=day(2020, 3, 9))
        publish(engine, [early, late])
        assert _groups(ask(engine)) == [["b", "a"]]
        assert _groups(ask(engine, sort=Sort.OLDEST)) == [["a", "b"]]
        assert _groups(ask(engine, "", Filters(topic=("đê",)))) == [["b"]]
        assert _groups(ask(engine, "", Filters(topic=("lúa",)))) == [["a"]]
        march = Filters(dates=DateRange(date(2020, 3, 1), date(2020, 3, 2)))
        assert _groups(ask(engine, "", march)) == [["a"]]

    def test_a_copy_that_the_words_do_not_match_is_no_duplicate(self, engine: SearchEngine) -> None:
        publish(engine, [Draft("a", "Tin", told(1)), Draft("b", "Tin", f"{told(1)} Kè đá.")])
        assert _groups(ask(engine, "kè đá")) == [["b"]]
        assert _groups(ask(engine, "hội nghị")) == [["a", "b"]]
        assert _groups(ask(engine, "hội nghị", strict=True)) == [["a", "b"]]


def _listed(hit: EngineHit) -> list[str]:
    return [hit.report.id, *(copy.id for copy in hit.duplicates)]


def _groups(result: EngineResult) -> list[list[str]]:
    return [_listed(hit) for hit in result.hits]


def _score(engine: SearchEngine, text: str, report_id: str) -> float:
    """The score of a report, read where a filter leaves it alone."""
    (hit,) = ask(engine, text, Filters(topic=(report_id,))).hits
    return hit.score
