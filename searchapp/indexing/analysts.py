"""The processes that read files and analyse them: tasks in, results out, a batch at a time."""

import multiprocessing
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Self

from searchapp.indexing.tasks import Results, Task
from searchapp.processes import end_with_parent
from searchapp.reading import Reader
from searchapp.settings import Settings

if TYPE_CHECKING:  # what analyses takes time to import, and most rebuilds find little changed
    from searchapp.indexing.analysing import Analyser

_BATCH = 64  # tasks handed to a process at once
_BATCH_BYTES = 1_000_000
_BATCHES_WAITING = 3  # a process, so that memory stays bounded whatever the archive's size


class Analysts:
    """Does tasks in ``settings.jobs`` processes and hands the results to ``store``.

    A single batch is done in this process: a small archive, or a small change, does not wait for
    processes to start. Use as a context manager; leaving it waits for all results.
    """

    def __init__(
        self, settings: Settings, version: bytes, store: Callable[[Results], None]
    ) -> None:
        self._settings = settings
        self._version = version
        self._store = store
        self._reader = Reader(settings)  # starts nothing until it has to
        self._batch: list[Task] = []
        self._batch_bytes = 0
        self._held: list[Task] | None = None  # the first batch, until there is a second one
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[Future[Results]] = deque()

    def __enter__(self) -> Self:
        """Return the analysts themselves."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Finish everything; after an error drop what was not begun."""
        try:
            if exception[1] is None:
                self._finish()
        finally:
            self._reader.close()
            if self._pool is not None:
                self._pool.shutdown(cancel_futures=True)

    def add(self, task: Task, size: int) -> None:
        """Take one task, over so many bytes; its result is stored now or later."""
        self._batch.append(task)
        self._batch_bytes += size
        if len(self._batch) >= _BATCH or self._batch_bytes >= _BATCH_BYTES:
            self._flush()

    def _flush(self) -> None:
        batch, self._batch, self._batch_bytes = self._batch, [], 0
        if self._settings.jobs == 1:
            self._do_here(batch)
        elif self._pool is None and self._held is None:
            self._held = batch
        else:
            if self._held is not None:
                held, self._held = self._held, None
                self._submit(held)
            self._submit(batch)

    def _submit(self, batch: list[Task]) -> None:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(
                self._settings.jobs, context, initializer=end_with_parent
            )
        self._waiting.append(self._pool.submit(_do, self._settings, self._version, batch))
        self._collect(self._settings.jobs * _BATCHES_WAITING)

    def _finish(self) -> None:
        if self._pool is None:
            for batch in (self._held, self._batch):
                self._do_here(batch or [])
        elif self._batch:
            self._submit(self._batch)
        self._collect(0)

    def _collect(self, most_waiting: int) -> None:
        while len(self._waiting) > most_waiting:
            self._store(self._waiting.popleft().result())

    def _do_here(self, batch: list[Task]) -> None:
        if batch:
            from searchapp.indexing.analysing import Analyser

            self._store(Analyser(self._reader, self._version).do(batch))


def _do(settings: Settings, version: bytes, batch: list[Task]) -> Results:
    return _analyser(settings, version).do(batch)


@cache
def _analyser(settings: Settings, version: bytes) -> "Analyser":
    """Return the analyser of this process; the reader's child ends with the process."""
    from searchapp.indexing.analysing import Analyser

    return Analyser(Reader(settings), version)
