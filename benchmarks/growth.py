"""Figures of several sizes -> what grows how, in a sentence each."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.speed_tables import Data, shown

_HARDLY, _SLOWER, _AS = 0.2, 0.85, 1.15
_TOO_SLOW_PER_S = 100.0  # requests: fifty clients who ask every half second
_A_NIGHT_S = 8 * 3600


@dataclass(frozen=True, slots=True)
class Growth:
    """How a figure grew from the smallest size to the largest.

    Attributes:
        points: Size and figure, ascending by size.
    """

    name: str
    points: tuple[tuple[int, float], ...]

    @property
    def exponent(self) -> float:
        """The figure grows like the size to this power; 0 where there is one size only."""
        (few, first), (many, last) = self.points[0], self.points[-1]
        if few == many or min(first, last) <= 0:
            return 0.0
        return math.log(last / first) / math.log(many / few)

    def at(self, wanted: float) -> float:
        """Return the larger size at which it would be ``wanted``; infinite if it never is."""
        size, figure = self.points[-1]
        if abs(self.exponent) < 0.05:
            return math.inf
        found = float(size * (wanted / figure) ** (1 / self.exponent))
        return found if found > size else math.inf

    def sentence(self, unit: str) -> str:
        """Return the growth in words."""
        ends = " and ".join(
            f"{shown(figure)} {unit} at {size:,}"
            for size, figure in (self.points[0], self.points[-1])
        )
        return f"**{self.name}**: {ends}: {self._how()} (n^{self.exponent:.2f})."

    def _how(self) -> str:
        if abs(self.exponent) < _HARDLY:
            return "it hardly depends on the size of the archive"
        direction = "grows" if self.exponent > 0 else "falls"
        steepness = abs(self.exponent)
        if steepness < _SLOWER:
            return f"it {direction} more slowly than the archive grows"
        return (
            f"it {direction} " + ("as" if steepness < _AS else "faster than") + " the archive grows"
        )


def class_growths(sizes: Sequence[Data]) -> list[Growth]:
    """Return how our time grows in each class that every size has."""
    classes = [one["class"] for one in sizes[0]["search"]]
    return [
        Growth(kind, tuple(points))
        for kind in classes
        if len(points := list(_points(sizes, kind))) == len(sizes)
    ]


def _points(sizes: Sequence[Data], kind: str) -> Iterator[tuple[int, float]]:
    for data in sizes:
        for one in data["search"]:
            if one["class"] == kind and one["ours_ms"] is not None:
                yield data["docs"], one["ours_ms"]


def build_growth(sizes: Sequence[Data]) -> Growth | None:
    """Return how the rate of a full rebuild changes, where it was measured."""
    points = [
        (data["docs"], data["builds"]["full"]["reports_per_s"])
        for data in sizes
        if data.get("builds")
    ]
    return Growth("reports/s of a full rebuild", tuple(points)) if points else None


def http_growth(sizes: Sequence[Data]) -> Growth | None:
    """Return how the rate of uncached requests changes, where it was measured."""
    points = [
        (data["docs"], data["http"][0]["requests_per_s"]) for data in sizes if data.get("http")
    ]
    return Growth("uncached requests/s", tuple(points)) if points else None


def index_growth(sizes: Sequence[Data]) -> Growth | None:
    """Return how large the index is, where it was measured."""
    points = [
        (data["docs"], data["builds"]["full"]["index_mb"]) for data in sizes if data.get("builds")
    ]
    return Growth("MB of index", tuple(points)) if points else None


def second_machine(
    requests: Growth | None,
    builds: Growth | None,
    index: Growth | None = None,
    memory_mb: float = 0.0,
) -> str:
    """Return at what size another machine is due, and what runs out first.

    Args:
        requests: Uncached requests a second.
        builds: Reports a second of a full rebuild.
        index: Its MB; it is as fast as measured while all of it stays in memory.
        memory_mb: What memory this machine has; 0 where that is not known.
    """
    reasons = []
    if requests and len(requests.points) > 1:
        size = requests.at(_TOO_SLOW_PER_S)
        reasons.append((size, f"uncached searches fall below {_TOO_SLOW_PER_S:.0f} a second"))
    if builds:
        size = builds.points[-1][1] * _A_NIGHT_S
        reasons.append((size, "a full rebuild takes longer than a night of eight hours"))
    if index and memory_mb:
        size, megabytes = index.points[-1]
        reasons.append((size * memory_mb / megabytes, "the index no longer fits into this memory"))
    reasons = [(size, why) for size, why in reasons if math.isfinite(size)]
    if not reasons:
        return "Nothing measured tells at what size a second machine is due."
    size, why = min(reasons)
    return f"A second machine is due at about {_rounded(size):,} reports, when {why}."


def _rounded(size: float) -> int:
    """Two digits: an extrapolation knows no more."""
    digits = max(0, math.floor(math.log10(max(size, 1))) - 1)
    return int(round(size / 10**digits) * 10**digits)
