"""Indexes of all engines on disk: each built once, in a process of its own, with what it cost."""

import json
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.collections import CollectionError
from benchmarks.memory import watched
from benchmarks.peers.timed import ENGINES
from benchmarks.preparation import say
from benchmarks.workload import Workload

_MARK = "built.json"


@dataclass(frozen=True, slots=True)
class Build:
    """What it cost to build an index.

    Attributes:
        seconds: Inside the engine's calls.
        whole_s: From first to last, with the making of what it is given.
        megabytes: On disk.
        peak_mb: Of memory, all processes together.
    """

    reports: int
    seconds: float
    whole_s: float
    megabytes: float
    peak_mb: float

    @property
    def reports_per_s(self) -> float:
        """How many reports a second of the engine's."""
        return self.reports / max(self.seconds, 1e-9)


@dataclass(frozen=True, slots=True)
class Place:
    """Where indexes and tools lie.

    Attributes:
        scratch: A folder for everything that can be made anew.
        tools: A folder for what was fetched (a jar).
    """

    scratch: Path
    tools: Path

    @classmethod
    def below(cls, scratch: Path) -> "Place":
        """Return the places of a scratch folder."""
        return cls(scratch, scratch / "tools")

    @classmethod
    def usual(cls) -> "Place":
        """Return the places that are used where no other ones are named."""
        return cls.below(Path(tempfile.gettempdir()) / "searchapp-bench")


def index_folder(name: str, workload: Workload, place: Place) -> Path:
    """Return the folder of an engine's index over these very reports."""
    version = ENGINES[name].version()
    return place.scratch / "indexes" / f"{workload.archive.folder.name}-{name}-{version}"


def ensure_built(
    names: Sequence[str], workload: Workload, place: Place, *, anew: bool = False
) -> dict[str, Build]:
    """Return what each engine's index cost, building those that are not there (or all)."""
    return {name: _ensure(name, workload, place, anew=anew) for name in names}


def _ensure(name: str, workload: Workload, place: Place, *, anew: bool) -> Build:
    folder = index_folder(name, workload, place)
    mark = folder / _MARK
    if anew or not mark.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        say(f"{name}: đang lập chỉ mục {len(workload.archive)} văn bản …")
        mark.write_text(json.dumps(asdict(_build(name, workload, folder, place))), "ascii")
    return Build(**json.loads(mark.read_text("ascii")))


def _build(name: str, workload: Workload, folder: Path, place: Place) -> Build:
    """Build in a child, so that its memory is its own, and is given back.

    Raises:
        CollectionError: The child died.
    """
    receiver, sender = multiprocessing.Pipe(duplex=False)
    # A fork shares what was read already, and adds nothing to the child's own pages.
    child = multiprocessing.get_context("fork").Process(
        target=_run, args=(name, workload, folder, place, sender)
    )
    started = time.perf_counter()
    child.start()
    sender.close()
    with watched(child.pid) as peak:
        try:
            seconds = receiver.recv()
        except EOFError:
            raise CollectionError(f"{name}: không lập được chỉ mục (xem lỗi ở trên).") from None
        finally:
            child.join()
    whole_s = time.perf_counter() - started
    return Build(len(workload.archive), seconds, whole_s, size_mb(folder), peak.megabytes)


def _run(
    name: str, workload: Workload, folder: Path, place: Place, sender: "Connection[float, float]"
) -> None:
    sender.send(ENGINES[name].build(workload, folder, place.tools))


def size_mb(folder: Path) -> float:
    """Return the megabytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
