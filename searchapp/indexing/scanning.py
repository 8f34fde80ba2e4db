"""What changed in the archive: the files that are there beside the files that are remembered."""

import time
from dataclasses import dataclass, field

from searchapp.indexing.cache import Cache
from searchapp.indexing.remembered import FileState, safe_stamp
from searchapp.model import Skipped
from searchapp.reading import ArchiveFile, Stamp, walk
from searchapp.settings import Settings


@dataclass(frozen=True, slots=True)
class Work:
    """A file to read.

    Attributes:
        number: Its place among the outcomes.
        before: What is remembered of the file of this name.
        stamp: What to remember it by.
    """

    number: int
    file: ArchiveFile
    before: FileState | None
    stamp: Stamp


@dataclass(slots=True)
class Scan:
    """What an archive holds, in the order of names.

    Attributes:
        names: Of all that was met.
        outcomes: What each gives; None where it has to be read.
        work: What has to be read.
        gone: Names of remembered files that are no more.
        known: Keys of the reports that are in the cache.
    """

    names: list[str] = field(default_factory=list)
    outcomes: list[FileState | Skipped | None] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    known: set[bytes] = field(default_factory=set)


def scan(settings: Settings, cache: Cache) -> Scan:
    """Look at every file of the archive, and open none.

    Raises:
        ReadingError: There is no folder of documents.
    """
    seen_ns = time.time_ns()
    found = Scan(known=cache.report_keys())
    remembered = cache.files()
    name, before = next(remembered, (None, None))
    for met in walk(settings.documents):
        if isinstance(met, Skipped):
            _add(found, met.path, met)
            continue
        while name is not None and name < met.name:  # both go in the order of names
            found.gone.append(name)
            name, before = next(remembered, (None, None))
        _look(found, met, before if name == met.name else None, seen_ns)
        if name == met.name:
            name, before = next(remembered, (None, None))
    if name is not None:
        found.gone += [name, *(name for name, _ in remembered)]
    return found


def _look(found: Scan, file: ArchiveFile, before: FileState | None, seen_ns: int) -> None:
    whole = before is not None and all(one.key in found.known for one in before.entries)
    if before is not None and whole and before.stamp and before.stamp == file.stamp:
        _add(found, file.name, before)
        return
    work = Work(len(found.names), file, before if whole else None, safe_stamp(file.stamp, seen_ns))
    _add(found, file.name, None)
    found.work.append(work)


def _add(found: Scan, name: str, outcome: FileState | Skipped | None) -> None:
    found.names.append(name)
    found.outcomes.append(outcome)
