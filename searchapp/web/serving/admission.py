"""Who may compute an answer now, and who waits, or is told to come back."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Lets a few in at once and the others wait in line, first come, first served.

    Without it a hundred searches at once share the processor, and all of them are slow; with a
    line that has no end, clients wait for answers that they gave up long ago.
    """

    def __init__(self, width: int, room: int, max_wait_s: float) -> None:
        """Open the gate.

        Args:
            width: So many may be inside.
            room: So many may wait; whoever comes then is refused at once.
            max_wait_s: Whoever has waited so long is refused.
        """
        self._free = width
        self._room = room
        self._max_wait_s = max_wait_s
        self._line: deque[threading.Lock] = deque()
        self._lock = threading.Lock()

    @contextmanager
    def passing(self) -> Iterator[bool]:
        """Wait to be let in; yields whether one was, and lets the next one in afterwards."""
        admitted = self._enter()
        try:
            yield admitted
        finally:
            if admitted:
                self._leave()

    def _enter(self) -> bool:
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            if len(self._line) >= self._room:
                return False
            turn = threading.Lock()
            turn.acquire()
            self._line.append(turn)
        return turn.acquire(timeout=self._max_wait_s) or self._came_at_last(turn)

    def _came_at_last(self, turn: threading.Lock) -> bool:
        """Leave the line, unless one's turn came in this very moment."""
        with self._lock:
            if turn not in self._line:
                return True
            self._line.remove(turn)
            return False

    def _leave(self) -> None:
        """Hand the place on: nobody who comes now passes those who wait."""
        with self._lock:
            if self._line:
                self._line.popleft().release()
            else:
                self._free += 1
