"""Keys: what changes them is all that what they stand for is made of, the code included."""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import metadata, resources
from pathlib import Path

from searchapp.reading import RawLine
from searchapp.settings import Settings

_MADE_BY = ("model", "reading", "facts", "analysis", "indexing/analysing.py")
_TOPICS_MADE_BY = ("indexing/topics.py", "indexing/phrases.py", "indexing/empty_words.py")
_LIBRARIES = (
    "lxml",
    "charset-normalizer",
    "python-crfsuite",
    "pyvi",
    "pypdf",
    "python-docx",
    "justext",
    "trafilatura",
    "markdown-it-py",
    "ftfy",
)
KEY_BYTES = 16


def reading_version(settings: Settings) -> bytes:
    """Return 16 bytes for the code, the libraries and the limits that reports are read with.

    (Reading a file may have failed for the limits of its day.)
    """
    limits = (settings.max_file_bytes, settings.read_memory_bytes, settings.read_timeout_s)
    return digest([_code_version(), str(limits).encode()])


@cache
def topics_version() -> bytes:
    """Return 16 bytes for the code that finds topics."""
    return digest(_sources(_TOPICS_MADE_BY))


def file_key(version: bytes, content_key: str) -> bytes:
    """Return the key of what is made of a file: see ``searchapp.reading.content_key``."""
    return digest([version, content_key.encode()])


def line_key(version: bytes, line: RawLine) -> bytes:
    """Return the key of what is made of a line, which may move: its number is no part of it."""
    return digest([version, line.name.encode("utf-8", "replace"), line.data])


def digest(parts: Sequence[bytes]) -> bytes:
    """Return 16 bytes for some others, each of which is kept apart."""
    made = hashlib.blake2b(digest_size=KEY_BYTES)
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.digest()


@cache
def _code_version() -> bytes:
    parts = [sys.version.encode()]  # with it come Unicode's tables
    parts += [f"{name}=={metadata.version(name)}".encode() for name in _LIBRARIES]
    return digest([*parts, *_sources(_MADE_BY)])


def _sources(names: Sequence[str]) -> list[bytes]:
    package = Path(str(resources.files("searchapp")))
    return [content for name in names for content in _contents(package / name)]


def _contents(path: Path) -> Iterator[bytes]:
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return (file.read_bytes() for file in files if file.is_file() and file.suffix != ".pyc")
