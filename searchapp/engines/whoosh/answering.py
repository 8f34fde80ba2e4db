"""One request to a snapshot -> its hits, its total, its counts."""

from dataclasses import dataclass

import numpy as np

from searchapp.engines.base import EngineHit, EngineQuery, EngineResult
from searchapp.engines.whoosh.faceting import apply
from searchapp.engines.whoosh.inversion import BoolArray, FloatArray, IntArray
from searchapp.engines.whoosh.lookup import Lookup
from searchapp.engines.whoosh.matching import Matches, match
from searchapp.engines.whoosh.ordering import Keys, first_places
from searchapp.engines.whoosh.ranking import rank
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.model import IndexStatus, Sort

_MOST_DUPLICATES = 10  # listed under a hit; the others are counted


def answer(snapshot: Snapshot, query: EngineQuery, status: IndexStatus) -> EngineResult:
    """Answer a request from one snapshot; see ``SearchEngine.search``."""
    lookup = Lookup(snapshot)
    matches = match(lookup, query.expression, strict=query.strict)
    masks = snapshot.columns.masks(query.filters)
    mask = apply(matches.mask, masks)
    found = _ordered(query, lookup, matches, mask)
    shown = snapshot.copies.fold(found.docs, mask, found.keys)
    page = _page(query, snapshot, found, shown)
    exact = matches.exact
    return EngineResult(
        total=len(found.docs),
        groups=len(shown),
        exact_total=None if exact is None else int(np.count_nonzero(exact & mask)),
        hits=_hits(lookup, matches, found, page),
        facets=snapshot.columns.count(
            query.facets, matches.mask, masks, query.filters, query.most, found.docs
        ),
        strictness=matches.strictness,
        loosened=matches.loosened,
        exact_anywhere=exact is not None and bool(exact.any()),
        status=status,
        also_counted=tuple(
            int(np.count_nonzero(apply(matches.mask, snapshot.columns.masks(filters))))
            for filters in query.also_count
        ),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What matches and passes the filters, and the order of it.

    Attributes:
        docs: The documents, ascending.
        mask: The same as a mask of all.
        keys: Parallel to ``docs``, ascending in the order asked for.
        scores: Parallel to ``docs``; None where they are not what orders them.
    """

    docs: IntArray
    mask: BoolArray
    keys: Keys
    scores: FloatArray | None


def _ordered(query: EngineQuery, lookup: Lookup, matches: Matches, mask: BoolArray) -> _Found:
    """Put in order what is in a mask.

    Where nothing was asked for by words there is no relevance: the newest come first.
    """
    snapshot, docs = lookup.snapshot, np.flatnonzero(mask)
    if query.sort is Sort.RELEVANCE and matches.scorers:
        scores = rank(lookup, matches, docs, query.preferred, query.lift)
        if scores.any():
            return _Found(docs, mask, -scores, scores)
    oldest = query.sort is Sort.OLDEST
    newest = snapshot.columns.newest_first(query.filters.date_field, oldest=oldest)
    return _Found(docs, mask, newest.take(docs), None)


def _page(query: EngineQuery, snapshot: Snapshot, found: _Found, shown: IntArray) -> IntArray:
    """Return where among the found documents the hits of one page are."""
    rank_of = None if snapshot.rank is None else snapshot.rank.take(found.docs[shown])
    first = first_places(found.keys[shown], query.offset + query.limit, rank_of)
    return shown[first[query.offset :]]


def _hits(lookup: Lookup, matches: Matches, found: _Found, page: IntArray) -> tuple[EngineHit, ...]:
    docs = found.docs[page]
    if found.scores is not None:
        scores = found.scores[page]
    else:
        order = np.argsort(docs)
        scores = np.empty(len(docs), np.float32)
        scores[order] = matches.score(lookup, docs[order])
    hits = zip(docs.tolist(), scores.tolist(), strict=True)
    return tuple(_hit(lookup.snapshot, number, score, found) for number, score in hits)


def _hit(snapshot: Snapshot, number: int, score: float, found: _Found) -> EngineHit:
    copies = snapshot.copies.beside(number, found.docs, found.mask, found.keys)
    listed = tuple(snapshot.stored(int(copy)) for copy in copies[:_MOST_DUPLICATES])
    return EngineHit(snapshot.stored(number), score, listed, len(copies))
