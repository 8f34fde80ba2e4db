"""WhooshEngine: builds generations, publishes them, follows the serving one, and searches it."""

import logging
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from pickle import UnpicklingError

from whoosh.index import EmptyIndexError

from searchapp.analysis.version import analyzer_version
from searchapp.engines.base import (
    EngineQuery,
    EngineResult,
    GenerationWriter,
    SimilarReport,
)
from searchapp.engines.generations import Generations, Manifest, read_manifest
from searchapp.engines.whoosh.answering import answer
from searchapp.engines.whoosh.reuse import Base
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.engines.whoosh.writer import FolderWriter
from searchapp.errors import BuildFailedError, GenerationDamagedError, NoIndexError
from searchapp.model import Completion, CompletionQuery, IndexStatus, Report
from searchapp.query.vocabulary import Vocabulary

ENGINE = "whoosh-arrays-5"
_UNREADABLE = (
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    UnpicklingError,
    zlib.error,
    EmptyIndexError,
)
_CANARIES = 20  # reports, spread over the archive, that a new generation must find

_A_MOMENT_S = 0.25  # for a generation that another thread opens

_NO_INDEX = "Chưa có chỉ mục nào dùng được. Hãy chạy: searchapp rebuild"

log = logging.getLogger(__name__)


class WhooshEngine:
    """The ``SearchEngine`` on Whoosh and arrays; one object may serve any number of threads."""

    def __init__(self, root: Path, *, keep: int = 3, max_drop: float = 0.5) -> None:
        self.generations = Generations(root, keep)
        self._max_drop = max_drop
        self._snapshot: Snapshot | None = None
        self._seen_pointer: tuple[int, int] | None = None
        self._hopeless: tuple[tuple[int, int] | None, tuple[str, ...]] | None = None
        self._damaged: tuple[str, ...] = ()
        self._lock = threading.Lock()

    # --- building ---

    @contextmanager
    def build(self, *, allow_drop: bool = False) -> Iterator[GenerationWriter]:
        """See ``SearchEngine.build``."""
        folder = self.generations.begin()
        try:
            with closing(FolderWriter(folder, self._base)) as writer:
                yield writer
                self._refuse_drop(writer.reports, allow_drop=allow_drop)
                writer.finish()
            self.generations.seal(
                folder,
                engine=ENGINE,
                version=analyzer_version(),
                reports=writer.reports,
                provinces=writer.provinces,
                sealed=writer.sealed,
            )
            check(folder, self.generations.verify_folder(folder))
            self.generations.publish(folder)
        except BaseException:
            self.generations.discard(folder)
            raise

    def _base(self) -> Base | None:
        """Return the generation that the next one may go on from, if it is whole."""
        name = self.generations.current()
        if name is None:
            return None
        try:
            manifest = self.generations.verify(name)
        except GenerationDamagedError:
            return None
        same = (manifest.engine, manifest.analyzer_version) == (ENGINE, analyzer_version())
        return Base(self.generations.path(name), manifest) if same else None

    def _refuse_drop(self, reports: int, *, allow_drop: bool) -> None:
        if not reports:
            raise BuildFailedError(
                "Không có báo cáo nào để lập chỉ mục; chỉ mục cũ được giữ nguyên."
            )
        before = self._reports_before()
        if not allow_drop and reports < before * (1 - self._max_drop):
            raise BuildFailedError(
                f"Số báo cáo giảm đột ngột từ {before} xuống {reports}; chỉ mục cũ "
                "được giữ nguyên. Nếu đúng là như vậy, hãy chạy: searchapp rebuild --full"
            )

    def _reports_before(self) -> int:
        """Return how many reports serve now, 0 where none do; nothing is opened for that."""
        for name in self.generations.candidates():
            try:
                manifest = self.generations.verify(name)
            except GenerationDamagedError:
                continue
            if manifest.engine == ENGINE:
                return manifest.reports
        return 0

    def rollback(self) -> str:
        """See ``SearchEngine.rollback``."""
        name = self.generations.previous()
        self.generations.point_to(name)
        return name

    # --- searching ---

    def search(self, query: EngineQuery) -> EngineResult:
        """See ``SearchEngine.search``."""
        snapshot = self._current()
        return answer(snapshot, query, self._describe(snapshot))

    def report(self, report_id: str) -> Report:
        """See ``SearchEngine.report``."""
        return self._current().report(report_id)

    def suggest(self, query: CompletionQuery) -> tuple[Completion, ...]:
        """See ``SearchEngine.suggest``."""
        return self._current().completions.find(query)

    def similar(self, report_id: str, limit: int) -> tuple[SimilarReport, ...]:
        """See ``SearchEngine.similar``."""
        return self._current().similar(report_id, limit)

    def vocabulary(self) -> Vocabulary:
        """See ``SearchEngine.vocabulary``."""
        return self._current()

    def status(self) -> IndexStatus:
        """See ``SearchEngine.status``."""
        return self._describe(self._current())

    def _describe(self, snapshot: Snapshot) -> IndexStatus:
        status = snapshot.status()
        return IndexStatus(
            status.generation,
            status.built_at,
            status.reports,
            status.provinces,
            status.analyzer_version,
            self._damaged,
        )

    # --- following CURRENT ---

    def _current(self) -> Snapshot:
        """Return the serving generation, opening a new one as soon as CURRENT names it.

        While one thread opens it, the others wait for a moment, which is enough for a small one,
        and then go on with the old one.
        """
        pointer = self._pointer_state()
        snapshot = self._snapshot
        if snapshot is not None and pointer == self._seen_pointer:
            return snapshot
        if snapshot is not None and not self._lock.acquire(timeout=_A_MOMENT_S):
            return snapshot
        if snapshot is None:
            self._lock.acquire()
        try:
            if self._snapshot is None or pointer != self._seen_pointer:
                self._follow(pointer)
            assert self._snapshot is not None
            return self._snapshot
        finally:
            self._lock.release()

    def _pointer_state(self) -> tuple[int, int] | None:
        try:
            state = self.generations.pointer.stat()
        except OSError:
            return None
        return state.st_ino, state.st_mtime_ns

    def _follow(self, pointer: tuple[int, int] | None) -> None:
        seen = (pointer, tuple(self.generations.names()))
        if self._snapshot is None and seen == self._hopeless:
            raise NoIndexError(_NO_INDEX)  # nothing changed: looking again would hash it all anew
        damaged = []
        for name in self.generations.candidates():
            if self._is_open(name):
                break
            try:
                self._snapshot = self._open(name)
                break
            except GenerationDamagedError as error:
                log.error("%s", error)  # noqa: TRY400 - the message says it all
                damaged.append(name)
        if self._snapshot is None and self._pointer_state() != pointer:
            self._follow(self._pointer_state())  # all were pruned while we looked
        elif self._snapshot is None:
            self._hopeless = seen
            raise NoIndexError(_NO_INDEX)
        else:
            self._seen_pointer, self._damaged = pointer, tuple(damaged)

    def _is_open(self, name: str) -> bool:
        """Tell whether a generation is the open one, not one that took its name.

        An index that was emptied and built anew starts over with its names.
        """
        if self._snapshot is None or self._snapshot.name != name:
            return False
        try:
            return read_manifest(self.generations.path(name)) == self._snapshot.manifest
        except GenerationDamagedError:
            return True  # it was whole when it was opened, and still answers

    def _open(self, name: str) -> Snapshot:
        manifest = self.generations.verify(name)
        if manifest.engine != ENGINE:
            raise GenerationDamagedError(
                f"Chỉ mục {name} do phiên bản khác dựng ({manifest.engine}). "
                "Hãy chạy: searchapp rebuild"
            )
        try:
            snapshot = Snapshot(self.generations.path(name), manifest)
            snapshot.stored(0)
        except _UNREADABLE as error:  # whole, but not what this version reads
            raise GenerationDamagedError(
                f"Không mở được chỉ mục {name} ({error}). Hãy chạy: searchapp rebuild"
            ) from error
        if manifest.analyzer_version != analyzer_version():
            log.warning("%s was made by another analyzer: run searchapp rebuild", name)
        return snapshot


def check(folder: Path, manifest: Manifest) -> None:
    """Ask a sealed folder for reports that it must hold, as a reader would.

    Raises:
        BuildFailedError: It does not answer as it must; it is not fit to serve.
    """
    snapshot = Snapshot(folder, manifest)
    step = max(1, snapshot.size // _CANARIES)
    for number in range(0, snapshot.size, step):
        if snapshot.alive is not None and not snapshot.alive[number]:
            continue
        report = snapshot.stored(number)
        if snapshot.report(report.id) != report or not snapshot.finds(number):
            raise BuildFailedError(
                f"Chỉ mục mới không tìm lại được báo cáo {report.id}; chỉ mục cũ được giữ nguyên."
            )
