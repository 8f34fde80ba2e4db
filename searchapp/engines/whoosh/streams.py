"""Every report's syllables in order; what phrases and passages are looked for in.

A syllable takes two bytes: the 65,534 most frequent terms have codes of their own, the others
share one and are looked up by their place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.arrays import load
from searchapp.engines.whoosh.inversion import BoolArray, DocArray, IntArray
from searchapp.engines.whoosh.parts import RARE_CODE, CodeArray

_CODES = 65_536
_FEW_SPELLINGS = 3  # comparing codes with each is faster than looking all of them up


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
        self.fold_of = fold_of
        self._code_of = np.full(len(fold_of), RARE_CODE, np.uint16)
        self._code_of[coded] = np.arange(len(coded), dtype=np.uint16)
        self._by_folded = np.argsort(self.folded_of, kind="stable")
        every = np.arange(int(fold_of.max(initial=-1)) + 2)
        self._folded_starts = self.folded_of[self._by_folded].searchsorted(every)

    def gather(self, docs: IntArray, *, title: bool = False) -> "Gathered":
        """Return the codes of some documents behind each other."""
        starts = self._starts(docs)
        lengths = self._title_lengths[docs] if title else self._ends[docs] - starts
        bounds = np.zeros(len(docs) + 1, np.int64)
        np.cumsum(lengths, out=bounds[1:])
        pieces = zip(starts.tolist(), (starts + lengths).tolist(), strict=True)
        parts = [self.codes[start:end] for start, end in pieces]
        return Gathered(self, np.concatenate([self.codes[:0], *parts]), bounds, starts)

    def spellings(self, number: int, *, folded: bool) -> "Spellings":
        """Return how a term, exact or folded, is spelled in codes."""
        if not folded:
            code = self._code_of[number : number + 1]
            return Spellings(code[code != RARE_CODE], number)
        return Spellings(self._spelled(number).astype(np.uint16), number, folded=True)

    def _spelled(self, folded: int) -> IntArray:
        """Return the codes that a folded term is spelled with."""
        return self._by_folded[self._folded_starts[folded] : self._folded_starts[folded + 1]]

    def terms(
        self, docs: IntArray, *, folded: bool = False, title: bool = False
    ) -> tuple[DocArray, IntArray]:
        """Return the terms of some documents behind each other, -1 at a break, and the bounds."""
        gathered = self.gather(docs, title=title)
        found = (self.folded_of if folded else self.term_of).take(gathered.codes)
        rare = gathered.rare
        if len(rare):
            terms = gathered.rare_terms(rare)
            found[rare] = self.fold_of[terms] if folded else terms
        return found, gathered.bounds

    def which(self, folded: Sequence[int | None]) -> npt.NDArray[np.int16]:
        """Return for each code which of some folded terms it is a spelling of, -1 for none."""
        table = np.full(_CODES, -1, np.int16)
        for place, number in enumerate(folded):
            if number is not None:
                table[self._spelled(number)] = place
        return table

    def rare_terms(self, places: IntArray) -> DocArray:
        """Return the exact terms at places of the part's stream that hold rare ones."""
        found: DocArray = self._rare_terms[self._rare_at.searchsorted(places)]
        return found

    def lengths(self, docs: IntArray) -> IntArray:
        """Return how many terms the streams of some documents have, breaks included."""
        found: IntArray = self._ends[docs] - self._starts(docs)
        return found

    def leads(self, most: int) -> IntArray:
        """Return how many terms the beginning of each stream has, at most so many."""
        return np.minimum(np.diff(self._ends, prepend=0), most)

    def _starts(self, docs: IntArray) -> IntArray:
        return np.where(docs > 0, self._ends[np.maximum(docs, 1) - 1], 0)


@dataclass(frozen=True, slots=True)
class Spellings:
    """The codes of an exact or a folded term; it may stand among the rare terms, too."""

    codes: CodeArray
    number: int
    folded: bool = False

    def __len__(self) -> int:
        """Return how many codes there are."""
        return len(self.codes)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The codes of some documents behind each other.

    Attributes:
        bounds: Where each document starts among them, and the end of the last.
        starts: Where each document starts in the part's stream.
    """

    streams: Streams
    codes: CodeArray
    bounds: IntArray
    starts: IntArray

    @property
    def rare(self) -> IntArray:
        """Where rare terms stand."""
        return np.flatnonzero(self.codes == RARE_CODE)

    def rare_terms(self, places: IntArray) -> DocArray:
        """Return the exact terms of places that hold rare ones."""
        owner = self.bounds.searchsorted(places, side="right") - 1
        return self.streams.rare_terms(places - self.bounds[owner] + self.starts[owner])

    def fits(self, spellings: Spellings, places: IntArray | slice) -> BoolArray:
        """Tell at which of some places a term stands."""
        codes = self.codes[places]
        if len(spellings) <= _FEW_SPELLINGS:
            found = np.zeros(len(codes), bool)
            for code in spellings.codes:
                found |= codes == code
        else:
            table = np.zeros(_CODES, bool)
            table[spellings.codes] = True
            found = table.take(codes)
        rare = np.flatnonzero(codes == RARE_CODE)
        if len(rare):
            at = rare + (places.start or 0) if isinstance(places, slice) else places[rare]
            terms = self.rare_terms(at)
            terms = self.streams.fold_of[terms] if spellings.folded else terms
            found[rare] = terms == spellings.number
        return found
