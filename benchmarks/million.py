"""Search alone in an archive larger than there are reports: over generated posting lists."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.cases import AND, COUNTED, DEEP, FILTERED, NEWEST, OR, PREFIX, RARE, Case
from benchmarks.generated import GeneratedSnapshot, generate
from benchmarks.peers.timed import OURS
from benchmarks.peers.timed.base import Answer, TimedEngine
from benchmarks.peers.timed.ours import ask_terms
from benchmarks.preparation import say
from benchmarks.search_speed import class_data
from benchmarks.speed_run import Wanted
from benchmarks.timing import measure_all
from benchmarks.workload import Workload

_CLASSES = (RARE, AND, OR, FILTERED, COUNTED, NEWEST, DEEP, PREFIX)
"""Those that need neither the order of words nor their titles."""


class _Generated(TimedEngine):
    """searchapp's plain questions over generated posting lists."""

    name = OURS

    @classmethod
    def build(cls, workload: Workload, folder: Path, tools: Path) -> float:
        """Never asked for: ``generate`` writes them."""
        raise NotImplementedError

    def __init__(self, folder: Path, tools: Path) -> None:  # noqa: ARG002
        self._snapshot = GeneratedSnapshot(folder)

    def ask(self, case: Case) -> Answer:
        """See ``TimedEngine.ask``."""
        return ask_terms(self._snapshot, case)


def measure_million(wanted: Wanted, real: int, reports: int) -> dict[str, Any]:
    """Return our figures for ``reports`` reports, generated from those of ``real`` ones."""
    wanted_classes = tuple(kind for kind in _CLASSES if kind in (wanted.classes or _CLASSES))
    workload = replace(wanted, classes=wanted_classes).workload(real)
    folder = wanted.place.scratch / "generated" / f"{workload.archive.folder.name}-{reports}"
    say(f"Đang sinh danh sách từ của {reports} văn bản …")
    generate(workload.archive, reports, folder)
    engine = _Generated(folder, wanted.place.tools)
    figures = measure_all({OURS: engine}, workload.cases, {})
    return {"docs": reports, "search": [class_data(one) for one in figures], "skipped": ""}
