"""Figures of speed -> Markdown tables."""

from collections.abc import Sequence

from benchmarks.peers.timed import OURS
from benchmarks.search_speed import SearchRun
from benchmarks.timing import ClassFigures


def search_table(run: SearchRun) -> str:
    """Return a row a class: ours, its 95th percentile and first use, the peers, the ratio."""
    peers = [name for name in run.builds if name != OURS]
    heads = ["ms, median", OURS, "p95", "first use", *peers, "ours / best peer"]
    return markdown(heads, [_row(figures, peers) for figures in run.classes])


def _row(figures: ClassFigures, peers: Sequence[str]) -> list[str]:
    ratio = figures.ratio
    return [
        figures.kind,
        shown(figures.median_ms.get(OURS)),
        shown(figures.p95_ms.get(OURS)),
        shown(figures.first_ms.get(OURS)),
        *(shown(figures.median_ms.get(name)) for name in peers),
        "–" if ratio is None else f"{ratio:.2f} ({figures.best_peer})",
    ]


def markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; all columns but the first are numbers."""
    ruler = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ruler, *rows))


def shown(number: float | None) -> str:
    """Return a figure with as many digits as mean something."""
    if number is None:
        return "–"
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"
