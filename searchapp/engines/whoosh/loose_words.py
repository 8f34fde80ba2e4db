"""Words that stand for themselves: what is required of them, strictest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np

from searchapp.analysis.syllables import is_syllable
from searchapp.engines.base import Strictness
from searchapp.engines.whoosh.inversion import BoolArray, IntArray
from searchapp.engines.whoosh.lookup import Lookup
from searchapp.engines.whoosh.phrases import near
from searchapp.engines.whoosh.postings import PostingList, common, in_all, listed, mask_of, union
from searchapp.engines.whoosh.scorers import BestOf, TermScorer
from searchapp.engines.whoosh.tally import (
    FLOOR,
    PAIR_WEIGHT,
    WORD_WEIGHT,
    Tally,
    score_pair,
    score_word,
)
from searchapp.model import Clause, Expansion, Filters, Word

_FEW_WORDS = 3  # so few words stand for one thing: two of them must be neighbours
_SEVERAL_WORDS = 5  # up to here every word is required, where that finds _ENOUGH reports
_ENOUGH = 10
_CLOSE = 0.5  # a period that is for the most part the one named, a day within it
_TELLING_SHARE = 0.25  # of the information of a longer query that a report must hold


@dataclass(slots=True)
class _Held:
    """How much of a clause's loose words each report holds; reckoned when it is asked for.

    Attributes:
        words: The different words, and the reports that hold each.
        pairs: The reports that hold two of them side by side as typed, pair by pair.
    """

    lookup: Lookup
    strict: bool
    words: dict[Word, PostingList] = field(default_factory=dict)
    pairs: list[PostingList] = field(default_factory=list)

    def take(self, word: Word, postings: PostingList) -> None:
        """Count a word for the documents that hold it; said twice it counts once."""
        exact = self.strict and word.marked
        self.words[word] = self.lookup.word(word, exact=True) if exact else postings

    def read(self) -> "_Holding":
        """Return what was gathered."""
        return _Holding(self.lookup, tuple(self.words), tuple(self.words.values()), self.pairs)


class _Holding:
    """What was gathered of a clause's loose words, read as far as it is asked for."""

    def __init__(
        self,
        lookup: Lookup,
        words: tuple[Word, ...],
        lists: Sequence[PostingList],
        pairs: Sequence[PostingList],
    ) -> None:
        self.words = words
        self._lookup = lookup
        self._lists = sorted(lists, key=lambda one: one.count)
        self._pairs = pairs

    def mask(self, docs: IntArray) -> BoolArray:
        """Return reports as a mask of all."""
        return mask_of(docs, self._lookup.snapshot.size)

    @cached_property
    def all(self) -> IntArray:
        """The reports that hold every word."""
        return in_all(self._lists)

    @cached_property
    def paired(self) -> BoolArray:
        """Which reports hold two of the words side by side as typed."""
        mask = self._lookup.nothing()
        for one in self._pairs:
            one.mark(mask)
        return mask

    @property
    def adjacent(self) -> IntArray:
        """The reports that hold every word, two of them side by side."""
        found: IntArray = self.all[self.paired.take(self.all)]
        return found

    def most(self) -> IntArray:
        """Return the reports that hold two of the words side by side, and all but one in all."""
        docs: IntArray = np.flatnonzero(self.paired)
        held = np.zeros(len(docs), np.uint8)
        for one in self._lists:
            held += one.holding(docs)
        found: IntArray = docs[held == len(self.words) - 1]
        return found

    def telling(self, docs: IntArray | None = None) -> IntArray:
        """Return those of some reports, or of all, that hold enough of the words' information."""
        if docs is None:
            docs = np.flatnonzero(self._lookup.everything())
        weights = [self._lookup.idf(one) if one.count else 0.0 for one in self._lists]
        least = np.float32(_TELLING_SHARE * sum(weights))
        share = np.zeros(len(docs), np.float32)
        for one, weight in zip(self._lists, weights, strict=True):
            share += one.holding(docs) * np.float32(weight)
        return docs[(share >= least) & (share > 0)]


Level = tuple[Strictness, BoolArray]


def add_loose(tally: Tally, clause: Clause, *, strict: bool) -> None:
    """Score a clause of loose words, and require as many of them as finds something."""
    held = _score_loose(tally, clause, strict=strict)
    for strictness, mask in _levels(tally.lookup, held, strict=strict):
        tally.strictness = strictness
        if mask.any():
            break
    tally.mask &= mask


def _score_loose(tally: Tally, clause: Clause, *, strict: bool) -> _Holding:
    held = _Held(tally.lookup, strict)
    written = [(one.start, one.end) for one in clause.expansions]
    spans = dict.fromkeys(written + [(one.start, one.end) for one in clause.implied])
    inside = {at for start, end in spans for at in range(start, end)}
    for at, word in enumerate(clause.words):
        if at not in inside and word not in held.words:
            held.take(word, score_word(tally, word))
    # The exact tier asks for the pairs too, however many words: measured, a sentence whose marked
    # words alone lift a report loses 5 points of nDCG on web questions, 7 on half-typed law.
    for at, (left, right) in enumerate(pairwise(clause.words)):
        if not any(start <= at < end - 1 for start, end in spans):
            held.pairs.append(score_pair(tally, left, right, require=True))
    for start, end in spans:
        _score_span(tally, held, clause, start, end)
    return held.read()


