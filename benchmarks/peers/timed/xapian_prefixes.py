"""Xapian, from Debian's python3-xapian: a prefix a field, values for what is sorted and counted."""

import importlib
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.cases import Case
from benchmarks.peers.timed.base import Answer, Stopwatch, TimedEngine, routed_words
from benchmarks.terms import Fed
from benchmarks.workload import Workload

_DEBIAN = "/usr/lib/python3/dist-packages"
_PREFIXES = {"exact": "E", "folded": "F", "exact_pairs": "P", "folded_pairs": "Q"}
_FILTERS = {"province": "XP", "type": "XT"}
_SLOTS = {"day": 0, "province": 1, "type": 2, "year": 3}
_LONGEST_BYTES = 240  # of a term; Xapian takes 245


class XapianEngine(TimedEngine):
    """A glass database, compacted."""

    name = "xapian"

    @classmethod
    def missing(cls, tools: Path) -> str:  # noqa: ARG003
        """See ``TimedEngine.missing``."""
        try:
            _xapian()
        except ImportError:
            return "không có Xapian cho Python này; trên Debian: apt-get install python3-xapian"
        return ""

    @classmethod
    def build(cls, workload: Workload, folder: Path, tools: Path) -> float:  # noqa: ARG003
        """See ``TimedEngine.build``."""
        xapian = _xapian()
        watch = Stopwatch()
        growing = folder / "growing"
        database = xapian.WritableDatabase(str(growing), xapian.DB_CREATE_OR_OVERWRITE)
        for fed in workload.archive.feed():
            with watch.running():
                database.add_document(_document(xapian, fed))
        with watch.running():
            database.commit()
            database.close()
            xapian.Database(str(growing)).compact(str(folder / "compact"))
        for file in growing.iterdir():
            file.unlink()
        growing.rmdir()
        return watch.seconds

    def __init__(self, folder: Path, tools: Path) -> None:  # noqa: ARG002
        self._xapian = _xapian()
        self._database = self._xapian.Database(str(folder / "compact"))
        self._reports = self._database.get_doccount()

    def close(self) -> None:
        """See ``TimedEngine.close``."""
        self._database.close()

    def ask(self, case: Case) -> Answer:
        """See ``TimedEngine.ask``. Totals are exact because every report is looked at."""
        xapian = self._xapian
        enquire = xapian.Enquire(self._database)
        enquire.set_query(self._query(case))
        if case.newest:
            enquire.set_sort_by_value(_SLOTS["day"], True)
        spies = {name: xapian.ValueCountMatchSpy(_SLOTS[name]) for name in case.facets}
        for spy in spies.values():
            enquire.add_matchspy(spy)
        found = enquire.get_mset(case.offset, case.limit, self._reports)
        top = tuple(match.docid - 1 for match in found)
        counts = {
            name: {value.term.decode(): value.termfreq for value in spy.values()}
            for name, spy in spies.items()
        }
        return Answer(top, found.get_matches_estimated(), counts)

    def _query(self, case: Case) -> Any:
        xapian = self._xapian
        needed = [
            xapian.Query(_FILTERS[name] + value)
            for name, value in (("province", case.province), ("type", case.type))
            if value
        ]
        if case.days:
            ends = map(xapian.sortable_serialise, case.days)
            needed.append(xapian.Query(xapian.Query.OP_VALUE_RANGE, _SLOTS["day"], *ends))
        words = self._words(case)
        if not needed:
            return words
        filters = xapian.Query(xapian.Query.OP_AND, needed)
        return xapian.Query(xapian.Query.OP_FILTER, words, filters)

    def _words(self, case: Case) -> Any:
        query = self._xapian.Query
        if case.routes:
            return query(query.OP_OR, [self._route(*route) for route in routed_words(case)])
        if case.phrase:
            return query(query.OP_PHRASE, _terms("exact", case.phrase), len(case.phrase))
        if case.prefix:
            begun = _PREFIXES["exact"] + case.prefix
            return query(query.OP_WILDCARD, begun, 0, query.WILDCARD_LIMIT_ERROR, query.OP_OR)
        operator = query.OP_AND if case.all_of else query.OP_OR
        return query(operator, _terms("exact", case.all_of or case.any_of))

    def _route(self, name: str, weight: float, words: tuple[str, ...]) -> Any:
        query = self._xapian.Query
        return query(query.OP_SCALE_WEIGHT, query(query.OP_OR, _terms(name, words)), weight)


def _xapian() -> Any:
    """Return Debian's module: it lies beside another interpreter of the same version.

    Raises:
        ImportError: There is none that this interpreter can load.
    """
    if _DEBIAN not in sys.path:
        sys.path.append(_DEBIAN)  # last: everything else is found where it was
    try:
        return importlib.import_module("xapian")
    finally:
        sys.path.remove(_DEBIAN)


def _terms(name: str, words: tuple[str, ...]) -> list[str]:
    return [_PREFIXES[name] + word for word in words]


def _document(xapian: Any, fed: Fed) -> Any:
    document = xapian.Document()
    for place, word in enumerate(fed.exact, start=1):
        if len(word.encode()) <= _LONGEST_BYTES:
            document.add_posting(_PREFIXES["exact"] + word, place)
    for name in ("folded", "exact_pairs", "folded_pairs"):
        for word, count in Counter(getattr(fed, name)).items():
            if len(word.encode()) <= _LONGEST_BYTES:
                document.add_term(_PREFIXES[name] + word, count)
    values = {"province": fed.province, "type": fed.kind, "year": fed.year}
    for name, value in values.items():
        document.add_value(_SLOTS[name], value)
        if name in _FILTERS:
            document.add_boolean_term(_FILTERS[name] + value)
    document.add_value(_SLOTS["day"], xapian.sortable_serialise(fed.day))
    return document
