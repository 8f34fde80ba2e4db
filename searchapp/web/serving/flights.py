"""Simultaneous requests for the same thing: one is computed, the others get its answer."""

import threading
from collections.abc import Callable
from concurrent.futures import Future

from searchapp.web.serving.answers import Answer


class Flights:
    """The answers that are being computed, by name."""

    def __init__(self) -> None:
        self._running: dict[str, Future[Answer]] = {}
        self._lock = threading.Lock()

    def share(self, name: str, compute: Callable[[], Answer]) -> Answer:
        """Return what ``compute`` gives, or what another thread that computes it now gets."""
        flight: Future[Answer] = Future()
        with self._lock:
            other = self._running.setdefault(name, flight)
        if other is not flight:
            return other.result()
        try:
            flight.set_result(compute())
        except BaseException as error:
            flight.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._running[name]
        return flight.result()
