"""A file of the archive, read; and where in a text something was read."""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a report's text, end exclusive."""

    start: int
    end: int


class EvidenceSource(StrEnum):
    """Where a fact was read; what a person wrote wins over everything that was read."""

    TEXT = "text"
    METADATA = "metadata"  # a sidecar file or a JSONL field, written by a person
    PAGE = "page"  # the markup of a web page: meta tags, <time>
    ADDRESS = "address"  # the page's address


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a fact was read from.

    Attributes:
        text: The words. With ``source`` TEXT exactly ``Report.text[span.start:span.end]``.
        span: Where they stand in the text, or None when they stand elsewhere.
    """

    text: str
    span: Span | None = None
    source: EvidenceSource = EvidenceSource.TEXT


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a person wrote about a report, in a sidecar file or a JSONL line; strings as written."""

    title: str | None = None
    url: str | None = None
    province: tuple[str, ...] = ()
    event_date: str | None = None
    published_date: str | None = None
    period: str | None = None
    type: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One report as its file holds it, before anything is read from its words.

    Attributes:
        id: Stable across rebuilds: the path without its ending, slugged, or the line's own id.
        path: Relative to the archive, with forward slashes; for a JSONL line that of its file.
        text: NFC, line ends as LF. A title that is known from outside the text (metadata,
            a page's markup) is its first line, followed by a blank one.
        title_given: Whether the first line of ``text`` is such a title.
        url: The page's own address, from metadata or its markup.
        page_published: A publication date in the page's markup, as written there.
        encoding: What the bytes were decoded as: ``utf-8``, ``windows-1258``, ``tcvn3``, ...
        sha256: Hexadecimal, of the file's (the line's) bytes.
        notes: What was done to the text that its owner should know (re-decoded, cut), Vietnamese.
    """

    id: str
    path: str
    text: str
    sha256: str
    title_given: bool = False
    url: str | None = None
    page_published: str | None = None
    encoding: str = "utf-8"
    metadata: Metadata = field(default_factory=Metadata)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file (or a line of one) that was left out, and why, in Vietnamese."""

    path: str
    reason: str
