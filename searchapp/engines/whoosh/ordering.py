"""Which come first: the few smallest of many keys, without sorting the others."""

from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.inversion import IntArray

_ROWS = 32

Keys = npt.NDArray[Any]
"""A number for each report; the lowest comes first."""


def first_places(keys: Keys, count: int, rank: IntArray | None = None) -> IntArray:
    """Return where the ``count`` smallest keys are, smallest first.

    Args:
        keys: What decides.
        count: How many at most.
        rank: Decides between equal keys; None where their places do.
    """
    if count <= 0 or not len(keys):
        return np.empty(0, np.int64)
    places: IntArray = np.flatnonzero(keys <= _limit(keys, count))
    ties = (keys[places],) if rank is None else (rank[places], keys[places])
    order: IntArray = places[np.lexsort(ties)][:count]
    return order


def _limit(keys: Keys, count: int) -> Any:
    """Return a number that at least the ``count`` smallest keys do not exceed, and few others.

    The keys are laid in rows below each other: that many columns hold a key as small as the
    smallest of theirs, so there are as many such keys. That spares looking at all of them twice.
    """
    if count >= len(keys):
        return keys.max()
    width = len(keys) // _ROWS
    if count > width // 2:
        return np.partition(keys, count - 1)[count - 1]
    least = keys[: width * _ROWS].reshape(_ROWS, width).min(axis=0)
    return np.partition(least, count - 1)[count - 1]
