"""Processes that work for this one, and never outlive it."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

Call = tuple[Callable[..., Any], tuple[Any, ...]]


class WorkerDiedError(RuntimeError):
    """A process ended in the middle of its work."""


class Crew:
    """A few processes that call functions, each in its own copy of what it was ``given`` at first.

    With one process nothing is started: the functions are called right here. The processes start
    with the first calls, and ``close`` ends them.
    """

    def __init__(self, jobs: int, given: object) -> None:
        self.jobs = jobs
        self._given = given
        self._workers: list[tuple[Any, Connection[Any, Any]]] = []

    def close(self) -> None:
        """End the processes, in the middle of their work if it is not done."""
        for process, connection in self._workers:
            connection.close()
            process.terminate()
            process.join()
            process.close()
        self._workers.clear()

    def run(self, calls: Sequence[Call]) -> Iterator[Any]:
        """Yield what each function returns for ``(given, *arguments)``, the first done first.

        Raises:
            WorkerDiedError: A process was killed, or ran out of memory.
        """
        if self.jobs == 1:
            yield from (function(self._given, *arguments) for function, arguments in calls)
            return
        self._start()
        waiting = deque(calls)
        busy = [connection for _, connection in self._workers[: len(calls)]]
        for connection in busy:
            connection.send(waiting.popleft())
        while busy:
            for ready in wait(busy):
                assert isinstance(ready, Connection)
                yield _received(ready)
                if waiting:
                    ready.send(waiting.popleft())
                else:
                    busy.remove(ready)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        while len(self._workers) < self.jobs:
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(self._given, theirs), daemon=True)
            process.start()
            theirs.close()  # so that the end of the process is the end of the pipe
            self._workers.append((process, ours))


def _received(connection: "Connection[Any, Any]") -> Any:
    try:
        failed, value = connection.recv()
    except (EOFError, ConnectionResetError) as error:
        raise WorkerDiedError from error
    if failed:
        raise value
    return value


def _work(given: object, connection: "Connection[Any, Any]") -> None:
    end_with_parent()
    while True:
        try:
            function, arguments = connection.recv()
        except EOFError:
            return
        try:
            answer = (False, function(given, *arguments))
        except Exception as error:  # noqa: BLE001 - raised again by the parent
            answer = (True, error)
        connection.send(answer)


def end_with_parent() -> None:
    """End this process as soon as its parent is gone, however the parent ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(target=_exit_after, args=(parent.sentinel,), daemon=True)
        watch.start()


def _exit_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
