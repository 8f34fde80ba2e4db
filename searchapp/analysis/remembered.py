"""Values worked out once for each distinct text: found again by a look into a dictionary."""

from collections.abc import Callable
from typing import TypeVar

_LONGEST = 32
_Value = TypeVar("_Value")


class Remembered(dict[str, _Value]):
    """Works out the value of a text that is not there, and remembers so many of them.

    ``map(values.__getitem__, texts)`` is several times faster than a function behind
    ``lru_cache``. When it is full it forgets everything: what is frequent is soon there again.
    Long texts are not remembered, so that hostile ones fill no memory.
    """

    def __init__(
        self, work_out: Callable[[str], _Value], most: int, longest: int = _LONGEST
    ) -> None:
        super().__init__()
        self._work_out = work_out
        self._most = most
        self._longest = longest

    def __missing__(self, text: str) -> _Value:
        """Return the value of a text that is looked up for the first time."""
        value = self._work_out(text)
        if len(text) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[text] = value
        return value
