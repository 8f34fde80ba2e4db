"""Two systems' figures over the same queries -> how likely chance alone would tell them apart."""

from collections.abc import Sequence

import numpy as np

FLIPS = 10_000
_SEED = 20201120
_CHUNK = 1_000  # flips at once
_ROUNDING = 1e-12


def randomisation_p(
    ours: Sequence[float], theirs: Sequence[float], flips: int = FLIPS, seed: int = _SEED
) -> float:
    """The two-sided p of a paired randomisation test; 1 when no query tells the two apart.

    If it were chance which system is whose, the sign of each query's difference would be a toss
    of a coin: p is the share of such tosses whose sum lies as far from 0 as the one that was
    measured, itself counted in. Nothing is assumed about how figures are spread, which nDCG,
    mostly 0 or 1, would not bear.

    Source: Smucker, Allan and Carterette 2007, the test that they recommend.
    """
    differences = np.asarray(ours, dtype=np.float64) - np.asarray(theirs, dtype=np.float64)
    differences = differences[differences != 0]
    measured = abs(differences.sum()) - _ROUNDING
    chance = np.random.default_rng(seed)
    as_far = 1
    for start in range(0, flips, _CHUNK):
        tosses = chance.integers(2, size=(min(_CHUNK, flips - start), differences.size))
        as_far += int(np.count_nonzero(np.abs((2.0 * tosses - 1.0) @ differences) >= measured))
    return as_far / (flips + 1)
