"""Matches -> the scores that order them: BM25, the places of the words, and the exact tier."""

from collections.abc import Sequence

import numpy as np

from searchapp.engines.base import EXACT_WORDS
from searchapp.engines.whoosh.inversion import FloatArray, IntArray
from searchapp.engines.whoosh.lookup import Lookup
from searchapp.engines.whoosh.matching import Matches
from searchapp.engines.whoosh.ordering import first_places
from searchapp.engines.whoosh.rescoring import MOST_CANDIDATES, rescore
from searchapp.model import Filters


def rank(
    lookup: Lookup,
    matches: Matches,
    found: IntArray,
    preferred: Sequence[Filters] = (),
    lift: float = 0.0,
) -> FloatArray:
    """Return a score per report; what holds a few words exactly as typed stands before all others.

    A sentence gets no such tier: measured, it costs a point of nDCG on questions to the web.

    Args:
        lookup: Where the words are looked up.
        matches: What was matched, and how well by its words alone.
        found: Which of the reports pass the filters, too, ascending.
        preferred: What lifts a report that has it.
        lift: How much, for one that has all of it; a share of the best score.

    Returns:
        Parallel to ``found``; nothing but zeros where no words were asked for.
    """
    wanted = [clause for clause in matches.expression.clauses if not clause.excluded]
    words = sum(len(clause.words) for clause in wanted)
    tier = matches.exact if words <= EXACT_WORDS else None
    scores = matches.score(lookup, found)
    if not words or not scores.any():
        return scores
    rank_of = lookup.snapshot.rank
    best = first_places(-scores, MOST_CANDIDATES, None if rank_of is None else rank_of[found])
    scores[best] = rescore(lookup, wanted, found[best], scores[best])
    top = scores.max()
    for filters in preferred:
        share = np.float32(top * lift / len(preferred))
        scores += share * lookup.closeness(filters)[found]
    if tier is not None:
        scores[tier.take(found)] += scores.max()
    return scores
