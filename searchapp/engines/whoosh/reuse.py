"""What a new generation takes over from the serving one: its first part, and its Whoosh segments.

That part never changes. A generation that follows has it under another name, marks those of its
reports dead that were changed or removed since, and holds all that differ in a second, small part.
When that grows, everything is written anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from searchapp.engines.generations import Manifest
from searchapp.engines.sealing import FileSeal, take_over
from searchapp.engines.whoosh import arrays
from searchapp.engines.whoosh.columns import listed, load_strings
from searchapp.engines.whoosh.inversion import BoolArray, IntArray
from searchapp.engines.whoosh.schema import INDEX_NAME
from searchapp.engines.whoosh.stored import StoredReports
from searchapp.model import Report

FIRST_PART = "parts/0"
_ALWAYS = 64  # reports that may differ, however small the archive
_SHARE = 50  # … or one in so many


@dataclass(frozen=True, slots=True)
class Base:
    """A verified generation of this very format."""

    folder: Path
    manifest: Manifest

    @property
    def arrays(self) -> Path:
        """The folder of what is told of the archive as a whole."""
        return self.folder / "arrays"


@dataclass(frozen=True, slots=True)
class Reuse:
    """What goes on from a base.

    Attributes:
        ids: Of the reports of the first part, by their numbers.
        kept: bool[those reports]: which of them still count.
        gone: The base's numbers of those that counted and are not taken over.
    """

    base: Base
    ids: Sequence[str]
    kept: BoolArray
    gone: IntArray

    def kept_ids(self) -> set[str]:
        """Return the ids of what is taken over."""
        return {self.ids[number] for number in np.flatnonzero(self.kept).tolist()}

    def take_over(self, folder: Path) -> dict[str, FileSeal]:
        """Give the files that never change to a new generation.

        Returns:
            The seals of those that need not be read again, since they are the very same files.
        """
        sealed = {}
        for name in self._files():
            if take_over(self.base.folder / name, folder / name):
                sealed[name] = self.base.manifest.files[name]
        return sealed

    def _files(self) -> Iterable[str]:
        ours = (f"{FIRST_PART}/", *(f"whoosh/{one.segment_id()}." for one in self._segments()))
        return [name for name in self.base.manifest.files if name.startswith(ours)]

    def _segments(self) -> list[Any]:
        """Return Whoosh's segments of the first part, as the base has them."""
        contents = TOC.read(FileStorage(str(self.base.folder / "whoosh")), INDEX_NAME)
        ends = np.cumsum([segment.doc_count_all() for segment in contents.segments])
        return [
            segment
            for segment, end in zip(contents.segments, ends, strict=True)
            if end <= len(self.kept)
        ]

    def segments(self) -> list[Any]:
        """Return Whoosh's segments of the first part, those reports deleted that count no more."""
        first, segments = 0, self._segments()
        for segment in segments:
            kept = self.kept[first : first + segment.doc_count_all()]
            deleted = set(np.flatnonzero(~kept).tolist())
            segment._deleted = deleted or None  # noqa: SLF001 - it only adds, and the base is older
            first += len(kept)
        return segments

    def reports(self, numbers: Sequence[int]) -> list[Report]:
        """Return reports of the base as they are stored."""
        if not numbers:
            return []
        stored = StoredReports(self.base.folder / "whoosh")
        return [stored.report(number) for number in numbers]


def choose_reuse(base: Base, contents: Mapping[str, bytes]) -> Reuse | None:
    """Return what may be taken over for an archive, or None where too much of it is new."""
    alive = arrays.load(base.arrays, "alive")
    first = len(arrays.load(base.folder / FIRST_PART, "stream_ends"))
    prints = listed(arrays.load(base.arrays, "fingerprints")[:first])
    ids = load_strings(base.arrays, "ids", slice(first))
    same = [contents.get(one) == known for one, known in zip(ids, prints, strict=True)]
    kept = np.array(same, bool) & alive[:first]
    counted = alive.copy()
    counted[:first] &= ~kept
    removed = sum(1 for number in np.flatnonzero(~kept) if ids[int(number)] not in contents)
    differing = len(contents) - int(kept.sum()) + removed
    if differing > max(_ALWAYS, first // _SHARE) or differing > kept.sum():
        return None
    return Reuse(base, ids, kept, np.flatnonzero(counted))
