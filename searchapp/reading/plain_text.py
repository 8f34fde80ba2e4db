"""Plain text: nothing to take apart but the encoding."""

from searchapp.reading.encodings import decode
from searchapp.reading.extraction import Extraction


def extract(data: bytes) -> Extraction:
    """Return the text of a ``.txt`` file."""
    text, encoding, notes = decode(data)
    return Extraction(text, encoding=encoding, notes=notes)
