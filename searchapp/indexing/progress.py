"""What a rebuild tells about itself, while it runs and afterwards."""

from dataclasses import dataclass
from enum import StrEnum

from searchapp.model import Skipped


class Stage(StrEnum):
    """The stages of a rebuild, in order."""

    READING = "reading"
    WRITING = "writing"
    PUBLISHING = "publishing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is; ``total`` is None as long as it is not known. Counts reports."""

    stage: Stage
    done: int
    total: int | None = None


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


def describe(skipped: Skipped) -> str:
    """Return the line that tells an operator what was left out, and why."""
    return f"Bỏ qua {skipped.path}: {skipped.reason}"
