"""Whoosh as it comes: its own writer, its own searcher, in a small archive only."""

from pathlib import Path
from typing import Any

from whoosh import fields, query, sorting
from whoosh.analysis import RegexTokenizer
from whoosh.index import create_in, open_dir

from benchmarks.cases import Case
from benchmarks.peers.timed.base import Answer, Stopwatch, TimedEngine
from benchmarks.workload import Workload

_MEMORY_MB = 256
_NO_ROUTES = "chỉ lập chỉ mục một trường từ, vì dựng bốn trường quá lâu"


class StockWhoosh(TimedEngine):
    """One field of words with positions, merged into one segment."""

    name = "whoosh"
    most = 10_000

    @classmethod
    def build(cls, workload: Workload, folder: Path, tools: Path) -> float:  # noqa: ARG003
        """See ``TimedEngine.build``."""
        watch = Stopwatch()
        writer = create_in(folder, _schema()).writer(limitmb=_MEMORY_MB)
        for fed in workload.archive.feed():
            with watch.running():
                writer.add_document(
                    exact=" ".join(fed.exact),
                    province=fed.province,
                    type=fed.kind,
                    year=fed.year,
                    day=fed.day,
                    number=fed.number,
                )
        with watch.running():
            writer.commit(optimize=True)
        return watch.seconds

    def __init__(self, folder: Path, tools: Path) -> None:  # noqa: ARG002
        self._searcher = open_dir(folder, readonly=True).searcher()

    def close(self) -> None:
        """See ``TimedEngine.close``."""
        self._searcher.close()

    def refuses(self, case: Case) -> str:
        """See ``TimedEngine.refuses``."""
        return _NO_ROUTES if case.routes else super().refuses(case)

    def ask(self, case: Case) -> Answer:
        """See ``TimedEngine.ask``."""
        passing = self._passing(case)
        if passing is not None and not passing:  # Whoosh would take it for no filter at all
            return Answer((), 0, {name: {} for name in case.facets})
        facets = {name: sorting.FieldFacet(name, maptype=sorting.Count) for name in case.facets}
        found = self._searcher.search(
            _words(case),
            limit=case.offset + case.limit,
            filter=passing,
            groupedby=facets or None,
            sortedby=sorting.FieldFacet("day", reverse=True) if case.newest else None,
        )
        top = tuple(hit["number"] for hit in found[case.offset : case.offset + case.limit])
        counts = {name: dict(found.groups(name)) for name in case.facets}
        return Answer(top, len(found), counts)

    def _passing(self, case: Case) -> set[int] | None:
        needed: list[Any] = [
            query.Term(name, value)
            for name, value in (("province", case.province), ("type", case.type))
            if value
        ]
        if case.days:
            needed.append(query.NumericRange("day", *case.days))
        return set(self._searcher.docs_for_query(query.And(needed))) if needed else None


def _words(case: Case) -> Any:
    if case.phrase:
        return query.Phrase("exact", list(case.phrase))
    if case.prefix:
        return query.Prefix("exact", case.prefix)
    together = query.And if case.all_of else query.Or
    return together([query.Term("exact", term) for term in case.all_of or case.any_of])


def _schema() -> fields.Schema:
    words = fields.TEXT(analyzer=RegexTokenizer(r"\S+"), phrase=True)
    names = {name: fields.ID(sortable=True) for name in ("province", "type", "year")}
    return fields.Schema(
        exact=words, day=fields.NUMERIC(sortable=True), number=fields.STORED, **names
    )
