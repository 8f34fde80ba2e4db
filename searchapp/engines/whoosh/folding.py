"""Of nearly identical reports that are found, the best-ranked is a hit, the others its duplicates.

What costs time is linear in the reports that have a copy, and nothing where none has.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.inversion import BoolArray, DocArray, IntArray

Keys = npt.NDArray[Any]
"""A number for each report; the lowest comes first, and of equal ones the first report."""


@dataclass(frozen=True, slots=True)
class Copies:
    """The reports that have a copy, group by group.

    Attributes:
        docs: Ascending within a group.
        starts: Where each group begins in ``docs``.
        group_of: The group of each report, -1 for those without a copy; empty if none has one.
    """

    docs: IntArray
    starts: IntArray
    group_of: DocArray

    @classmethod
    def of(cls, duplicate_of: DocArray) -> Self:
        """Return the groups, from the first report that each is a copy of."""
        grouped = np.bincount(duplicate_of)[duplicate_of] > 1
        docs = np.flatnonzero(grouped)
        docs = docs[np.argsort(duplicate_of[docs], kind="stable")]
        new = np.diff(duplicate_of[docs], prepend=-1) != 0
        group_of = np.full(len(grouped) if len(docs) else 0, -1, np.int32)
        group_of[docs] = np.cumsum(new) - 1
        return cls(docs, np.flatnonzero(new), group_of)

    def fold(self, found: BoolArray, keys: Keys) -> BoolArray:
        """Return ``found`` without those of which a copy is found and stands before them."""
        here = np.flatnonzero(found[self.docs])
        if not len(here):
            return found
        docs = self.docs[here]
        groups = self.group_of[docs]
        new = np.diff(groups, prepend=-1) != 0
        least = np.minimum.reduceat(keys[docs], np.flatnonzero(new))
        best = np.flatnonzero(keys[docs] == least[np.cumsum(new) - 1])
        first = best[np.diff(groups[best], prepend=-1) != 0]
        shown = found.copy()
        shown[docs] = False
        shown[docs[first]] = True
        return shown

    def beside(self, doc: int, found: BoolArray, keys: Keys) -> IntArray:
        """Return the other copies that are found, in the order of their keys."""
        if not len(self.docs) or self.group_of[doc] < 0:
            return self.docs[:0]
        group = int(self.group_of[doc])
        end = self.starts[group + 1] if group + 1 < len(self.starts) else len(self.docs)
        copies = self.docs[self.starts[group] : end]
        copies = copies[found[copies] & (copies != doc)]
        sorted_copies: IntArray = copies[np.argsort(keys[copies], kind="stable")]
        return sorted_copies
