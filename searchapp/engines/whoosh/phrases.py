"""Words in order, and words near each other: checked in the stream of syllables.

The candidates come from posting lists, so only their streams are looked at, in pieces: a phrase
of common words costs time in proportion to the archive, and no more memory than a piece.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.inversion import DocArray, IntArray
from searchapp.engines.whoosh.part import Part
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.model import Word

_REPORTS_A_PIECE = 20_000
NEAR_WINDOW = 10  # syllables; about a clause


@dataclass(frozen=True, slots=True)
class Place:
    """What must stand at one place of a phrase: a term of the exact or of the folded table."""

    number: int
    folded: bool


_Search = Callable[[Part, IntArray, Sequence[Place]], IntArray]


def in_order(
    snapshot: Snapshot, docs: IntArray, words: Sequence[Word], *, title: bool = False
) -> IntArray:
    """Return those of some documents in which words follow each other, each as it was typed."""
    places = [(word, word.marked) for word in words]
    return _search(snapshot, docs, places, partial(_in_order, title=title))


def near(snapshot: Snapshot, docs: IntArray, words: Sequence[Word]) -> IntArray:
    """Return those of some documents in which all words lie within the window, in any order.

    The window is laid around each occurrence of the first word.
    """
    return _search(snapshot, docs, [(word, False) for word in words], _close)


def _search(
    snapshot: Snapshot, docs: IntArray, words: Sequence[tuple[Word, bool]], search: _Search
) -> IntArray:
    found = [docs[:0]]
    for part, first, inside in snapshot.by_part(docs):
        places = [_place(part, word, exact=exact) for word, exact in words]
        known = [place for place in places if place is not None]
        if len(known) == len(places):
            pieces = range(0, len(inside), _REPORTS_A_PIECE)
            cut = (inside[start : start + _REPORTS_A_PIECE] for start in pieces)
            found += [search(part, piece, known) + first for piece in cut]
    return np.concatenate(found)


def _place(part: Part, word: Word, *, exact: bool) -> Place | None:
    """Return what must stand at a word's place, or None when no report of the part holds it."""
    number = part.number("exact", word.exact) if exact else part.number("folded", word.folded)
    return None if number is None else Place(number, not exact)


def _in_order(part: Part, docs: IntArray, places: Sequence[Place], *, title: bool) -> IntArray:
    """Look for the place that the fewest codes fit, and beside each for the others."""
    found = part.streams.gather(docs, title=title)
    last_start = len(found.codes) - len(places) + 1
    if last_start <= 0:
        return docs[:0]
    fits = [part.streams.spellings(place.number, folded=place.folded) for place in places]
    anchor = min(range(len(places)), key=lambda at: len(fits[at]))
    starts = np.flatnonzero(found.fits(fits[anchor], slice(anchor, last_start + anchor)))
    for shift in (at for at in range(len(places)) if at != anchor):
        starts = starts[found.fits(fits[shift], starts + shift)]
    owner = np.searchsorted(found.bounds, starts, side="right") - 1
    whole = starts + len(places) <= found.bounds[owner + 1]  # not across two documents
    return docs[np.unique(owner[whole])]


def _close(part: Part, docs: IntArray, places: Sequence[Place]) -> IntArray:
    terms, bounds = part.streams.terms(docs)
    anchors = np.flatnonzero(_is(part, terms, places[0]))
    owner = np.searchsorted(bounds, anchors, side="right") - 1
    for place in places[1:]:
        there = np.flatnonzero(_is(part, terms, place))
        close = _within(anchors, owner, there, bounds)
        anchors, owner = anchors[close], owner[close]
    return docs[np.unique(owner)]


def _is(part: Part, terms: DocArray, place: Place) -> npt.NDArray[np.bool_]:
    if not place.folded:
        return np.equal(terms, place.number)
    # A break (-1) picks the last entry, so it is ruled out by itself.
    fits: npt.NDArray[np.bool_] = np.equal(part.fold_of[terms], place.number) & (terms >= 0)
    return fits


def _within(
    anchors: IntArray, owner: IntArray, there: IntArray, bounds: IntArray
) -> npt.NDArray[np.bool_]:
    """Tell for each anchor whether some place of ``there`` is near it, in the same document."""
    first = np.maximum(anchors - NEAR_WINDOW, bounds[owner])
    last = np.minimum(anchors + NEAR_WINDOW, bounds[owner + 1] - 1)
    left = np.searchsorted(there, first)
    return np.less(left, np.searchsorted(there, last, side="right"))
