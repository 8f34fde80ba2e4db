"""file -> text -> facts -> terms -> engine: one way, a report at a time."""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from searchapp.engines import open_engine
from searchapp.engines.base import IndexEntry, SearchEngine
from searchapp.errors import BuildFailedError, ReadingError
from searchapp.indexing.analysts import Analysts, Result
from searchapp.indexing.cache import Cache, Entry, FileOutcome, file_key, report_key
from searchapp.indexing.progress import FileNote, Progress, RebuildReport, Stage, describe
from searchapp.indexing.topics import TopicChooser
from searchapp.model import Report, Skipped, SourceDocument
from searchapp.reading import ArchiveFile, Reader, content_key, walk
from searchapp.settings import Settings

log = logging.getLogger(__name__)

Tell = Callable[[Progress], None]
_EVERY = 200  # reports between two commits of the cache and two words about progress


class Pipeline:
    """One rebuild, from the walk to the publication."""

    def __init__(self, settings: Settings, cache: Cache, tell: Tell) -> None:
        self._settings = settings
        self._cache = cache
        self._tell = tell
        self._limits = (
            settings.max_file_bytes,
            settings.read_memory_bytes,
            settings.read_timeout_s,
        )
        self._entries: dict[str, Entry] = {}
        self._files: list[str] = []
        self._skipped: list[Skipped] = []
        self._notes: list[FileNote] = []
        self._analysed: set[str] = set()
        self._failed: set[str] = set()
        self._without_province = 0
        self._without_date = 0

    def run(self, *, allow_drop: bool) -> RebuildReport:
        """Read everything, write a generation, publish it and report.

        Raises:
            ReadingError: There is no folder of documents.
            BuildFailedError: The generation is not fit to serve; the old one serves on.
        """
        started = time.monotonic()
        self._read()
        engine = open_engine(self._settings)
        try:
            self._write(engine, allow_drop=allow_drop)
        except BuildFailedError as error:
            raise BuildFailedError(str(error), tuple(map(describe, self._skipped))) from error
        keys = [entry.key for entry in self._entries.values()]
        self._forget_unused(keys)
        fresh = sum(1 for key in keys if key in self._analysed)
        return RebuildReport(
            generation=engine.status().generation,
            reports=len(keys),
            analysed=fresh,
            unchanged=len(keys) - fresh,
            skipped=tuple(self._skipped),
            notes=tuple(self._notes),
            without_province=self._without_province,
            without_date=self._without_date,
            duration_s=time.monotonic() - started,
        )

    def _forget_unused(self, keys: list[str]) -> None:
        """Shrink the cache; the generation is published, so nothing may fail any more."""
        try:
            self._cache.keep_only(self._files, keys)
        except sqlite3.Error as error:
            log.warning("the cache keeps entries that are not used: %s", error)

    # --- reading ---

    def _read(self) -> None:
        with (
            Reader(self._settings) as reader,
            Analysts(self._settings.jobs, self._store) as analysts,
        ):
            for found in walk(self._settings.documents):
                if isinstance(found, Skipped):
                    self._skipped.append(found)
                else:
                    self._take(self._outcome(found, reader, analysts))
        self._entries = {i: e for i, e in self._entries.items() if e.key not in self._failed}
        self._cache.commit()
        self._tell(Progress(Stage.READING, len(self._entries), len(self._entries)))

    def _store(self, key: str, result: Result) -> None:
        if isinstance(result, Skipped):
            self._failed.add(key)
            self._skipped.append(result)
        else:
            self._cache.put_report(key, result)

    def _outcome(self, file: ArchiveFile, reader: Reader, analysts: Analysts) -> FileOutcome:
        try:
            key = file_key(content_key(file), self._limits)
        except ReadingError as error:
            return FileOutcome([], [Skipped(file.name, str(error))], [])
        self._files.append(key)
        outcome = self._cache.file(key)
        if outcome is None:
            outcome = self._read_file(file, reader, analysts)
            self._cache.put_file(key, outcome)
        return outcome

    def _read_file(self, file: ArchiveFile, reader: Reader, analysts: Analysts) -> FileOutcome:
        entries: list[Entry] = []
        skipped: list[Skipped] = []
        notes: dict[str, None] = {}
        for document in reader.read(file):
            if isinstance(document, Skipped):
                skipped.append(document)
                continue
            entries.append(self._analyse(document, analysts))
            notes |= dict.fromkeys(document.notes)
            if len(entries) % _EVERY == 0:
                self._cache.commit()
                self._tell(Progress(Stage.READING, len(self._entries) + len(entries)))
        return FileOutcome(entries, skipped, list(notes))

    def _analyse(self, document: SourceDocument, analysts: Analysts) -> Entry:
        key = report_key(document)
        if key not in self._analysed and not self._cache.has_report(key):
            self._analysed.add(key)
            analysts.add(key, document)
        return Entry(document.id, document.path, key)

    def _take(self, outcome: FileOutcome) -> None:
        self._skipped += outcome.skipped
        for entry in outcome.entries:
            self._place(entry)
        path = outcome.entries[0].path if outcome.entries else ""
        self._notes += [FileNote(path, note) for note in outcome.notes]
        if len(self._entries) % _EVERY < len(outcome.entries):
            self._cache.commit()
            self._tell(Progress(Stage.READING, len(self._entries)))

    def _place(self, entry: Entry) -> None:
        """Give an entry its id; a later file of the same name gets its ending added.

        A line of a JSONL file brings its own id: there, another one of the same id is an error.
        """
        ending = entry.path.rpartition(".")[2].lower()
        for report_id in (entry.id, f"{entry.id}-{ending}")[: 1 if ending == "jsonl" else 2]:
            if report_id not in self._entries:
                self._entries[report_id] = entry
                return
        other = self._entries[entry.id].path
        reason = f"mã “{entry.id}” đã được dùng trong {other}; hãy đổi tên tệp hoặc mã"
        self._skipped.append(Skipped(entry.path, reason))

    # --- writing ---

    def _write(self, engine: SearchEngine, *, allow_drop: bool) -> None:
        chooser = TopicChooser(self._cache.pieces(e.key) for e in self._entries.values())
        total = len(self._entries)
        with engine.build(allow_drop=allow_drop) as writer:
            for done, entry in enumerate(self._index_entries(chooser), 1):
                writer.add(entry)
                if done % _EVERY == 0:
                    self._tell(Progress(Stage.WRITING, done, total))
            self._tell(Progress(Stage.PUBLISHING, total, total))

    def _index_entries(self, chooser: TopicChooser) -> Iterator[IndexEntry]:
        for report_id in sorted(self._entries, key=str.encode):
            analysed, pieces = self._cache.report(self._entries[report_id].key)
            facts = analysed.facts
            source = replace(analysed.source, id=report_id)
            topics = chooser.choose(pieces)
            self._without_province += not facts.provinces
            self._without_date += not (facts.event_date or facts.published_date or facts.period)
            report = Report(source, facts, analysed.title, topics)
            yield IndexEntry(report, analysed.analysis(pieces))
