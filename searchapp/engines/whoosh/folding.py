"""Of nearly identical reports that are found, the best-ranked is a hit, the others its duplicates.

What costs time is linear in the reports that have a copy, and nothing where none has.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from searchapp.engines.whoosh.inversion import BoolArray, DocArray, IntArray
from searchapp.engines.whoosh.ordering import Keys


@dataclass(frozen=True, slots=True)
class Copies:
    """The reports that have a copy, group by group.

    Attributes:
        docs: In the order of ids within a group.
        starts: Where each group begins in ``docs``.
        group_of: The group of each report, -1 for those without a copy; empty if none has one.
    """

    docs: IntArray
    starts: IntArray
    group_of: DocArray

    @classmethod
    def of(cls, duplicate_of: DocArray, rank: IntArray | None = None) -> Self:
        """Return the groups.

        Args:
            duplicate_of: The first report that each is a copy of.
            rank: The place of each report in the order of ids; None where numbers have it.
        """
        grouped = np.bincount(duplicate_of)[duplicate_of] > 1
        docs = np.flatnonzero(grouped)
        ranks = docs if rank is None else rank[docs]
        docs = docs[np.lexsort((ranks, duplicate_of[docs]))]
        new = np.diff(duplicate_of[docs], prepend=-1) != 0
        group_of = np.full(len(grouped) if len(docs) else 0, -1, np.int32)
        group_of[docs] = np.cumsum(new) - 1
        return cls(docs, np.flatnonzero(new), group_of)

    def fold(self, found: IntArray, mask: BoolArray, keys: Keys) -> IntArray:
        """Return where in ``found`` those are of which no copy is found and stands before them.

        Args:
            found: Reports, ascending.
            mask: The same as a mask of all.
            keys: Parallel to ``found``; of equal ones the first id stands first.
        """
        docs = self.docs[mask[self.docs]]
        if not len(docs):
            return np.arange(len(found))
        groups = self.group_of[docs]
        at = found.searchsorted(docs)
        new = np.diff(groups, prepend=-1) != 0
        least = np.minimum.reduceat(keys[at], np.flatnonzero(new))
        best = np.flatnonzero(keys[at] == least[np.cumsum(new) - 1])
        first = best[np.diff(groups[best], prepend=-1) != 0]
        shown = np.ones(len(found), bool)
        shown[at] = False
        shown[at[first]] = True
        return np.flatnonzero(shown)

    def beside(self, doc: int, found: IntArray, mask: BoolArray, keys: Keys) -> IntArray:
        """Return the other copies that are found, in the order of their keys."""
        if not len(self.docs) or self.group_of[doc] < 0:
            return self.docs[:0]
        group = int(self.group_of[doc])
        end = self.starts[group + 1] if group + 1 < len(self.starts) else len(self.docs)
        copies = self.docs[self.starts[group] : end]
        copies = copies[mask[copies] & (copies != doc)]
        order = np.argsort(keys[found.searchsorted(copies)], kind="stable")
        sorted_copies: IntArray = copies[order]
        return sorted_copies
