"""What a rebuild tells about itself, while it runs and afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from searchapp.model import Skipped


class Stage(StrEnum):
    """The stages of a rebuild, in order; what is unchanged makes some of them short or none."""

    READING = "reading"
    TOPICS = "topics"
    WRITING = "writing"
    PUBLISHING = "publishing"


class Part(StrEnum):
    """Where the time of a rebuild goes.

    Those of the analysis are seconds of the processor, of all processes together; the others are
    seconds that passed.
    """

    SCANNING = "scanning"
    ANALYSIS = "analysis"
    READING = "analysis.reading"
    FACTS = "analysis.facts"
    WORDS = "analysis.words"
    ENCODING = "analysis.encoding"
    STORING = "analysis.storing"
    TOPICS = "topics"
    ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is; ``total`` is None as long as it is not known. Counts reports.

    Attributes:
        rate: Reports a second since the stage began, those left out that were there already.
        left_s: Seconds that are left of it at that rate, or None while nobody knows.
    """

    stage: Stage
    done: int
    total: int | None = None
    rate: float = 0.0
    left_s: float | None = None


@dataclass(frozen=True, slots=True)
class FileNote:
    """Something that was done to a file's text and that its owner should know."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What a rebuild did.

    Attributes:
        generation: The name of the published generation.
        reports: How many reports it holds.
        analysed: How many of them were read and analysed now.
        unchanged: How many were taken over from earlier rebuilds.
        skipped: What was left out, and why.
        notes: What was done to files that were read (re-decoded, cut).
        without_province: How many reports do not tell their province.
        without_date: How many tell no date at all.
        duration_s: Seconds from start to publication.
        spent_s: Where they went.
    """

    generation: str
    reports: int
    analysed: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    notes: tuple[FileNote, ...]
    without_province: int
    without_date: int
    duration_s: float
    spent_s: Mapping[Part, float] = field(default_factory=dict)


def describe(skipped: Skipped) -> str:
    """Return the line that tells an operator what was left out, and why."""
    return f"Bỏ qua {skipped.path}: {skipped.reason}"
