"""Rules tried only where they can match: far faster than at every character of a text.

A rule that ignores case, or begins with alternatives, is tried by ``re`` at each character. Words
that all of its matches begin with are found by ``str.find`` instead.
"""

import re
from collections.abc import Iterable, Iterator


def find_all(text: str, words: Iterable[str], start: int = 0, end: int | None = None) -> list[int]:
    """Return where any of the words begins, sorted."""
    stop = len(text) if end is None else end
    places = []
    for word in words:
        at = text.find(word, start, stop)
        while at >= 0:
            places.append(at)
            at = text.find(word, at + 1, stop)
    places.sort()
    return places


def matches_at(
    rule: re.Pattern[str], text: str, starts: Iterable[int], end: int | None = None
) -> Iterator[re.Match[str]]:
    """Yield what ``rule.finditer`` would, given where its matches may begin, sorted."""
    free, stop = 0, len(text) if end is None else end
    for start in starts:
        match = rule.match(text, start, stop) if start >= free else None
        if match:
            yield match
            free = match.end()


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Tell whether a text holds one of the words."""
    for word in words:  # noqa: SIM110  (``any`` takes half as long again, and this is asked often)
        if word in text:
            return True
    return False


def last_match(rule: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last of what ``rule.finditer`` would yield."""
    match = None
    for match in rule.finditer(text, start, end):  # noqa: B007
        pass
    return match
