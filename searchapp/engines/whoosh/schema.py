"""What Whoosh stores and indexes: the report itself, its words."""

import zlib
from collections.abc import Iterable

import msgspec
from whoosh.analysis import RegexTokenizer
from whoosh.fields import KEYWORD, STORED, TEXT, Schema

from searchapp.model import Report

TEXT_FIELD = "words"
"""Sorts behind all other fields, as Whoosh wants of one whose postings come last."""
INDEX_NAME = "MAIN"
KEYWORD_FIELDS = ("province", "province_now", "type")

DICTIONARY_REPORTS = 8
"""The first reports of a segment, by which the others are compressed: a quarter less in size."""
_WINDOW = 32_768  # bytes, as far as zlib looks back
_COMPRESSION = 4
_decode = msgspec.json.Decoder(Report).decode


def make_schema() -> Schema:
    """Return the schema of a generation.

    The analyzer is for Whoosh's own tools only: the text field is inverted from terms that
    ``searchapp.analysis`` made, so the index and the arrays hold the very same ones.
    """
    keywords = {name: KEYWORD(commas=True) for name in KEYWORD_FIELDS}
    text = TEXT(analyzer=RegexTokenizer(r"\S+"), phrase=False, stored=False)
    return Schema(report=STORED, **{TEXT_FIELD: text}, **keywords)


def encode_report(report: Report) -> bytes:
    """Return a report as bytes, not yet compressed."""
    return msgspec.json.encode(report)


def decode_report(encoded: bytes) -> Report:
    """Return the report that ``encode_report`` encoded.

    Raises:
        msgspec.ValidationError: The bytes are no report of this version.
    """
    return _decode(encoded)


def dictionary_of(encoded: Iterable[bytes]) -> bytes:
    """Return what the reports of a segment are compressed by, given its first ones."""
    return b"".join(encoded)[-_WINDOW:]


def compress(encoded: bytes, dictionary: bytes = b"") -> bytes:
    """Return the bytes of a report, compressed."""
    made = zlib.compressobj(_COMPRESSION, zdict=dictionary)
    return made.compress(encoded) + made.flush()


def decompress(stored: bytes, dictionary: bytes = b"") -> bytes:
    """Return what was compressed by the same dictionary.

    Raises:
        zlib.error: The bytes are not what was stored.
    """
    made = zlib.decompressobj(zdict=dictionary)
    return made.decompress(stored) + made.flush()
