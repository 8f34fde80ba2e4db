"""Reports -> the folder of a generation: a Whoosh index, a part, and what is told of all."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from searchapp.engines.base import BUILD_MEMORY_BYTES, EntrySource, IndexEntry
from searchapp.engines.sealing import FileSeal
from searchapp.engines.whoosh.assembling import Assembly
from searchapp.engines.whoosh.building import Stretches, crew_size, write_all
from searchapp.engines.whoosh.reuse import Base, Reuse, choose_reuse
from searchapp.engines.whoosh.stretches import WrittenStretch
from searchapp.errors import BuildFailedError
from searchapp.model import UNKNOWN
from searchapp.processes import Crew, WorkerDiedError

Tell = Callable[[int, int], None]


class FolderWriter:
    """Takes reports in the order of their ids; ``finish`` writes everything that is sorted.

    Attributes:
        sealed: The seals of the files that were taken over as they are.
    """

    def __init__(self, folder: Path, find_base: Callable[[], Base | None] = lambda: None) -> None:
        self._folder = folder
        self._find_base = find_base
        self._reuse: Reuse | None = None
        self.sealed: Mapping[str, FileSeal] = {}
        self._work = folder / "stretches"
        (folder / "whoosh").mkdir()
        self._stretches = Stretches(self._work, folder / "whoosh", BUILD_MEMORY_BYTES)
        self._last_id: str | None = None
        self._memory_bytes = BUILD_MEMORY_BYTES
        self._taken: list[WrittenStretch] | None = None
        self._crew = Crew(1, None)
        self.added = 0
        self.reused = 0
        self.provinces = 0

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return self.added + self.reused

    def add(self, entry: IndexEntry) -> None:
        """Add one report; see ``GenerationWriter.add``."""
        report_id = entry.report.id
        if self._last_id is not None and report_id.encode() <= self._last_id.encode():
            raise ValueError(f"{report_id!r} is not greater than {self._last_id!r}")
        self._stretches.add(entry)
        self._last_id = report_id
        self.added += 1

    def take(
        self,
        source: EntrySource,
        *,
        jobs: int = 1,
        memory_bytes: int = BUILD_MEMORY_BYTES,
        tell: Tell | None = None,
    ) -> None:
        """Take all that a source has; see ``GenerationWriter.take``."""
        contents = source.contents()
        base = self._find_base()
        self._reuse = None if base is None else choose_reuse(base, contents)
        kept = set() if self._reuse is None else self._reuse.kept_ids()
        new = sorted((id_ for id_ in contents if id_ not in kept), key=str.encode)
        self.added, self.reused = len(new), len(kept)
        self._memory_bytes = memory_bytes
        self._crew = Crew(crew_size(len(new), jobs), source)

        def written(done: int) -> None:
            if tell is not None:
                tell(len(kept) + done, len(contents))

        folders = self._work, self._folder / "whoosh"
        orders = [(id_, contents[id_]) for id_ in new]
        with _explained():
            self._taken = write_all(self._crew, orders, folders, memory_bytes, written)

    def finish(self) -> None:
        """Merge what was added, and write all that is told of the archive as a whole."""
        stretches = self._stretches.finish() if self._taken is None else self._taken
        assembly = Assembly(self._folder, stretches, self._reuse)
        with _explained():
            columns, self.sealed = assembly.write(self._crew, self._memory_bytes)
        self.provinces = len(set(columns.facets["province"].labels) - {UNKNOWN})

    def close(self) -> None:
        """Let go of processes and files; after ``finish`` none is open."""
        self._crew.close()
        self._stretches.give_up()


@contextmanager
def _explained() -> Iterator[None]:
    """Say what happened when a process that helps is gone."""
    try:
        yield
    except WorkerDiedError as error:
        raise BuildFailedError(
            "Một tiến trình phụ của lần dựng chỉ mục dừng đột ngột (có thể do thiếu bộ nhớ); "
            "chỉ mục cũ được giữ nguyên. Hãy chạy lại: searchapp rebuild"
        ) from error
