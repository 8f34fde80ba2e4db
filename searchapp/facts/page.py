"""A report's text as the readers of facts see it: residue blanked, spellings evened out.

Every view has the length of the text, so a place in one is the place in all.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from searchapp.facts.dates.expressions import DayExpression, find_days
from searchapp.model import Evidence, Residue, Span

LEAD_MAX_CHARS = 1_500
"""A lead is the first two paragraphs, but no more than this: some texts have one paragraph."""

_MOST_DAYS = 500
_PROSE_CHARS, _SENTENCE_CHARS = 80, 20
"""A line that long is a paragraph, a line that long if it ends as a sentence does."""

# Every white space but the plain one and the line's end; a class of ranges is looked for fastest.
_SPACE = re.compile(
    "[\\t\\r\\x0b\\x0c\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]"
)
_TONED_LAST = re.compile(
    r"[oOuU](?=[àáảãạÀÁẢÃẠèéẻẽẹÈÉẺẼẸỳýỷỹỵỲÝỶỸỴ])(?<![qQ].)(?:(?<=[oO])[àáảãạÀÁẢÃẠèéẻẽẹÈÉẺẼẸ]|(?<=[uU])[ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])"
)
_LINE = re.compile(r"\S[^\n]*")
_BARRED_D = (("Ð", "Đ"), ("ð", "đ"), ("Ɖ", "Đ"), ("ɖ", "đ"))  # other alphabets' look-alikes
_OTHER_CASE = (("İ", "i"), ("ı", "i"), ("ſ", "s"))
_TONE_MOVED = str.maketrans("àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ", "aaaaaeeeeeyyyyyAAAAAEEEEEYYYYY")
_TONED_FIRST = {
    "o": "òóỏõọ",
    "O": "ÒÓỎÕỌ",
    "u": "ùúủũụ",
    "U": "ÙÚỦŨỤ",
}
_TONE_OF = {char: index % 5 for index, char in enumerate("àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ")}


def even_out(text: str) -> str:
    """Return the text, unchanged in length, with plain spaces and the older tone placement.

    "Huyện uỷ" and "Huyện ủy" become the same, so that rules are written once.
    """
    for letter, same in _BARRED_D:
        text = text.replace(letter, same)
    if not text.replace("\n", " ").isprintable():  # as other spaces are; far faster to see
        text = _SPACE.sub(" ", text)
    return _TONED_LAST.sub(_move_tone, text)


def fold_case(text: str) -> str:
    """Return the text, unchanged in length, as rules in lower case that ignore case see it.

    They take ı and ſ for i and s. Rules that heed case are several times faster on the folded text
    than rules that ignore case are on the text.
    """
    for letter, same in _OTHER_CASE:
        text = text.replace(letter, same)
    return text.lower()


def same_words(line: str) -> str:
    """Return a line as it is compared with another that may say the same again."""
    return " ".join(line.lower().split()).rstrip(" .…*")


def _move_tone(match: re.Match[str]) -> str:
    first, second = match.group()[0], match.group()[1]
    return _TONED_FIRST[first][_TONE_OF[second]] + second.translate(_TONE_MOVED)


@dataclass(frozen=True)
class Page:
    """One text and its views.

    Attributes:
        text: As stored; evidence is cut from it.
        residue: What the scraped page left, sorted by place.
        title: The title's place, if the text has one.
        evened: The text evened out, ``lower`` that by ``fold_case``, where they are known already.
    """

    text: str
    residue: tuple[Residue, ...] = ()
    title: Span | None = None
    evened: str | None = None
    lower: str | None = None

    @cached_property
    def whole(self) -> str:
        """The text evened out, residue and all."""
        return even_out(self.text) if self.evened is None else self.evened

    @cached_property
    def plain(self) -> str:
        """The text evened out, with spaces for residue."""
        return blank(self.whole, [part.span for part in self.residue])

    @cached_property
    def folded(self) -> str:
        """The plain text by ``fold_case``."""
        if self.lower is None:
            return fold_case(self.plain)
        return blank(self.lower, [part.span for part in self.residue])

    @cached_property
    def days(self) -> tuple[DayExpression, ...]:
        """The first days written in the plain text: a report has a few, a table of numbers many."""
        return tuple(itertools.islice(find_days(self.plain), _MOST_DAYS))

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Lines of the plain text that hold anything, without the title."""
        after = self.title.end if self.title else 0
        return tuple(
            Span(match.start(), match.end()) for match in _LINE.finditer(self.plain, after)
        )

    @cached_property
    def prose(self) -> tuple[Span, ...]:
        """The first two paragraphs that tell something: no captions, no desks, no bylines."""
        told = itertools.islice(filter(self._is_prose, self.paragraphs), 2)
        return tuple(told) or self.paragraphs[:2]

    def _is_prose(self, line: Span) -> bool:
        words = self.plain[line.start : line.end].rstrip()
        ends = words.endswith((".", "…", ":", ";", "!", "?", "”", "./", ","))
        return len(words) >= _PROSE_CHARS or (ends and len(words) >= _SENTENCE_CHARS)

    @cached_property
    def lead(self) -> Span:
        """The first two paragraphs, where a report says what happened."""
        if not self.prose:
            return Span(len(self.text), len(self.text))
        start = self.prose[0].start
        end = self.prose[min(1, len(self.prose) - 1)].end
        return Span(start, min(end, start + LEAD_MAX_CHARS))

    @cached_property
    def opening(self) -> Span:
        """The first paragraph."""
        end = self.prose[0].end if self.prose else self.lead.end
        return Span(self.lead.start, min(end, self.lead.end))

    @cached_property
    def head(self) -> Span:
        """Title and lead together."""
        return Span(self.title.start if self.title else self.lead.start, self.lead.end)

    def evidence(self, start: int, end: int) -> Evidence:
        """Cut the words out of the text, without the spaces around them."""
        words = self.text[start:end]
        if not words or words[0].isspace() or words[-1].isspace():
            start += len(words) - len(words.lstrip())
            words = words.strip()
        return Evidence(words, Span(start, start + len(words)))

    def in_title(self, at: int) -> bool:
        """Tell whether a place lies in the title."""
        return self.title is not None and self.title.start <= at < self.title.end

    def in_head(self, at: int) -> bool:
        """Tell whether a place lies in title or lead."""
        return self.in_title(at) or self.in_lead(at)

    def in_lead(self, at: int) -> bool:
        """Tell whether a place lies in the lead."""
        return self.lead.start <= at < self.lead.end


def blank(text: str, spans: Sequence[Span]) -> str:
    """Return the text with spaces in place of the spans; line ends stay."""
    if not spans:
        return text
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], re.sub(r"[^\n]", " ", text[span.start : span.end])]
        at = span.end
    return "".join([*parts, text[at:]])


def sentence_start(text: str, at: int, reach: int = 300) -> int:
    """Return where the sentence around a place begins, at most ``reach`` characters before."""
    low = max(0, at - reach)
    for mark in (". ", "; ", "\n", "! ", "? "):
        found = text.rfind(mark, low, at)
        if found >= 0:
            low = found + len(mark)
    return low


def sentence_end(text: str, at: int, reach: int = 300) -> int:
    """Return where the sentence around a place ends, at most ``reach`` characters after."""
    high = min(len(text), at + reach)
    breaks = [
        found for mark in (". ", "; ", "\n", ".\n") if (found := text.find(mark, at, high)) >= 0
    ]
    return min([high, *breaks])
