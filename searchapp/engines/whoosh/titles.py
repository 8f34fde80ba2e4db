"""The titles that are suggested: each once, for the first of the reports that bear it.

A generation that follows another one goes on from its list, since few titles differ.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.completion_files import (
    Entered,
    Keys,
    Listed,
    enter,
    load_listed,
    spell,
)
from searchapp.engines.whoosh.completions import KINDS
from searchapp.engines.whoosh.inversion import BoolArray, DocArray, IntArray
from searchapp.engines.whoosh.suggestible import title_key
from searchapp.model import CompletionKind

Hashes = npt.NDArray[np.uint64]


def first_bearers(hashes: Hashes) -> IntArray:
    """Return of reports in the order of their ids the first one for each title; 0 is none."""
    distinct, first = np.unique(hashes, return_index=True)
    bearers: IntArray = first[distinct != 0]
    return bearers


def list_titles(texts: Sequence[str], ids: Sequence[str], keys: Keys) -> Listed:
    """Return titles, no two of them alike, as they are suggested."""
    folded = [title_key(text) for text in texts]
    order = sorted(range(len(texts)), key=folded.__getitem__)
    entered = enter(keys.take(np.array(order, np.int64)))
    return Listed([texts[number] for number in order], [ids[number] for number in order], entered)


def load_titles(folder: Path) -> Listed:
    """Return the titles of an older generation."""
    return load_listed(folder, KINDS.index(CompletionKind.TITLE))


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who bears a title now; nobody where ``id`` is None."""

    text: str
    id: str | None


def go_on(old: Listed, bearers: Iterable[Bearer]) -> Listed:
    """Return the titles where some of them have other bearers, or none.

    Args:
        old: The titles before.
        bearers: Of each title that may have changed, no two of them alike.
    """
    changed = sorted(bearers, key=lambda bearer: title_key(bearer.text))
    removed: list[int] = []
    inserted: list[tuple[int, Bearer]] = []
    for bearer in changed:
        key = title_key(bearer.text)
        place = bisect_left(old.texts, key, key=title_key)
        if place < len(old.texts) and title_key(old.texts[place]) == key:
            removed.append(place)
        if bearer.id is not None:
            inserted.append((place, bearer))
    new = enter(spell([bearer.text for _, bearer in inserted]))
    return _Splice(len(old.texts), removed, [place for place, _ in inserted]).apply(
        old, new, [bearer for _, bearer in inserted]
    )


class _Splice:
    """Takes titles out of a list and puts others in; places are those of the old list.

    Attributes:
        removed: Ascending.
        places: Before which of the old titles each new one stands, ascending.
    """

    def __init__(self, size: int, removed: Sequence[int], places: Sequence[int]) -> None:
        self._kept = np.ones(size, bool)
        self._kept[list(removed)] = False
        self._places = np.array(places, np.int64)
        before = np.concatenate([[0], np.cumsum(self._kept)])
        shift = np.searchsorted(self._places, np.arange(size), side="right")
        self._owners = (before[:-1] + shift).astype(np.int32)  # the new number of each old title
        self._new_owners = before[self._places] + np.arange(len(places))

    def apply(self, old: Listed, new: Entered, bearers: Sequence[Bearer]) -> Listed:
        """Return the new list, given the keys of the titles that are put in."""
        texts = self._strings(old.texts, [bearer.text for bearer in bearers])
        ids = self._strings(old.values, [str(bearer.id) for bearer in bearers])
        ends, new_ends = old.entered.key_ends, new.key_ends
        lengths = np.zeros(len(texts), np.int64)
        lengths[self._owners[self._kept]] = np.diff(ends, prepend=0)[self._kept]
        lengths[self._new_owners] = np.diff(new_ends, prepend=0)
        starts = np.cumsum(lengths) - lengths
        letters, marks = (
            self._bytes(getattr(old.entered, name), getattr(new, name), ends, new_ends)
            for name in ("letters", "marks")
        )
        held = self._kept[old.entered.owners]
        kept = _moved(old.entered, held, ends, self._owners, starts)
        new_owners, all_of_them = self._new_owners.astype(np.int32), np.ones(len(new.owners), bool)
        fresh = _moved(new, all_of_them, new_ends, new_owners, starts)
        return Listed(texts, ids, _merged(Entered(letters, marks, *kept), fresh))

    def _strings(self, old: Sequence[str], new: Sequence[str]) -> list[str]:
        merged = [""] * (int(self._kept.sum()) + len(new))
        for owner, number in zip(
            self._owners[self._kept].tolist(), np.flatnonzero(self._kept).tolist(), strict=True
        ):
            merged[owner] = old[number]
        for owner, text in zip(self._new_owners.tolist(), new, strict=True):
            merged[owner] = text
        return merged

    def _bytes(
        self,
        old: npt.NDArray[np.uint8],
        new: npt.NDArray[np.uint8],
        ends: IntArray,
        new_ends: IntArray,
    ) -> npt.NDArray[np.uint8]:
        """Return the keys, or what stands beside them, in the order of the new list."""
        kept = old[np.repeat(self._kept, np.diff(ends, prepend=0))]
        kept_ends = np.concatenate([[0], np.cumsum(np.diff(ends, prepend=0) * self._kept)])
        places = np.repeat(kept_ends[self._places], np.diff(new_ends, prepend=0))
        merged: npt.NDArray[np.uint8] = np.insert(kept, places, new)
        return merged


def _moved(
    entered: Entered, held: BoolArray, ends: IntArray, owners: DocArray, starts: IntArray
) -> tuple[IntArray, DocArray, DocArray]:
    """Return starts, owners and positions that some entrances have in another list.

    Args:
        entered: The entrances …
        held: … and which of them.
        ends: Where their keys end.
        owners: What number each of their suggestions has in the other list.
        starts: Where each key of the other list starts.
    """
    before = entered.owners[held]
    after = owners[before]
    begins = np.concatenate([[0], ends])[before]
    return entered.starts[held] - begins + starts[after], after, entered.positions[held]


def _merged(
    kept: Entered,
    fresh: tuple[IntArray, DocArray, DocArray],
) -> Entered:
    """Return sorted entrances with a few others put in where they belong."""
    blob = kept.letters.tobytes()

    def suffix(start: int) -> bytes:
        return blob[start : blob.index(b"\0", start)]

    def key(entrance: int) -> tuple[bytes, int, int]:
        start, position = int(kept.starts[entrance]), int(kept.positions[entrance])
        return suffix(start), position, int(kept.owners[entrance])

    rows = [(suffix(s), p, o, s) for s, o, p in zip(*(one.tolist() for one in fresh), strict=True)]
    rows.sort()
    entrances = range(len(kept.starts))
    places = [bisect_left(entrances, row[:3], key=key) for row in rows]
    return Entered(
        kept.letters,
        kept.marks,
        np.insert(kept.starts, places, [row[3] for row in rows]),
        np.insert(kept.owners, places, [row[2] for row in rows]).astype(np.int32),
        np.insert(kept.positions, places, [row[1] for row in rows]).astype(np.int32),
    )
