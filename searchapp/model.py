"""The values that cross layers: frozen, plain, and free of behaviour beyond their own fields.

All offsets count code points of ``Report.text`` as stored, end exclusive.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

UNKNOWN = "unknown"
"""The value of every facet for a report whose text does not tell."""


# --- where something was read --------------------------------------------------------------


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


# --- a file of the archive, read --------------------------------------------------------------


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


# --- facts --------------------------------------------------------------------------------------


class Precision(StrEnum):
    """How exactly a date is told: its interval is one of these, or a run of them."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateFact:
    """An interval of days, both ends included.

    Attributes:
        text: The words of the date itself ("7/10/2020").
        evidence: The words around it that say what it is the date of ("Chiều ngày 7/10/2020").
        completed: Whether a part that the text leaves out (the year) was taken from its context.
    """

    start: date
    end: date
    precision: Precision
    text: str
    evidence: Evidence
    completed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A province by its slug ("hung-yen") and its short name ("Hưng Yên")."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ProvinceFact:
    """A province as of the report's day, and the one its land belongs to since 1/7/2025."""

    place: Place
    now: Place
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DistrictFact:
    """A district by its full name of the day ("Huyện Phù Cừ"), in a province (by slug)."""

    name: str
    province: str
    evidence: Evidence


class ReportType(StrEnum):
    """What kind of event a report tells of."""

    SO_KET = "so_ket"
    TONG_KET = "tong_ket"
    KY_GIAO_UOC = "ky_giao_uoc"
    PHAT_DONG = "phat_dong"
    KHEN_THUONG = "khen_thuong"
    DAI_HOI = "dai_hoi"
    KHAC = "khac"


@dataclass(frozen=True, slots=True)
class TypeFact:
    """One kind of a report; ``inferred`` when the words of the kind itself are absent."""

    type: ReportType
    evidence: Evidence
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A fact that is a name: the cluster, a host, a cited document's number."""

    name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person with the position of that day, as written."""

    name: str
    position: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class BylineFact:
    """Who signed the report, and the office behind the name, if told."""

    name: str
    source: str | None
    evidence: Evidence


class AwardStatus(StrEnum):
    """Granted is not proposed."""

    GRANTED = "granted"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class AwardFact:
    """An award: what, by whom, to whom (as written)."""

    award: str
    awarder: str | None
    recipients: str
    status: AwardStatus
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that the report cites ("90/KH-UBND"), with its issuer and date, if told."""

    number: str
    issuer: str | None
    date: date | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Residue:
    """A stretch of text that the scraped page left behind: kept for display, not for search."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was read from one report; what the text does not tell is None or empty."""

    title: Span | None = None
    provinces: tuple[ProvinceFact, ...] = ()
    districts: tuple[DistrictFact, ...] = ()
    event_date: DateFact | None = None
    published_date: DateFact | None = None
    period: DateFact | None = None
    types: tuple[TypeFact, ...] = ()
    cluster: NamedFact | None = None
    byline: BylineFact | None = None
    persons: tuple[PersonFact, ...] = ()
    awards: tuple[AwardFact, ...] = ()
    cited_documents: tuple[CitedDocument, ...] = ()
    residue: tuple[Residue, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the archive: its source, its facts and its topics.

    Attributes:
        title: For display: the title, or the beginning of the lead where there is none.
        topics: Compounds that tell what the report is about, most telling first.
    """

    source: SourceDocument
    facts: Facts
    title: str
    topics: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id that addresses and results use."""
        return self.source.id

    @property
    def text(self) -> str:
        """The text that all offsets refer to."""
        return self.source.text


# --- a request --------------------------------------------------------------------------------


class DateField(StrEnum):
    """Which date of a report a filter or the year facet looks at."""

    ANY = "any"
    EVENT = "event"
    PUBLISHED = "published"
    PERIOD = "period"


class Sort(StrEnum):
    """The order of hits; ties are broken by the report's id, so paging is stable."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from ``start`` to ``end``, both included; None is open. ``text``s are as typed."""

    start: date | None = None
    end: date | None = None
    start_text: str = ""
    end_text: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """OR inside a field, AND between fields; every tuple may hold UNKNOWN."""

    province: tuple[str, ...] = ()
    province_now: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    dates: DateRange = field(default_factory=DateRange)
    date_field: DateField = DateField.ANY


@dataclass(frozen=True, slots=True)
class Query:
    """One request, from whichever door.

    Attributes:
        text: What was typed into the box; may be empty (then every report matches).
        page: From 1.
        verbatim: Search exactly what was typed: no repair, no relaxing.
    """

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = 10
    verbatim: bool = False


# --- what was typed, understood ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """One token of the query.

    Attributes:
        text: As typed.
        exact: Normalised, with its diacritics: what the exact fields hold.
        folded: Without diacritics: what the folded fields hold.
        marked: Whether it was typed with a diacritic, so that exact forms count for more.
    """

    text: str
    exact: str
    folded: str
    marked: bool


class Target(StrEnum):
    """The part of a report that a clause looks at."""

    TEXT = "text"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that belong together: a phrase is matched in order, other words each by itself."""

    words: tuple[Word, ...]
    phrase: bool = False
    excluded: bool = False
    target: Target = Target.TEXT


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed query. Loose words of the text stand together in one clause, in typed order.

    Attributes:
        ignored: How many words were left out because there are too many.
    """

    clauses: tuple[Clause, ...] = ()
    ignored: int = 0


class NoteKind(StrEnum):
    """What was done with a query, or is offered for it."""

    FOLDED = "folded"  # forms with other diacritics are found as well
    DECODED = "decoded"  # Telex or VNI keys were read as the letters they stand for
    RELAXED = "relaxed"  # fewer words are required than were typed
    IGNORED = "ignored"  # a part of the text was not used
    SUGGESTION = "suggestion"  # "did you mean"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that the reader should know; ``query`` is a text to search instead, if any."""

    kind: NoteKind
    text: str
    query: str | None = None


# --- an answer ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a report with the words that matched; spans count from the snippet's start."""

    text: str
    highlights: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One found report. ``matches`` counts the passages of the report that match."""

    report: Report
    score: float
    snippet: Snippet
    matches: int = 0


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet: ``count`` is what one gets by choosing it, all other filters kept."""

    value: str
    label: str
    count: int
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
    """The answer to a Query: one page of hits, best first, with exact totals and counts."""

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    notes: tuple[Note, ...]
    status: IndexStatus
    took_ms: float
