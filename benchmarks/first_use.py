"""What a question costs right after opening: each in a process that has opened nothing else."""

import gc
import multiprocessing
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from benchmarks.cases import Case
from benchmarks.peers.timed import ENGINES

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class FirstUse:
    """Milliseconds, each the median over some fresh processes.

    Attributes:
        opening_ms: Engine -> what opening its index costs.
        asking_ms: (engine, class) -> what the first query of the class then costs.
    """

    opening_ms: Mapping[str, float]
    asking_ms: Mapping[tuple[str, str], float]


def measure_first_use(
    folders: Mapping[str, Path], tools: Path, cases: Sequence[Case], rounds: int = _ROUNDS
) -> FirstUse:
    """Ask the first query of each class of each engine, and nothing else, after opening it.

    To be called before this process opens an engine: the fresh ones are forked from it, so that
    they have every module loaded and nothing opened.
    """
    firsts = {case.kind: case for case in reversed(cases)}
    opening: dict[str, list[float]] = {name: [] for name in folders}
    asking: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for kind, case in firsts.items():
            for name, folder in folders.items():
                opened_ms, asked_ms = _in_a_fresh_process(name, folder, tools, case)
                opening[name].append(opened_ms)
                if asked_ms is not None:
                    asking.setdefault((name, kind), []).append(asked_ms)
    return FirstUse(
        {name: median(times) for name, times in opening.items() if times},
        {key: median(times) for key, times in asking.items()},
    )


def _in_a_fresh_process(
    name: str, folder: Path, tools: Path, case: Case
) -> tuple[float, float | None]:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(
        target=_ask_first, args=(name, folder, tools, case, sender)
    )
    child.start()
    sender.close()
    try:
        told: tuple[float, float | None] = receiver.recv()
    finally:
        child.join()
    return told


def _ask_first(
    name: str,
    folder: Path,
    tools: Path,
    case: Case,
    sender: "Connection[tuple[float, float | None], object]",
) -> None:
    gc.disable()
    started = time.perf_counter()
    engine = ENGINES[name](folder, tools)
    opened_ms = (time.perf_counter() - started) * 1000
    asked_ms = None if engine.refuses(case) else engine.measure(case, 1)[0]
    sender.send((opened_ms, asked_ms))
    engine.close()
