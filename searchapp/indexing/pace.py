"""How fast a stage goes, told now and then."""

import time
from collections.abc import Callable

from searchapp.indexing.progress import Progress, Stage

Tell = Callable[[Progress], None]

_EVERY_S = 0.5


class Pace:
    """Counts the reports of a stage and tells of them, at most twice a second."""

    def __init__(self, stage: Stage, tell: Tell, at_hand: int = 0) -> None:
        self._stage = stage
        self._tell = tell
        self._at_hand = at_hand  # needed no work
        self._made = 0
        self._started = self._told = time.monotonic()

    def known(self, reports: int) -> None:
        """Count reports that need no work."""
        self._at_hand += reports

    def made(self, reports: int, total: int) -> None:
        """Count reports that were made, out of so many that are to be made."""
        self._made += reports
        self.reached(self._made, total)

    def reached(self, made: int, total: int) -> None:
        """Tell how many reports are made by now, out of so many."""
        self._made = made
        now = time.monotonic()
        if now - self._told < _EVERY_S:
            return
        self._told = now
        rate = made / (now - self._started)
        left = max(0, total - made) / rate if rate else None
        whole = max(made, total) + self._at_hand
        self._tell(Progress(self._stage, made + self._at_hand, whole, rate, left))

    def finish(self) -> None:
        """Tell that the stage is over."""
        done = self._made + self._at_hand
        rate = self._made / max(time.monotonic() - self._started, 1e-6)
        self._tell(Progress(self._stage, done, done, rate, 0.0))
