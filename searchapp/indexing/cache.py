"""What was read and analysed before, by content: a file that did not change is never redone.

One SQLite file beside the generations. Keys hold a fingerprint of the code that made the values,
so whatever changes in reading, facts or analysis makes everything new by itself. Losing the file
costs time and nothing else.
"""

import contextlib
import hashlib
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Self

import msgspec

from searchapp.analysis.reports import Analysis
from searchapp.model import Facts, Skipped, SourceDocument

_MADE_BY = ("reading", "facts", "analysis")
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
_TABLES = """
CREATE TABLE IF NOT EXISTS files (key TEXT PRIMARY KEY, outcome BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports
    (key TEXT PRIMARY KEY, report BLOB NOT NULL, pieces BLOB NOT NULL);
"""


class CacheDamagedError(sqlite3.DatabaseError):
    """The cache does not hold what was put; without it, everything can be made again."""


class Entry(msgspec.Struct, frozen=True):
    """A report in the cache: its id, its path and the key of what was made of it."""

    id: str
    path: str
    key: str


class FileOutcome(msgspec.Struct, frozen=True):
    """What reading one file gave."""

    entries: list[Entry]
    skipped: list[Skipped]
    notes: list[str]


class AnalysedReport(msgspec.Struct, frozen=True):
    """A report with its facts and terms; ``syllables`` are joined by line ends.

    (Not by spaces: a few letters, as some Arabic ligatures, hold one once they are normalised.)
    """

    source: SourceDocument
    facts: Facts
    title: str
    syllables: str
    title_length: int

    def analysis(self, pieces: tuple[str, ...]) -> Analysis:
        """Return the terms as the engine takes them."""
        return Analysis(
            tuple(self.syllables.split("\n") if self.syllables else ()),
            self.title_length,
            pieces,
        )


_decode_outcome = msgspec.json.Decoder(FileOutcome).decode
_decode_report = msgspec.json.Decoder(AnalysedReport).decode
_decode_pieces = msgspec.json.Decoder(tuple[str, ...]).decode


class Cache:
    """The open cache; use as a context manager. One process at a time (the rebuild's lock)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = self._open()

    def __enter__(self) -> Self:
        """Return the cache itself."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Keep what was put, also when the rebuild failed, so the next one goes on from it."""
        with contextlib.suppress(sqlite3.Error):
            self._database.commit()
        self._database.close()

    def _open(self) -> sqlite3.Connection:
        try:
            return _connect(self._path)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            remove(self._path)  # everything in it can be made again
            return _connect(self._path)

    def file(self, key: str) -> FileOutcome | None:
        """Return what reading a file gave, if that and all its reports are still here."""
        stored = self._get("SELECT outcome FROM files WHERE key = ?", key)
        if stored is None:
            return None
        outcome = _decode_outcome(stored)
        return outcome if all(self.has_report(entry.key) for entry in outcome.entries) else None

    def put_file(self, key: str, outcome: FileOutcome) -> None:
        """Remember what reading a file gave."""
        self._put("INSERT OR REPLACE INTO files VALUES (?, ?)", key, msgspec.json.encode(outcome))

    def has_report(self, key: str) -> bool:
        """Tell whether a report was analysed before."""
        query = "SELECT 1 FROM reports WHERE key = ?"
        return self._database.execute(query, (key,)).fetchone() is not None

    def put_report(self, key: str, encoded: "EncodedReport") -> None:
        """Remember an analysed report."""
        self._put(
            "INSERT OR REPLACE INTO reports VALUES (?, ?, ?)",
            key,
            encoded.report,
            encoded.pieces,
        )

    def pieces(self, key: str) -> tuple[str, ...]:
        """Return the pieces of a report that is here.

        Raises:
            CacheDamagedError: It is not, or not as it was put.
        """
        pieces = self._demand("SELECT pieces FROM reports WHERE key = ?", key)
        return _decode_pieces(zlib.decompress(pieces))

    def report(self, key: str) -> tuple[AnalysedReport, tuple[str, ...]]:
        """Return an analysed report that is here, and its pieces.

        Raises:
            CacheDamagedError: It is not, or not as it was put.
        """
        report = self._demand("SELECT report FROM reports WHERE key = ?", key)
        return _decode_report(zlib.decompress(report)), self.pieces(key)

    def commit(self) -> None:
        """Make everything that was put survive a crash."""
        self._database.commit()

    def keep_only(self, files: Iterable[str], reports: Iterable[str]) -> None:
        """Forget everything that the newest rebuild did not use."""
        for table, keys in (("files", files), ("reports", reports)):
            self._database.execute("CREATE TEMP TABLE used (key TEXT PRIMARY KEY) WITHOUT ROWID")
            rows = ((key,) for key in keys)
            self._database.executemany("INSERT OR IGNORE INTO used VALUES (?)", rows)
            self._database.execute(
                f"DELETE FROM {table} WHERE key NOT IN (SELECT key FROM used)"  # noqa: S608
            )
            self._database.execute("DROP TABLE used")
        self._database.commit()

    def _get(self, query: str, key: str) -> bytes | None:
        row: tuple[bytes] | None = self._database.execute(query, (key,)).fetchone()
        return _unseal(key, row[0]) if row else None

    def _demand(self, query: str, key: str) -> bytes:
        value = self._get(query, key)
        if value is None:
            raise CacheDamagedError(f"{key} is gone")
        return value

    def _put(self, query: str, key: str, *values: bytes) -> None:
        self._database.execute(query, (key, *(_seal(key, value) for value in values)))


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error is the file's own fault, not that of a full disk, a lock or a right."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _seal(key: str, value: bytes) -> bytes:
    """Put a checksum before a value: SQLite has none, and a flipped bit would be a word's."""
    return zlib.crc32(value, zlib.crc32(key.encode())).to_bytes(4, "big") + value


