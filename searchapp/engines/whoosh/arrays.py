"""The files beside Whoosh: written once at build time, memory-mapped by every server process.

Nothing in them ever changes, so processes share their pages. A generation has two kinds of
folders: ``parts/<n>`` with what follows from the texts of documents with consecutive numbers (see
``parts``), which later generations take over as it is; and ``arrays`` with what is of the archive
as a whole, which is small and written anew each time::

    ids.terms, ids.ends.npy           the id of each document
    order.npy                         int32[documents]: their numbers in the order of their ids
    alive.npy                         bool[documents]: not replaced or removed since
    facet.<name>.indptr/.docs.npy     the documents of each value; values in facets.json
    dates.npy                         int32[3, 2, documents]: first and last day, by field
    duplicate_of.npy                  int32[documents]: the first one each is a copy of
    completions.*                     what is suggested while typing
"""

import mmap
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.inversion import DocArray, IntArray

EMPTY_DOCS: DocArray = np.empty(0, np.int32)
NO_DATE = (np.int32(2**31 - 1), np.int32(-(2**31)))
"""First and last day of a date that is unknown: an interval that overlaps nothing."""


def save(folder: Path, name: str, array: npt.NDArray[Any]) -> None:
    """Write one array.

    (``numpy.save`` would hide why it cannot: on a full disk it only tells how much it wrote.)
    """
    whole = np.ascontiguousarray(array)
    with (folder / f"{name}.npy").open("wb") as file:
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(whole))
        file.write(whole.data)


def load(folder: Path, name: str) -> npt.NDArray[Any]:
    """Map one array into memory, read-only; its pages are shared between processes."""
    path = folder / f"{name}.npy"
    mapped = np.load(path, mmap_mode="r", allow_pickle=False)
    return np.asarray(mapped)


@dataclass(frozen=True, slots=True)
class TermTable:
    """Terms sorted by their UTF-8 bytes; a term's place is its number."""

    blob: bytes | mmap.mmap
    ends: IntArray

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self.ends)

    def term(self, number: int) -> str:
        """Return a term by its number."""
        return self._bytes(number).decode("utf-8")

    def find(self, term: str, order: Sequence[int] | DocArray | None = None) -> int | None:
        """Return the number of a term, or None.

        Args:
            term: What is looked for.
            order: The numbers in the order of their terms, where the table is not sorted.
        """
        encoded = term.encode("utf-8", "surrogatepass")
        numbers = range(len(self.ends)) if order is None else order
        at = bisect_left(numbers, encoded, key=self._bytes)
        if at == len(numbers) or self._bytes(int(numbers[at])) != encoded:
            return None
        return int(numbers[at])

    def stretch(self, prefix: str) -> tuple[int, int]:
        """Return the numbers of the first term that begins so and of the first one behind them."""
        begin = prefix.encode("utf-8", "surrogatepass")
        numbers = range(len(self.ends))
        first = bisect_left(numbers, begin, key=self._bytes)
        cut = len(begin)
        return first, bisect_right(numbers, begin, lo=first, key=lambda n: self._bytes(n)[:cut])

    def _bytes(self, number: int) -> bytes:
        start = int(self.ends[number - 1]) if number else 0
        return self.blob[start : int(self.ends[number])]


def save_terms(folder: Path, name: str, terms: Sequence[str]) -> None:
    """Write a table of terms that are sorted by their UTF-8 bytes."""
    encoded = [term.encode("utf-8") for term in terms]
    (folder / f"{name}.terms").write_bytes(b"".join(encoded))
    save(folder, f"{name}.ends", np.cumsum([len(term) for term in encoded], dtype=np.int64))


def load_terms(folder: Path, name: str) -> TermTable:
    """Map a table of terms."""
    return TermTable(_map(folder / f"{name}.terms"), load(folder, f"{name}.ends"))


def _map(path: Path) -> bytes | mmap.mmap:
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""  # an empty file cannot be mapped
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
