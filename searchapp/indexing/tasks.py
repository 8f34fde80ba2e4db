"""What passes between a rebuild and its analysts: tasks there, results back; plain values."""

import msgspec

from searchapp.indexing.cache import EncodedReport
from searchapp.indexing.progress import Part
from searchapp.indexing.remembered import Entry
from searchapp.model import Skipped
from searchapp.reading import ArchiveFile, RawLine


class FileTask(msgspec.Struct, frozen=True, gc=False):
    """A file to read and analyse; ``number`` is the asker's, ``known`` its key of last time."""

    number: int
    file: ArchiveFile
    known: bytes


class LineTask(msgspec.Struct, frozen=True, gc=False):
    """A line of a JSONL file to read and analyse; ``number`` is its file's, ``place`` its own."""

    number: int
    place: int
    line: RawLine
    key: bytes


Task = FileTask | LineTask


class Result(msgspec.Struct, frozen=True, gc=False):
    """What became of a task.

    Attributes:
        number, place: The task's.
        key: Of the bytes that were read; empty if none could be.
        report: What the cache is to keep.
        skipped: Why there is no report.
        same: Whether the file is what it was when its key was made.
        again: Whether the next rebuild is to try again.
    """

    number: int
    place: int = 0
    key: bytes = b""
    entry: Entry | None = None
    report: EncodedReport | None = None
    skipped: Skipped | None = None
    same: bool = False
    again: bool = False


class Results(msgspec.Struct, frozen=True):
    """What became of several tasks, and the seconds of the processor that each part took."""

    results: list[Result]
    spent: dict[Part, float]
