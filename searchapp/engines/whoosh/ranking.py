"""Matches -> the scores that order them: BM25, the places of the words, and the exact tier."""

from collections.abc import Sequence

import numpy as np

from searchapp.engines.base import EXACT_WORDS
from searchapp.engines.whoosh.inversion import BoolArray, DocArray, FloatArray
from searchapp.engines.whoosh.matching import Matches
from searchapp.engines.whoosh.rescoring import MOST_CANDIDATES, rescore
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.model import Filters


def rank(
    snapshot: Snapshot,
    matches: Matches,
    found: BoolArray,
    preferred: Sequence[Filters] = (),
    lift: float = 0.0,
) -> FloatArray:
    """Return a score per report; what holds a few words exactly as typed stands before all others.

    A sentence gets no such tier: measured, it costs a point of nDCG on questions to the web.

    Args:
        snapshot: The generation.
        matches: What was matched, and how well by its words alone.
        found: Which of them pass the filters, too.
        preferred: What lifts a report that has it.
        lift: How much, for one that has all of it; a share of the best score.
    """
    scores = np.where(found, matches.scores, np.float32(0))
    wanted = [clause for clause in matches.expression.clauses if not clause.excluded]
    words = sum(len(clause.words) for clause in wanted)
    if not words or not scores.any():
        return scores
    candidates = _best(scores)
    scores[candidates] = rescore(snapshot, wanted, candidates, scores[candidates])
    top = scores.max()
    for filters in preferred:
        share = np.float32(top * lift / len(preferred))
        scores[found] += share * snapshot.columns.closeness(filters)[found]
    if matches.exact is not None and words <= EXACT_WORDS:
        scores[matches.exact & found] += scores.max()
    return scores


def _best(scores: FloatArray) -> DocArray:
    """Return the documents with the highest scores, best first; equals in the order of ids."""
    size = min(MOST_CANDIDATES, int(np.count_nonzero(scores)))
    limit = np.partition(scores, len(scores) - size)[len(scores) - size]
    numbers = np.flatnonzero(scores >= limit)
    order = np.argsort(-scores[numbers], kind="stable")[:MOST_CANDIDATES]
    return numbers[order].astype(np.int32)
