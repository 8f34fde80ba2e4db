"""The texts of a part, read again while a generation is built: a report, or a run of them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from searchapp.engines.whoosh import arrays
from searchapp.engines.whoosh.inversion import DocArray, IntArray
from searchapp.engines.whoosh.sketches import (
    Sketches,
    Text,
    Texts,
    number_hashes,
    sketch_all,
    word_hashes,
)
from searchapp.engines.whoosh.streams import Streams

_TERMS_AT_ONCE = 4_000_000


class PartText:
    """A part's vocabulary and streams, mapped."""

    def __init__(self, folder: Path) -> None:
        self.exact = arrays.load_terms(folder, "exact")
        self.folded = arrays.load_terms(folder, "folded")
        self.fold_of: DocArray = arrays.load(folder, "fold_of")
        self._ends: IntArray = arrays.load(folder, "stream_ends")
        self._title_lengths: DocArray = arrays.load(folder, "title_lengths")
        self._streams = Streams(folder, self.fold_of)
        self._codes = np.zeros(len(self.folded), np.uint64)
        self._figures = np.zeros(len(self.folded), np.uint32)
        self._known = np.zeros(len(self.folded), bool)

    def __len__(self) -> int:
        """Return how many reports the part has."""
        return len(self._ends)

    def of(self, docs: IntArray) -> tuple[DocArray, IntArray]:
        """Return the exact terms of some reports behind each other, and where each report ends.

        A break is -1.
        """
        terms, bounds = self._streams.terms(docs)
        return terms, bounds[1:]

    def runs(self, docs: IntArray) -> Iterator[tuple[DocArray, IntArray]]:
        """Yield the same of some reports in runs that fit into memory."""
        run_of = np.cumsum(self._streams.lengths(docs)) // _TERMS_AT_ONCE
        for some in np.split(docs, np.flatnonzero(np.diff(run_of)) + 1):
            yield self.of(some)

    def text(self, doc: int) -> Text:
        """Return the words of one report."""
        terms, _ = self.of(np.array([doc]))
        folded = self.fold_of[terms[terms >= 0]]
        self._learn(folded)
        title_length = int(self._title_lengths[doc])
        return Text(self._codes[folded], self._figures[folded], title_length)

    def sketches(self, docs: IntArray) -> Sketches:
        """Return the sketches of some reports."""
        terms, ends = self.of(docs)
        folded = np.where(terms >= 0, self.fold_of[terms], -1)
        self._learn(folded[folded >= 0])
        bounds = np.zeros(len(ends) + 1, np.int64)
        bounds[1:] = ends - np.searchsorted(np.flatnonzero(terms < 0), ends)
        titles = self._title_lengths[docs]
        words = folded[folded >= 0]
        return sketch_all(Texts(words, bounds, self._codes, self._figures, titles))

    def _learn(self, folded: DocArray) -> None:
        """Hash the words that were not met before."""
        new = np.unique(folded[~self._known[folded]])
        words = [self.folded.term(int(number)) for number in new]
        self._codes[new], self._figures[new] = word_hashes(words), number_hashes(words)
        self._known[new] = True
