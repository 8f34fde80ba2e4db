"""An expression -> which reports match, and how well.

Every token counts by its folded form and, together with its neighbour, by their folded pair; one
that was typed with a diacritic counts by its exact forms as well. So what was typed without marks
is found as surely as with them, and what was typed exactly comes first.

Source: the routed scheme measured on Vietnamese law, news and web questions; it neither loses
nDCG without diacritics, nor more than a point with them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from searchapp.analysis.syllables import is_syllable
from searchapp.engines.base import Strictness
from searchapp.engines.whoosh.arrays import Postings
from searchapp.engines.whoosh.inversion import DocArray, FloatArray
from searchapp.engines.whoosh.phrases import Place
from searchapp.engines.whoosh.scoring import idf
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.model import Clause, Expression, Target, Word

BoolArray = npt.NDArray[np.bool_]

FOLDED_WEIGHT = 1.0
EXACT_WEIGHT = 0.5
FOLDED_PAIR_WEIGHT = 0.5
EXACT_PAIR_WEIGHT = 0.5

_FEW_WORDS = 3  # so few words stand for one thing: two of them must be neighbours
_MOST = 0.6  # share of the words of a long query that a report must hold, when none holds all


@dataclass(frozen=True, slots=True)
class Matches:
    """Which reports match (``mask``) and how well (``scores``, zero elsewhere).

    Attributes:
        exact: Which of them hold everything exactly as typed; None when nothing was typed with
            a diacritic.
    """

    mask: BoolArray
    scores: FloatArray
    exact: BoolArray | None
    strictness: Strictness | None


@dataclass(slots=True)
class _Tally:
    """Scores and requirements, gathered clause by clause."""

    snapshot: Snapshot
    mask: BoolArray = field(init=False)
    scores: FloatArray = field(init=False)
    exact: BoolArray = field(init=False)
    asks_exact: bool = False
    strictness: Strictness | None = None

    def __post_init__(self) -> None:
        self.mask = np.ones(self.snapshot.size, bool)
        self.scores = np.zeros(self.snapshot.size, np.float32)
        self.exact = np.ones(self.snapshot.size, bool)

    def score(self, postings: Postings, number: int | None, weight: float) -> DocArray:
        """Add a term's scores and return its documents."""
        docs, impacts = postings.of(number)
        self.scores[docs] += np.float32(weight * idf(self.snapshot.size, len(docs))) * impacts
        return docs

    def require_exact(self, docs: DocArray) -> None:
        """Let only these documents count as holding everything exactly as typed."""
        self.asks_exact = True
        self.exact &= self.members(docs)

    def members(self, docs: DocArray) -> BoolArray:
        """Return documents as a mask."""
        mask = np.zeros(self.snapshot.size, bool)
        mask[docs] = True
        return mask


def match(snapshot: Snapshot, expression: Expression, *, strict: bool = False) -> Matches:
    """Evaluate an expression; with ``strict`` as typed, marks included, and never relaxed."""
    tally = _Tally(snapshot)
    for clause in expression.clauses:
        if clause.excluded:
            tally.mask &= ~_holding(tally, clause)
        elif clause.phrase or clause.target is Target.TITLE:
            _add_required(tally, clause)
        else:
            _add_loose(tally, clause, strict=strict)
    tally.scores[~tally.mask] = 0
    exact = tally.exact & tally.mask if tally.asks_exact else None
    if exact is not None and exact.any():
        # A tier: whatever holds the words exactly as typed stands before whatever does not.
        tally.scores[exact] += tally.scores.max()
    return Matches(tally.mask, tally.scores, exact, tally.strictness)


# --- words that stand for themselves -----------------------------------------------------------


def _add_loose(tally: _Tally, clause: Clause, *, strict: bool) -> None:
    words = clause.words
    held = np.zeros(tally.snapshot.size, np.uint8)
    for word in dict.fromkeys(words):
        docs = _score_word(tally, word)
        held[_exact_docs(tally, word) if strict and word.marked else docs] += 1
    paired = np.zeros(tally.snapshot.size, bool)
    for left, right in pairwise(words):
        paired[_score_pair(tally, left, right, require=True)] = True
    distinct = list(dict.fromkeys(words))
    for strictness, find in _levels(tally, distinct, held, paired, strict=strict):
        mask = find()
        tally.strictness = strictness
        if mask.any():
            break
    tally.mask &= mask


