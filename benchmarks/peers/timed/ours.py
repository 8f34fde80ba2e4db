"""searchapp itself: bare terms through its lowest door, routed queries as a reader's."""

import json
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cases import WHOLE, Case
from benchmarks.peers.timed.base import Answer, TimedEngine
from benchmarks.terms import Text
from benchmarks.workload import Workload
from searchapp.analysis.version import analyzer_version
from searchapp.engines import open_engine
from searchapp.engines.base import EngineQuery
from searchapp.engines.whoosh.engine import ENGINE
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.engines.whoosh.terms import TermQuery, search_terms
from searchapp.indexing import rebuild
from searchapp.model import DateField, DateRange, Filters, Query, Sort
from searchapp.searching import search, understand
from searchapp.settings import Settings


class Ours(TimedEngine):
    """An index by the product's own rebuild, from lines that tell province, day and kind."""

    name = "ours"

    @classmethod
    def version(cls) -> str:
        """See ``TimedEngine.version``."""
        return f"{ENGINE}-{analyzer_version()}"

    @classmethod
    def build(cls, workload: Workload, folder: Path, tools: Path) -> float:  # noqa: ARG003
        """See ``TimedEngine.build``."""
        with TemporaryDirectory(dir=folder, prefix="archive-") as archive:
            write_lines(workload, Path(archive) / "news.jsonl")
            settings = Settings.from_environment(documents=Path(archive), index=folder / "index")
            started = time.perf_counter()
            rebuild(settings, full=True)
            return time.perf_counter() - started

    def __init__(self, folder: Path, tools: Path) -> None:  # noqa: ARG002
        self.engine = open_engine(Settings.from_environment(index=folder / "index"))
        self.engine.status()

    def refuses(self, case: Case) -> str:  # noqa: ARG002
        """See ``TimedEngine.refuses``."""
        return ""

    def ask(self, case: Case) -> Answer:
        """See ``TimedEngine.ask``."""
        if case.kind == WHOLE:
            return self._whole(case)
        if case.typed:
            return self._typed(case)
        return ask_terms(self._snapshot(), case)

    def _whole(self, case: Case) -> Answer:
        result = search(self.engine, _query(case))
        return Answer(tuple(hit.report.id for hit in result.hits), result.total)

    def _typed(self, case: Case) -> Answer:
        query = _query(case)
        return self._asked(understand(self.engine, query).ask(query, case.facets))

    def _asked(self, query: EngineQuery) -> Answer:
        found = self.engine.search(query)
        return Answer(tuple(hit.report.id for hit in found.hits), found.total, found.facets)

    def _snapshot(self) -> Snapshot:
        snapshot: Snapshot = self.engine._current()  # type: ignore[attr-defined]  # noqa: SLF001
        return snapshot


def ask_terms(snapshot: Snapshot, case: Case) -> Answer:
    """Answer a case that is not typed."""
    asked = TermQuery(
        all_of=case.all_of,
        any_of=case.any_of,
        phrase=case.phrase,
        prefix=case.prefix,
        filters=_filters(case),
        facets=case.facets,
        sort=Sort.NEWEST if case.newest else Sort.RELEVANCE,
        offset=case.offset,
        limit=case.limit,
    )
    found = search_terms(snapshot, asked)
    return Answer(tuple(found.numbers.tolist()), found.total, found.facets)


def write_lines(workload: Workload, path: Path) -> None:
    """Write the reports as JSONL whose province, day and kind are those that peers are given."""
    texts, days = workload.archive.texts, workload.archive.days
    numbers = {id_: number for number, id_ in enumerate(texts[Text.IDS])}
    with path.open("w", encoding="utf-8") as file:
        for document in workload.documents():
            number = numbers[document.id]
            row = {
                "id": document.id,
                "title": document.title,
                "text": document.text,
                "province": texts[Text.PROVINCE_NAMES][number],
                "event_date": date.fromordinal(int(days[number])).isoformat(),
                "type": texts[Text.KINDS][number],
            }
            file.write(json.dumps({name: value for name, value in row.items() if value}) + "\n")


def _query(case: Case) -> Query:
    filters = replace(_filters(case), date_field=DateField.ANY)  # as readers leave it
    return Query(case.typed, filters, per_page=case.limit)


def _filters(case: Case) -> Filters:
    return Filters(
        province=(case.province,) if case.province else (),
        type=(case.type,) if case.type else (),
        dates=_range(*case.days) if case.days else DateRange(),
        date_field=DateField.EVENT,
    )


def _range(first: int, last: int) -> DateRange:
    return DateRange(date.fromordinal(first), date.fromordinal(last))
