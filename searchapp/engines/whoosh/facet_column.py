"""One facet: the documents of each value, and how many of some documents have which values."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.arrays import EMPTY_DOCS
from searchapp.engines.whoosh.inversion import BoolArray, DocArray, IntArray
from searchapp.engines.whoosh.ordering import first_places

_COLUMNS = 6  # values of a document that stand beside each other where many have several


class FacetColumn:
    """The documents of each value of one facet, and the values of each document.

    Attributes:
        labels: The values, sorted.
        size: How many documents there are.
    """

    def __init__(self, labels: Sequence[str], indptr: IntArray, docs: DocArray, size: int) -> None:
        self.labels = tuple(labels)
        self.size = size
        self._indptr = indptr
        self._docs = docs
        self._totals = np.diff(indptr)
        self._values, self._more = _by_document(self._totals, docs, size)

    def of(self, value: str) -> DocArray:
        """Return the documents that have a value, ascending; none where no document does."""
        number = self._number(value)
        if number is None:
            return EMPTY_DOCS
        return self._docs[self._indptr[number] : self._indptr[number + 1]]

    def _number(self, value: str) -> int | None:
        number = bisect_left(self.labels, value)
        known = number < len(self.labels) and self.labels[number] == value
        return number if known else None

    def mask(self, values: Iterable[str], size: int) -> BoolArray:
        """Return which documents have any of the values; a value that none has adds none."""
        found = np.zeros(size, bool)
        for value in values:
            found[self.of(value)] = True
        return found

    def count(
        self,
        docs: IntArray,
        others: IntArray | None = None,
        *,
        most: int | None = None,
        wanted: Iterable[str] = (),
    ) -> dict[str, int]:
        """Return how many of some documents have each value, zeros left out.

        Args:
            docs: The documents, ascending.
            others: All the others, where these are fewer and hence counted sooner.
            most: Only so many values, the most frequent ones; None for all.
            wanted: Values that are told besides.
        """
        counts = self._count(docs) if others is None else self._totals - self._count(others)
        if most is not None and most < len(counts):
            known = [number for value in wanted if (number := self._number(value)) is not None]
            chosen = sorted({*first_places(-counts, most).tolist(), *known})
        else:
            chosen = np.flatnonzero(counts).tolist()
        told = zip(chosen, counts[chosen].tolist(), strict=True)
        return {self.labels[number]: count for number, count in told if count}

    def _count(self, docs: IntArray) -> IntArray:
        size = len(self.labels)
        first = self._values.take(docs, axis=0).ravel()
        counts: IntArray = np.bincount(first, minlength=size + 1)[:size]
        owners, more = self._more
        if len(owners):
            mask = np.zeros(len(self._values), bool)
            mask[docs] = True
            counts = counts + np.bincount(more[mask.take(owners)], minlength=size)
        return counts


_Values = npt.NDArray[np.int64]


def _by_document(
    totals: IntArray, docs: DocArray, size: int
) -> tuple[_Values, tuple[IntArray, IntArray]]:
    """Return the first few values of each document, and the documents and values of the others.

    Where a document has fewer there stands a number that is no value's.
    """
    order = np.argsort(docs, kind="stable")
    owners = docs[order].astype(np.int64)
    values = np.repeat(np.arange(len(totals)), totals)[order]
    nth = np.arange(len(owners)) - owners.searchsorted(owners)
    width = _COLUMNS if np.count_nonzero(nth) * 2 > size else 1
    table = np.full((size, width), len(totals), np.int64)  # as they are counted
    early = nth < width
    table[owners[early], nth[early]] = values[early]
    return table, (owners[~early], values[~early])
