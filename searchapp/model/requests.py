"""A request, from whichever door; and what was typed, understood."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

UNKNOWN = "unknown"
"""The value of every facet for a report whose text does not tell."""


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
    """OR inside a field, AND between fields; every tuple may hold UNKNOWN.

    Attributes:
        district: Units below the province, districts or communes: "hung-yen/huyen-phu-cu".
    """

    province: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
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


@dataclass(frozen=True, slots=True)
class Word:
    """One token of the query.

    Attributes:
        text: As typed; two spellings of one word ("Hà", "hà") are equal.
        exact: Normalised, with its diacritics: what the exact fields hold.
        folded: Without diacritics: what the folded fields hold.
        marked: Whether it was typed with a diacritic, so that exact forms count for more.
        prefix: Whether every word that begins with it is meant: ``khen*``.
    """

    text: str = field(compare=False)
    exact: str
    folded: str
    marked: bool
    prefix: bool = False


class Target(StrEnum):
    """The part of a report that a clause looks at."""

    TEXT = "text"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Expansion:
    """Another way to write ``words[start:end]`` of a clause: UBND for Ủy ban nhân dân."""

    start: int
    end: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Implied:
    """A place or time that ``words[start:end]`` of a clause name.

    A report that is of it counts as holding the words, even if its text never says them.
    """

    start: int
    end: int
    filters: Filters


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that belong together: a phrase is matched in order, other words each by itself.

    Attributes:
        group: Clauses of one group, numbered from 1, are alternatives: any of them will do.
            Those of group 0 are all required.
        expansions: Other ways to write some of the words; they do not overlap but in whole.
        implied: Facts of a report that stand for some of the words, and overlap nothing else.
    """

    words: tuple[Word, ...]
    phrase: bool = False
    excluded: bool = False
    target: Target = Target.TEXT
    group: int = 0
    expansions: tuple[Expansion, ...] = ()
    implied: tuple[Implied, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A filter that was typed into the text: ``tinh:"hưng yên"``.

    Attributes:
        name: The field of ``Filters``.
        typed: How it was typed, so that it can be written again.
        values: What the filter may have; empty where the words name nothing, and are only words.
    """

    name: str
    typed: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed query. Loose words of the text stand together in one clause, in typed order.

    Attributes:
        ignored: How many words were left out because there are too many.
        fields: The filters that were typed.
        sentence: Whether quoted parts were taken for parts of a sentence, not for phrases.
    """

    clauses: tuple[Clause, ...] = ()
    ignored: int = 0
    fields: tuple[FieldTerm, ...] = ()
    sentence: bool = False
