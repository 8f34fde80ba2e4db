"""What processes hold in memory: the proportional set size, which counts shared pages once."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_EVERY_S = 0.5
_PROC = Path("/proc")


@dataclass(slots=True)
class Peak:
    """The most that was seen at once.

    Attributes:
        megabytes: 0 where the system does not tell.
    """

    megabytes: float = 0.0


@contextmanager
def watched(pid: int | None = None) -> Iterator[Peak]:
    """Look again and again at a process (this one) and all below it while the block runs."""
    peak, ended = Peak(), threading.Event()
    root = pid or os.getpid()

    def look() -> None:
        while not ended.wait(_EVERY_S):
            peak.megabytes = max(peak.megabytes, held_mb(root))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


def held_mb(root: int) -> float:
    """Return the megabytes of a process and all below it."""
    return sum(_field_kb(pid, "Pss") for pid in family(root)) / 1000


def private_mb(pid: int) -> float:
    """Return the megabytes of one process that no other process shares."""
    return sum(_field_kb(pid, field) for field in ("Private_Clean", "Private_Dirty")) / 1000


def family(root: int) -> list[int]:
    """Return a process and all below it."""
    below: dict[int, list[int]] = {}
    for entry in _PROC.glob("[0-9]*"):
        parent = _parent(entry)
        if parent is not None:
            below.setdefault(parent, []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += below.get(pid, [])
    return found


def _parent(entry: Path) -> int | None:
    try:
        return int((entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return None


def _field_kb(pid: int, name: str) -> int:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)
