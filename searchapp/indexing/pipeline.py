"""file -> text -> facts -> terms -> engine: one way, what did not change taken over."""

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from searchapp.engines import open_engine
from searchapp.engines.base import SearchEngine
from searchapp.errors import BuildFailedError
from searchapp.indexing.cache import Cache
from searchapp.indexing.gathering import Gathering
from searchapp.indexing.pace import Pace, Tell
from searchapp.indexing.progress import FileNote, Part, Progress, RebuildReport, Stage, describe
from searchapp.indexing.remembered import Entry, FileState, Told
from searchapp.indexing.scanning import Scan, scan
from searchapp.indexing.source import CacheSource
from searchapp.indexing.versions import reading_version
from searchapp.indexing.vocabulary import find_topics, kept_topics
from searchapp.model import Skipped
from searchapp.settings import Settings

log = logging.getLogger(__name__)

_VERSION = "version"
_MOST_WORDS = 8_000_000
_BYTES_A_WORD = 150  # of memory that finding topics takes, at its worst


class Pipeline:
    """One rebuild, from the walk to the publication."""

    def __init__(self, settings: Settings, cache: Cache, tell: Tell) -> None:
        self._settings = settings
        self._cache = cache
        self._tell = tell
        self._version = reading_version(settings)
        self._entries: dict[str, Entry] = {}
        self._paths: dict[str, str] = {}
        self._skipped: list[Skipped] = []
        self._notes: list[FileNote] = []
        self._fresh: set[bytes] = set()
        self._spent: dict[Part, float] = {}

    def run(self, *, allow_drop: bool) -> RebuildReport:
        """Read everything, write a generation, publish it and report.

        Raises:
            ReadingError: There is no folder of documents.
            BuildFailedError: The generation is not fit to serve; the old one serves on.
        """
        started = time.monotonic()
        found = self._read()
        engine = open_engine(self._settings)
        try:
            self._write(engine, allow_drop=allow_drop)
        except BuildFailedError as error:
            raise BuildFailedError(str(error), tuple(map(describe, self._skipped))) from error
        self._forget_unused(found.known)
        entries = self._entries.values()
        fresh = sum(1 for entry in entries if entry.key in self._fresh)
        return RebuildReport(
            generation=engine.status().generation,
            reports=len(entries),
            analysed=fresh,
            unchanged=len(entries) - fresh,
            skipped=tuple(self._skipped),
            notes=tuple(self._notes),
            without_province=sum(1 for one in entries if not one.told & Told.PROVINCE),
            without_date=sum(1 for one in entries if not one.told & Told.DATE),
            duration_s=time.monotonic() - started,
            spent_s=self._spent,
        )

    @contextmanager
    def _timed(self, part: Part) -> Iterator[None]:
        started = time.monotonic()
        try:
            yield
        finally:
            self._spent[part] = time.monotonic() - started

    # --- reading ---

    def _read(self) -> Scan:
        with self._timed(Part.SCANNING):
            self._begin_anew_if_code_changed()
            found = scan(self._settings, self._cache)
        with self._timed(Part.ANALYSIS):
            gathering = Gathering(self._settings, self._cache, self._version, found, self._tell)
            gathering.gather()
            self._fresh = gathering.fresh
            self._spent |= gathering.spent
            for name, outcome in zip(found.names, found.outcomes, strict=True):
                self._take(name, outcome)
        return found

    def _begin_anew_if_code_changed(self) -> None:
        if self._cache.value(_VERSION) != self._version:
            self._cache.clear()
            self._cache.put_value(_VERSION, self._version)

    def _take(self, path: str, outcome: FileState | Skipped | None) -> None:
        if isinstance(outcome, Skipped):
            self._skipped.append(outcome)
        elif outcome is not None:
            self._skipped += outcome.skipped
            for entry in outcome.entries:
                self._place(entry, path)
            notes = dict.fromkeys(note for entry in outcome.entries for note in entry.notes)
            self._notes += [FileNote(path, note) for note in notes]

    def _place(self, entry: Entry, path: str) -> None:
        """Give an entry its id; a later file of the same name gets its ending added.

        A line of a JSONL file brings its own id: there, another one of the same id is an error.
        """
        report_id, ending = entry.id, path.rpartition(".")[2].lower()
        if report_id in self._entries and ending != "jsonl":
            report_id = f"{entry.id}-{ending}"
        if report_id not in self._entries:
            self._entries[report_id] = entry
            self._paths[report_id] = path
            return
        other = self._paths[entry.id]
        reason = f"mã “{entry.id}” đã được dùng trong {other}; hãy đổi tên tệp hoặc mã"
        self._skipped.append(Skipped(path, reason))

    # --- writing ---

    def _write(self, engine: SearchEngine, *, allow_drop: bool) -> None:
        ids = sorted(self._entries, key=str.encode)
        with self._timed(Part.TOPICS):
            topics_id = self._topics([self._entries[report_id] for report_id in ids])
        keys = {report_id: self._entries[report_id].key for report_id in ids}
        source = CacheSource(self._cache.path, keys, topics_id)
        pace = Pace(Stage.WRITING, self._tell)
        with self._timed(Part.ENGINE), engine.build(allow_drop=allow_drop) as writer:
            writer.take(
                source,
                jobs=self._settings.jobs,
                memory_bytes=self._settings.build_memory_bytes,
                tell=pace.reached,
            )
            self._tell(Progress(Stage.PUBLISHING, len(ids), len(ids)))

    def _topics(self, entries: list[Entry]) -> bytes:
        kept = kept_topics(self._cache, entries)
        if kept is not None:
            return kept
        self._tell(Progress(Stage.TOPICS, 0, len(entries)))
        most_words = min(_MOST_WORDS, self._settings.build_memory_bytes // _BYTES_A_WORD)
        return find_topics(self._cache, entries, most_words)

    def _forget_unused(self, known: set[bytes]) -> None:
        """Shrink the cache; the generation is published, so nothing may fail any more."""
        used = {entry.key for entry in self._entries.values()}
        try:
            self._cache.forget_reports((known | self._fresh) - used)
            self._cache.commit()
        except sqlite3.Error as error:
            log.warning("the cache keeps reports that are not used: %s", error)
