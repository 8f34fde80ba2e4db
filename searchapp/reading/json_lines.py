"""JSONL: a report a line, streamed, so that an export of any size can come in."""

import hashlib
import json
from collections.abc import Iterator
from typing import IO

from searchapp.errors import ReadingError
from searchapp.model import Skipped, SourceDocument
from searchapp.reading.archive import ArchiveFile, report_id
from searchapp.reading.documents import assemble
from searchapp.reading.encodings import UTF_8, Decoded, decode, repair
from searchapp.reading.extraction import Extraction, clean_line
from searchapp.reading.regular_files import open_regular, why_not
from searchapp.reading.sidecars import metadata_of

_LONGEST_ID = 200


def read_lines(file: ArchiveFile, max_line_bytes: int) -> Iterator[SourceDocument | Skipped]:
    """Yield the report of each line, or why it is left out; blank lines are passed over.

    A bad line is named ``file.jsonl:17``, and the others go on.
    """
    try:
        with open_regular(file.path) as stream:
            for number, line in enumerate(_lines(stream, max_line_bytes), start=1):
                if line is None or line.strip():
                    yield _read_line(file.name, number, line)
    except (OSError, ReadingError) as error:
        reason = why_not(error) if isinstance(error, OSError) else str(error)
        yield Skipped(file.name, reason)


def _lines(stream: IO[bytes], max_bytes: int) -> Iterator[bytes | None]:
    """Yield each line, None for one that is too long; never holds more than ``max_bytes``."""
    while line := stream.readline(max_bytes + 1):
        if len(line) <= max_bytes or line.endswith(b"\n"):
            yield line.rstrip(b"\r\n")
        else:
            while line and not line.endswith(b"\n"):
                line = stream.readline(max_bytes + 1)
            yield None


def _read_line(name: str, number: int, line: bytes | None) -> SourceDocument | Skipped:
    if line is None:
        return Skipped(f"{name}:{number}", "dòng quá dài, vượt SEARCHAPP_MAX_FILE_BYTES")
    try:
        return _document(name, number, line)
    except ReadingError as error:
        return Skipped(f"{name}:{number}", str(error))


def _document(name: str, number: int, line: bytes) -> SourceDocument:
    values, encoding, notes = _values(line)
    text = values.get("text")
    if not isinstance(text, str):
        raise ReadingError("thiếu trường “text” (phải là một chuỗi)")
    metadata, complaints = metadata_of(values)
    repaired = repair(text)
    if repaired.encoding != UTF_8:
        encoding, notes = repaired.encoding, notes + repaired.notes
    title = repair(metadata.title or "", likely=repaired.encoding).text
    extraction = Extraction(repaired.text, title, encoding=encoding, notes=notes)
    sha256 = hashlib.sha256(line).hexdigest()
    return assemble(_id(values, name, number), name, sha256, extraction, metadata, complaints)


def _values(line: bytes) -> tuple[dict[str, object], str, tuple[str, ...]]:
    """Return the object of a line, the line's encoding, and notes on it."""
    source, encoding, notes = _decoded(line)
    try:
        values = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise ReadingError("không phải một dòng JSON hợp lệ") from error
    if not isinstance(values, dict):
        raise ReadingError("mỗi dòng phải là một đối tượng JSON { … }")
    return values, encoding, notes


def _decoded(line: bytes) -> Decoded:
    """Decode strictly first: what is wrong inside UTF-8 strings is repaired string by string."""
    try:
        return Decoded(line.decode("utf-8-sig"), UTF_8)
    except UnicodeDecodeError:
        return decode(line)


def _id(values: dict[str, object], name: str, number: int) -> str:
    own = values.get("id")
    if own is None or own == "":
        return f"{report_id(name)}-{number}"
    if isinstance(own, bool) or not isinstance(own, (str, int)):
        raise ReadingError("trường “id” phải là một chuỗi hoặc số nguyên")
    cleaned = clean_line(str(own))
    if not cleaned or len(cleaned) > _LONGEST_ID:
        raise ReadingError(f"trường “id” phải có từ 1 đến {_LONGEST_ID} ký tự")
    return cleaned
