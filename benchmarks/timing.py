"""Every engine asked in turn, query by query, in one run: milliseconds, medians, ratios."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from benchmarks.cases import NEW_PHRASE, Case
from benchmarks.peers.timed import OURS
from benchmarks.peers.timed.base import TimedEngine

_REPEATS = 7
_BUDGET_MS = 250.0  # of one query of one engine; slower ones are asked less often, at least once
_WARM_UP = 20  # rounds of an engine that compiles itself while it runs
_COMPILES = "lucene"


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """Milliseconds of one class: for each engine the median and the 95th percentile of queries.

    Attributes:
        queries: How many queries, each repeated; its own figure is the median of that.
        first_ms: Those of the first query after opening; empty where that was not measured.
    """

    kind: str
    queries: int
    median_ms: Mapping[str, float]
    p95_ms: Mapping[str, float]
    first_ms: Mapping[str, float]

    @property
    def best_peer(self) -> str:
        """The name of the fastest engine beside ours, or ""."""
        peers = {name: ms for name, ms in self.median_ms.items() if name != OURS}
        return min(peers, key=peers.__getitem__, default="")

    @property
    def ratio(self) -> float | None:
        """Our median by the best peer's; below 1 we are faster. None without a peer."""
        if not self.best_peer or OURS not in self.median_ms:
            return None
        return self.median_ms[OURS] / self.median_ms[self.best_peer]


def measure_all(
    engines: Mapping[str, TimedEngine],
    cases: Sequence[Case],
    first_ms: Mapping[tuple[str, str], float],
) -> Iterator[ClassFigures]:
    """Yield the figures of each class; ``first_ms`` is that of (engine, class) where measured."""
    _compile(engines, cases)
    with _undisturbed():
        for kind in dict.fromkeys(case.kind for case in cases):
            yield _measure(engines, kind, [case for case in cases if case.kind == kind], first_ms)


def _measure(
    engines: Mapping[str, TimedEngine],
    kind: str,
    cases: Sequence[Case],
    first_ms: Mapping[tuple[str, str], float],
) -> ClassFigures:
    taken: dict[str, list[float]] = {name: [] for name in engines}
    for turn, case in enumerate(cases):
        for name in _in_turn(list(engines), turn):
            if not engines[name].refuses(case):
                taken[name].append(_ask(engines[name], case))
    asked = {name: times for name, times in taken.items() if times}
    return ClassFigures(
        kind,
        len(cases),
        {name: median(times) for name, times in asked.items()},
        {name: percentile(times, 0.95) for name, times in asked.items()},
        {name: ms for (name, of), ms in first_ms.items() if of == kind},
    )


def _in_turn(names: list[str], turn: int) -> list[str]:
    """Another engine begins each time, or one would always find the caches of the next."""
    at = turn % len(names)
    return names[at:] + names[:at]


def _ask(engine: TimedEngine, case: Case) -> float:
    """Return the milliseconds of a query: once when it must be new, else warm."""
    first = engine.measure(case, 1)[0]
    if case.kind == NEW_PHRASE:
        return first
    repeats = max(1, min(_REPEATS, int(_BUDGET_MS / max(first, 1e-3))))
    return median(engine.measure(case, repeats))


def _compile(engines: Mapping[str, TimedEngine], cases: Sequence[Case]) -> None:
    if _COMPILES in engines:
        for case in cases:
            if case.kind != NEW_PHRASE:
                engines[_COMPILES].measure(case, _WARM_UP)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@contextmanager
def _undisturbed() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
