"""What was read and analysed before, by content: a file that did not change is never redone.

One SQLite file beside the generations. Losing it costs time and nothing else. Every value carries
a checksum of its own, so opening the file need not look at all of it: damage is found where it
would matter.
"""

import contextlib
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import msgspec

from searchapp.indexing.remembered import AnalysedReport, Entry, FileState

_LAYOUT = 2
_PAGE_BYTES = 16_384  # an analysed report takes some 4 KB, and lies in one piece
_TABLES = """
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, state BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports
    (key BLOB PRIMARY KEY, about BLOB NOT NULL, report BLOB NOT NULL, pieces BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS archive (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
"""
_COLUMNS = (
    "SELECT name, state FROM files LIMIT 0",
    "SELECT key, about, report, pieces FROM reports LIMIT 0",
    "SELECT name, value FROM archive LIMIT 0",
)
_COMMIT_EVERY_S = 1.0
_KEYS_A_QUERY = 200


class CacheDamagedError(sqlite3.DatabaseError):
    """The cache does not hold what was put; without it, everything can be made again."""


class EncodedReport(msgspec.Struct, frozen=True, gc=False):
    """A report as the cache stores it: made where it was analysed, so one process only writes."""

    key: bytes
    about: bytes
    report: bytes
    pieces: bytes


_decode_entry = msgspec.msgpack.Decoder(Entry).decode
_decode_state = msgspec.msgpack.Decoder(FileState).decode
_decode_report = msgspec.msgpack.Decoder(AnalysedReport).decode


