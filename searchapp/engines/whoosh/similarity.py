"""Which reports share the topics of one, rare topics weighing more than common ones."""

from collections.abc import Iterable

import numpy as np

from searchapp.engines.whoosh.faceting import FacetColumn
from searchapp.engines.whoosh.inversion import IntArray


def most_similar(
    column: FacetColumn, topics: Iterable[str], number: int, size: int, limit: int
) -> IntArray:
    """Return the reports that share topics with report ``number``, best first, at most ``limit``.

    A report scores the sum of the inverse document frequencies of what it shares; ties stand in
    the order of the ids.
    """
    scores = np.zeros(size)
    for topic in topics:
        docs = column.of(topic)
        scores[docs] += np.log1p(size / max(1, len(docs)))  # above 0 also where all share it
    scores[number] = 0.0
    found = np.flatnonzero(scores > 0)
    keys = -scores[found]
    if 0 < limit < len(found):
        kept = keys <= np.partition(keys, limit - 1)[limit - 1]
        found, keys = found[kept], keys[kept]
    return found[np.argsort(keys, kind="stable")][:limit]
