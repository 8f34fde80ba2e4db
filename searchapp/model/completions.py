"""What is asked and answered while somebody types."""

from dataclasses import dataclass
from enum import StrEnum

from searchapp.model.requests import Word


class CompletionKind(StrEnum):
    """What a suggestion is."""

    TOPIC = "topic"
    PLACE = "place"
    CLUSTER = "cluster"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand what was typed so far.

    Attributes:
        words: Those that are finished.
        beginning: The letters that the word behind them begins with, if any were typed. Its
            ``exact`` form is lower case NFC, not normalised: it is no syllable yet.
    """

    words: tuple[Word, ...] = ()
    beginning: Word | None = None


@dataclass(frozen=True, slots=True)
class CompletionQuery:
    """What suggestions must go on with: any of the readings; without one, nothing does.

    Attributes:
        limit: At most this many suggestions of each kind.
    """

    readings: tuple[Reading, ...] = ()
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Completion:
    """One suggestion.

    Attributes:
        value: What leads to its reports: of a topic or a place the value of ``field``, of a
            cluster a phrase that its reports hold, of a title the id of its report.
        count: How many reports that gives.
        field: The field of ``Filters`` that takes the value, or "" where none does.
        agrees: Whether it has the diacritics that were typed.
        score: Higher is better; comparable within one answer.
    """

    text: str
    kind: CompletionKind
    value: str
    count: int
    field: str = ""
    agrees: bool = True
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer to what was typed so far: best first, no two with equal texts."""

    text: str
    completions: tuple[Completion, ...]
    took_ms: float
