"""One file or line in, what the cache keeps of it out: what the analysts' processes do."""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec

from searchapp.analysis.reports import Analysis, analyse
from searchapp.errors import ReadingError
from searchapp.facts import read_facts
from searchapp.facts.titles import display_title
from searchapp.indexing.cache import EncodedReport, encode
from searchapp.indexing.progress import Part
from searchapp.indexing.remembered import AnalysedReport, Entry, Told
from searchapp.indexing.tasks import FileTask, LineTask, Result, Results, Task
from searchapp.indexing.versions import file_key
from searchapp.model import Facts, Skipped, SourceDocument
from searchapp.reading import Reader, combined_key, file_digest, read_line

log = logging.getLogger(__name__)


class Analyser:
    """Does one task after the other, and counts the time."""

    def __init__(self, reader: Reader, version: bytes) -> None:
        self._reader = reader
        self._version = version
        self._spent: dict[Part, float] = {}

    def do(self, tasks: Sequence[Task]) -> Results:
        """Do some tasks."""
        self._spent = {}
        results = [
            self._do_file(task) if isinstance(task, FileTask) else self._do_line(task)
            for task in tasks
        ]
        return Results(results, self._spent)

    def _do_file(self, task: FileTask) -> Result:
        file = task.file
        with self._timed(Part.READING):
            try:
                content = file_digest(file.place)
                sidecar = file_digest(file.sidecar_place) if file.sidecar_place else None
            except ReadingError as error:
                skipped = Skipped(file.name, str(error))
                return Result(task.number, skipped=skipped, again=True)
            key = file_key(self._version, combined_key(file.name, content, sidecar))
            if key == task.known:
                return Result(task.number, key=key, same=True)
            (found,) = self._reader.read(file)
        if isinstance(found, SourceDocument) and found.sha256 != content.hex():
            reason = "tệp bị ghi trong lúc đang đọc; hãy chạy lại: searchapp rebuild"
            return Result(task.number, skipped=Skipped(file.name, reason), again=True)
        return self._analyse(Result(task.number, 0, key), found, numbered=False)

    def _do_line(self, task: LineTask) -> Result:
        with self._timed(Part.READING):
            found, own_id = read_line(task.line)
        begun = Result(task.number, task.place, task.key)
        return self._analyse(begun, found, numbered=not own_id)

    def _analyse(self, begun: Result, found: SourceDocument | Skipped, *, numbered: bool) -> Result:
        """Return the whole result.

        No text is known to fail. Should one, it costs itself and not the archive.
        """
        if isinstance(found, Skipped):
            return msgspec.structs.replace(begun, skipped=found)
        try:
            entry, report = self._encode(begun.key, found, numbered=numbered)
        except Exception as error:
            log.exception("analysis of %s failed", found.path)
            reason = f"lỗi khi phân tích ({type(error).__name__}: {error}); xin báo lỗi kèm tệp này"
            return msgspec.structs.replace(begun, skipped=Skipped(found.path, reason), again=True)
        return msgspec.structs.replace(begun, entry=entry, report=report)

    def _encode(
        self, key: bytes, document: SourceDocument, *, numbered: bool
    ) -> tuple[Entry, EncodedReport]:
        with self._timed(Part.FACTS):
            facts = read_facts(document)
        with self._timed(Part.WORDS):
            analysis = analyse(document.text, facts.title, [one.span for one in facts.residue])
        with self._timed(Part.ENCODING):
            return keep(key, document, facts, analysis, numbered=numbered)

    @contextmanager
    def _timed(self, part: Part) -> Iterator[None]:
        started = time.process_time()
        try:
            yield
        finally:
            taken = time.process_time() - started
            self._spent[part] = self._spent.get(part, 0.0) + taken


def keep(
    key: bytes, document: SourceDocument, facts: Facts, analysis: Analysis, *, numbered: bool
) -> tuple[Entry, EncodedReport]:
    """Return what a rebuild holds of a report, and what the cache does."""
    words = sum(piece.count(" ") + 2 for piece in analysis.pieces)  # and what parts the pieces
    entry = Entry(document.id, key, int(_told(facts)), words, numbered, document.notes)
    syllables = "\n".join(analysis.syllables)
    title = display_title(document, facts)
    report = AnalysedReport(document, facts, title, syllables, analysis.title_length)
    return entry, encode(entry, report, analysis.pieces)


def _told(facts: Facts) -> Told:
    told = Told.PROVINCE if facts.provinces else Told.NOTHING
    dated = facts.event_date or facts.published_date or facts.period
    return told | Told.DATE if dated else told
