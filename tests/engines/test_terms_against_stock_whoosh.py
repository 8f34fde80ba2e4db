"""Any question in terms is answered as stock Whoosh answers it, searched through to the end.

Hits, order, scores, totals and counts; with filters, sorts and pages, over rows and lists, over one
part and over two.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from drafts import Draft
from hypothesis import given, settings
from hypothesis import strategies as st
from stock_whoosh import WORDS
from whoosh.analysis import RegexTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query import And, Every, Or, Phrase, Prefix, Query, Term
from whoosh.searching import Searcher

from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.scoring import ArchiveBM25
from searchapp.engines.whoosh.terms import TermQuery, TermResult, search_terms
from searchapp.model import UNKNOWN, DateRange, Filters, Sort

PROVINCES = ("ha-nam", "thai-binh", "hung-yen", "hue")
TYPES = ("so_ket", "tong_ket")
FIRST_DAY = date(2019, 11, 1)
REPORTS = 420  # enough for rows
SPELLED = (*WORDS, "khôngcó")
COMMONNESS = [2.0 ** -(place % 9) for place in range(len(WORDS))]  # from nearly all to a few


def _draft(number: int, chance: random.Random) -> Draft:
    day = FIRST_DAY + timedelta(days=chance.randrange(800))
    return Draft(
        f"r{number:05}",
        body=" ".join(chance.choices(WORDS, COMMONNESS, k=chance.choice((2, 9, 40)))),
        provinces=tuple(chance.sample(PROVINCES, chance.choice((0, 1, 1, 2)))),
        types=tuple(chance.sample(TYPES, chance.choice((0, 1)))),
        event=(day, day) if chance.random() < 0.8 else None,
    )


class Sides:
    """The same reports in a generation and in stock Whoosh, whose answers are worked out here."""

    def __init__(self, root: Path, drafts: list[Draft]) -> None:
        self.drafts = {draft.id: draft for draft in drafts}
        self.engine = WhooshEngine(root)
        entries = [draft.entry() for draft in drafts]
        with self.engine.build() as writer:
            for entry in entries:
                writer.add(entry)
        text = TEXT(analyzer=RegexTokenizer(r"\S+"), phrase=True)
        index = RamStorage().create_index(Schema(id=ID(stored=True), words=text))
        whoosh = index.writer()
        for entry in entries:
            words = " ".join(entry.analysis.syllables)
            whoosh.add_document(id=entry.report.id, words=words)
        whoosh.commit()
        self.stock: Searcher = index.searcher(weighting=ArchiveBM25())

    def __repr__(self) -> str:
        return f"{len(self.drafts)} reports"

    def ours(self, query: TermQuery) -> tuple[TermResult, list[str]]:
        """The engine's answer, and the ids of its page."""
        snapshot = self.engine._current()
        result = search_terms(snapshot, query)
        return result, [snapshot.stored(int(number)).id for number in result.numbers]

    def matching(self, query: TermQuery) -> dict[str, float]:
        """What Whoosh finds, every bit of it, whatever the filters, with the scores."""
        hits = self.stock.search(_whoosh(query), limit=None)
        terms = dict.fromkeys((*query.all_of, *query.any_of, *query.phrase))
        each = [self._scores(term) for term in terms]
        # (Whoosh's own AndNot over a phrase of one word keeps a report that it should not.)
        excluded = {one for term in query.none_of for one in self._scores(term)}
        found = [hit["id"] for hit in hits if hit["id"] not in excluded]
        return {name: sum(one.get(name, 0.0) for one in each) for name in found}

    def _scores(self, term: str) -> Mapping[str, float]:
        hits = self.stock.search(Term("words", term), limit=None)
        return {hit["id"]: hit.score for hit in hits}

    def passes(self, report_id: str, filters: Filters) -> bool:
        """Whether a report passes, by what its draft says."""
        draft = self.drafts[report_id]
        places, kinds = draft.provinces or (UNKNOWN,), draft.types or (UNKNOWN,)
        if filters.province and not set(places) & set(filters.province):
            return False
        if filters.type and not set(kinds) & set(filters.type):
            return False
        start, end = filters.dates.start, filters.dates.end
        if start is None and end is None:
            return True
        day = draft.event and draft.event[0]
        return day is not None and (start or day) <= day <= (end or day)

    def counts(self, matching: Iterator[str], filters: Filters, facet: str) -> dict[str, int]:
        """How many of each value there are under all filters but the facet's own."""
        others = replace(filters, **{facet: ()})
        values = [
            getattr(self.drafts[one], f"{facet}s") or (UNKNOWN,)
            for one in matching
            if self.passes(one, others)
        ]
        return dict(Counter(value for some in values for value in some))


