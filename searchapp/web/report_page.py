"""What the report page shows, as plain values: facts with their evidence, the text, the matches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from searchapp.facts.places import gazetteer
from searchapp.model import (
    ClusterFact,
    DateFact,
    Evidence,
    Expression,
    Facts,
    NamedFact,
    Report,
    Residue,
    Span,
)
from searchapp.query.relaxing import loosen
from searchapp.snippets import highlights
from searchapp.web import wording
from searchapp.web.passages import (
    MAX_SHOWN,
    Layers,
    Paragraph,
    Segment,
    anchor,
    paragraphs,
    segments,
)

MOST_LINKED = 30
"""Matches that get a link of their own at the top of the page."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact in words, with those it was read from.

    Attributes:
        place: The anchor of these words on the page, or "" when they stand elsewhere.
        source: Where they stand, in words.
    """

    text: str
    quote: str
    place: str
    source: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of facts; without statements the report does not tell."""

    term: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The text, laid out: its heading, its paragraphs and what was left out of it."""

    heading: tuple[Segment, ...]
    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[tuple[str, str], ...]
    matches: int
    is_cut: bool

    @property
    def linked(self) -> range:
        """The numbers of the matches that get a link at the top."""
        return range(1, min(self.matches, MOST_LINKED) + 1)

    def neighbours(self, number: int) -> tuple[int, int]:
        """The matches before and after match ``number``; 0 where there is none."""
        return number - 1, number + 1 if number < self.matches else 0


# --- facts --------------------------------------------------------------------------------------


def main_rows(facts: Facts) -> list[Row]:
    """The facts that every report is asked for, also those that it does not tell."""
    return [
        Row("Tỉnh/thành", tuple(_provinces(facts))),
        Row("Ngày sự kiện", tuple(_date(facts.event_date))),
        Row("Ngày đăng", tuple(_date(facts.published_date))),
        Row("Kỳ báo cáo", tuple(_date(facts.period))),
        Row("Loại báo cáo", tuple(_types(facts))),
    ]


def other_rows(facts: Facts) -> list[Row]:
    """The facts that are shown where they are told."""
    return [row for row in _others(facts) if row.statements]


def _others(facts: Facts) -> Iterator[Row]:
    yield Row(
        "Huyện, thị xã, thành phố", tuple(_state(f.name, f.evidence) for f in facts.districts)
    )
    yield Row("Xã, phường", tuple(_communes(facts)))
    if facts.cluster:
        yield Row("Cụm, khối thi đua", (_state(facts.cluster.name, facts.cluster.evidence),))
        yield Row("Đơn vị đứng đầu cụm, khối", tuple(_leaders(facts.cluster)))
    if facts.host:
        yield Row("Đơn vị tổ chức", (_state(facts.host.name, facts.host.evidence),))
    if facts.byline:
        yield Row("Người viết", tuple(_byline(facts)))
    yield Row("Người được nêu", tuple(_persons(facts)))
    yield Row("Khen thưởng", tuple(_awards(facts)))
    yield Row("Phong trào", tuple(_state(f"“{f.name}”", f.evidence) for f in facts.movements))
    yield Row("Văn bản được dẫn", tuple(_documents(facts)))


def _state(text: str, evidence: Evidence) -> Statement:
    span = evidence.span
    shown = span is not None and span.end <= MAX_SHOWN
    place = anchor(span) if span and shown else ""
    return Statement(text, evidence.text, place, wording.SOURCES[evidence.source])


def _provinces(facts: Facts) -> Iterator[Statement]:
    for fact in facts.provinces:
        same = fact.place.name == fact.now.name
        now = "nay vẫn là" if same else "nay thuộc"
        host = ", chủ nhà" if fact.is_host else ""
        yield _state(f"{fact.place.name} ({now} {fact.now.name}{host})", fact.evidence)


def _communes(facts: Facts) -> Iterator[Statement]:
    for fact in facts.communes:
        province = gazetteer.province(fact.formerly_province)
        former = f"{fact.formerly}, {province.name}" if province else fact.formerly
        yield _state(f"{fact.name} (trước 1/7/2025: {former})", fact.evidence)


def _leaders(cluster: ClusterFact) -> Iterator[Statement]:
    year = f" (năm {cluster.year})" if cluster.year else ""
    for fact in cluster.heads:
        yield _state(f"Trưởng: {fact.name}{year}", fact.evidence)
    for fact in cluster.deputies:
        yield _state(f"Phó: {fact.name}", fact.evidence)


def _date(fact: DateFact | None) -> Iterator[Statement]:
    if fact:
        inferred = f" ({wording.inferred_part(fact)} suy ra từ ngữ cảnh)" if fact.completed else ""
        yield _state(wording.interval(fact) + inferred, fact.evidence)


def _types(facts: Facts) -> Iterator[Statement]:
    for fact in facts.types:
        text = wording.type_label(fact.type) + (" (suy ra)" if fact.inferred else "")
        yield _state(text, fact.evidence)


def _byline(facts: Facts) -> Iterator[Statement]:
    if fact := facts.byline:
        yield _state(f"{fact.name} ({fact.source})" if fact.source else fact.name, fact.evidence)


def _persons(facts: Facts) -> Iterator[Statement]:
    for fact in facts.persons:
        yield _state(f"{fact.name}, {fact.position}" if fact.position else fact.name, fact.evidence)


def _awards(facts: Facts) -> Iterator[Statement]:
    for fact in facts.awards:
        awarder = f" của {fact.awarder}" if fact.awarder else ""
        status = wording.AWARD_STATUSES[fact.status]
        level = f" ({wording.AWARD_LEVELS[fact.level]})" if fact.level else ""
        yield _state(f"{fact.award}{awarder}{level} – {status}: {fact.recipients}", fact.evidence)


def _documents(facts: Facts) -> Iterator[Statement]:
    for fact in facts.cited_documents:
        issuer = f" của {fact.issuer}" if fact.issuer else ""
        dated = f" ngày {wording.day(fact.date)}" if fact.date else ""
        yield _state(f"{fact.number}{issuer}{dated}", fact.evidence)


def source_link(report: Report) -> str | None:
    """The page that the report came from, if that is an address one can safely follow."""
    url = report.source.url or ""
    return url if url.lower().startswith(("https://", "http://")) else None


# --- text ---------------------------------------------------------------------------------------


def body(report: Report, expression: Expression) -> Body:
    """The report's text with what matches ``expression`` and where facts were read."""
    text, facts = report.text, report.facts
    # Where no report holds a phrase the search has looked for its words.
    found = highlights(report, expression) or highlights(report, loosen(expression))
    shown = tuple(span for span in found if span.start < MAX_SHOWN)
    layers = Layers(shown, tuple(_evidence_spans(facts)))
    left_out = sorted((part.span for part in facts.residue), key=lambda span: span.start)
    heading = _heading(report, layers)
    if heading and facts.title:
        left_out = sorted([*left_out, facts.title], key=lambda span: span.start)
    return Body(
        heading=heading or (Segment(report.title),),
        paragraphs=tuple(paragraphs(text, _apart(left_out), layers)),
        left_out=tuple(_left_out(text, facts.residue)),
        matches=len(layers.marks),
        is_cut=len(text) > MAX_SHOWN,
    )


