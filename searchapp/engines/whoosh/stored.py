"""The reports that Whoosh's segments store, read where they are mapped.

Whoosh's own reader copies a whole column into memory before it reads a single report, and is not
safe to share between threads.
"""

import zlib
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from pickle import loads
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import VarBytesColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.index import TOC

from searchapp.engines.whoosh.schema import (
    DICTIONARY_REPORTS,
    INDEX_NAME,
    decode_report,
    decompress,
    dictionary_of,
)
from searchapp.model import Report

_REMEMBERED = 1_000  # reports that were shown last, some 10 kB each


class StoredReports:
    """The reports of a verified index; any number of threads may read them at once.

    ``report`` returns one by its number.
    """

    def __init__(self, folder: Path) -> None:
        storage = FileStorage(str(folder))
        segments = TOC.read(storage, INDEX_NAME).segments
        self._segments = [_Segment(storage, segment) for segment in segments]
        self._starts = list(accumulate((one.size for one in self._segments), initial=0))
        self.report = lru_cache(_REMEMBERED)(self._report)

    def _report(self, number: int) -> Report:
        """Return a report by its number."""
        at = bisect_right(self._starts, number) - 1
        return decode_report(self._segments[at].encoded(number - self._starts[at]))


class _Segment:
    def __init__(self, storage: FileStorage, segment: Any) -> None:
        self.size: int = segment.doc_count_all()
        self._column = _column(storage, segment)

    def encoded(self, number: int) -> bytes:
        fields = loads(zlib.decompress(self._column[number]))  # noqa: S301 - it was verified
        dictionary = self._dictionary if number >= DICTIONARY_REPORTS else b""
        return decompress(fields["report"], dictionary)

    @cached_property
    def _dictionary(self) -> bytes:
        return dictionary_of(map(self.encoded, range(DICTIONARY_REPORTS)))


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