Level = tuple[Strictness, Callable[[], BoolArray]]


def _levels(
    tally: _Tally,
    words: Sequence[Word],
    held: npt.NDArray[np.uint8],
    paired: BoolArray,
    *,
    strict: bool,
) -> list[Level]:
    """Return what may be required of the words, strictest first.

    Two or three syllables are mostly one word or name: standing apart they mean something else
    ("hà … nội" is no Hà Nội), so they are looked for side by side, then near each other, and a
    single one of them is never enough.
    """
    count = len(words)
    every: Level = (Strictness.ALL, lambda: held == count)
    if count == 1 or strict:
        return [every]
    if count > _FEW_WORDS:
        needed = int(np.ceil(_MOST * count))
        return [every, (Strictness.SOME, lambda: held >= needed)]
    adjacent: Level = (Strictness.ADJACENT, lambda: (held == count) & paired)
    if not all(is_syllable(word.text) for word in words):
        return [adjacent, every]
    near: Level = (Strictness.NEAR, lambda: _near(tally, words, held == count))
    some: Level = (Strictness.SOME, lambda: (held >= count - 1) & paired)
    return [adjacent, near] if count == 2 else [adjacent, near, some]


def _near(tally: _Tally, words: Sequence[Word], candidates: BoolArray) -> BoolArray:
    places = [_place(tally.snapshot, word, exact=False) for word in words]
    known = [place for place in places if place is not None]
    docs = np.flatnonzero(candidates).astype(np.int32)
    return tally.members(tally.snapshot.phrases.near(docs, known))


def _score_word(tally: _Tally, word: Word) -> DocArray:
    """Score a word by both its forms and return the documents that hold the folded one."""
    snapshot = tally.snapshot
    if word.marked:
        number = snapshot.exact_terms.find(word.exact)
        tally.require_exact(tally.score(snapshot.exact, number, EXACT_WEIGHT))
    return tally.score(snapshot.folded, snapshot.folded_terms.find(word.folded), FOLDED_WEIGHT)


def _score_pair(tally: _Tally, left: Word, right: Word, *, require: bool) -> DocArray:
    """Score two neighbours by their pairs and return the documents that hold the folded pair."""
    snapshot = tally.snapshot
    if left.marked or right.marked:
        numbers = (snapshot.exact_terms.find(word.exact) for word in (left, right))
        pair = snapshot.exact_pairs.find(*numbers)
        docs = tally.score(snapshot.exact_pairs.postings, pair, EXACT_PAIR_WEIGHT)
        if require:
            tally.require_exact(docs)
    numbers = (snapshot.folded_terms.find(word.folded) for word in (left, right))
    pair = snapshot.folded_pairs.find(*numbers)
    return tally.score(snapshot.folded_pairs.postings, pair, FOLDED_PAIR_WEIGHT)


# --- phrases and titles: required as they stand ----------------------------------------------


def _add_required(tally: _Tally, clause: Clause) -> None:
    for word in clause.words:
        if clause.target is Target.TITLE:
            _score_title_word(tally, word)
        else:
            _score_word(tally, word)
    for left, right in pairwise(clause.words):
        _score_pair(tally, left, right, require=False)
    tally.mask &= _holding(tally, clause)


def _score_title_word(tally: _Tally, word: Word) -> None:
    snapshot = tally.snapshot
    if word.marked:
        number = snapshot.exact_terms.find(word.exact)
        tally.score(snapshot.exact_title, number, EXACT_WEIGHT)
    number = snapshot.folded_terms.find(word.folded)
    tally.score(snapshot.folded_title, number, FOLDED_WEIGHT)


def _holding(tally: _Tally, clause: Clause) -> BoolArray:
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
    places = [_place(snapshot, word, exact=word.marked) for word in clause.words]
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


def _exact_docs(tally: _Tally, word: Word) -> DocArray:
    return tally.snapshot.exact.of(tally.snapshot.exact_terms.find(word.exact))[0]


def _place(snapshot: Snapshot, word: Word, *, exact: bool) -> Place | None:
    """Return what must stand at a word's place, or None when no report holds it."""
    if exact:
        number, folded = snapshot.exact_terms.find(word.exact), False
    else:
        number, folded = snapshot.folded_terms.find(word.folded), True
    return None if number is None else Place(number, folded)
