"""News -> an archive of text files, built and opened by the product as its owner would."""

import hashlib
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.built import size_mb
from benchmarks.collections import CollectionError, Document
from benchmarks.memory import watched
from benchmarks.preparation import say
from benchmarks.workload import Workload
from searchapp.analysis.version import analyzer_version
from searchapp.engines import open_engine
from searchapp.engines.whoosh.engine import ENGINE
from searchapp.indexing import rebuild
from searchapp.settings import Settings

_A_FOLDER = 1000  # files
_MARK = "full.json"
_CHANGE = "\n\nTin bổ sung: hội nghị đã bế mạc lúc {} giờ.\n"
_OPEN = """
import sys, time
started = time.perf_counter()
from searchapp.app import create_app
from searchapp.settings import Settings
client = create_app(Settings.from_environment()).test_client()
answer = client.get("/api/search", query_string={"q": sys.argv[1]})
assert answer.status_code == 200, answer.text
heavy = {"pyvi", "sklearn", "pycrfsuite"} & set(sys.modules)
print(time.perf_counter() - started, ",".join(sorted(heavy)))
"""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What one rebuild cost.

    Attributes:
        duration_s: From start to publication, as the rebuild itself says.
        seconds: Step -> seconds, as the rebuild itself says.
        index_mb: The serving generation.
        index_new_mb: Of it, in files that no other generation has: hard links cost nothing.
        cache_mb: What makes the next rebuild faster.
        raw_mb: The texts.
        peak_mb: Of memory, all processes together.
    """

    reports: int
    analysed: int
    duration_s: float
    index_mb: float
    index_new_mb: float
    cache_mb: float
    raw_mb: float
    peak_mb: float
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def reports_per_s(self) -> float:
        """How many reports a second."""
        return self.reports / max(self.duration_s, 1e-9)


@dataclass(frozen=True, slots=True)
class TextArchive:
    """Text files and the index that the product makes of them."""

    documents: Path
    index: Path

    @classmethod
    def of(cls, workload: Workload, scratch: Path) -> "TextArchive":
        """Return the archive of a workload, written if it is not there."""
        folder = scratch / "texts" / workload.archive.folder.name
        archive = cls(folder / "documents", folder / f"index-{ENGINE}-{analyzer_version()}")
        if not archive.documents.is_dir():
            _write(workload, folder)
        return archive

    def full(self, *, anew: bool) -> Rebuilt:
        """Return what building all of it costs, now or (if not ``anew``) when it was built."""
        mark = self.index / _MARK
        if anew or not mark.is_file():
            shutil.rmtree(self.index, ignore_errors=True)
            say("searchapp: đang dựng toàn bộ chỉ mục từ các tệp văn bản …")
            mark.write_text(json.dumps(asdict(self._rebuild(full=True))), "ascii")
        return Rebuilt(**json.loads(mark.read_text("ascii")))

    def incremental(self) -> Rebuilt:
        """Return what a rebuild costs after one report has changed."""
        file = min(self.documents.rglob("*.txt"))
        text = file.read_text("utf-8")
        plain, _, _ = text.partition(_CHANGE.partition("{}")[0])
        file.write_text(plain + _CHANGE.format(time.time_ns()), "utf-8")
        return self._rebuild(full=False)

    def opening_s(self, words: str) -> tuple[float, str]:
        """Return the seconds from a new interpreter to the first answer, and its heavy modules."""
        command = [sys.executable, "-c", _OPEN, words]
        environment = {
            "SEARCHAPP_INDEX": str(self.index),
            "SEARCHAPP_DOCUMENTS": str(self.documents),
        }
        told = subprocess.run(
            command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
        )
        if told.returncode:
            raise CollectionError(f"Không mở được {self.index}: {told.stderr[-500:]}")
        seconds, _, heavy = told.stdout.strip().partition(" ")
        return float(seconds), heavy

    def _rebuild(self, *, full: bool) -> Rebuilt:
        receiver, sender = multiprocessing.Pipe(duplex=False)
        child = multiprocessing.get_context("spawn").Process(
            target=_run, args=(self.documents, self.index, full, sender)
        )
        child.start()
        sender.close()
        with watched(child.pid) as peak:
            try:
                told = receiver.recv()
            except EOFError:
                raise CollectionError("Không dựng được chỉ mục (xem lỗi ở trên).") from None
            finally:
                child.join()
        generation = self.index / told.pop("generation")
        return Rebuilt(
            **told,
            index_mb=size_mb(generation),
            index_new_mb=_unshared_mb(generation),
            cache_mb=sum(file.stat().st_size for file in self.index.glob("*.sqlite*")) / 1e6,
            raw_mb=size_mb(self.documents),
            peak_mb=peak.megabytes,
        )


def _run(
    documents: Path, index: Path, full: bool, sender: "Connection[dict[str, object], object]"
) -> None:
    settings = Settings.from_environment(documents=documents, index=index)
    report = rebuild(settings, full=full)
    sender.send(
        {
            "generation": report.generation,
            "reports": report.reports,
            "analysed": report.analysed,
            "duration_s": report.duration_s,
            "seconds": {str(part): spent_s for part, spent_s in report.spent_s.items()},
        }
    )
    open_engine(settings).status()  # what was published serves


def _write(workload: Workload, folder: Path) -> None:
    """Write a file a report, ``_A_FOLDER`` of them in a folder: title, blank line, text."""
    say(f"Đang ghi {len(workload.archive)} tệp văn bản …")
    growing = folder / "growing"
    shutil.rmtree(growing, ignore_errors=True)
    for place, document in enumerate(workload.documents()):
        below = growing / f"{place // _A_FOLDER:04}"
        below.mkdir(parents=True, exist_ok=True)
        (below / _name(document)).write_text(f"{document.title}\n\n{document.text}", "utf-8")
    growing.rename(folder / "documents")


def _name(document: Document) -> str:
    """An id may hold what a file's name may not."""
    return hashlib.sha256(document.id.encode()).hexdigest()[:16] + ".txt"


def _unshared_mb(folder: Path) -> float:
    states = [file.stat() for file in folder.rglob("*") if file.is_file()]
    return sum(state.st_size for state in states if state.st_nlink == 1) / 1e6
