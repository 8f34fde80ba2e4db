"""What a reader of one format hands over: the text, and what stands around it."""

import re
import unicodedata
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # and lone surrogates
_UNCLEAN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # any of both
_BOM = "\ufeff"
# Sorting marks takes time that grows with the square of their number, so a letter keeps a few.
# Source: 30 is the bound of Unicode's Stream-Safe Text Format (UAX #15).
_MOST_MARKS = 30
_LONG_RUN = re.compile(rf"[^\w\s]{{{_MOST_MARKS + 1},}}")
_TWO_SIGNS = re.compile(r"[^\w\s]{2}")


@dataclass(frozen=True, slots=True)
class Extraction:
    """The content of one file.

    Attributes:
        text: As decoded; not yet cleaned.
        title: Known from outside the text (a page's markup), or None.
        url: The page's own address.
        page_published: A publication date in the markup, as written there.
        encoding: What the bytes were decoded as.
        notes: What was done that the file's owner should know, Vietnamese.
    """

    text: str
    title: str | None = None
    url: str | None = None
    page_published: str | None = None
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()


def clean(text: str) -> str:
    """Return the text as it is stored: NFC, LF, no control characters, single blank lines.

    Lines keep their order and none that has visible characters is lost. Soft hyphens stay: the
    tokenizer ignores them.
    """
    text = text.lstrip(_BOM)
    if _UNCLEAN.search(text):
        text = _CONTROL.sub("", _LINE_END.sub("\n", text))
    if _may_hold_a_long_run(text):
        text = _LONG_RUN.sub(_thinned, text)
    lines: list[str] = []
    for line in unicodedata.normalize("NFC", text).split("\n"):
        stripped = line.rstrip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).rstrip("\n")


def _may_hold_a_long_run(text: str) -> bool:
    """Tell whether a run of signs can be there: it would cover two of the characters looked at.

    Looking at every one costs more than anything else that cleaning does.
    """
    return _TWO_SIGNS.search(text[:: (_MOST_MARKS + 1) // 2]) is not None


def clean_line(text: str) -> str:
    """Return the text as one clean line, runs of white space as one space."""
    return " ".join(clean(text).split())


def _thinned(match: re.Match[str]) -> str:
    """Return a run of signs with no more marks on one letter than can be meant."""
    kept: list[str] = []
    marks = 0
    for char in match.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
