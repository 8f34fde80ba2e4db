"""What changed -> the cache: files go to the analysts, and what they make of them is kept."""

import time

from searchapp.indexing.analysts import Analysts
from searchapp.indexing.cache import Cache
from searchapp.indexing.pace import Pace, Tell
from searchapp.indexing.progress import Part, Stage
from searchapp.indexing.remembered import Entry, FileState
from searchapp.indexing.scanning import Scan, Work
from searchapp.indexing.tasks import FileTask, LineTask, Result, Results
from searchapp.indexing.versions import line_key
from searchapp.model import Skipped
from searchapp.reading import RawLine, numbered_id, raw_lines
from searchapp.settings import Settings


class Gathering:
    """Reads what has to be read and completes a scan's outcomes.

    Attributes:
        fresh: Keys of the reports that were analysed now.
        spent: Seconds of the processor by part.
    """

    def __init__(
        self, settings: Settings, cache: Cache, version: bytes, found: Scan, tell: Tell
    ) -> None:
        self._settings = settings
        self._cache = cache
        self._version = version
        self._scan = found
        self._work = {work.number: work for work in found.work}
        self._lines: dict[int, _Lines] = {}
        self._pace = Pace(Stage.READING, tell, self._reports_at_hand())
        self._ahead = _Ahead(found)
        self.fresh: set[bytes] = set()
        self.spent: dict[Part, float] = {}

    def _reports_at_hand(self) -> int:
        states = (one for one in self._scan.outcomes if isinstance(one, FileState))
        return sum(len(state.entries) for state in states)

    def gather(self) -> None:
        """Read everything, and commit it.

        Raises:
            ReadingError: No file can be read at all.
        """
        with Analysts(self._settings, self._version, self._store) as analysts:
            for work in self._scan.work:
                if work.file.ending == ".jsonl":
                    self._read_lines(work, analysts)
                else:
                    known = work.before.key if work.before else b""
                    analysts.add(FileTask(work.number, work.file, known), work.file.size)
        self._cache.forget_files(self._scan.gone)
        self._cache.commit()
        self._pace.finish()

    # --- lines ---

    def _read_lines(self, work: Work, analysts: Analysts) -> None:
        """Hand on the lines that are new; the others keep what was made of them, wherever they are.

        Of a file that is met again after an interruption, the reports are in the cache, though
        the file is not remembered.
        """
        before = {one.key: one for one in work.before.entries} if work.before else {}
        lines = self._lines[work.number] = _Lines(work)
        for place, line in enumerate(raw_lines(work.file, self._settings.max_file_bytes)):
            if isinstance(line, Skipped):
                lines.skipped[place] = line
                continue
            key = line_key(self._version, line)
            self._ahead.met(len(line.data))
            if key in self._scan.known:
                lines.entries[place] = _moved(before.get(key) or self._cache.about(key), line)
                self._pace.known(1)
            else:
                lines.waiting += 1
                analysts.add(LineTask(work.number, place, line, key), len(line.data))
        lines.read_to_the_end = True
        self._finish_lines(lines)

    def _finish_lines(self, lines: "_Lines") -> None:
        if lines.read_to_the_end and not lines.waiting:
            del self._lines[lines.work.number]
            self._finish(lines.work, lines.state(), remember=not lines.again)

    # --- results ---

    def _store(self, results: Results) -> None:
        """Keep what the analysts made."""
        started = time.process_time()
        self._cache.put_reports(one.report for one in results.results if one.report)
        for result in results.results:
            if result.entry:
                self.fresh.add(result.key)
            self._take(result)
        self._cache.commit_now_and_then()
        for part, seconds in results.spent.items():
            self._spend(part, seconds)
        self._spend(Part.STORING, time.process_time() - started)
        self._pace.made(len(results.results), self._ahead.tasks())

    def _take(self, result: Result) -> None:
        lines = self._lines.get(result.number)
        work = self._work[result.number]
        if lines is not None:
            lines.take(result)
            self._finish_lines(lines)
        elif result.same and work.before:
            before = work.before
            state = FileState(work.stamp, before.key, before.entries, before.skipped)
            self._finish(work, state, remember=True)
        else:
            entries = [result.entry] if result.entry else []
            skipped = [result.skipped] if result.skipped else []
            state = FileState(work.stamp, result.key, entries, skipped)
            self._finish(work, state, remember=not result.again)

    def _finish(self, work: Work, state: FileState, *, remember: bool) -> None:
        self._scan.outcomes[work.number] = state
        if remember:
            self._cache.put_file(work.file.name, state)
        else:
            self._cache.forget_files([work.file.name])

    def _spend(self, part: Part, seconds: float) -> None:
        self.spent[part] = self.spent.get(part, 0.0) + seconds


class _Lines:
    """A JSONL file of which some lines are with the analysts."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.entries: dict[int, Entry] = {}
        self.skipped: dict[int, Skipped] = {}
        self.waiting = 0
        self.read_to_the_end = False
        self.again = False

    def take(self, result: Result) -> None:
        """Take what became of a line."""
        self.waiting -= 1
        self.again |= result.again
        if result.entry:
            self.entries[result.place] = result.entry
        elif result.skipped:
            self.skipped[result.place] = result.skipped

    def state(self) -> FileState:
        """Return what the whole file gave."""
        entries = [self.entries[place] for place in sorted(self.entries)]
        skipped = [self.skipped[place] for place in sorted(self.skipped)]
        return FileState(self.work.stamp, b"", entries, skipped)


class _Ahead:
    """How much there is to do: files are counted, lines are guessed by their bytes so far."""

    def __init__(self, found: Scan) -> None:
        sizes = [work.file.size for work in found.work if work.file.ending == ".jsonl"]
        self._files = len(found.work) - len(sizes)
        self._bytes = sum(sizes)
        self._bytes_met = 0
        self._lines_met = 0

    def met(self, size: int) -> None:
        """Count a line."""
        self._lines_met += 1
        self._bytes_met += size + 1

    def tasks(self) -> int:
        """Return how many reports there may be in what has to be read."""
        if not self._lines_met:
            return self._files
        return self._files + round(self._lines_met * max(1, self._bytes / self._bytes_met))


def _moved(entry: Entry, line: RawLine) -> Entry:
    """Return the entry of a line that may have another number now."""
    if not entry.numbered:
        return entry
    report_id = numbered_id(line.name, line.number)
    return Entry(report_id, entry.key, entry.told, entry.words, numbered=True, notes=entry.notes)
