"""An expression -> which reports match, and how well."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from searchapp.engines.base import Strictness
from searchapp.engines.whoosh.inversion import BoolArray, DocArray, FloatArray
from searchapp.engines.whoosh.loose_words import add_loose
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.engines.whoosh.tally import (
    EXACT_WEIGHT,
    FOLDED_WEIGHT,
    Tally,
    place_of,
    score_pair,
    score_word,
)
from searchapp.model import Clause, Expression, Target, Word
from searchapp.query.relaxing import loosen, phrases


@dataclass(frozen=True, slots=True)
class Matches:
    """Which reports match (``mask``) and how well (``scores``, zero elsewhere).

    Attributes:
        exact: Which of them hold everything exactly as typed; None when nothing was typed with
            a diacritic.
        loosened: Whether no report holds the phrases, so that their words were looked for.
    """

    mask: BoolArray
    scores: FloatArray
    exact: BoolArray | None
    strictness: Strictness | None
    loosened: bool = False


def match(snapshot: Snapshot, expression: Expression, *, strict: bool = False) -> Matches:
    """Evaluate an expression; with ``strict`` as typed, marks included, and never relaxed."""
    matches = _match(snapshot, expression, strict=strict)
    looser = loosen(expression)
    if strict or looser == expression or matches.mask.any():
        return matches
    if all(_holding(Tally(snapshot), clause).any() for clause in phrases(expression)):
        return matches
    return replace(_match(snapshot, looser, strict=strict), loosened=True)


def _match(snapshot: Snapshot, expression: Expression, *, strict: bool) -> Matches:
    tally = Tally(snapshot)
    for clause in expression.clauses:
        if clause.excluded:
            tally.mask &= ~_holding(tally, clause)
        elif clause.phrase or clause.target is Target.TITLE:
            _add_required(tally, clause)
        else:
            add_loose(tally, clause, strict=strict)
    tally.scores[~tally.mask] = 0
    exact = tally.exact & tally.mask if tally.asks_exact else None
    if exact is not None and exact.any():
        # A tier: whatever holds the words exactly as typed stands before whatever does not.
        tally.scores[exact] += tally.scores.max()
    return Matches(tally.mask, tally.scores, exact, tally.strictness)


# --- phrases and titles: required as they stand ----------------------------------------------


def _add_required(tally: Tally, clause: Clause) -> None:
    for word in clause.words:
        if clause.target is Target.TITLE:
            _score_title_word(tally, word)
        else:
            score_word(tally, word)
    for left, right in pairwise(clause.words):
        score_pair(tally, left, right, require=False)
    tally.mask &= _holding(tally, clause)


def _score_title_word(tally: Tally, word: Word) -> None:
    snapshot = tally.snapshot
    if word.marked:
        number = snapshot.exact_terms.find(word.exact)
        tally.score(snapshot.exact_title, number, EXACT_WEIGHT)
    number = snapshot.folded_terms.find(word.folded)
    tally.score(snapshot.folded_title, number, FOLDED_WEIGHT)


def _holding(tally: Tally, clause: Clause) -> BoolArray:
    """Return the reports that hold a clause: each word in the form in which it was typed."""
    snapshot = tally.snapshot
    in_title = clause.target is Target.TITLE
    held = np.ones(snapshot.size, bool)
    for word in clause.words:
        held &= tally.members(_docs_as_typed(snapshot, word, title=in_title))
    if not clause.phrase or len(clause.words) == 1:
        return held
    for left, right in pairwise(clause.words):
        held &= tally.members(_pair_docs_as_typed(snapshot, left, right))
    places = [place_of(snapshot, word, exact=word.marked) for word in clause.words]
    docs = np.flatnonzero(held).astype(np.int32)
    if not len(docs):
        return held
    known = [place for place in places if place is not None]
    return tally.members(snapshot.phrases.documents(docs, known, title=in_title))


def _docs_as_typed(snapshot: Snapshot, word: Word, *, title: bool) -> DocArray:
    if word.marked:
        postings = snapshot.exact_title if title else snapshot.exact
        return postings.of(snapshot.exact_terms.find(word.exact))[0]
    postings = snapshot.folded_title if title else snapshot.folded
    return postings.of(snapshot.folded_terms.find(word.folded))[0]


def _pair_docs_as_typed(snapshot: Snapshot, left: Word, right: Word) -> DocArray:
    """Return the documents of the narrowest pair that both words' typing allows."""
    if left.marked and right.marked:
        numbers = (snapshot.exact_terms.find(word.exact) for word in (left, right))
        pairs = snapshot.exact_pairs
    else:
        numbers = (snapshot.folded_terms.find(word.folded) for word in (left, right))
        pairs = snapshot.folded_pairs
    return pairs.postings.of(pairs.find(*numbers))[0]
