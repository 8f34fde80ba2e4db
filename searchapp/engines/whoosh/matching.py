"""An expression -> which reports match, and how well."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from searchapp.engines.base import Strictness
from searchapp.engines.whoosh.inversion import BoolArray, FloatArray
from searchapp.engines.whoosh.loose_words import add_loose
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.engines.whoosh.tally import (
    EXACT_WEIGHT,
    FOLDED_WEIGHT,
    Tally,
    pair_postings,
    place_of,
    postings_of,
    score_pair,
    score_word,
)
from searchapp.model import Clause, Expression, Target, Word
from searchapp.query.grammar import groups
from searchapp.query.relaxing import loosen, phrases


@dataclass(frozen=True, slots=True)
class Matches:
    """Which reports match (``mask``) and how well by their words alone (``scores``).

    Attributes:
        expression: What was matched in the end.
        scores: Zero where nothing matches.
        exact: Which of them hold everything exactly as typed; None when nothing was typed with
            a diacritic.
        loosened: Whether no report holds the phrases, so that their words were looked for.
    """

    expression: Expression
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
    for clauses in groups(expression):
        if len(clauses) > 1:
            _add_alternatives(tally, clauses, strict=strict)
        else:
            _add(tally, clauses[0], strict=strict)
    tally.scores[~tally.mask] = 0
    exact = tally.exact & tally.mask if tally.asks_exact else None
    return Matches(expression, tally.mask, tally.scores, exact, tally.strictness)


def _add(tally: Tally, clause: Clause, *, strict: bool) -> None:
    if clause.excluded:
        tally.mask &= ~_holding(tally, clause)
    elif clause.phrase or clause.target is Target.TITLE:
        _add_required(tally, clause)
    else:
        add_loose(tally, clause, strict=strict)


def _add_alternatives(tally: Tally, clauses: Sequence[Clause], *, strict: bool) -> None:
    """Require any of the clauses, each with what alone would be required of it."""
    mask = np.zeros(tally.snapshot.size, bool)
    exact = mask.copy()
    for clause in clauses:
        one = Tally(tally.snapshot)
        _add(one, clause, strict=strict)
        mask |= one.mask
        exact |= one.exact & one.mask
        tally.asks_exact |= one.asks_exact
        tally.scores += np.where(one.mask, one.scores, np.float32(0))
    tally.mask &= mask
    tally.exact &= exact


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
    if word.marked:
        tally.add(*postings_of(tally.snapshot, word, exact=True, title=True), EXACT_WEIGHT)
    tally.add(*postings_of(tally.snapshot, word, exact=False, title=True), FOLDED_WEIGHT)


def _holding(tally: Tally, clause: Clause) -> BoolArray:
    """Return the reports that hold a clause: each word in the form in which it was typed."""
    snapshot = tally.snapshot
    in_title = clause.target is Target.TITLE
    held = np.ones(snapshot.size, bool)
    for word in clause.words:
        found, _ = postings_of(snapshot, word, exact=word.marked, title=in_title)
        held &= tally.members(found)
    if not clause.phrase or len(clause.words) == 1:
        return held
    for left, right in pairwise(clause.words):
        # The narrowest pair that both words' typing allows.
        exact = left.marked and right.marked
        held &= tally.members(pair_postings(snapshot, left, right, exact=exact)[0])
    places = [place_of(snapshot, word, exact=word.marked) for word in clause.words]
    docs = np.flatnonzero(held).astype(np.int32)
    if not len(docs):
        return held
    known = [place for place in places if place is not None]
    return tally.members(snapshot.phrases.documents(docs, known, title=in_title))
