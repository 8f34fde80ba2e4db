"""The processes that read facts and terms: one document in, one cache value out."""

import logging
import multiprocessing
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Self

from searchapp.analysis.reports import analyse
from searchapp.facts import read_facts
from searchapp.facts.titles import display_title
from searchapp.indexing.cache import AnalysedReport, EncodedReport, encode
from searchapp.model import Skipped, SourceDocument
from searchapp.processes import end_with_parent

_BATCH = 32  # documents handed to a process at once
_BATCHES_WAITING = 3  # a process, so that memory stays bounded whatever the archive's size

Keyed = tuple[str, SourceDocument]
Result = EncodedReport | Skipped
Store = Callable[[str, Result], None]

log = logging.getLogger(__name__)


def analyse_or_skip(document: SourceDocument) -> Result:
    """Return what the index keeps of a document, or why it cannot be had.

    No text is known to fail. Should one, it costs itself and not the archive.
    """
    try:
        return analyse_document(document)
    except Exception as error:
        log.exception("analysis of %s failed", document.path)
        reason = f"lỗi khi phân tích ({type(error).__name__}: {error}); xin báo lỗi kèm tệp này"
        return Skipped(document.path, reason)


def analyse_document(document: SourceDocument) -> EncodedReport:
    """Return what the index keeps of a document: facts, terms and pieces."""
    facts = read_facts(document)
    analysis = analyse(document.text, facts.title, [residue.span for residue in facts.residue])
    report = AnalysedReport(
        document,
        facts,
        display_title(document, facts),
        "\n".join(analysis.syllables),
        analysis.title_length,
    )
    return encode(report, analysis.pieces)


class Analysts:
    """Analyses documents in ``jobs`` processes and hands each result to ``store``.

    The first batch is done in this process: a small archive, or a small change, does not wait for
    processes to start. Use as a context manager; leaving it waits for all results.
    """

    def __init__(self, jobs: int, store: Store) -> None:
        self._jobs = jobs
        self._store = store
        self._batch: list[Keyed] = []
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[Future[list[tuple[str, Result]]]] = deque()
        self._batches = 0

    def __enter__(self) -> Self:
        """Return the analysts themselves."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Finish everything; after an error drop what was not begun."""
        try:
            if exception[1] is None:
                self._flush()
                self._collect(0)
        finally:
            if self._pool is not None:
                self._pool.shutdown(cancel_futures=True)

    def add(self, key: str, document: SourceDocument) -> None:
        """Take one document; its result is stored under the key, now or later."""
        self._batch.append((key, document))
        if len(self._batch) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        batch, self._batch = self._batch, []
        self._batches += 1
        if self._jobs == 1 or self._batches == 1:
            self._keep(_analyse_batch(batch))
            return
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._jobs, context, initializer=end_with_parent)
        self._waiting.append(self._pool.submit(_analyse_batch, batch))
        self._collect(self._jobs * _BATCHES_WAITING)

    def _collect(self, most_waiting: int) -> None:
        while len(self._waiting) > most_waiting:
            self._keep(self._waiting.popleft().result())

    def _keep(self, results: Sequence[tuple[str, Result]]) -> None:
        for key, result in results:
            self._store(key, result)


def _analyse_batch(batch: Sequence[Keyed]) -> list[tuple[str, Result]]:
    return [(key, analyse_or_skip(document)) for key, document in batch]
