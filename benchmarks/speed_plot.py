"""Figures of several sizes -> one SVG: a small plot a class, size across, milliseconds up."""

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from benchmarks.peers.timed import OURS
from benchmarks.speed_tables import Data, shown

_WIDTH, _HEIGHT, _COLUMNS = 300, 210, 3  # of one plot; plots in a row
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 78, 30, 30  # margins of one plot
_HEAD = 56
_LEAST_GAP = 11  # between two labels, so that both can be read
_COLOURS: Mapping[str, str] = {
    OURS: "#c62828",
    "tantivy": "#1565c0",
    "lucene": "#2e7d32",
    "xapian": "#6a1b9a",
    "fts5": "#8d6e63",
    "bm25s": "#00838f",
    "whoosh": "#757575",
}
Line = list[tuple[int, float]]


def plot(sizes: Sequence[Data]) -> str:
    """Return the picture; both scales are logarithmic and the same in every plot."""
    lines = {kind: found for kind in _classes(sizes) if (found := _lines(sizes, kind))}
    scale = _Scale.of([line for found in lines.values() for line in found.values()])
    rows = math.ceil(len(lines) / _COLUMNS)
    width, height = _WIDTH * _COLUMNS, _HEAD + _HEIGHT * rows
    plots = (
        f'<g transform="translate({at % _COLUMNS * _WIDTH},{_HEAD + at // _COLUMNS * _HEIGHT})">'
        f"{''.join(_plot(kind, found, scale))}</g>"
        for at, (kind, found) in enumerate(lines.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="10" fill="#222">'
        f'<rect width="{width}" height="{height}" fill="#fffdf8"/>'
        '<text x="16" y="24" font-size="16" font-weight="bold">Milliseconds a query, warm, '
        "by the number of reports; beside each line its last figure</text>"
        '<text x="16" y="42">Median over the queries of a class; both scales are logarithmic. '
        "Lower is faster.</text>"
        f"{''.join(plots)}</svg>\n"
    )


def _classes(sizes: Sequence[Data]) -> list[str]:
    return list(dict.fromkeys(one["class"] for data in sizes for one in data["search"]))


def _lines(sizes: Sequence[Data], kind: str) -> dict[str, Line]:
    """Return the points of each engine, ours last so that it lies on top."""
    lines: dict[str, Line] = {}
    for data in sizes:
        for one in (one for one in data["search"] if one["class"] == kind):
            for name, ms in [*one["peers_ms"].items(), (OURS, one["ours_ms"])]:
                if ms:
                    lines.setdefault(name, []).append((data["docs"], ms))
    return dict(sorted(lines.items(), key=lambda item: item[0] == OURS))


class _Scale:
    """Where a size and a time lie within a plot."""

    def __init__(self, sizes: tuple[int, int], decades: tuple[int, int]) -> None:
        self.sizes, self.decades = sizes, decades

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Scale":
        sizes = [size for line in lines for size, _ in line] or [1]
        times = [ms for line in lines for _, ms in line] or [1.0]
        low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
        return cls((min(sizes), max(sizes)), (low, max(high, low + 1)))

    def x(self, size: int) -> float:
        few, many = map(math.log10, self.sizes)
        share = (math.log10(size) - few) / (many - few) if many > few else 0.5
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def y(self, ms: float) -> float:
        low, high = self.decades
        share = (math.log10(ms) - low) / (high - low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _plot(kind: str, lines: Mapping[str, Line], scale: _Scale) -> Iterator[str]:
    place = f'x="{_LEFT}" y="{_TOP - 10}"'
    yield f'<text {place} font-size="12" font-weight="bold">{escape(kind)}</text>'
    yield from _axes(lines, scale)
    for name, line in lines.items():
        yield _path(name, line, scale)
    yield from _labels(lines, scale)


def _axes(lines: Mapping[str, Line], scale: _Scale) -> Iterator[str]:
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    for decade in range(scale.decades[0], scale.decades[1] + 1):
        y = scale.y(10.0**decade)
        yield f'<path d="M{_LEFT} {y:.1f}H{right}" stroke="#e4e0d8"/>'
        yield f'<text x="{_LEFT - 5}" y="{y + 3:.1f}" text-anchor="end">{10.0**decade:g}</text>'
    for size in sorted({size for line in lines.values() for size, _ in line}):
        x = scale.x(size)
        yield f'<path d="M{x:.1f} {_TOP}V{bottom}" stroke="#e4e0d8"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 14}" text-anchor="middle">{_short(size)}</text>'


def _path(name: str, line: Line, scale: _Scale) -> str:
    colour, width = _COLOURS.get(name, "#555"), 2.6 if name == OURS else 1.2
    points = [f"{scale.x(size):.1f} {scale.y(ms):.1f}" for size, ms in line]
    dots = "".join(
        f'<circle cx="{scale.x(size):.1f}" cy="{scale.y(ms):.1f}" r="{width}" fill="{colour}"/>'
        for size, ms in line
    )
    path = f'<path d="M{"L".join(points)}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
    return path + dots


def _labels(lines: Mapping[str, Line], scale: _Scale) -> Iterator[str]:
    """Yield each engine and its last figure at the right edge, pushed down where two overlap."""
    lowest, x = 0.0, _WIDTH - _RIGHT + 6
    for name, line in sorted(lines.items(), key=lambda item: scale.y(item[1][-1][1])):
        ms = line[-1][1]
        lowest = y = max(scale.y(ms) + 3, lowest + _LEAST_GAP)
        weight = ' font-weight="bold"' if name == OURS else ""
        yield (
            f'<text x="{x}" y="{y:.1f}" fill="{_COLOURS.get(name, "#555")}"{weight}>'
            f"{escape(name)} {shown(ms)}</text>"
        )


def _short(size: int) -> str:
    if size >= 1_000_000:
        return f"{size / 1_000_000:g}M"
    return f"{size / 1000:g}k" if size >= 1000 else str(size)