class Cache:
    """The open cache; use as a context manager. One process writes (the rebuild's lock)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = self._open()
        self._committed = time.monotonic()

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
            return _connect(self.path)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            remove(self.path)  # everything in it can be made again
            return _connect(self.path)

    # --- files ---

    def files(self) -> Iterator[tuple[str, FileState]]:
        """Yield all that is remembered of files, sorted by name, in one scan."""
        for name, stored in self._database.execute("SELECT name, state FROM files ORDER BY name"):
            yield name, _decode_state(_unseal(name.encode(), stored))

    def put_file(self, name: str, state: FileState) -> None:
        """Remember a file."""
        sealed = _seal(name.encode(), msgspec.msgpack.encode(state))
        self._database.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (name, sealed))

    def forget_files(self, names: Iterable[str]) -> None:
        """Forget files that are gone."""
        rows = ((name,) for name in names)
        self._database.executemany("DELETE FROM files WHERE name = ?", rows)

    # --- reports ---

    def report_keys(self) -> set[bytes]:
        """Return the keys of all reports that are here."""
        return {key for (key,) in self._database.execute("SELECT key FROM reports")}

    def put_reports(self, reports: Iterable[EncodedReport]) -> None:
        """Remember analysed reports."""
        rows = ((one.key, one.about, one.report, one.pieces) for one in reports)
        self._database.executemany("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?)", rows)

    def about(self, key: bytes) -> Entry:
        """Return the entry of a report that is here.

        Raises:
            CacheDamagedError: It is not, or not as it was put.
        """
        query = "SELECT about FROM reports WHERE key = ?"
        row = self._database.execute(query, (key,)).fetchone()
        return _decode_entry(_unseal(key, row[0] if row else None))

    def forget_reports(self, keys: Iterable[bytes]) -> None:
        """Forget reports that nothing gives any more."""
        self._database.executemany("DELETE FROM reports WHERE key = ?", ((key,) for key in keys))

    # --- the archive as a whole ---

    def value(self, name: str) -> bytes | None:
        """Return what was put under a name."""
        return get_value(self._database, name)

    def put_value(self, name: str, value: bytes) -> None:
        """Remember something of the archive as a whole."""
        sealed = _seal(name.encode(), value)
        self._database.execute("INSERT OR REPLACE INTO archive VALUES (?, ?)", (name, sealed))

    def clear(self) -> None:
        """Forget everything."""
        for table in ("files", "reports", "archive"):
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608

    def commit(self) -> None:
        """Make everything that was put survive a crash."""
        self._database.commit()
        self._committed = time.monotonic()

    def commit_now_and_then(self) -> None:
        """Commit, but not more often than about every second."""
        if time.monotonic() - self._committed > _COMMIT_EVERY_S:
            self.commit()


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open a cache that nobody writes to, so that several processes may."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def get_value(database: sqlite3.Connection, name: str) -> bytes | None:
    """Return what was put under a name.

    Raises:
        CacheDamagedError: It is not as it was put.
    """
    query = "SELECT value FROM archive WHERE name = ?"
    row = database.execute(query, (name,)).fetchone()
    return _unseal(name.encode(), row[0]) if row else None


def read_reports(
    database: sqlite3.Connection, keys: Sequence[bytes]
) -> Iterator[tuple[AnalysedReport, tuple[str, ...]]]:
    """Yield analysed reports and their pieces, in the order of the keys.

    Raises:
        CacheDamagedError: One is not here, or not as it was put.
    """
    for key, report, pieces in _rows(database, "report, pieces", keys):
        yield _decode_report(_unpacked(key, report)), _decoded_pieces(key, pieces)


def read_pieces(database: sqlite3.Connection, keys: Sequence[bytes]) -> Iterator[tuple[str, ...]]:
    """Yield the pieces of reports, in the order of the keys.

    Raises:
        CacheDamagedError: One is not here, or not as it was put.
    """
    for key, pieces in _rows(database, "pieces", keys):
        yield _decoded_pieces(key, pieces)


def _rows(
    database: sqlite3.Connection, columns: str, keys: Sequence[bytes]
) -> Iterator[tuple[Any, ...]]:
    """Yield the key and the columns of each report, in the order of the keys."""
    for start in range(0, len(keys), _KEYS_A_QUERY):
        asked = keys[start : start + _KEYS_A_QUERY]
        marks = ", ".join("?" * len(asked))
        query = f"SELECT key, {columns} FROM reports WHERE key IN ({marks})"  # noqa: S608
        found = {row[0]: row for row in database.execute(query, asked)}
        for key in asked:
            if key not in found:
                raise CacheDamagedError(f"{key.hex()} is gone")
            yield found[key]


def encode(about: Entry, report: AnalysedReport, pieces: Sequence[str]) -> EncodedReport:
    """Return a report as the cache stores it."""
    key = about.key
    return EncodedReport(
        key,
        _seal(key, msgspec.msgpack.encode(about)),
        _seal(key, zlib.compress(msgspec.msgpack.encode(report), 1)),
        _seal(key, zlib.compress("\n".join(pieces).encode(), 1)),
    )


def _decoded_pieces(key: bytes, stored: object) -> tuple[str, ...]:
    joined = _unpacked(key, stored).decode()
    return tuple(joined.split("\n")) if joined else ()


def _unpacked(key: bytes, stored: object) -> bytes:
    return zlib.decompress(_unseal(key, stored))


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error is the file's own fault, not that of a full disk, a lock or a right."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _seal(key: bytes, value: bytes) -> bytes:
    """Put a checksum before a value: SQLite has none, and a flipped bit would be a word's."""
    return zlib.crc32(value, zlib.crc32(key)).to_bytes(4, "big") + value


def _unseal(key: bytes, stored: object) -> bytes:
    if isinstance(stored, bytes):
        value = stored[4:]
        if zlib.crc32(value, zlib.crc32(key)) == int.from_bytes(stored[:4], "big"):
            return value
    raise CacheDamagedError(f"{key!r} is altered")


def remove(path: Path) -> None:
    """Remove a cache."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    try:
        _lay_out(database)
    except UnicodeDecodeError as error:  # what SQLite says of a damaged file quotes its bytes
        database.close()
        raise CacheDamagedError("the layout is altered") from error
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def _lay_out(database: sqlite3.Connection) -> None:
    """Make the tables of a new cache, and refuse one of another layout."""
    layout = database.execute("PRAGMA user_version").fetchone()[0]
    if layout not in (0, _LAYOUT):
        raise CacheDamagedError(f"the layout is {layout}")
    if layout == 0:
        database.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        database.executescript(f"{_TABLES} PRAGMA user_version = {_LAYOUT};")
    for query in _COLUMNS:
        database.execute(query)