def _score_span(tally: Tally, held: _Held, clause: Clause, start: int, end: int) -> None:
    """Score words that may be written in other ways, or be told by a fact of the report."""
    lookup, words = tally.lookup, clause.words[start:end]
    one = Tally(lookup)
    typed = [(w, score_word(one, w)) for w in dict.fromkeys(words) if w not in held.words]
    held.pairs += [score_pair(one, *pair, require=True) for pair in pairwise(words)]
    others = [other for other in clause.expansions if other.start == start]
    written = union([_in_sequence(lookup, other.words) for other in others], lookup.snapshot.size)
    told = _told(lookup, [one.filters for one in clause.implied if one.start == start])
    if one.asks_exact:
        exact = one.exact
        told.mark(exact)
        tally.exact_masks.append(exact)
    if written.count:
        tally.scorers.append(BestOf(one.scorers, [_written(lookup, words, written)]))
    else:
        tally.scorers += one.scorers
    for word, found in typed:
        held.take(word, union([found, written, told], lookup.snapshot.size))
    held.pairs += [told] if len(words) == 1 else [told, written]
    for other in others:
        held.pairs += _pairs_with_neighbours(lookup, clause, other)


def _written(lookup: Lookup, words: Sequence[Word], written: PostingList) -> TermScorer:
    """Return what another writing of some words scores: as much as all of them would."""
    weight = len(words) * WORD_WEIGHT + (len(words) - 1) * PAIR_WEIGHT
    telling = lookup.idf(written)
    return TermScorer(written, "folded", telling * weight, telling * len(words) * FLOOR)


def _told(lookup: Lookup, wanted: Sequence[Filters]) -> PostingList:
    """Return the documents whose facts tell what some words name."""
    told = lookup.nothing()
    for filters in wanted:
        told |= lookup.closeness(filters) >= _CLOSE
    return listed(np.flatnonzero(told), lookup.snapshot.size)


def _in_sequence(lookup: Lookup, words: Sequence[Word]) -> PostingList:
    """Return the documents that hold all pairs of some words.

    That is nearly the phrase; to look at the streams would cost too much for a guess.
    """
    if len(words) == 1:
        return lookup.word(words[0], exact=words[0].marked)
    pairs = [lookup.pair(*pair, exact=False) for pair in pairwise(words)]
    return common(pairs, lookup.snapshot.size)


def _pairs_with_neighbours(lookup: Lookup, clause: Clause, other: Expansion) -> list[PostingList]:
    around = []
    if other.start:
        around.append((clause.words[other.start - 1], other.words[0]))
    if other.end < len(clause.words):
        around.append((other.words[-1], clause.words[other.end]))
    return [lookup.pair(*pair, exact=False) for pair in around]


def _levels(lookup: Lookup, held: _Holding, *, strict: bool) -> Iterator[Level]:
    """Yield what may be required of the words, strictest first; the last one stands anyway.

    Two or three syllables are mostly one word or name: standing apart they mean something else
    ("hà … nội" is no Hà Nội), so they are looked for side by side, then near each other, and a
    single one of them is never enough.
    """
    count = len(held.words)
    if count == 1 or strict:
        yield Strictness.ALL, held.mask(held.all)
    elif count <= _FEW_WORDS:
        yield from _levels_of_few(lookup, held)
    else:
        yield from _levels_of_many(held)


def _levels_of_few(lookup: Lookup, held: _Holding) -> Iterator[Level]:
    yield Strictness.ADJACENT, held.mask(held.adjacent)
    if any(word.prefix or not is_syllable(word.text) for word in held.words):
        yield Strictness.ALL, held.mask(held.all)
        return
    yield Strictness.NEAR, held.mask(near(lookup.snapshot, held.all, held.words))
    if len(held.words) == _FEW_WORDS:
        yield Strictness.SOME, held.mask(held.most())


def _levels_of_many(held: _Holding) -> Iterator[Level]:
    """Require every word of a short query only where that finds enough to choose from.

    A sentence is found by its telling words; one stray report that happens to hold them all must
    not hide the others. Source: measured on news, law and web questions, where requiring every
    word costs up to 20 points of nDCG, and requiring a quarter of the information next to nothing.
    """
    if len(held.words) <= _SEVERAL_WORDS and len(held.adjacent) >= _ENOUGH:
        yield Strictness.ALL, held.mask(held.adjacent)
    found = held.mask(held.telling(np.flatnonzero(held.paired)))
    found[held.all] = True
    yield Strictness.SOME, found
    yield Strictness.SOME, held.mask(held.telling())
