"""SQLite's FTS5: a table of words, and one of four columns for routed queries."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases import Case
from benchmarks.peers.timed.base import (
    FIELDS,
    WEIGHTS,
    Answer,
    Stopwatch,
    TimedEngine,
    routed_words,
)
from benchmarks.terms import Fed
from benchmarks.workload import Workload

_FILE = "reports.sqlite"
# Marks and signs are parts of terms as well: the terms were made by another tokenizer.
_TOKENS = """tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* S* P* Co'\""""
_SCHEMA = f"""
    CREATE TABLE about (number INTEGER PRIMARY KEY, province TEXT, type TEXT, day INT, year TEXT);
    CREATE VIRTUAL TABLE words USING fts5(exact, content='', {_TOKENS});
    CREATE VIRTUAL TABLE routed USING fts5({", ".join(FIELDS)}, content='', {_TOKENS});
"""
_ROW = "INSERT INTO about VALUES (?, ?, ?, ?, ?)"
_WORDS = "INSERT INTO words (rowid, exact) VALUES (?, ?)"
_ROUTED = f"INSERT INTO routed (rowid, {', '.join(FIELDS)}) VALUES (?, ?, ?, ?, ?)"
_RANK = f"bm25({', '.join(map(str, WEIGHTS))})"


class Fts5Engine(TimedEngine):
    """A database file, optimised into one tree a table."""

    name = "fts5"

    @classmethod
    def build(cls, workload: Workload, folder: Path, tools: Path) -> float:  # noqa: ARG003
        """See ``TimedEngine.build``."""
        watch = Stopwatch()
        connection = sqlite3.connect(folder / _FILE)
        with connection:
            connection.executescript(_SCHEMA)
            for fed in workload.archive.feed():
                with watch.running():
                    _insert(connection, fed)
            with watch.running():
                for table in ("words", "routed"):
                    connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
                connection.commit()
        connection.close()
        return watch.seconds

    def __init__(self, folder: Path, tools: Path) -> None:  # noqa: ARG002
        file = (folder / _FILE).resolve()
        self._connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        self._connection.execute("PRAGMA mmap_size = 8000000000")
        self._connection.execute("PRAGMA temp_store = memory")

    def close(self) -> None:
        """See ``TimedEngine.close``."""
        self._connection.close()

    def ask(self, case: Case) -> Answer:
        """See ``TimedEngine.ask``."""
        table = "routed" if case.routes else "words"
        condition, values = _condition(case, table)
        found = f"FROM {table} {_joined(case, table)} WHERE {condition}"
        order = "day DESC" if case.newest else f"{table}.rank"
        sql = (
            f"SELECT {table}.rowid {found} ORDER BY {order} LIMIT {case.limit} OFFSET {case.offset}"
        )
        top = tuple(row[0] for row in self._connection.execute(sql, values))
        if case.facets:
            return _counted(self._connection, found, values, top, case.facets)
        (total,) = self._connection.execute(f"SELECT count(*) {found}", values).fetchone()
        return Answer(top, total)


def _insert(connection: sqlite3.Connection, fed: Fed) -> None:
    texts = [" ".join(getattr(fed, name)) for name in FIELDS]
    connection.execute(_ROW, (fed.number, fed.province, fed.kind, fed.day, fed.year))
    connection.execute(_WORDS, (fed.number, texts[0]))
    connection.execute(_ROUTED, (fed.number, *texts))


def _counted(
    connection: sqlite3.Connection,
    found: str,
    values: list[object],
    top: tuple[int, ...],
    names: tuple[str, ...],
) -> Answer:
    """Count all facets in one pass: how often each combination of values is found."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    total = 0
    columns = ", ".join(names)
    grouped = f"SELECT {columns}, count(*) {found} GROUP BY {columns}"
    for *row, count in connection.execute(grouped, values):
        total += count
        for name, value in zip(names, row, strict=True):
            counts[name][value] += count
    return Answer(top, total, counts)


def _joined(case: Case, table: str) -> str:
    needed = case.filtered or case.facets or case.newest
    return f"JOIN about ON about.number = {table}.rowid" if needed else ""


def _condition(case: Case, table: str) -> tuple[str, list[object]]:
    parts, values = [f"{table} MATCH ?"], [" ".join(_match(case))]
    found: list[object] = [*values]
    if case.routes:
        parts.append(f"{table}.rank MATCH '{_RANK}'")
    for name, value in (("province", case.province), ("type", case.type)):
        if value:
            parts.append(f"{name} = ?")
            found.append(value)
    if case.days:
        parts.append("day BETWEEN ? AND ?")
        found += case.days
    return " AND ".join(parts), found


def _match(case: Case) -> Iterator[str]:
    if case.routes:
        fields = [
            f"{{{name}}} : ({' OR '.join(map(_quoted, terms))})"
            for name, _, terms in routed_words(case)
            if terms
        ]
        yield " OR ".join(fields)
    elif case.phrase:
        yield _quoted(" ".join(case.phrase))
    elif case.prefix:
        yield f"{_quoted(case.prefix)} *"
    else:
        yield (" AND " if case.all_of else " OR ").join(map(_quoted, case.all_of or case.any_of))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
