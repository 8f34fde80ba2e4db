"""What a report scores: said term by term, and reckoned for those reports only that are found.

BM25 is computed from frequencies and lengths when it is asked for, a vector operation over all
the documents in question, so that posting lists hold nothing that depends on the rest of the
archive and can be taken over by later generations.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from searchapp.engines.whoosh.inversion import BoolArray, DocArray, FloatArray, IntArray
from searchapp.engines.whoosh.postings import FreqArray, PostingList
from searchapp.engines.whoosh.scoring import K1

_MOST = 0.5  # of all documents: from there on all are reckoned, which spares the gathering


class Board:
    """The scores of some documents, gathered by scorers.

    Attributes:
        docs: The documents, ascending; None for all of them.
        scores: Of each.
    """

    def __init__(
        self, docs: IntArray | None, size: int, norms: Callable[[str], FloatArray]
    ) -> None:
        self.docs = docs
        self.size = size
        self.scores = np.zeros(size if docs is None else len(docs), np.float32)
        self._norms_of = norms
        self._norms: dict[str, FloatArray] = {}
        self._scratch: FloatArray | None = None
        self._places: DocArray | None = None

    def norms(self, kind: str) -> FloatArray:
        """Return the norms of the documents for one kind of term."""
        if kind not in self._norms:
            norms = self._norms_of(kind)
            self._norms[kind] = norms if self.docs is None else norms.take(self.docs)
        return self._norms[kind]

    def among(self, postings: PostingList) -> tuple[IntArray | None, FreqArray]:
        """Return where on the board documents hold a term (None: everywhere), and how often."""
        if self.docs is None:
            return postings.docs, postings.freqs
        if postings.docs is self.docs:
            return None, postings.freqs
        if postings.docs is None or postings.count > len(self.docs):
            return None, postings.row.take(self.docs)
        if self._places is None:
            self._places = np.full(self.size, -1, np.int32)
            self._places[self.docs] = np.arange(len(self.docs), dtype=np.int32)
        places = self._places.take(postings.docs)
        here = np.flatnonzero(places >= 0)
        return places.take(here).astype(np.int64), postings.freqs.take(here)

    @property
    def scratch(self) -> FloatArray:
        """Two rows as long as the scores, to be written over by whoever scores next."""
        if self._scratch is None:
            self._scratch = np.empty((2, len(self.scores)), np.float32)
        return self._scratch

    def blank(self) -> "Board":
        """Return a board of the same documents, nothing scored."""
        board = Board(self.docs, self.size, self._norms_of)
        board._norms, board._places = self._norms, self._places
        board._scratch = self._scratch
        return board

    def here(self, mask: BoolArray) -> BoolArray:
        """Return which of the documents are in a mask of all."""
        return mask if self.docs is None else mask[self.docs]


class Scorer(Protocol):
    """Adds something to the scores on a board."""

    def add_to(self, board: Board) -> None:
        """Add what the documents of the board score."""


@dataclass(frozen=True, slots=True)
class TermScorer:
    """BM25 of one term.

    Attributes:
        kind: Of the term; its lengths are those of the documents in it.
        weight: What multiplies BM25, the idf included.
        floor: What a document scores besides that holds the term, however long it is.
    """

    postings: PostingList
    kind: str
    weight: float
    floor: float = 0.0

    def add_to(self, board: Board) -> None:
        """See ``Scorer``."""
        norms = board.norms(self.kind)
        at, freqs = board.among(self.postings)
        if at is None:
            board.scores += self._score(freqs, norms, *board.scratch)
        elif len(at):
            scratch = np.empty((2, len(at)), np.float32)
            board.scores[at] += self._score(freqs, norms.take(at), *scratch)

    def _score(
        self, freqs: FreqArray, norms: FloatArray, scores: FloatArray, below: FloatArray
    ) -> FloatArray:
        """Return BM25 in ``scores``; ``below`` is written over."""
        np.copyto(scores, freqs)
        np.add(scores, norms, out=below)
        scores /= below
        scores *= np.float32(self.weight * (K1 + 1))
        if self.floor:
            np.multiply(freqs != 0, np.float32(self.floor), out=below)
            scores += below
        return scores


@dataclass(frozen=True, slots=True)
class BestOf:
    """The better of two ways to write some words, each the sum of its scorers."""

    one: Sequence[Scorer]
    other: Sequence[Scorer]

    def add_to(self, board: Board) -> None:
        """See ``Scorer``."""
        one, other = total(self.one, board.blank()), total(self.other, board.blank())
        board.scores += np.maximum(one, other)


@dataclass(frozen=True, slots=True)
class Within:
    """What counts only for the documents of a mask."""

    mask: BoolArray
    scorers: Sequence[Scorer]

    def add_to(self, board: Board) -> None:
        """See ``Scorer``."""
        scores = total(self.scorers, board.blank())
        board.scores += scores * board.here(self.mask)


def total(scorers: Sequence[Scorer], board: Board) -> FloatArray:
    """Return the sum of some scorers on a board."""
    for scorer in scorers:
        scorer.add_to(board)
    return board.scores


def score(
    scorers: Sequence[Scorer], docs: IntArray, size: int, norms: Callable[[str], FloatArray]
) -> FloatArray:
    """Return what some documents score, parallel to them.

    Args:
        scorers: What counts.
        docs: The documents, ascending.
        size: How many there are in all.
        norms: The norms of all documents, by the kind of term.
    """
    if len(docs) > size * _MOST:
        return total(scorers, Board(None, size, norms))[docs]
    return total(scorers, Board(docs, size, norms))
