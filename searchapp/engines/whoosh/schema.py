"""What Whoosh stores and indexes: the report itself, its id, its words."""

import zlib

import msgspec
from whoosh.analysis import RegexTokenizer
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema

from searchapp.model import Report

TEXT_FIELD = "words"
"""Sorts behind all other fields, as Whoosh wants of one whose postings come last."""
INDEX_NAME = "MAIN"
ID_FIELD = "id"
KEYWORD_FIELDS = ("province", "province_now", "type")

_COMPRESSION = 4
_decode = msgspec.json.Decoder(Report).decode


def make_schema() -> Schema:
    """Return the schema of a generation.

    The analyzer is for Whoosh's own tools only: the text field is inverted from terms that
    ``searchapp.analysis`` made, so the index and the arrays hold the very same ones.
    """
    keywords = {name: KEYWORD(commas=True) for name in KEYWORD_FIELDS}
    text = TEXT(analyzer=RegexTokenizer(r"\S+"), phrase=False, stored=False)
    return Schema(id=ID(unique=True), report=STORED, **{TEXT_FIELD: text}, **keywords)


def encode_report(report: Report) -> bytes:
    """Return a report as Whoosh stores it."""
    return zlib.compress(msgspec.json.encode(report), _COMPRESSION)


def decode_report(stored: bytes) -> Report:
    """Return the report that ``encode_report`` encoded.

    Raises:
        msgspec.ValidationError: The bytes are no report of this version.
        zlib.error: They are not what was stored.
    """
    return _decode(zlib.decompress(stored))
