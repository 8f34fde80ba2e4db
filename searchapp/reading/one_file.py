"""One file -> its document: the way of every format but JSONL, wherever it is gone."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from searchapp.errors import ReadingError, ReadingLimitError
from searchapp.model import Metadata, Skipped, SourceDocument
from searchapp.reading.archive import ArchiveFile, report_id
from searchapp.reading.documents import assemble
from searchapp.reading.extraction import Extraction
from searchapp.reading.plain_text import extract
from searchapp.reading.regular_files import read_bytes
from searchapp.reading.sidecars import read_sidecar

Extract = Callable[[bytes], Extraction]

_MOST_BYTES_IN_PLACE = 1_000_000


def make_document(
    name: str, data: bytes, extract: Extract, sidecar: Path | None, max_bytes: int
) -> SourceDocument:
    """Return the document of a file's bytes.

    Raises:
        ReadingError: There is no text in it.
        ReadingLimitError: There is more of it than ``max_bytes`` code points.
    """
    metadata, notes = (Metadata(), ()) if sidecar is None else read_sidecar(sidecar)
    extraction = extract(data)
    sha256 = hashlib.sha256(data).hexdigest()
    document = assemble(report_id(name), name, sha256, extraction, metadata, notes)
    if len(document.text) > max_bytes:
        raise ReadingLimitError("văn bản rút ra quá dài, vượt SEARCHAPP_MAX_FILE_BYTES")
    return document


def read_in_place(file: ArchiveFile, max_bytes: int) -> SourceDocument | Skipped | None:
    """Return the document of a small plain text in UTF-8, or None for all that is none.

    It needs no parsing library, so there is nothing to guard against: decoding and looking at the
    letters takes time and memory by the size. What is in another encoding has to be guessed.
    """
    if file.ending != ".txt" or file.size > _MOST_BYTES_IN_PLACE:
        return None
    try:
        data = read_bytes(file.path, min(max_bytes, _MOST_BYTES_IN_PLACE))
        if not _is_utf_8(data):
            return None
        return make_document(file.name, data, extract, file.sidecar, max_bytes)
    except ReadingLimitError:
        return None
    except ReadingError as error:
        return Skipped(file.name, str(error))


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in data  # it may be UTF-16
