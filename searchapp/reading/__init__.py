"""A file of the archive -> its text: one reader a format, encodings, the archive walk."""

from searchapp.reading.archive import ArchiveFile, content_key, report_id, walk
from searchapp.reading.reader import Reader, read_files

__all__ = ["ArchiveFile", "Reader", "content_key", "read_files", "report_id", "walk"]
