"""Which reports share the topics of one, rare topics weighing more than common ones."""

from collections.abc import Iterable

import numpy as np

from searchapp.engines.whoosh.faceting import FacetColumn
from searchapp.engines.whoosh.inversion import IntArray, NumberArray


def most_similar(
    column: FacetColumn,
    topics: Iterable[str],
    number: int,
    limit: int,
    *,
    reports: int,
    rank: NumberArray,
) -> IntArray:
    """Return the reports that share topics with report ``number``, best first, at most ``limit``.

    A report scores the sum of the inverse document frequencies of what it shares; ties stand in
    the order of the ids.

    Args:
        column: The reports of each topic.
        topics: Those of the report, which has this number.
        number: Which report it is.
        limit: At most so many.
        reports: How many there are that count.
        rank: The place of each number in the order of ids.
    """
    scores = np.zeros(len(rank))
    for topic in topics:
        docs = column.of(topic)
        scores[docs] += np.log1p(reports / max(1, len(docs)))  # above 0 also where all share it
    scores[number] = 0.0
    found = np.flatnonzero(scores > 0)
    keys = -scores[found]
    if 0 < limit < len(found):
        kept = keys <= np.partition(keys, limit - 1)[limit - 1]
        found, keys = found[kept], keys[kept]
    return found[np.lexsort((rank[found], keys))][:limit]
