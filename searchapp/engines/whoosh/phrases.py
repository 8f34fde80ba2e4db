"""Words in order, and words near each other: checked in the stream of syllables.

The candidates come from posting lists, so only their streams are looked at, in pieces: a phrase
of common words costs time in proportion to the archive, and no more memory than a piece.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.arrays import Streams, iterate_chunks
from searchapp.engines.whoosh.inversion import DocArray, IntArray

_REPORTS_A_PIECE = 20_000
NEAR_WINDOW = 10  # syllables; about a clause


@dataclass(frozen=True, slots=True)
class Place:
    """What must stand at one place of a phrase: a term of the exact or of the folded table."""

    number: int
    folded: bool


@dataclass(frozen=True, slots=True)
class PhraseFinder:
    """Looks for words in the streams of candidate documents."""

    streams: Streams
    fold_of: DocArray

    def documents(
        self, docs: DocArray, places: Sequence[Place], *, title: bool = False
    ) -> DocArray:
        """Return those of the documents in which the places follow each other without a gap."""
        found = [self._in_order(piece, places, title=title) for piece in _pieces(docs)]
        return np.concatenate([docs[:0], *found])

    def near(self, docs: DocArray, places: Sequence[Place]) -> DocArray:
        """Return those of the documents in which all places lie within the window, in any order.

        The window is laid around each occurrence of the first place.
        """
        found = [self._close(piece, places) for piece in _pieces(docs)]
        return np.concatenate([docs[:0], *found])

    def _in_order(self, docs: DocArray, places: Sequence[Place], *, title: bool) -> DocArray:
        terms, bounds = self.streams.gather(docs, title=title)
        last_start = len(terms) - len(places) + 1
        if last_start <= 0:
            return docs[:0]
        starts = np.flatnonzero(self._is(terms[:last_start], places[0]))
        for shift, place in enumerate(places[1:], 1):
            starts = starts[self._is(terms[starts + shift], place)]
        owner = np.searchsorted(bounds, starts, side="right") - 1
        whole = starts + len(places) <= bounds[owner + 1]  # not across two documents
        return docs[np.unique(owner[whole])]

    def _close(self, docs: DocArray, places: Sequence[Place]) -> DocArray:
        terms, bounds = self.streams.gather(docs)
        anchors = np.flatnonzero(self._is(terms, places[0]))
        owner = np.searchsorted(bounds, anchors, side="right") - 1
        for place in places[1:]:
            there = np.flatnonzero(self._is(terms, place))
            close = _within(anchors, owner, there, bounds)
            anchors, owner = anchors[close], owner[close]
        return docs[np.unique(owner)]

    def _is(self, terms: DocArray, place: Place) -> npt.NDArray[np.bool_]:
        if not place.folded:
            return np.equal(terms, place.number)
        # A break (-1) picks the last entry, so it is ruled out by itself.
        return np.equal(self.fold_of[terms], place.number) & (terms >= 0)


def _pieces(docs: DocArray) -> list[DocArray]:
    return list(iterate_chunks(docs, _REPORTS_A_PIECE))


def _within(
    anchors: IntArray, owner: IntArray, there: IntArray, bounds: IntArray
) -> npt.NDArray[np.bool_]:
    """Tell for each anchor whether some place of ``there`` is near it, in the same document."""
    first = np.maximum(anchors - NEAR_WINDOW, bounds[owner])
    last = np.minimum(anchors + NEAR_WINDOW, bounds[owner + 1] - 1)
    left = np.searchsorted(there, first)
    return np.less(left, np.searchsorted(there, last, side="right"))
