"""Words that stand for themselves: what is required of them, strictest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from searchapp.analysis.syllables import is_syllable
from searchapp.engines.base import Strictness
from searchapp.engines.whoosh.inversion import BoolArray, DocArray, FloatArray
from searchapp.engines.whoosh.prefixes import union
from searchapp.engines.whoosh.scoring import idf
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.engines.whoosh.tally import (
    FLOOR,
    PAIR_WEIGHT,
    WORD_WEIGHT,
    Tally,
    pair_postings,
    place_of,
    postings_of,
    score_pair,
    score_word,
)
from searchapp.model import Clause, Expansion, Filters, Word

_FEW_WORDS = 3  # so few words stand for one thing: two of them must be neighbours
_SEVERAL_WORDS = 5  # up to here every word is required, where that finds _ENOUGH reports
_ENOUGH = 10
_CLOSE = 0.5  # a period that is for the most part the one named, a day within it
_TELLING_SHARE = 0.25  # of the information of a longer query that a report must hold


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


def add_loose(tally: Tally, clause: Clause, *, strict: bool) -> None:
    """Score a clause of loose words, and require as many of them as finds something."""
    held = _score_loose(tally, clause, strict=strict)
    for strictness, mask in _levels(tally, held, strict=strict):
        tally.strictness = strictness
        if mask.any():
            break
    tally.mask &= mask


def _score_loose(tally: Tally, clause: Clause, *, strict: bool) -> _Held:
    gathered = _Gathered(tally, strict=strict)
    written = [(one.start, one.end) for one in clause.expansions]
    spans = dict.fromkeys(written + [(one.start, one.end) for one in clause.implied])
    inside = {at for start, end in spans for at in range(start, end)}
    for at, word in enumerate(clause.words):
        if at not in inside and not gathered.took(word):
            gathered.take(word, score_word(tally, word))
    # The exact tier asks for the pairs too, however many words: measured, a sentence whose marked
    # words alone lift a report loses 5 points of nDCG on web questions, 7 on half-typed law.
    for at, (left, right) in enumerate(pairwise(clause.words)):
        if not any(start <= at < end - 1 for start, end in spans):
            gathered.pair(score_pair(tally, left, right, require=True))
    for start, end in spans:
        _score_span(gathered, clause, start, end)
    return gathered.held()


class _Gathered:
    """Which reports hold how many of the words, gathered word by word."""

    def __init__(self, tally: Tally, *, strict: bool) -> None:
        size = tally.snapshot.size
        self.tally = tally
        self._strict = strict
        self._seen: dict[Word, None] = {}
        self._count = np.zeros(size, np.uint8)
        self._information = np.zeros(size, np.float32)
        self._total = 0.0
        self._paired = np.zeros(size, bool)

    def took(self, word: Word) -> bool:
        """Tell whether a word was counted already: said twice it counts once."""
        return word in self._seen

    def take(self, word: Word, docs: DocArray) -> None:
        """Count a word for the documents that hold it."""
        self._seen[word] = None
        if self._strict and word.marked:
            docs, _ = postings_of(self.tally.snapshot, word, exact=True)
        self._count[docs] += 1
        weight = idf(self.tally.snapshot.size, len(docs)) if len(docs) else 0.0
        self._information[docs] += np.float32(weight)
        self._total += weight

    def pair(self, docs: DocArray) -> None:
        """Let documents count as holding two of the words side by side."""
        self._paired[docs] = True

    def held(self) -> _Held:
        """Return what was gathered."""
        share = self._information / np.float32(max(self._total, 1e-9))
        return _Held(tuple(self._seen), self._count, share, self._paired)


def _score_span(gathered: _Gathered, clause: Clause, start: int, end: int) -> None:
    """Score words that may be written in other ways, or be told by a fact of the report."""
    tally, words = gathered.tally, clause.words[start:end]
    one = Tally(tally.snapshot)
    typed = [(w, score_word(one, w)) for w in dict.fromkeys(words) if not gathered.took(w)]
    for pair in pairwise(words):
        gathered.pair(score_pair(one, *pair, require=True))
    others = [other for other in clause.expansions if other.start == start]
    written = _score_others(one, words, others)
    told = _told(tally.snapshot, [one.filters for one in clause.implied if one.start == start])
    one.exact[told] = True
    tally.include(one)
    for word, found in typed:
        gathered.take(word, _any_of(one, found, written, told))
    gathered.pair(told)
    gathered.pair(written if len(words) > 1 else written[:0])
    for other in others:
        _pair_with_neighbours(gathered, clause, other)


def _score_others(tally: Tally, words: Sequence[Word], others: Sequence[Expansion]) -> DocArray:
    """Score each report by the writing that scores best, and return those that hold another."""
    snapshot = tally.snapshot
    docs, impacts = union((_in_sequence(snapshot, o.words) for o in others), snapshot.size)
    weight = len(words) * WORD_WEIGHT + (len(words) - 1) * PAIR_WEIGHT
    telling = idf(snapshot.size, len(docs))
    scores = np.float32(telling) * (weight * impacts + len(words) * FLOOR)
    tally.scores[docs] = np.maximum(tally.scores[docs], scores)
    return docs


def _any_of(tally: Tally, *lists: DocArray) -> DocArray:
    held = np.zeros(tally.snapshot.size, bool)
    for docs in lists:
        held[docs] = True
    return np.flatnonzero(held).astype(np.int32)


def _told(snapshot: Snapshot, wanted: Sequence[Filters]) -> DocArray:
    """Return the documents whose facts tell what some words name."""
    told = np.zeros(snapshot.size, bool)
    for filters in wanted:
        told |= snapshot.columns.closeness(filters) >= _CLOSE
    return np.flatnonzero(told).astype(np.int32)


def _in_sequence(snapshot: Snapshot, words: Sequence[Word]) -> tuple[DocArray, FloatArray]:
    """Return the documents that hold all pairs of some words, and the least impact of a pair.

    That is nearly the phrase; to look at the streams would cost too much for a guess.
    """
    if len(words) == 1:
        return postings_of(snapshot, words[0], exact=words[0].marked)
    docs, impacts = pair_postings(snapshot, *words[:2], exact=False)
    for pair in pairwise(words[1:]):
        more, theirs = pair_postings(snapshot, *pair, exact=False)
        docs, mine, others = np.intersect1d(docs, more, assume_unique=True, return_indices=True)
        impacts = np.minimum(impacts[mine], theirs[others])
    return docs, impacts


def _pair_with_neighbours(gathered: _Gathered, clause: Clause, other: Expansion) -> None:
    snapshot = gathered.tally.snapshot
    if other.start:
        left, right = clause.words[other.start - 1], other.words[0]
        gathered.pair(pair_postings(snapshot, left, right, exact=False)[0])
    if other.end < len(clause.words):
        left, right = other.words[-1], clause.words[other.end]
        gathered.pair(pair_postings(snapshot, left, right, exact=False)[0])


def _levels(tally: Tally, held: _Held, *, strict: bool) -> Iterator[Level]:
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


def _levels_of_few(tally: Tally, held: _Held) -> Iterator[Level]:
    yield Strictness.ADJACENT, held.all & held.paired
    if any(word.prefix or not is_syllable(word.text) for word in held.words):
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
    yield Strictness.SOME, (telling & held.paired) | held.all
    yield Strictness.SOME, telling & (held.count > 0)


def _near(tally: Tally, held: _Held) -> BoolArray:
    places = [place_of(tally.snapshot, word, exact=False) for word in held.words]
    known = [place for place in places if place is not None]
    docs = np.flatnonzero(held.all).astype(np.int32)
    return tally.members(tally.snapshot.phrases.near(docs, known))
