"""What a reader of one format hands over: the text, and what stands around it."""

import unicodedata
from dataclasses import dataclass

_LINE_ENDS = dict.fromkeys("\v\f\x85\u2028\u2029", "\n")
_DROPPED = ("Cc", "Cs")  # control characters, lone surrogates
_BOM = "\ufeff"


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
    text = _without_controls(text.replace("\r\n", "\n").replace("\r", "\n").lstrip(_BOM))
    lines: list[str] = []
    for line in unicodedata.normalize("NFC", text).split("\n"):
        stripped = line.rstrip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).rstrip("\n")


def clean_line(text: str) -> str:
    """Return the text as one clean line, runs of white space as one space."""
    return " ".join(clean(text).split())


def _without_controls(text: str) -> str:
    if text.isprintable():
        return text
    table: dict[str, str | int | None] = {
        char: None
        for char in set(text)
        if char not in "\n\t" and unicodedata.category(char) in _DROPPED
    }
    return text.translate(str.maketrans(table | _LINE_ENDS))
