"""What every timed engine is: built once from terms, opened, and asked for a case."""

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from benchmarks.cases import WHOLE, Case
from benchmarks.terms import pairs
from benchmarks.workload import Workload
from searchapp.analysis.syllables import fold

FIELDS = ("exact", "folded", "exact_pairs", "folded_pairs")
"""What a routed query looks at."""
WEIGHTS = (1.0, 0.3, 1.0, 0.3)
"""How much each of them counts."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine answered.

    Attributes:
        top: The hits of the page in order, each by what its engine calls it.
        total: Exactly how many reports match; None from an engine that cannot tell.
        facets: For each asked field, value -> count.
    """

    top: tuple[int | str, ...]
    total: int | None
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Stopwatch:
    """Adds up the seconds that are spent inside its blocks."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count what the block takes."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - started


class TimedEngine(ABC):
    """An engine over a folder that ``build`` filled.

    Attributes:
        most: The largest archive, in reports, that it is worth waiting for; 0 for any.
    """

    name: ClassVar[str]
    most: ClassVar[int] = 0

    @classmethod
    def missing(cls, tools: Path) -> str:  # noqa: ARG003 - most need no tools
        """Return why it cannot be had on this machine, or ""."""
        return ""

    @classmethod
    def version(cls) -> str:
        """Return what an index depends on besides the reports."""
        return "1"

    @classmethod
    @abstractmethod
    def build(cls, workload: Workload, folder: Path, tools: Path) -> float:
        """Index the reports in an empty folder; return the seconds inside the engine's calls."""

    @abstractmethod
    def __init__(self, folder: Path, tools: Path) -> None:
        """Open what was built."""

    def refuses(self, case: Case) -> str:
        """Return why it cannot answer a case, or ""."""
        return "không có đoạn trích" if case.kind == WHOLE else ""

    @abstractmethod
    def ask(self, case: Case) -> Answer:
        """Answer a case."""

    def measure(self, case: Case, times: int) -> list[float]:
        """Return the milliseconds of each of so many answers, measured around the engine."""
        taken = []
        for _ in range(times):
            started = time.perf_counter()
            self.ask(case)
            taken.append((time.perf_counter() - started) * 1000)
        return taken

    def close(self) -> None:  # noqa: B027 - most hold nothing that needs it
        """Let go of files and processes."""


def routed_words(case: Case) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """Yield each field of a routed query with its weight and its terms."""
    exact = list(case.any_of)
    folded = [fold(word) for word in exact]
    terms = (exact, folded, pairs(exact), pairs(folded))
    for name, weight, found in zip(FIELDS, WEIGHTS, terms, strict=True):
        yield name, weight, tuple(dict.fromkeys(found))