def _whoosh(query: TermQuery) -> Query:
    parts: list[Query] = [Term("words", term) for term in query.all_of]
    if query.any_of:
        parts.append(Or([Term("words", term) for term in query.any_of]))
    if query.phrase:
        parts.append(Phrase("words", list(query.phrase)))
    if query.prefix:
        parts.append(Prefix("words", query.prefix))
    return And(parts) if parts else Every()


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sides]:
    chance = random.Random(11)
    drafts = [_draft(number, chance) for number in range(REPORTS)]
    made = Sides(tmp_path_factory.mktemp("terms") / "index", drafts)
    yield made
    made.stock.close()


def _some(most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(SPELLED), max_size=most).map(tuple)


_days = st.none() | st.integers(-20, 820).map(lambda days: FIRST_DAY + timedelta(days=days))
_filters = st.builds(
    Filters,
    province=st.lists(st.sampled_from((*PROVINCES, UNKNOWN)), max_size=2, unique=True).map(tuple),
    type=st.lists(st.sampled_from((*TYPES, UNKNOWN)), max_size=1).map(tuple),
    dates=st.builds(DateRange, _days, _days),
)
_queries = st.builds(
    TermQuery,
    all_of=_some(3),
    any_of=_some(3),
    phrase=_some(3),
    none_of=_some(2),
    filters=_filters | st.just(Filters()),
    facets=st.sampled_from([(), ("province", "type")]),
    offset=st.sampled_from([0, 0, 7, 200]),
    limit=st.sampled_from([1, 10, 1000]),
)
patient = settings(deadline=None, derandomize=True, max_examples=250)


@patient
@given(query=_queries)
def test_hits_order_scores_totals_and_counts_are_those_of_whoosh(
    sides: Sides, query: TermQuery
) -> None:
    matching = sides.matching(query)
    passing = {one: score for one, score in matching.items() if sides.passes(one, query.filters)}
    result, page = sides.ours(query)
    expected = sorted(passing.values(), reverse=True)[query.offset : query.offset + query.limit]
    assert result.total == len(passing)
    assert result.scores == pytest.approx(expected, rel=1e-5)
    assert [passing[one] for one in page] == pytest.approx(expected, rel=1e-5)
    assert len(set(page)) == len(page)
    for facet in query.facets:
        assert result.facets[facet] == sides.counts(iter(matching), query.filters, facet)


@patient
@given(prefix=st.sampled_from(["t", "th", "khe", "đ", "20", "zz"]), query=_queries)
def test_a_beginning_finds_and_counts_what_whoosh_finds_by_it(
    sides: Sides, prefix: str, query: TermQuery
) -> None:
    asked = replace(query, prefix=prefix, any_of=(), phrase=(), offset=0, limit=1000)
    matching = sides.matching(asked)
    passing = {one for one in matching if sides.passes(one, asked.filters)}
    result, page = sides.ours(asked)
    assert (result.total, set(page)) == (len(passing), passing)
    for facet in asked.facets:
        assert result.facets[facet] == sides.counts(iter(matching), asked.filters, facet)


@patient
@given(query=_queries, oldest=st.booleans())
def test_the_order_of_days_is_that_of_what_whoosh_finds(
    sides: Sides, query: TermQuery, oldest: bool
) -> None:
    found = [one for one in sides.matching(query) if sides.passes(one, query.filters)]

    def place(report_id: str) -> tuple[int, str]:
        event = sides.drafts[report_id].event
        day = event[0].toordinal() if event else 0
        return (10**9 if not event else day if oldest else -day), report_id

    expected = sorted(found, key=place)[query.offset : query.offset + query.limit]
    sort = Sort.OLDEST if oldest else Sort.NEWEST
    assert sides.ours(replace(query, sort=sort))[1] == expected


def test_the_archive_has_rows_and_lists(sides: Sides) -> None:
    snapshot = sides.engine._current()
    lists = [snapshot.word("exact", word) for word in WORDS]
    assert any(one.docs is None for one in lists)
    assert any(one.docs is not None for one in lists)
