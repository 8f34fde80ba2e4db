"""What a scraped page left in a text: menus, counters, calendars, adverts, each marked by kind.

Marked residue is shown on request, but is neither indexed nor read for facts.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from searchapp.facts.dates.stamps import read_stamp
from searchapp.facts.page import even_out, fold_case, same_words
from searchapp.facts.residue_rules import (
    BLOCKS,
    LINES,
    LINKS,
    LONGEST_CHARS,
    NO_SENTENCE,
    PARTS,
    PARTS_BEGIN,
    held_of_rules,
    may_be_residue,
)
from searchapp.facts.scan import holds_any
from searchapp.model import Residue, Span

_LINE = re.compile(r"[^\n]+")
_OF_CAPTIONS = ("ảnh", "đại biểu", "chụp")
_CELL_ENDS = ("|", "•", "·", "›", "»", "  ")
_CELLS = re.compile(r" *[|•·›»] *| {2,}")
_WEEKDAYS = re.compile(
    r"(?:\W*\b(?:cn|chủ nhật|t[2-7]|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|h|b|n|s|su|mo|tu|we|th|fr"
    r"|sa)\b\W*){5,7}",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:cn|t[2-7]|su|mo|tu|we|th|fr|sa)", re.IGNORECASE)
_DAY_NUMBERS = re.compile(r"(?:\d{1,2}[ \t|«»<>]*){1,14}|[«»<>| ]+")
_MONTH_HEADING = re.compile(
    r"[«<]? ?tháng (?:\d{1,2}|\w+(?: \w+)?)[,/ ]+(?:năm )?\d{4} ?[»>]?", re.IGNORECASE
)
_SHORTEST_REPEAT = 20
_HEADING_CHARS = 60
"""A heading of links or adverts is no longer."""
_PROSE_CHARS = 160
"""A line this long is a paragraph: a block of adverts or links ends before it."""


def find_residue(
    text: str, evened: str | None = None, folded: str | None = None
) -> tuple[Residue, ...]:
    """Return the residue of a text, sorted and apart.

    It is whole lines, neighbours of a kind as one, and what is glued to the beginning of a line.
    ``evened`` is the text evened out, ``folded`` that by ``fold_case``, where they are known.
    """
    lines = [Span(*match.span()) for match in _LINE.finditer(text) if not match[0].isspace()]
    glued = list(_glued(text, lines))
    if glued:
        starts = {part.span.start: part.span.end for part in glued}
        lines = [Span(starts.get(line.start, line.start), line.end) for line in lines]
    even = even_out(text) if evened is None else evened
    lower = fold_case(even) if folded is None else folded
    words = [even[line.start : line.end].strip() for line in lines]
    kinds = _kinds(words, [lower[line.start : line.end].strip() for line in lines])
    parts = [*glued, *_merge(lines, kinds)]
    return tuple(sorted(parts, key=lambda part: part.span.start))


def _glued(text: str, lines: list[Span]) -> Iterator[Residue]:
    for line in lines:
        first = text[line.start]
        if not (first in PARTS_BEGIN or first.isspace() or first.isdecimal()):
            continue
        for kind, rule in PARTS:
            match = rule.match(text, line.start, line.end)
            if match and text[match.end() : line.end].strip():
                yield Residue(Span(line.start, match.end()), kind)
                break


def _kinds(words: list[str], folded: list[str]) -> list[str | None]:
    held = held_of_rules("\n".join(folded))
    kinds = [_kind(line, lower, held) for line, lower in zip(words, folded, strict=True)]
    _mark_calendars(words, kinds)
    _mark_blocks(folded, kinds)
    _mark_repeats(words, kinds)
    return kinds


def _kind(line: str, folded: str, held: Sequence[str]) -> str | None:
    if LINKS.match(folded, 0, _HEADING_CHARS):
        return "related"
    if not line or (len(line) > LONGEST_CHARS and not line.startswith(NO_SENTENCE)):
        return None
    if read_stamp(line):
        return "stamp"
    if not may_be_residue(folded, held):
        return None
    return _kind_by_rule(folded) or _kind_of_cells(folded)


def _kind_by_rule(line: str) -> str | None:
    for kind, rule in LINES:
        if kind == "caption" and not holds_any(line, _OF_CAPTIONS):
            continue  # far faster than the rule
        if rule.fullmatch(line):
            return kind
    return None


def _kind_of_cells(line: str) -> str | None:
    """A line of entries side by side is what each of them is by itself: "Đăng nhập | Sơ đồ"."""
    if not holds_any(line, _CELL_ENDS):
        return None
    cells = _CELLS.split(line)
    if not all(map(_kind_by_rule, cells)):
        return None
    return _kind_by_rule(cells[0])


def _mark_calendars(words: list[str], kinds: list[str | None]) -> None:
    """A calendar is a row of weekdays, the month above it and the numbers below it."""
    at = 0
    while at < len(words):
        end = _weekdays_end(words, at)
        if end is None:
            at += 1
            continue
        start = at - 1 if at and _MONTH_HEADING.fullmatch(words[at - 1]) else at
        while end < len(words) and _DAY_NUMBERS.fullmatch(words[end]):
            end += 1
        kinds[start:end] = ["calendar"] * (end - start)
        at = end


def _weekdays_end(words: list[str], at: int) -> int | None:
    """The line after a row of weekdays that begins here, in one line or one a line."""
    if len(words[at]) < 80 and _WEEKDAYS.fullmatch(words[at]):
        return at + 1
    if len(words) - at <= 5 or len(words[at]) > 2 or not _WEEKDAY.fullmatch(words[at]):
        return None
    if all(_WEEKDAY.fullmatch(word) for word in words[at : at + 6]):
        return min(at + 7, len(words))
    return None


def _mark_blocks(folded: list[str], kinds: list[str | None]) -> None:
    """What follows a heading of adverts, links or comments belongs to it, up to a paragraph.

    Behind the box for comments at the end of a page nothing of the report follows.
    """
    opened: str | None = None
    for at, line in enumerate(folded):
        closing = opened == "comment" and at > len(folded) / 2
        if len(line) >= _PROSE_CHARS and not closing:
            opened = None
        opened = _opened(line) or opened
        if opened:
            kinds[at] = opened


def _mark_repeats(words: list[str], kinds: list[str | None]) -> None:
    """A title or a lead that is printed again says nothing new."""
    seen: set[str] = set()
    lines = [at for at, kind in enumerate(kinds) if kind is None]
    lines = [at for at in lines if len(words[at]) >= _SHORTEST_REPEAT]
    begins = [_first_words(words[at]) for at in lines]
    counts = Counter(begins)
    # Lines of which no other begins with the same words are far faster to see than to compare.
    for at in [at for at, word in zip(lines, begins, strict=True) if counts[word] > 1]:
        line = words[at]
        told = same_words(line)
        if told in seen:
            kinds[at] = "repeat"
        seen.add(told)


def _first_words(line: str) -> str:
    return " ".join(line.split(None, 2)[:2]).lower().rstrip(" .…*")


def _opened(line: str) -> str | None:
    if len(line) > _HEADING_CHARS:
        return None
    return next((kind for kind, rule in BLOCKS if rule.fullmatch(line)), None)


def _merge(lines: list[Span], kinds: list[str | None]) -> Iterator[Residue]:
    """One span for a run of neighbouring lines of the same kind."""
    start: int | None = None
    for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is None:
            continue
        start = line.start if start is None else start
        if at + 1 == len(lines) or kinds[at + 1] != kind:
            yield Residue(Span(start, line.end), kind)
            start = None
