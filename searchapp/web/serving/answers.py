"""Answers that were given before, kept within bounds."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Headers = tuple[tuple[str, str], ...]
_Value = TypeVar("_Value")

_LARGEST_SHARE = 8  # one value takes at most an eighth of the room: it would drive out the others


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client gets; ``status`` as WSGI has it: ``200 OK``."""

    status: str
    headers: Headers
    body: bytes

    @property
    def size(self) -> int:
        """Bytes that it takes, about."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers)

    def having(self, *headers: tuple[str, str]) -> "Answer":
        """Return this answer with more headers."""
        return replace(self, headers=(*self.headers, *headers))


class Shelf(Generic[_Value]):
    """Values by name, at most so many and so many bytes; what was not asked for longest goes.

    Safe to share between threads.
    """

    def __init__(self, entries: int, max_bytes: int) -> None:
        self._entries = entries
        self._max_bytes = max_bytes
        self._values: OrderedDict[str, tuple[_Value, int]] = OrderedDict()
        self._lock = threading.Lock()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._values)

    def get(self, name: str) -> _Value | None:
        """Return the value of this name, if it is still there."""
        with self._lock:
            found = self._values.get(name)
            if found is None:
                return None
            self._values.move_to_end(name)
        return found[0]

    def put(self, name: str, value: _Value, size: int) -> None:
        """Keep a value of ``size`` bytes, in place of one of the same name; not a huge one."""
        size += len(name)
        if size > self._max_bytes // _LARGEST_SHARE:
            return
        with self._lock:
            self._drop(name)
            self._values[name] = (value, size)
            self.bytes += size
            while len(self._values) > self._entries or self.bytes > self._max_bytes:
                self._drop(next(iter(self._values)))

    def _drop(self, name: str) -> None:
        _, size = self._values.pop(name, (None, 0))
        self.bytes -= size