def _heading(report: Report, layers: Layers) -> tuple[Segment, ...]:
    title = report.facts.title
    return tuple(segments(report.text, title, layers)) if title else ()


def _evidence_spans(facts: Facts) -> Iterator[Span]:
    dates = (facts.event_date, facts.published_date, facts.period)
    found = [
        *(fact.evidence for fact in (*dates, facts.cluster, facts.host, facts.byline) if fact),
        *(fact.evidence for fact in facts.provinces + facts.districts + facts.communes),
        *(fact.evidence for fact in facts.movements + _leading(facts)),
        *(fact.evidence for fact in facts.types + facts.persons),
        *(fact.evidence for fact in facts.awards + facts.cited_documents),
    ]
    for evidence in found:
        if evidence.span:
            yield evidence.span


def _leading(facts: Facts) -> tuple[NamedFact, ...]:
    return facts.cluster.heads + facts.cluster.deputies if facts.cluster else ()


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Sorted spans, each beginning no sooner than the one before it ends."""
    result = list(spans[:1])
    for _, span in pairwise(spans):
        start = max(span.start, result[-1].end)
        result.append(Span(start, max(start, span.end)))
    return result


def _left_out(text: str, residue: Sequence[Residue]) -> Iterator[tuple[str, str]]:
    for part in residue:
        yield (
            wording.RESIDUE_KINDS.get(part.kind, part.kind),
            text[part.span.start : part.span.end].strip(),
        )
