"""Which reports share the topics of one, rare topics weighing more than common ones."""

from collections.abc import Iterable

import numpy as np

from searchapp.engines.whoosh.facet_column import FacetColumn
from searchapp.engines.whoosh.inversion import IntArray
from searchapp.engines.whoosh.ordering import first_places


def most_similar(
    column: FacetColumn,
    topics: Iterable[str],
    number: int,
    limit: int,
    reports: int,
    rank: IntArray | None = None,
) -> IntArray:
    """Return the reports that share topics with report ``number``, best first, at most ``limit``.

    A report scores the sum of the inverse document frequencies of what it shares; ties stand in
    the order of the ids.

    Args:
        column: The documents of each topic.
        topics: Those of the report.
        number: Of the report.
        limit: At most so many.
        reports: How many there are in all.
        rank: The place of each document in the order of ids; None where numbers have it.
    """
    scores = np.zeros(column.size)
    for topic in topics:
        docs = column.of(topic)
        scores[docs] += np.log1p(reports / max(1, len(docs)))  # above 0 also where all share it
    scores[number] = 0.0
    found = np.flatnonzero(scores > 0)
    return found[first_places(-scores[found], limit, None if rank is None else rank[found])]
