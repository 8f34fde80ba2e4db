"""What speed is measured with: an archive of so many reports, and what is asked of it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.analysed import analysed
from benchmarks.cases import Case, Drawing
from benchmarks.collections import CollectionError, Document
from benchmarks.news import FILES, load_news
from benchmarks.terms import Archive
from searchapp.analysis.version import analyzer_version


@dataclass(frozen=True, slots=True)
class Workload:
    """An archive and its cases.

    Attributes:
        data: The folder of the reports as they were written.
        archive: The same reports in terms, in the order of their ids.
    """

    data: Path
    archive: Archive
    cases: tuple[Case, ...]

    def documents(self) -> Sequence[Document]:
        """Return the reports as they were written, in no order that matters."""
        return load_news(self.data, len(self.archive))


def prepare(
    shared: Path, count: int, scratch: Path, *, queries: int, kinds: tuple[str, ...] = ()
) -> Workload:
    """Return the workload of ``count`` reports; what was analysed before is not done again.

    Raises:
        CollectionError: The shared data lacks, or has fewer reports.
    """
    data = shared / "data"
    archive = _archive(data, count, scratch)
    return Workload(data, archive, Drawing(archive, queries).draw(kinds))


def _archive(data: Path, count: int, scratch: Path) -> Archive:
    """Return the archive; where the files are those of an earlier run, without reading them."""
    made = scratch / "made" / f"{_key(data, count)}.json"
    if made.is_file() and (folder := scratch / json.loads(made.read_text("ascii"))).is_dir():
        return Archive(folder)
    archive = analysed(load_news(data, count), scratch)
    made.parent.mkdir(exist_ok=True)
    made.write_text(json.dumps(archive.folder.name), "ascii")
    return archive


def _key(data: Path, count: int) -> str:
    """Return what tells one run's files from another's."""
    try:
        states = [(data / name).stat() for name in FILES]
    except OSError as error:
        raise CollectionError(
            f"{error.filename}: không có. Hãy chỉ đúng thư mục bằng SEARCHAPP_SHARED."
        ) from error
    told = [(state.st_size, state.st_mtime_ns) for state in states]
    return hashlib.sha256(f"{told} {count} {analyzer_version()}".encode()).hexdigest()[:16]
