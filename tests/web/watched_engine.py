"""A real engine that is watched: how often it is asked, and held up where a test wants it to be."""

import threading
from typing import Any

from searchapp.engines import open_engine
from searchapp.engines.base import EngineQuery, EngineResult
from searchapp.model import Report
from searchapp.settings import Settings

PATIENCE_S = 30


class WatchedEngine:
    """Does what the engine over an index does; counts, and waits while ``door`` is shut."""

    def __init__(self, settings: Settings) -> None:
        self._engine: Any = open_engine(settings)
        self._lock = threading.Lock()
        self.searches = self.reports = 0
        self.door = threading.Event()
        self.door.set()
        self.knocked = threading.Semaphore(0)

    def search(self, query: EngineQuery) -> EngineResult:
        """Search, once the door is open."""
        with self._lock:
            self.searches += 1
        self.knocked.release()
        assert self.door.wait(PATIENCE_S)
        found: EngineResult = self._engine.search(query)
        return found

    def report(self, report_id: str) -> Report:
        """Read a report."""
        self.reports += 1
        found: Report = self._engine.report(report_id)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)
