"""The original of a report: its very bytes, as long as they are still what was indexed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from searchapp.errors import SearchAppError
from searchapp.model import SourceDocument
from searchapp.settings import Settings

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\"\\/:*?<>|\ud800-\udfff]")
"""What no file name should hold when it is saved elsewhere; a header cannot carry some of it."""


class OriginalMissingError(SearchAppError):
    """The file has gone, changed, or was never inside the archive."""


@dataclass(frozen=True, slots=True)
class Original:
    """A report's bytes, with the name and media type to save them under."""

    content: bytes
    name: str
    media_type: str


def original(source: SourceDocument, settings: Settings) -> Original:
    """The bytes that ``source`` was read from: its file, or its line of a JSONL file.

    Raises:
        OriginalMissingError: Nothing with the indexed content is there any more.
    """
    file = _inside(settings.documents, source.path)
    try:
        if file.suffix.lower() == ".jsonl":
            return _line(file, source, settings.max_file_bytes)
        return _whole(file, source, settings.max_file_bytes)
    except OSError:
        raise _gone() from None


def _inside(documents: Path, path: str) -> Path:
    archive = documents.resolve()
    try:
        file = (archive / path).resolve()
        if file.is_relative_to(archive) and file.is_file():
            return file
    except (OSError, ValueError):
        pass  # a name that no file can have
    raise _gone()


def _whole(file: Path, source: SourceDocument, max_bytes: int) -> Original:
    with file.open("rb") as stream:
        content = stream.read(max_bytes + 1)
    if sha256(content).hexdigest() != source.sha256:
        raise _gone()
    suffix = file.suffix.lower()
    name = _UNSAFE.sub("_", PurePosixPath(source.path).name)
    return Original(content, name, _MEDIA_TYPES.get(suffix, "application/octet-stream"))


def _line(file: Path, source: SourceDocument, max_bytes: int) -> Original:
    for line in _lines(file, max_bytes):
        if sha256(line).hexdigest() == source.sha256:
            stem = _UNSAFE.sub("_", PurePosixPath(source.path).stem)
            return Original(line, f"{stem}-{source.sha256[:12]}.json", "application/json")
    raise _gone()


def _lines(file: Path, max_bytes: int) -> Iterator[bytes]:
    """Every line of at most ``max_bytes``, without its end."""
    with file.open("rb") as stream:
        while line := stream.readline(max_bytes + 1):
            yield line.rstrip(b"\r\n")


def _gone() -> OriginalMissingError:
    return OriginalMissingError(
        "Tệp gốc đã được sửa, chuyển đi hoặc xoá kể từ lần lập chỉ mục gần nhất. "
        "Hãy lập lại chỉ mục bằng lệnh: searchapp rebuild."
    )
