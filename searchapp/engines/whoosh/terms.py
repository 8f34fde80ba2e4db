"""Plain questions to the index: terms joined by AND, OR and NOT, phrases, beginnings of words.

What a reader types becomes a richer question (``matching``), of the same posting lists, scorers
and filters. This one is what any engine can be asked too, so that answers and times can be
compared: with stock Whoosh in the tests, with others in the benchmarks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from searchapp.analysis.syllables import fold
from searchapp.engines.whoosh.inversion import BoolArray, FloatArray, IntArray
from searchapp.engines.whoosh.lookup import Lookup
from searchapp.engines.whoosh.ordering import first_places
from searchapp.engines.whoosh.phrases import in_order
from searchapp.engines.whoosh.postings import PostingList, mask_of
from searchapp.engines.whoosh.scorers import TermScorer, score
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.model import Filters, Sort, Word


@dataclass(frozen=True, slots=True)
class TermQuery:
    """A question in exact terms (``Token.exact``); every part of it that is given is required.

    Attributes:
        all_of: All of these, each scored.
        any_of: Any of these, each scored.
        phrase: These in order without a gap, each scored.
        prefix: A beginning of a term, scored as one term; at most its 256 most frequent ones.
        none_of: None of these.
    """

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    prefix: str = ""
    none_of: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    facets: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True, slots=True)
class TermResult:
    """The answer to a TermQuery.

    Attributes:
        numbers: The documents of the page, best first; equals in the order of ids.
        scores: BM25, summed over the terms, parallel to them.
    """

    total: int
    numbers: IntArray
    scores: FloatArray
    facets: Mapping[str, Mapping[str, int]]


def search_terms(snapshot: Snapshot, query: TermQuery) -> TermResult:
    """Answer a question in terms: exact total, one page, counts."""
    lookup = Lookup(snapshot)
    among = snapshot.columns.among(query.filters)
    found = snapshot.columns.within(_matching(lookup, query, among), query.filters)
    scored = [scorer for one in _scored(lookup, query) if (scorer := _scorer(lookup, one))]
    places, scores = _page(snapshot, query, found, scored)
    facets: Mapping[str, Mapping[str, int]] = {}
    if query.facets:
        masks = snapshot.columns.masks(query.filters)
        matching = found if not masks else _matching(lookup, query, None)
        mask = mask_of(matching, snapshot.size)
        facets = snapshot.columns.count(query.facets, mask, masks, query.filters, found=found)
    return TermResult(len(found), found[places], scores, facets)


def _page(
    snapshot: Snapshot, query: TermQuery, found: IntArray, scored: list[TermScorer]
) -> tuple[IntArray, FloatArray]:
    """Return where in ``found`` the hits of one page are, and their scores."""
    rank = None if snapshot.rank is None else snapshot.rank[found]
    if query.sort is Sort.RELEVANCE:
        scores = score(scored, found, snapshot.size, snapshot.norms)
        places = first_places(-scores, query.offset + query.limit, rank)[query.offset :]
        return places, scores[places]
    oldest = query.sort is Sort.OLDEST
    keys = snapshot.columns.newest_first(query.filters.date_field, oldest=oldest)[found]
    places = first_places(keys, query.offset + query.limit, rank)[query.offset :]
    return places, score(scored, np.sort(found[places]), snapshot.size, snapshot.norms)


def _matching(lookup: Lookup, query: TermQuery, among: BoolArray | None) -> IntArray:
    """Return the documents that match, of those in a mask."""
    required = [_of(lookup, term) for term in (*query.all_of, *query.phrase)]
    required += [
        lookup.pair(_word(left), _word(right), exact=True)
        for left, right in zip(query.phrase, query.phrase[1:], strict=False)
    ]
    if query.prefix:
        required.append(lookup.word(_word(query.prefix, prefix=True), exact=True))
    if query.any_of:
        among = _in_any(lookup, query.any_of, among)
    docs = _in_all(lookup, required, among)
    for term in query.none_of:
        docs = docs[~_of(lookup, term).holding(docs)]
    if len(query.phrase) > 2:
        docs = in_order(lookup.snapshot, docs, [_word(term) for term in query.phrase])
    return docs


def _in_any(lookup: Lookup, terms: Sequence[str], among: BoolArray | None) -> BoolArray:
    held = lookup.nothing()
    for term in terms:
        _of(lookup, term).mark(held)
    return held if among is None else held & among


def _in_all(lookup: Lookup, required: list[PostingList], among: BoolArray | None) -> IntArray:
    if not required:
        return np.flatnonzero(lookup.everything() if among is None else among)
    first, *others = sorted(required, key=lambda one: one.count)
    if first.docs is None:
        mask = first.members if among is None else first.members & among
        for one in others:
            one.demand(mask)
        return np.flatnonzero(mask)
    docs = first.docs if among is None else first.docs[among.take(first.docs)]
    for one in others:
        docs = docs[one.holding(docs)]
    return docs


def _scored(lookup: Lookup, query: TermQuery) -> Iterator[PostingList]:
    for term in dict.fromkeys((*query.all_of, *query.any_of, *query.phrase)):
        yield _of(lookup, term)
    if query.prefix:
        yield lookup.word(_word(query.prefix, prefix=True), exact=True)


def _scorer(lookup: Lookup, postings: PostingList) -> TermScorer | None:
    return TermScorer(postings, "exact", lookup.idf(postings)) if postings.count else None


def _of(lookup: Lookup, term: str) -> PostingList:
    return lookup.word(_word(term), exact=True)


def _word(term: str, *, prefix: bool = False) -> Word:
    """Return a term as a word that was typed exactly."""
    return Word(term, term, fold(term), marked=True, prefix=prefix)
