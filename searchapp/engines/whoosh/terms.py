"""Plain questions to the index: terms joined by AND, OR and NOT, phrases, beginnings of words.

What a reader types becomes a richer question (``matching``), of the same posting lists, scorers
and filters. This one is what any engine can be asked too, so that answers and times can be
compared: with stock Whoosh in the tests, with others in the benchmarks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from searchapp.analysis.syllables import fold
from searchapp.engines.whoosh.docsets import DocSet
from searchapp.engines.whoosh.faceting import is_open
from searchapp.engines.whoosh.inversion import BoolArray, FloatArray, IntArray
from searchapp.engines.whoosh.lookup import Lookup
from searchapp.engines.whoosh.ordering import first_places
from searchapp.engines.whoosh.phrases import in_order
from searchapp.engines.whoosh.postings import PostingList
from searchapp.engines.whoosh.scorers import Board, TermScorer, score, total
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
    found = _matching(lookup, query, snapshot.columns.among(query.filters))
    if not is_open(query.filters.dates):
        within = snapshot.columns.within(found.docs, query.filters)
        found = DocSet(snapshot.size, docs=within)
    numbers, scores = _page(lookup, query, found)
    facets: Mapping[str, Mapping[str, int]] = {}
    if query.facets:
        masks = snapshot.columns.masks(query.filters)
        matching = _matching(lookup, query, None) if masks else found
        facets = snapshot.columns.count(
            query.facets, matching.mask, masks, query.filters, found=found.docs
        )
    return TermResult(found.count, numbers, scores, facets)


def _page(lookup: Lookup, query: TermQuery, found: DocSet) -> tuple[IntArray, FloatArray]:
    """Return the documents of one page, and their scores."""
    snapshot, end = lookup.snapshot, query.offset + query.limit
    scored = [scorer for one in _scored(lookup, query) if (scorer := _scorer(lookup, one))]
    if query.sort is Sort.RELEVANCE and found.are_most and end <= found.count:
        scores = total(scored, Board(None, snapshot.size, snapshot.norms))
        scores *= found.mask
        places = first_places(-scores, end, snapshot.rank)[query.offset :]
        return places, scores[places]
    docs = found.docs
    rank = None if snapshot.rank is None else snapshot.rank[docs]
    if query.sort is Sort.RELEVANCE:
        scores = score(scored, docs, snapshot.size, snapshot.norms)
        places = first_places(-scores, end, rank)[query.offset :]
        return docs[places], scores[places]
    oldest = query.sort is Sort.OLDEST
    keys = snapshot.columns.newest_first(query.filters.date_field, oldest=oldest).take(docs)
    page = docs[first_places(keys, end, rank)[query.offset :]]
    order = np.argsort(page)
    scores = np.empty(len(page), np.float32)
    scores[order] = score(scored, page[order], snapshot.size, snapshot.norms)
    return page, scores


def _matching(lookup: Lookup, query: TermQuery, among: DocSet | None) -> DocSet:
    """Return the documents that match, of those that are given."""
    required = [_of(lookup, term) for term in (*query.all_of, *query.phrase)]
    required += [
        lookup.pair(_word(left), _word(right), exact=True)
        for left, right in zip(query.phrase, query.phrase[1:], strict=False)
    ]
    if query.prefix:
        required.append(lookup.word(_word(query.prefix, prefix=True), exact=True))
    found = _holding(lookup, query, sorted(required, key=lambda one: one.count), among)
    if len(query.phrase) < 3:
        return found
    words = [_word(term) for term in query.phrase]
    return DocSet(found.size, docs=in_order(lookup.snapshot, found.docs, words))


def _holding(
    lookup: Lookup, query: TermQuery, required: Sequence[PostingList], among: DocSet | None
) -> DocSet:
    """Return the documents that hold what is asked for: from a list, if there is a short one."""
    size = lookup.snapshot.size
    excluded = [_of(lookup, term) for term in query.none_of]
    any_of = [_of(lookup, term) for term in query.any_of]
    if among is not None and among.is_listed:
        docs = among.docs
    elif required and required[0].docs is not None:
        docs, required = required[0].docs, required[1:]
        docs = docs if among is None else docs[among.mask.take(docs)]
    else:
        mask = _by_mask(lookup, required, any_of, excluded)
        return DocSet(size, mask=mask if among is None else mask & among.mask)
    if any_of:
        docs = docs[_in_any(lookup, any_of).take(docs)]
    for one in required:
        docs = docs[one.holding(docs)]
    for one in excluded:
        docs = docs[~one.holding(docs)]
    return DocSet(size, docs=docs)


def _by_mask(
    lookup: Lookup,
    required: Sequence[PostingList],
    any_of: Sequence[PostingList],
    excluded: Sequence[PostingList],
) -> BoolArray:
    mask = _in_any(lookup, any_of) if any_of else lookup.everything()
    for one in required:
        one.demand(mask)
    for one in excluded:
        mask &= ~one.members
    return mask


def _in_any(lookup: Lookup, lists: Sequence[PostingList]) -> BoolArray:
    held = lookup.nothing()
    for one in lists:
        one.mark(held)
    return held


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
