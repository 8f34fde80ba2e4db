"""Systems that were asked the same queries -> a Markdown table, or the same as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.collections import Collection
from benchmarks.measures import MEASURES, Figures
from benchmarks.significance import randomisation_p

OURS = "searchapp"
MEASURE = "nDCG@10"
"""What is shown in the table, and by which the best peer is chosen."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One system, asked one way.

    Attributes:
        figures: Query id -> its figures, for every query of the collection.
        mean_ms: Milliseconds that an answer took on average.
    """

    figures: Mapping[str, Figures]
    mean_ms: float

    def each(self, measure: str = MEASURE) -> list[float]:
        """One figure a query, in the order of the collection."""
        return [row[measure] for row in self.figures.values()]

    def mean(self, measure: str = MEASURE) -> float:
        """The figure over all queries."""
        return sum(self.each(measure)) / len(self.figures)


@dataclass(frozen=True, slots=True)
class Row:
    """All systems, asked one way; ours among them.

    Attributes:
        way: Name of the way of asking.
        answered: Name of a system -> how it did, in the order of the columns.
    """

    way: str
    answered: Mapping[str, Answered]

    @property
    def best_peer(self) -> str:
        """The peer with the highest figure; of equal ones the first."""
        peers = [name for name in self.answered if name != OURS]
        return max(peers, key=lambda name: self.answered[name].mean())

    @property
    def difference(self) -> float:
        """Ours minus that of the best peer."""
        return self.answered[OURS].mean() - self.answered[self.best_peer].mean()

    @property
    def p(self) -> float:
        """How likely chance alone would make a difference like that."""
        rival = self.answered[self.best_peer]
        return randomisation_p(self.answered[OURS].each(), rival.each())


@dataclass(frozen=True, slots=True)
class Comparison:
    """One collection, with a row for each way of asking."""

    collection: Collection
    rows: tuple[Row, ...]

    def mean_ms(self) -> Mapping[str, float]:
        """Name of a system -> milliseconds a query over all ways of asking."""
        names = self.rows[0].answered
        return {
            name: sum(row.answered[name].mean_ms for row in self.rows) / len(self.rows)
            for name in names
        }


def as_markdown(comparison: Comparison) -> str:
    """A heading, a table with a row a way of asking, and a last row of milliseconds a query."""
    collection = comparison.collection
    documents, queries = len(collection.documents), len(collection.questions)
    heading = f"## {collection.name}: {MEASURE}, {documents} documents, {queries} queries"
    return "\n".join([heading, "", *map(_line, _cells(comparison))])


def _cells(comparison: Comparison) -> Iterator[list[str]]:
    head = ["asked", *comparison.rows[0].answered, "best peer", "difference", "p"]
    yield head
    yield ["---"] * len(head)
    for row in comparison.rows:
        figures = [f"{one.mean():.4f}" for one in row.answered.values()]
        yield [row.way, *figures, row.best_peer, f"{row.difference:+.4f}", f"{row.p:.4f}"]
    yield ["ms a query", *(f"{ms:.1f}" for ms in comparison.mean_ms().values()), "", "", ""]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def as_data(comparison: Comparison) -> dict[str, object]:
    """What the table shows and the other measures too, fit for JSON."""
    collection = comparison.collection
    return {
        "collection": collection.name,
        "documents": len(collection.documents),
        "queries": len(collection.questions),
        "queries_without_relevant_document": collection.unanswerable,
        "rows": {row.way: _row_data(row) for row in comparison.rows},
    }


def _row_data(row: Row) -> dict[str, object]:
    return {
        "systems": {name: _answered_data(one) for name, one in row.answered.items()},
        "best_peer": row.best_peer,
        "difference": row.difference,
        "p": row.p,
    }


def _answered_data(answered: Answered) -> dict[str, float]:
    figures = {name: answered.mean(name) for name in MEASURES}
    return figures | {"mean_ms": round(answered.mean_ms, 2)}
