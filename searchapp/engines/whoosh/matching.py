"""An expression -> which reports match, and how well.

Every token counts by its folded form and, together with its neighbour, by their folded pair; one
that was typed with a diacritic counts by its exact forms as well. So what was typed without marks
is found as surely as with them, and what was typed exactly comes first.

Source: the routed scheme measured on Vietnamese law, news and web questions; it neither loses
nDCG without diacritics, nor more than a point with them.
"""

from collections.abc import Iterator, Sequence
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
TITLE_WEIGHT = 0.4  # of a word's folded form in the title, besides: +.5 points of nDCG on law

_FEW_WORDS = 3  # so few words stand for one thing: two of them must be neighbours
_SEVERAL_WORDS = 5  # up to here every word is required, where that finds _ENOUGH reports
_ENOUGH = 5
_TELLING_SHARE = 0.25  # of the information of a longer query that a report must hold


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


@dataclass(frozen=True, slots=True)
class _Held:
    """How much of a clause's loose words each report holds.

    Attributes:
        words: The different words.
        count: How many of them a report holds.
        share: How much of their information, the sum of their idf, from 0 to 1.
        paired: Whether two of them stand side by side in it as typed.
    """

    words: tuple[Word, ...]
    count: npt.NDArray[np.uint8]
    share: FloatArray
    paired: BoolArray

    @property
    def all(self) -> BoolArray:
        """Which reports hold every word."""
        return np.equal(self.count, len(self.words))


Level = tuple[Strictness, BoolArray]


def _add_loose(tally: _Tally, clause: Clause, *, strict: bool) -> None:
    held = _score_loose(tally, clause.words, strict=strict)
    for strictness, mask in _levels(tally, held, strict=strict):
        tally.strictness = strictness
        if mask.any():
            break
    tally.mask &= mask


def _score_loose(tally: _Tally, words: Sequence[Word], *, strict: bool) -> _Held:
    size = tally.snapshot.size
    distinct = tuple(dict.fromkeys(words))
    count = np.zeros(size, np.uint8)
    information = np.zeros(size, np.float32)
    total = 0.0
    for word in distinct:
        docs = _score_word(tally, word)
        if strict and word.marked:
            docs = _exact_docs(tally, word)
        count[docs] += 1
        weight = idf(size, len(docs)) if len(docs) else 0.0
        information[docs] += np.float32(weight)
        total += weight
    paired = np.zeros(size, bool)
    for left, right in pairwise(words):
        paired[_score_pair(tally, left, right, require=True)] = True
    return _Held(distinct, count, information / np.float32(max(total, 1e-9)), paired)


def _levels(tally: _Tally, held: _Held, *, strict: bool) -> Iterator[Level]:
    """Yield what may be required of the words, strictest first; the last one stands anyway.

    Two or three syllables are mostly one word or name: standing apart they mean something else
    ("hà … nội" is no Hà Nội), so they are looked for side by side, then near each other, and a
    single one of them is never enough.
    """
    count = len(held.words)
    if count == 1 or strict:
        yield Strictness.ALL, held.all
    elif count <= _FEW_WORDS:
        yield from _levels_of_few(tally, held)
    else:
        yield from _levels_of_many(held)


def _levels_of_few(tally: _Tally, held: _Held) -> Iterator[Level]:
    yield Strictness.ADJACENT, held.all & held.paired
    if not all(is_syllable(word.text) for word in held.words):
        yield Strictness.ALL, held.all
        return
    yield Strictness.NEAR, _near(tally, held)
    if len(held.words) == _FEW_WORDS:
        yield Strictness.SOME, (held.count == _FEW_WORDS - 1) & held.paired


def _levels_of_many(held: _Held) -> Iterator[Level]:
    """Require every word of a short query only where that finds enough to choose from.

    A sentence is found by its telling words; one stray report that happens to hold them all must
    not hide the others. Source: measured on news, law and web questions, where requiring every
    word costs up to 20 points of nDCG, and requiring a quarter of the information next to nothing.
    """
    everything = held.all & held.paired
    if len(held.words) <= _SEVERAL_WORDS and np.count_nonzero(everything) >= _ENOUGH:
        yield Strictness.ALL, everything
    telling = held.share >= _TELLING_SHARE
    yield Strictness.SOME, telling & held.paired
    yield Strictness.SOME, telling & (held.count > 0)


def _near(tally: _Tally, held: _Held) -> BoolArray:
    places = [_place(tally.snapshot, word, exact=False) for word in held.words]
    known = [place for place in places if place is not None]
    docs = np.flatnonzero(held.all).astype(np.int32)
    return tally.members(tally.snapshot.phrases.near(docs, known))


def _score_word(tally: _Tally, word: Word) -> DocArray:
    """Score a word by both its forms and return the documents that hold the folded one.

    A word without a mark has one form, which then counts for both: or "kinh doanh" would weigh
    less in a sentence than its neighbours, only because it is spelled without marks.
    """
    snapshot = tally.snapshot
    weight = FOLDED_WEIGHT if word.marked else FOLDED_WEIGHT + EXACT_WEIGHT
    if word.marked:
        number = snapshot.exact_terms.find(word.exact)
        tally.require_exact(tally.score(snapshot.exact, number, EXACT_WEIGHT))
    number = snapshot.folded_terms.find(word.folded)
    tally.score(snapshot.folded_title, number, TITLE_WEIGHT)
    return tally.score(snapshot.folded, number, weight)


def _score_pair(tally: _Tally, left: Word, right: Word, *, require: bool) -> DocArray:
    """Score two neighbours by their pairs and return the documents that hold the folded pair."""
    snapshot = tally.snapshot
    marked = left.marked or right.marked
    if marked:
        numbers = (snapshot.exact_terms.find(word.exact) for word in (left, right))
        pair = snapshot.exact_pairs.find(*numbers)
        docs = tally.score(snapshot.exact_pairs.postings, pair, EXACT_PAIR_WEIGHT)
        if require:
            tally.require_exact(docs)
    weight = FOLDED_PAIR_WEIGHT if marked else FOLDED_PAIR_WEIGHT + EXACT_PAIR_WEIGHT
    numbers = (snapshot.folded_terms.find(word.folded) for word in (left, right))
    pair = snapshot.folded_pairs.find(*numbers)
    return tally.score(snapshot.folded_pairs.postings, pair, weight)


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
