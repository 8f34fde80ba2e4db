"""An answer: hits, facets, notes, and what serves them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from searchapp.model.reports import Report
from searchapp.model.requests import Filters, Query
from searchapp.model.sources import Span


class NoteKind(StrEnum):
    """What was done with a query, or is offered for it."""

    FOLDED = "folded"  # forms with other diacritics are found as well
    DECODED = "decoded"  # Telex or VNI keys were read as the letters they stand for
    CORRECTED = "corrected"  # words that no report holds were read as what they must be
    EXPANDED = "expanded"  # abbreviations, or what they stand for, are found as well
    RELAXED = "relaxed"  # fewer words are required than were typed
    IGNORED = "ignored"  # a part of the text was not used
    UNDERSTOOD = "understood"  # a place or a time was read: preferred, and offered as a filter
    SUGGESTION = "suggestion"  # "did you mean"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that the reader should know.

    Attributes:
        query: A text to search instead, if any.
        count: How many reports that would find, where it is offered.
        filters: What is offered as a filter, if anything.
    """

    kind: NoteKind
    text: str
    query: str | None = None
    count: int | None = None
    filters: Filters | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a report with the words that matched; spans count from the snippet's start."""

    text: str
    highlights: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One found report.

    Attributes:
        matches: How many passages of the report match.
        duplicates: The first of the reports that match too and are nearly the same text.
        duplicate_count: How many of these there are.
    """

    report: Report
    score: float
    snippet: Snippet
    matches: int = 0
    duplicates: tuple[Report, ...] = ()
    duplicate_count: int = 0


class Bucket(NamedTuple):
    """One value of a facet: ``count`` is what one gets by choosing it, all other filters kept."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # what a tuple counts is not asked of one
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field over all matching reports, most frequent first."""

    name: str
    buckets: tuple[Bucket, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What serves: its generation, when it was built (UTC) and how much it holds."""

    generation: str
    built_at: datetime
    reports: int
    provinces: int
    analyzer_version: str
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a Query: one page of hits, best first, with exact totals and counts.

    Attributes:
        total: How many reports match.
        groups: How many hits there are to leaf through: nearly identical reports are one.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    notes: tuple[Note, ...]
    status: IndexStatus
    took_ms: float
    groups: int = 0
