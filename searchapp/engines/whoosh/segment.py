"""A Whoosh segment, written from arrays: an ordinary one that any Whoosh reads.

Whoosh's own writer makes an object of every posting; here whole lists come already sorted, and a
block of theirs is written at once. The stored reports are handed over one by one before.
"""

import zlib
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from pickle import dumps
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3TermInfo
from whoosh.columns import VarBytesColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.system import pack_int, pack_ushort
from whoosh.util.numeric import byte_to_length

from searchapp.engines.whoosh.inversion import IntArray, Inverted
from searchapp.engines.whoosh.schema import (
    DICTIONARY_REPORTS,
    INDEX_NAME,
    TEXT_FIELD,
    compress,
    dictionary_of,
    make_schema,
)

_POSTINGS_A_BLOCK = 1024  # smaller on disk and faster to decode than Whoosh's 128
_LEAST_COMPRESSED = 80  # bytes; below, compressing makes a block longer
_COMPRESSION = 4
_ALREADY_COMPRESSED = 0
_PICKLE = 2  # the protocol that Whoosh writes
_PICKLE_OF_BYTES = 4  # older ones write bytes as text, half as long again
_TERM_INFO = W3TermInfo._struct  # noqa: SLF001 - the form of what stands beside a term
_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)])

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Field:
    """The posting lists of one field; ``lengths`` of its reports as bytes where it is scored."""

    name: str
    terms: Sequence[bytes]
    inverted: Inverted
    lengths: Bytes | None = None


class SegmentFiles:
    """The files of one segment while it is written: the reports first, then all the lists."""

    def __init__(self, folder: Path) -> None:
        self._storage = FileStorage(str(folder))
        self._segment = W3Codec().new_segment(self._storage, INDEX_NAME)
        self._stored_file = self._storage.create_file(self._column("_stored"))
        self._stored = VarBytesColumn().writer(self._stored_file)
        self._reports = 0
        self._first: list[bytes] = []
        self._dictionary = b""

    def add(self, encoded: bytes) -> None:
        """Store one report; the first ones are the dictionary of those that follow."""
        fields = dumps({"report": compress(encoded, self._dictionary)}, _PICKLE_OF_BYTES)
        self._stored.add(self._reports, zlib.compress(fields, _ALREADY_COMPRESSED))
        self._reports += 1
        if self._reports <= DICTIONARY_REPORTS:
            self._first.append(encoded)
        if self._reports == DICTIONARY_REPORTS:
            self._dictionary = dictionary_of(self._first)
            self._first.clear()

    def finish(self, fields: Sequence[Field], lengths: IntArray) -> Any:
        """Write the lists of all fields, sorted by their names, and return Whoosh's segment.

        Args:
            fields: The text field is the one whose lengths are given.
            lengths: How many words each report has.
        """
        self._stored.finish(self._reports)
        self._stored_file.close()
        with self._storage.create_file(self._column(f"_{TEXT_FIELD}_len")) as file:
            file.write(length_bytes(lengths).tobytes())
        writer = W3Codec().field_writer(self._storage, self._segment)
        for field in fields:
            _write_field(writer, field)
        writer.close()
        self._segment.create_compound_file(self._storage)  # one file to open and to close
        self._segment.compound = True
        self._segment.set_doc_count(self._reports)
        self._segment._fieldlengths = {TEXT_FIELD: int(lengths.sum())}  # noqa: SLF001
        return self._segment

    def close(self) -> None:
        """Let go of the files of a segment that is given up; a full disk is no matter then."""
        with suppress(Exception):  # Whoosh has no better one for a file that is closed already
            self._stored_file.close()

    def _column(self, name: str) -> str:
        found: str = W3Codec.column_filename(self._segment, name)
        return found


def length_bytes(lengths: IntArray) -> Bytes:
    """Return the lengths of reports as Whoosh remembers them, a byte each."""
    return np.minimum(np.searchsorted(_LENGTHS, lengths), 255).astype(np.uint8)


def write_contents(folder: Path, segments: Sequence[Any]) -> None:
    """Write Whoosh's table of contents: with it the segments, in their order, are an index."""
    TOC(make_schema(), list(segments), 1).write(FileStorage(str(folder)), INDEX_NAME)


def _write_field(writer: Any, field: Field) -> None:
    if not field.terms:
        return
    schema = make_schema()
    writer.start_field(field.name, schema[field.name])
    prefix = pack_ushort(writer._fieldid)  # noqa: SLF001
    file, index = writer._postfile, writer._tindex  # noqa: SLF001
    lists = _Lists(field, with_values=schema[field.name].format.posting_size != 0)
    offset, waiting = file.tell(), []
    for number, term in enumerate(field.terms):
        written = lists.write(number)
        extent = _pack_extent(offset, len(written))
        index.add(prefix + term, lists.info(number) + extent)
        offset += len(written)
        waiting.append(written)
        if len(waiting) == _POSTINGS_A_BLOCK:
            file.write(b"".join(waiting))
            waiting.clear()
    file.write(b"".join(waiting))
    writer.finish_field()


