"""Every report's syllables in order; what phrases and passages are looked for in.

A syllable takes two bytes: the 65,534 most frequent terms have codes of their own, the others
share one and are looked up by their place.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.arrays import load
from searchapp.engines.whoosh.inversion import DocArray, IntArray
from searchapp.engines.whoosh.parts import RARE_CODE, CodeArray

_CODES = 65_536
_FEW = 1_000  # documents: below, joining slices is faster than one gathering


class Streams:
    """The streams of one part; documents by their numbers in it."""

    def __init__(self, folder: Path, fold_of: DocArray) -> None:
        self.codes: CodeArray = load(folder, "stream")
        self._ends = load(folder, "stream_ends")
        self._title_lengths = load(folder, "title_lengths")
        self._rare_at = load(folder, "rare_at")
        self._rare_terms = load(folder, "rare_terms")
        coded = load(folder, "codes")
        self.term_of = np.full(_CODES, -1, np.int32)
        self.term_of[: len(coded)] = coded
        self.folded_of = np.full(_CODES, -1, np.int32)
        self.folded_of[: len(coded)] = fold_of[coded]
        self._fold_of = fold_of
        self._by_folded = np.argsort(self.folded_of, kind="stable").astype(np.int32)
        self._sorted_folded = self.folded_of[self._by_folded]

    def gather(
        self, docs: IntArray, *, title: bool = False
    ) -> tuple[CodeArray, IntArray, IntArray]:
        """Return the codes of some documents behind each other.

        Returns:
            The codes; where each document starts among them, and the end of the last; and the
            place in the part's stream where each document starts.
        """
        starts = self._starts(docs)
        lengths = self._title_lengths[docs] if title else self._ends[docs] - starts
        bounds = np.zeros(len(docs) + 1, np.int64)
        np.cumsum(lengths, out=bounds[1:])
        if len(docs) <= _FEW:
            pieces = zip(starts.tolist(), (starts + lengths).tolist(), strict=True)
            parts = [self.codes[start:end] for start, end in pieces]
            return np.concatenate([self.codes[:0], *parts]), bounds, starts
        offsets = np.repeat(starts - bounds[:-1], lengths)
        offsets += np.arange(bounds[-1])
        return self.codes[offsets], bounds, starts

    def terms(
        self, docs: IntArray, *, folded: bool = False, title: bool = False
    ) -> tuple[DocArray, IntArray]:
        """Return the terms of some documents behind each other, -1 at a break, and the bounds."""
        codes, bounds, starts = self.gather(docs, title=title)
        found = (self.folded_of if folded else self.term_of).take(codes)
        rare = self.rare_among(codes)
        if len(rare):
            terms = self.rare_terms(rare, bounds, starts)
            found[rare] = self._fold_of[terms] if folded else terms
        return found, bounds

    def rare_among(self, codes: CodeArray) -> IntArray:
        """Return where rare terms stand among some codes."""
        return np.flatnonzero(codes == RARE_CODE)

    def rare_terms(self, places: IntArray, bounds: IntArray, starts: IntArray) -> DocArray:
        """Return the exact terms of places, among gathered codes, that hold rare ones."""
        owner = bounds.searchsorted(places, side="right") - 1
        found: DocArray = self._rare_terms[
            self._rare_at.searchsorted(places - bounds[owner] + starts[owner])
        ]
        return found

    def which(self, folded: Sequence[int | None]) -> npt.NDArray[np.int16]:
        """Return for each code which of some folded terms it is a spelling of, -1 for none."""
        table = np.full(_CODES, -1, np.int16)
        for place, number in enumerate(folded):
            if number is not None:
                first, end = self._sorted_folded.searchsorted([number, number + 1])
                table[self._by_folded[first:end]] = place
        return table

    def which_rare(
        self, folded: Sequence[int | None], rare: IntArray, bounds: IntArray, starts: IntArray
    ) -> npt.NDArray[np.int16]:
        """Return the same for places of rare terms among gathered codes."""
        found = self._fold_of[self.rare_terms(rare, bounds, starts)]
        which = np.full(len(found), -1, np.int16)
        for place, number in enumerate(folded):
            if number is not None:
                which[found == number] = place
        return which

    def lengths(self, docs: IntArray) -> IntArray:
        """Return how many terms the streams of some documents have, breaks included."""
        found: IntArray = self._ends[docs] - self._starts(docs)
        return found

    def leads(self, most: int) -> IntArray:
        """Return how many terms the beginning of each stream has, at most so many."""
        return np.minimum(np.diff(self._ends, prepend=0), most)

    def _starts(self, docs: IntArray) -> IntArray:
        return np.where(docs > 0, self._ends[np.maximum(docs, 1) - 1], 0)