def _unseal(key: str, stored: object) -> bytes:
    if isinstance(stored, bytes) and stored == _seal(key, stored[4:]):
        return stored[4:]
    raise CacheDamagedError(f"{key} is altered")


class EncodedReport(msgspec.Struct, frozen=True):
    """An analysed report as the cache stores it: made in the worker, so one process only writes."""

    report: bytes
    pieces: bytes


def encode(report: AnalysedReport, pieces: Sequence[str]) -> EncodedReport:
    """Return a report as the cache stores it."""
    return EncodedReport(
        zlib.compress(msgspec.json.encode(report), 1),
        zlib.compress(msgspec.json.encode(pieces), 1),
    )


def report_key(document: SourceDocument) -> str:
    """Return the key of what is made of a document: its every field, and the code that makes it."""
    return _digest([fingerprint().encode(), msgspec.json.encode(document)])


def file_key(content_key: str, limits: Sequence[float]) -> str:
    """Return the key of what reading a file gave: it may have failed for the limits of its day."""
    return _digest([fingerprint().encode(), content_key.encode(), str(limits).encode()])


@cache
def fingerprint() -> str:
    """Return a hash of the code and the libraries that make the cached values."""
    package = resources.files("searchapp")
    sources = [package / "model", *(package / name for name in _MADE_BY)]
    parts = [sys.version.encode()]  # with it come Unicode's tables
    parts += [f"{name}=={metadata.version(name)}".encode() for name in _LIBRARIES]
    for source in sources:
        parts += _contents(Path(str(source)))
    return _digest(parts)


def _contents(path: Path) -> Iterator[bytes]:
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return (file.read_bytes() for file in files if file.is_file() and file.suffix != ".pyc")


def _digest(parts: Sequence[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def remove(path: Path) -> None:
    """Remove a cache."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    try:
        database.executescript(_TABLES)
        database.execute("SELECT pieces FROM reports LIMIT 0")  # not of an older layout
        fault = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        if fault != "ok":
            raise CacheDamagedError(fault)
    except UnicodeDecodeError as error:  # what SQLite says of a damaged file quotes its bytes
        database.close()
        raise CacheDamagedError("the layout is altered") from error
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
