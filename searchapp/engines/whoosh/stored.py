"""The reports that Whoosh's segments store, read where they are mapped.

Whoosh's own reader copies a whole column into memory before it reads a single report, and is not
safe to share between threads.
"""

import zlib
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from pickle import loads
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import VarBytesColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.index import TOC

from searchapp.engines.whoosh.schema import INDEX_NAME, decode_report
from searchapp.model import Report


class StoredReports:
    """The reports of a verified index; any number of threads may read them at once."""

    def __init__(self, folder: Path) -> None:
        storage = FileStorage(str(folder))
        segments = TOC.read(storage, INDEX_NAME).segments
        self._columns = [_column(storage, segment) for segment in segments]
        counts = (segment.doc_count_all() for segment in segments)
        self._starts = list(accumulate(counts, initial=0))

    def report(self, number: int) -> Report:
        """Return a report by its number."""
        at = bisect_right(self._starts, number) - 1
        stored = zlib.decompress(self._columns[at][number - self._starts[at]])
        return decode_report(loads(stored)["report"])  # noqa: S301 - it was verified


class _MappedFile(BufferFile):  # type: ignore[misc]
    """Whoosh's file of bytes in memory, without a copy of them."""

    def __init__(self, mapped: memoryview) -> None:
        self._buf = mapped
        self.is_closed = False


def _column(storage: FileStorage, segment: Any) -> Any:
    """Return Whoosh's column of stored reports of one segment."""
    files = segment.open_compound_file(storage)
    offset, length = files.range(W3Codec.column_filename(segment, "_stored"))
    mapped = memoryview(files._source)[offset : offset + length]  # noqa: SLF001
    return VarBytesColumn().reader(_MappedFile(mapped), 0, length, segment.doc_count_all())
