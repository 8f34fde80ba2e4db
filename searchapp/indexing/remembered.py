"""What is remembered of a report and of a file, so that neither is made twice."""

from enum import IntFlag

import msgspec

from searchapp.analysis.reports import Analysis
from searchapp.model import Facts, Skipped, SourceDocument
from searchapp.reading import Stamp

_RACY_NS = 2_000_000_000


class Told(IntFlag):
    """What a report tells of itself, as far as a rebuild counts it."""

    NOTHING = 0
    PROVINCE = 1
    DATE = 2


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A report of a file: small, since a rebuild holds one of each.

    Attributes:
        id: As the file or the line gives it.
        key: What was made of the report is in the cache under it; 16 bytes.
        told: See ``Told``.
        words: How many words stand in its pieces.
        numbered: Whether the id is only the line's number, which may be another one next time.
        notes: What was done to the text that its owner should know.
    """

    id: str
    key: bytes
    told: int
    words: int
    numbered: bool = False
    notes: tuple[str, ...] = ()


class FileState(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a file was and what it gave.

    Attributes:
        stamp: What the system told of it when it was read; () if it may have changed unseen since.
        key: Of its bytes; empty for JSONL, whose lines have keys of their own.
    """

    stamp: Stamp
    key: bytes
    entries: list[Entry]
    skipped: list[Skipped]


def safe_stamp(stamp: Stamp, seen_ns: int) -> Stamp:
    """Return a file's stamp, or () where it was changed so shortly before that it may be again.

    A second change within the clock's grain would leave the same stamp. Source: git's index, which
    calls such files racy; two seconds are the grain of FAT.
    """
    times = (*stamp[1:3], *stamp[5:7])
    return () if max(times, default=0) > seen_ns - _RACY_NS else stamp


class AnalysedReport(msgspec.Struct, frozen=True, array_like=True):
    """A report with its facts and terms; ``syllables`` are joined by line ends.

    (Not by spaces: a few letters, as some Arabic ligatures, hold one once they are normalised.)
    """

    source: SourceDocument
    facts: Facts
    title: str
    syllables: str
    title_length: int

    def analysis(self, pieces: tuple[str, ...]) -> Analysis:
        """Return the terms as the engine takes them."""
        return Analysis(
            tuple(self.syllables.split("\n") if self.syllables else ()),
            self.title_length,
            pieces,
        )
