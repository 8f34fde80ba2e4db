"""A Whoosh segment whose text field was inverted with numpy.

Whoosh sorts every posting as a Python object; here the text field comes already sorted, and
joins the others just before Whoosh writes them. What is written is an ordinary segment.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain

from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import FileIndex
from whoosh.system import pack_uint
from whoosh.writing import SegmentWriter

from searchapp.engines.whoosh.inversion import Inverted
from searchapp.engines.whoosh.schema import TEXT_FIELD

_POSTINGS_A_BLOCK = 1024  # smaller on disk and faster to decode than Whoosh's 128

Posting = tuple[str, bytes, int, float, bytes]


class InvertedSegmentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer, but for the text field, whose postings it is handed before the commit."""

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, codec=W3Codec(blocklimit=_POSTINGS_A_BLOCK))
        self._postings: Iterator[Posting] = iter(())

    def add_report(self, length: int, **fields: object) -> None:
        """Add everything of a report but its text, of which only the length in syllables."""
        self.add_document(**fields)
        self.perdocwriter.add_field(TEXT_FIELD, self.schema[TEXT_FIELD], None, length)

    def take_postings(self, postings: Iterator[Posting]) -> None:
        """Hand over the text field's postings, sorted by term, then by document."""
        self._postings = postings

    def give_up(self) -> None:
        """Close every file of a segment that is not wanted; nothing is done after a commit.

        Whoosh flushes while it closes, which fails again when the disk is full.
        """
        if not self.is_closed:
            with suppress(OSError):
                self.cancel()

    def _flush_segment(self) -> None:
        """Write all postings; the text field follows those that Whoosh has sorted itself."""
        self.perdocwriter.close()
        reader = self.per_document_reader()
        postings = chain(self.pool.iter_postings(), self._postings)
        self.fieldwriter.add_postings(self.schema, reader, postings)
        self.fieldwriter.close()
        reader.close()


def text_postings(inverted: Inverted, terms: Sequence[str]) -> Iterator[Posting]:
    """Yield the postings of the text field in the form and order in which Whoosh writes them.

    Args:
        inverted: The posting lists of the terms, which are sorted by their UTF-8 bytes.
        terms: The terms by number.
    """
    docs, indptr = inverted.docs.tolist(), inverted.indptr.tolist()
    freqs = inverted.freqs.tolist()
    for number, term in enumerate(terms):
        encoded = term.encode("utf-8")
        for posting in range(indptr[number], indptr[number + 1]):
            freq = freqs[posting]
            yield TEXT_FIELD, encoded, docs[posting], float(freq), pack_uint(freq)
