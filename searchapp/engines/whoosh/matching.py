"""An expression -> which reports match, and how well."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from searchapp.engines.base import Strictness
from searchapp.engines.whoosh.inversion import BoolArray, FloatArray, IntArray
from searchapp.engines.whoosh.lookup import Lookup
from searchapp.engines.whoosh.loose_words import add_loose
from searchapp.engines.whoosh.phrases import in_order
from searchapp.engines.whoosh.postings import mask_of
from searchapp.engines.whoosh.scorers import Scorer, Within, score
from searchapp.engines.whoosh.tally import (
    EXACT_WEIGHT,
    FOLDED_WEIGHT,
    Tally,
    score_in_title,
    score_pair,
    score_word,
)
from searchapp.model import Clause, Expression, Target
from searchapp.query.grammar import groups
from searchapp.query.relaxing import loosen, phrases


@dataclass(frozen=True, slots=True)
class Matches:
    """Which reports match (``mask``), and what tells how well by their words alone (``scorers``).

    Attributes:
        expression: What was matched in the end.
        exact: Which of them hold everything exactly as typed; None when nothing was typed with
            a diacritic.
        loosened: Whether no report holds the phrases, so that their words were looked for.
    """

    expression: Expression
    mask: BoolArray
    scorers: Sequence[Scorer]
    exact: BoolArray | None
    strictness: Strictness | None
    loosened: bool = False

    def score(self, lookup: Lookup, docs: IntArray) -> FloatArray:
        """Return how well some documents match by their words, parallel to them."""
        return score(self.scorers, docs, lookup.snapshot.size, lookup.snapshot.norms)


def match(lookup: Lookup, expression: Expression, *, strict: bool = False) -> Matches:
    """Evaluate an expression; with ``strict`` as typed, marks included, and never relaxed."""
    matches = _match(lookup, expression, strict=strict)
    if strict or matches.mask.any():
        return matches
    looser = loosen(expression)
    if looser == expression:
        return matches
    if all(_holding(lookup, clause).any() for clause in phrases(expression)):
        return matches
    return replace(_match(lookup, looser, strict=strict), loosened=True)


def _match(lookup: Lookup, expression: Expression, *, strict: bool) -> Matches:
    tally = Tally(lookup)
    for clauses in groups(expression):
        if len(clauses) > 1:
            _add_alternatives(tally, clauses, strict=strict)
        else:
            _add(tally, clauses[0], strict=strict)
    exact = tally.exact & tally.mask if tally.asks_exact else None
    return Matches(expression, tally.mask, tally.scorers, exact, tally.strictness)


def _add(tally: Tally, clause: Clause, *, strict: bool) -> None:
    if clause.excluded:
        tally.mask &= ~_holding(tally.lookup, clause)
    elif clause.phrase or clause.target is Target.TITLE:
        _add_required(tally, clause)
    else:
        add_loose(tally, clause, strict=strict)


def _add_alternatives(tally: Tally, clauses: Sequence[Clause], *, strict: bool) -> None:
    """Require any of the clauses, each with what alone would be required of it."""
    mask, exact = tally.lookup.nothing(), tally.lookup.nothing()
    asks_exact = False
    for clause in clauses:
        one = Tally(tally.lookup)
        _add(one, clause, strict=strict)
        mask |= one.mask
        exact |= one.exact & one.mask
        asks_exact |= one.asks_exact
        tally.scorers.append(Within(one.mask, one.scorers))
    tally.mask &= mask
    if asks_exact:
        tally.exact_masks.append(exact)


# --- phrases and titles: required as they stand ----------------------------------------------


def _add_required(tally: Tally, clause: Clause) -> None:
    for word in clause.words:
        if clause.target is not Target.TITLE:
            score_word(tally, word)
            continue
        if word.marked:
            score_in_title(tally, word, exact=True, weight=EXACT_WEIGHT)
        score_in_title(tally, word, exact=False, weight=FOLDED_WEIGHT)
    for left, right in pairwise(clause.words):
        score_pair(tally, left, right, require=False)
    tally.mask &= _holding(tally.lookup, clause)


def _holding(lookup: Lookup, clause: Clause) -> BoolArray:
    """Return the reports that hold a clause: each word in the form in which it was typed."""
    in_title = clause.target is Target.TITLE
    lists = [lookup.word(word, exact=word.marked, title=in_title) for word in clause.words]
    in_sequence = clause.phrase and len(clause.words) > 1
    if in_sequence:
        # The narrowest pair that both words' typing allows.
        lists += [
            lookup.pair(left, right, exact=left.marked and right.marked)
            for left, right in pairwise(clause.words)
        ]
    held = lookup.everything()
    for one in sorted(lists, key=lambda one: one.count):
        one.demand(held)
    if not in_sequence or not held.any():
        return held
    found = in_order(lookup.snapshot, np.flatnonzero(held), clause.words, title=in_title)
    return mask_of(found, lookup.snapshot.size)
