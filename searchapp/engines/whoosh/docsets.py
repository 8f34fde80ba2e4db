"""Sets of documents: listed where they are few, a mask of all where they are many."""

from functools import cached_property

import numpy as np

from searchapp.engines.whoosh.inversion import BoolArray, IntArray
from searchapp.engines.whoosh.postings import mask_of


class DocSet:
    """Some of ``size`` documents, in the form in which they are given; the other one on demand."""

    def __init__(
        self, size: int, *, docs: IntArray | None = None, mask: BoolArray | None = None
    ) -> None:
        self.size = size
        if docs is not None:
            self.docs = docs
        if mask is not None:
            self.mask = mask
        self.is_listed = docs is not None

    @cached_property
    def docs(self) -> IntArray:
        """The documents, ascending."""
        return np.flatnonzero(self.mask)

    @cached_property
    def mask(self) -> BoolArray:
        """The documents as a mask of all."""
        return mask_of(self.docs, self.size)

    @cached_property
    def count(self) -> int:
        """How many they are."""
        return len(self.docs) if self.is_listed else int(np.count_nonzero(self.mask))

    @property
    def are_most(self) -> bool:
        """Whether they are more than half of all, in a mask."""
        return not self.is_listed and 2 * self.count > self.size
