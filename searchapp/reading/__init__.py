"""A file of the archive -> its text: one reader a format, encodings, the archive walk."""

from searchapp.reading.archive import (
    ArchiveFile,
    Stamp,
    combined_key,
    content_key,
    file_digest,
    report_id,
    walk,
)
from searchapp.reading.json_lines import RawLine, numbered_id, raw_lines, read_line
from searchapp.reading.reader import Reader, read_files

__all__ = [
    "ArchiveFile",
    "RawLine",
    "Reader",
    "Stamp",
    "combined_key",
    "content_key",
    "file_digest",
    "numbered_id",
    "raw_lines",
    "read_files",
    "read_line",
    "report_id",
    "walk",
]
