"""Which come first: the few smallest of many keys, without sorting the others."""

from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.inversion import IntArray

Keys = npt.NDArray[Any]
"""A number for each report; the lowest comes first."""


def first_places(keys: Keys, count: int, rank: IntArray | None = None) -> IntArray:
    """Return where the ``count`` smallest keys are, smallest first.

    Args:
        keys: What decides.
        count: How many at most.
        rank: Decides between equal keys; None where their places do.
    """
    places: IntArray = np.arange(len(keys))
    if count < len(keys):
        limit = np.partition(keys, max(count - 1, 0))[max(count - 1, 0)]
        places = np.flatnonzero(keys <= limit)
    ties = (keys[places],) if rank is None else (rank[places], keys[places])
    order: IntArray = places[np.lexsort(ties)][:count]
    return order