def _pack_extent(offset: int, length: int) -> bytes:
    """Return where the postings of a term stand, as Whoosh writes it."""
    packed: bytes = pack_int(length)
    return offset.to_bytes(8, "big") + packed


class _Lists:
    """Posting lists, encoded as far as that goes for all of them at once."""

    def __init__(self, field: Field, *, with_values: bool) -> None:
        inverted = field.inverted
        self._bounds = inverted.indptr.tolist()
        self._docs = array("I", inverted.docs.astype(np.uint32).tobytes())
        self._gaps = array("I", _gaps(inverted).astype(np.uint32).tobytes())
        self._freqs = inverted.freqs
        self._weights = array("I", inverted.freqs.astype(np.uint32).tobytes())
        self._values = inverted.freqs.astype(">u4").tobytes() if with_values else None
        scored = field.lengths
        self._lengths = None if scored is None else scored[inverted.docs]
        self._block_stats = _Statistics.of(inverted.freqs, self._lengths, *_blocks(inverted.indptr))
        starts = inverted.indptr[:-1]
        self._stats = _Statistics.of(inverted.freqs, self._lengths, starts)
        self._next_block = 0

    def write(self, number: int) -> bytes:
        """Return the postings of the next term; each must be asked for once, in order."""
        start, end = self._bounds[number], self._bounds[number + 1]
        pieces = [WHOOSH3_HEADER_MAGIC]
        for first in range(start, end, _POSTINGS_A_BLOCK):
            last = min(end, first + _POSTINGS_A_BLOCK)
            pieces += self._block(first, last, is_last=last == end)
        return b"".join(pieces)

    def _block(self, first: int, end: int, *, is_last: bool) -> Iterator[bytes]:
        stats, block = self._block_stats, self._next_block
        self._next_block += 1
        most = stats.most[block]
        weights = self._weights_of(first, end, stats.least[block], most)
        values = None if self._values is None else self._values[4 * first : 4 * end]
        data = dumps((tuple(self._gaps[first:end]), weights, values), _PICKLE)
        level = _COMPRESSION if len(data) >= _LEAST_COMPRESSED else 0
        if level:
            data = zlib.compress(data, level)
        lengths = stats.shortest[block], stats.longest[block]
        info = dumps((end - first, self._docs[end - 1], float(most), level, *lengths), _PICKLE)
        size = len(info) + len(data)
        return iter((pack_int(-size if is_last else size), info, data))

    def _weights_of(
        self, first: int, end: int, least: int, most: int
    ) -> float | tuple[int, ...] | None:
        """Return the frequencies; as whole numbers, which take fewer bytes and count the same."""
        if most == 1:
            return None
        return float(most) if least == most else tuple(self._weights[first:end])

    def info(self, number: int) -> bytes:
        """Return what Whoosh keeps of a term beside its postings."""
        stats, start, end = self._stats, self._bounds[number], self._bounds[number + 1]
        packed: bytes = _TERM_INFO.pack(
            0,
            float(stats.total[number]),
            end - start,
            stats.shortest[number],
            stats.longest[number],
            float(stats.most[number]),
            self._docs[start],
            self._docs[end - 1],
        )
        return packed


def _blocks(indptr: IntArray) -> tuple[IntArray]:
    """Return where each block begins, term by term; no term is without postings."""
    counts = -(-np.diff(indptr) // _POSTINGS_A_BLOCK)
    ordinal = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return (np.repeat(indptr[:-1], counts) + ordinal * _POSTINGS_A_BLOCK,)


def _gaps(inverted: Inverted) -> IntArray:
    """Return the distance of each document from the one before it in its block."""
    docs = inverted.docs.astype(np.int64)
    gaps = np.diff(docs, prepend=0)
    (starts,) = _blocks(inverted.indptr)
    gaps[starts] = docs[starts]
    return gaps


@dataclass(frozen=True, slots=True)
class _Statistics:
    """Of each stretch of postings: sum, least and most of the frequencies, and of the lengths."""

    total: list[int]
    least: list[int]
    most: list[int]
    shortest: list[int]
    longest: list[int]

    @classmethod
    def of(cls, freqs: npt.NDArray[np.int32], lengths: Bytes | None, starts: IntArray) -> Any:
        """Return the statistics of the stretches that begin at ``starts``, none of them empty."""
        unscored = [0] * len(starts)
        return cls(
            np.add.reduceat(freqs, starts, dtype=np.int64).tolist(),
            np.minimum.reduceat(freqs, starts).tolist(),
            np.maximum.reduceat(freqs, starts).tolist(),
            unscored if lengths is None else np.minimum.reduceat(lengths, starts).tolist(),
            unscored if lengths is None else np.maximum.reduceat(lengths, starts).tolist(),
        )
