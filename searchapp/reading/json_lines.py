"""JSONL: a report a line, streamed, so that an export of any size can come in."""

import codecs
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from searchapp.errors import ReadingError
from searchapp.model import Skipped, SourceDocument
from searchapp.reading.archive import ArchiveFile, report_id
from searchapp.reading.documents import assemble
from searchapp.reading.encodings import UTF_8, Decoded, decode, repair
from searchapp.reading.extraction import Extraction, clean_line
from searchapp.reading.regular_files import open_regular, why_not
from searchapp.reading.sidecars import metadata_of

_LONGEST_ID = 200
_LONGEST_FIELD_BYTES = 100_000
_ABSENT = msgspec.Raw()


class _Line(msgspec.Struct):
    """The fields that are looked at; whatever else a line holds is passed over, not built."""

    text: str
    id: msgspec.Raw = _ABSENT
    title: msgspec.Raw = _ABSENT
    url: msgspec.Raw = _ABSENT
    province: msgspec.Raw = _ABSENT
    event_date: msgspec.Raw = _ABSENT
    published_date: msgspec.Raw = _ABSENT
    period: msgspec.Raw = _ABSENT
    type: msgspec.Raw = _ABSENT


def read_lines(file: ArchiveFile, max_line_bytes: int) -> Iterator[SourceDocument | Skipped]:
    """Yield the report of each line, or why it is left out; blank lines are passed over.

    A bad line is named ``file.jsonl:17``, and the others go on.
    """
    for line in raw_lines(file, max_line_bytes):
        yield line if isinstance(line, Skipped) else read_line(line)[0]


class RawLine(NamedTuple):
    """A line that is not blank, of the JSONL file of a name; numbers begin with 1."""

    name: str
    number: int
    data: bytes


def raw_lines(file: ArchiveFile, max_line_bytes: int) -> Iterator[RawLine | Skipped]:
    """Yield the lines of a file as they stand, or why one cannot be had; the file is streamed."""
    try:
        with _open(file.path) as stream:
            for number, line in enumerate(_lines(stream, max_line_bytes), start=1):
                if line is None:
                    reason = "dòng quá dài, vượt SEARCHAPP_MAX_FILE_BYTES"
                    yield Skipped(f"{file.name}:{number}", reason)
                elif line.strip():
                    yield RawLine(file.name, number, line)
    except (OSError, ReadingError) as error:
        reason = why_not(error) if isinstance(error, OSError) else str(error)
        yield Skipped(file.name, reason)


def read_line(line: RawLine) -> tuple[SourceDocument | Skipped, bool]:
    """Return the report of a line, or why there is none; and whether it brings its own id."""
    try:
        return _document(line)
    except ReadingError as error:
        return Skipped(f"{line.name}:{line.number}", str(error)), False


def numbered_id(name: str, number: int) -> str:
    """Return the id of a line that brings none."""
    return f"{report_id(name)}-{number}"


def _open(path: Path) -> IO[bytes]:
    stream = open_regular(path)
    if stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        stream.close()
        raise ReadingError("tệp .jsonl phải là UTF-8; hãy lưu lại bằng UTF-8")
    stream.seek(0)
    return stream


def _lines(stream: IO[bytes], max_bytes: int) -> Iterator[bytes | None]:
    """Yield each line, None for one that is too long; never holds more than ``max_bytes``."""
    while line := stream.readline(max_bytes + 1):
        if len(line) <= max_bytes or line.endswith(b"\n"):
            yield line.rstrip(b"\r\n")
        else:
            while line and not line.endswith(b"\n"):
                line = stream.readline(max_bytes + 1)
            yield None


def _document(line: RawLine) -> tuple[SourceDocument, bool]:
    source, encoding, notes = _decoded(line.data)
    text, values = _fields(source)
    metadata, complaints = metadata_of(values)
    repaired = repair(text)
    if repaired.encoding != UTF_8:
        encoding, notes = repaired.encoding, notes + repaired.notes
        title = repair(metadata.title or "", fewest_words=1).text
        metadata = replace(metadata, title=title or None)
    extraction = Extraction(repaired.text, encoding=encoding, notes=notes)
    sha256 = hashlib.sha256(line.data).hexdigest()
    own = _own_id(values)
    report = own or numbered_id(line.name, line.number)
    document = assemble(report, line.name, sha256, extraction, metadata, complaints)
    return document, own is not None


def _fields(source: str) -> tuple[str, dict[str, object]]:
    """Return the text of a line, and its other fields as they are.

    Raises:
        ReadingError: It is no report.
    """
    try:
        line = msgspec.json.decode(source, type=_Line)
        others = [name for name in _Line.__struct_fields__ if name != "text"]
        return line.text, {name: _value(name, getattr(line, name)) for name in others}
    except msgspec.ValidationError as error:
        raise ReadingError(
            "mỗi dòng phải là một đối tượng JSON { … } có “text” là một chuỗi"
        ) from error
    except (ValueError, RecursionError) as error:
        raise ReadingError("không phải một dòng JSON hợp lệ") from error


def _value(name: str, raw: msgspec.Raw) -> object:
    written = bytes(raw)
    if len(written) > _LONGEST_FIELD_BYTES:
        raise ReadingError(f"trường “{name}” quá dài")
    return json.loads(written or b"null")


def _decoded(line: bytes) -> Decoded:
    """Decode strictly first: what is wrong inside UTF-8 strings is repaired string by string."""
    try:
        return Decoded(line.decode("utf-8-sig"), UTF_8)
    except UnicodeDecodeError:
        return decode(line)


def _own_id(values: dict[str, object]) -> str | None:
    own = values.get("id")
    if own is None or own == "":
        return None
    if isinstance(own, bool) or not isinstance(own, (str, int)):
        raise ReadingError("trường “id” phải là một chuỗi hoặc số nguyên")
    cleaned = clean_line(str(own))
    if not cleaned or len(cleaned) > _LONGEST_ID:
        raise ReadingError(f"trường “id” phải có từ 1 đến {_LONGEST_ID} ký tự")
    if {"", ".", ".."} & set(cleaned.split("/")) or cleaned.endswith("/original"):
        raise ReadingError(f"mã “{cleaned}” không làm địa chỉ được; hãy đổi mã của dòng này")
    return cleaned
