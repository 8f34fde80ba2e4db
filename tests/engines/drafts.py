"""Drafts of reports: the little that a test says of one, made into what an engine is given."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from searchapp.analysis.reports import analyse
from searchapp.engines.base import EngineQuery, EngineResult, IndexEntry, SearchEngine
from searchapp.model import (
    ClusterFact,
    DateFact,
    DistrictFact,
    Evidence,
    Facts,
    Filters,
    Place,
    Precision,
    ProvinceFact,
    Report,
    ReportType,
    Residue,
    Sort,
    SourceDocument,
    Span,
    TypeFact,
)
from searchapp.query import parse

NOW = {"ha-nam": "ninh-binh", "thai-binh": "hung-yen", "hung-yen": "hung-yen", "hue": "hue"}
"""Provinces of the drafts, and which province each belongs to now."""

Interval = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Draft:
    """A report in few words; ``advert`` stands between ``body`` and ``rest``, as residue.

    ``units`` are districts with their provinces, ``cluster`` a name and the words it was read from.
    """

    id: str
    title: str = ""
    body: str = ""
    advert: str = ""
    rest: str = ""
    provinces: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    cluster: tuple[str, str] | None = None
    event: Interval | None = None
    published: Interval | None = None
    period: Interval | None = None

    def entry(self) -> IndexEntry:
        """What the engine is given."""
        head = f"{self.title}\n\n" if self.title else ""
        before = f"{head}{self.body}\n"
        text = f"{before}{self.advert}\n{self.rest}"
        residue = Span(len(before), len(before) + len(self.advert)) if self.advert else None
        facts = self._facts(residue)
        analysis = analyse(text, facts.title, [found.span for found in facts.residue])
        source = SourceDocument(self.id, f"{self.id}.txt", text, sha256="0" * 64)
        return IndexEntry(Report(source, facts, self.title or self.body, self.topics), analysis)

    def _facts(self, residue: Span | None) -> Facts:
        return Facts(
            title=Span(0, len(self.title)) if self.title else None,
            provinces=tuple(map(_province, self.provinces)),
            districts=tuple(DistrictFact(*unit, Evidence(unit[0])) for unit in self.units),
            cluster=ClusterFact(self.cluster[0], Evidence(self.cluster[1]))
            if self.cluster
            else None,
            event_date=_date(self.event),
            published_date=_date(self.published),
            period=_date(self.period),
            types=tuple(TypeFact(ReportType(slug), Evidence(slug)) for slug in self.types),
            residue=(Residue(residue, "advert"),) if residue else (),
        )


def _province(slug: str) -> ProvinceFact:
    return ProvinceFact(Place(slug, slug), Place(NOW[slug], NOW[slug]), Evidence(slug))


def _date(interval: Interval | None) -> DateFact | None:
    if interval is None:
        return None
    return DateFact(*interval, Precision.DAY, "hôm ấy", Evidence("hôm ấy"))


def day(year: int, month: int, number: int) -> Interval:
    """One day."""
    return date(year, month, number), date(year, month, number)


def months(year: int, first: int, last: int) -> Interval:
    """From the first day of one month to the last day of another."""
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def publish(
    engine: SearchEngine, added: Iterable[Draft | IndexEntry], *, allow_drop: bool = False
) -> None:
    """Build a generation, in the order given."""
    with engine.build(allow_drop=allow_drop) as writer:
        for entry in added:
            writer.add(entry.entry() if isinstance(entry, Draft) else entry)


def ask(
    engine: SearchEngine,
    text: str = "",
    filters: Filters | None = None,
    *,
    sort: Sort = Sort.RELEVANCE,
    offset: int = 0,
    limit: int = 1000,
    facets: tuple[str, ...] = (),
    strict: bool = False,
) -> EngineResult:
    """Search for a text as it is typed into the box."""
    query = EngineQuery(parse(text), filters or Filters(), sort, offset, limit, facets, strict)
    return engine.search(query)


def ids(result: EngineResult) -> list[str]:
    """The ids of the hits, best first."""
    return [hit.report.id for hit in result.hits]


def found(engine: SearchEngine, text: str, *, strict: bool = False) -> set[str]:
    """The ids of everything that a text finds."""
    return set(ids(ask(engine, text, strict=strict)))


def numbered(count: int, word: str = "lúa") -> Sequence[Draft]:
    """As many drafts that differ in their numbers only."""
    return [Draft(f"so-{n:03}", f"Bản tin {n}", f"Bà con gặt {word} sớm.") for n in range(count)]
