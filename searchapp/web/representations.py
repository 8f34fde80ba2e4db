"""The JSON of every door: ``/api/search``, ``/api/reports``, ``searchapp search|facts --json``.

Plain values only, and no flask: the command line prints the same shapes.
"""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

from searchapp.engines.base import SimilarReport
from searchapp.model import (
    ClusterFact,
    CommuneFact,
    Completion,
    CompletionKind,
    DateFact,
    Facet,
    Facts,
    Hit,
    NamedFact,
    Note,
    Place,
    ProvinceFact,
    Query,
    Report,
    SearchResult,
    Snippet,
    SourceDocument,
    Span,
    Suggestions,
)
from searchapp.web.params import args_from_query, parameters_of
from searchapp.web.ways_out import WayOut

Json = dict[str, Any]


def search_result(result: SearchResult, ways_out: Sequence[WayOut] = ()) -> Json:
    """What ``/api/search`` answers; the ways out are those of an answer without reports."""
    return {
        "query": {"text": result.query.text, "notes": [_note(note) for note in result.notes]},
        "total": result.total,
        "groups": result.groups,
        "page": result.query.page,
        "per_page": result.query.per_page,
        "hits": [_hit(hit) for hit in result.hits],
        "facets": {facet.name: _buckets(facet) for facet in result.facets},
        "ways_out": [_way_out(way) for way in ways_out],
        "took_ms": round(result.took_ms, 2),
    }


def suggestions(found: Suggestions) -> Json:
    """What ``/api/suggest`` answers."""
    return {
        "query": found.text,
        "suggestions": [_suggestion(completion) for completion in found.completions],
        "took_ms": round(found.took_ms, 2),
    }


def report(report: Report, similar: Sequence[SimilarReport]) -> Json:
    """What ``/api/reports/<id>`` answers: every fact, the text they refer to, what is similar."""
    source = report.source
    return facts(source, report.facts) | {
        "id": report.id,
        "title": report.title,
        "topics": list(report.topics),
        "url": report_path(report.id),
        "source_url": source.url,
        "sha256": source.sha256,
        "notes": list(source.notes),
        "text": report.text,
        "similar": [_similar(found) for found in similar],
    }


def facts(document: SourceDocument, facts: Facts) -> Json:
    """What ``searchapp facts --json`` prints for one file; spans count in the document's text."""
    return {
        "path": document.path,
        "title": _words(document.text, facts.title),
        "provinces": [_province(fact) for fact in facts.provinces],
        "districts": [
            {"name": fact.name, "province": fact.province, "evidence": fact.evidence.text}
            for fact in facts.districts
        ],
        "communes": [_commune(fact) for fact in facts.communes],
        **_dates(facts),
        "types": [fact.type.value for fact in facts.types],
        "type_evidence": {fact.type.value: fact.evidence.text for fact in facts.types},
        "cluster": _cluster(facts.cluster),
        "host": _named(facts.host),
        **_people(facts),
        "residue": [
            {"start": part.span.start, "end": part.span.end, "kind": part.kind}
            for part in facts.residue
        ],
        "encoding": document.encoding,
    }


def report_path(report_id: str) -> str:
    """The address of a report's page, from the root of the site; ids may hold any character."""
    return f"/reports/{quote(report_id, safe='/')}"


def marked(text: str, highlights: Sequence[Span]) -> str:
    """``text`` as safe HTML, with ``<mark>`` around the highlights (sorted, apart)."""
    is_plain = len(escape(text)) == len(text)  # nearly always; no stretch has to be escaped then
    safe: Callable[[str], str] = str if is_plain else escape
    parts: list[str] = []
    position = 0
    for span in highlights:
        start, end = span.start, span.end
        parts += safe(text[position:start]), "<mark>", safe(text[start:end]), "</mark>"
        position = end
    parts.append(safe(text[position:]))
    return "".join(parts)


# --- parts --------------------------------------------------------------------------------------


_KIND_LABELS = {
    CompletionKind.TOPIC: "Chủ đề",
    CompletionKind.PLACE: "Địa danh",
    CompletionKind.CLUSTER: "Cụm, khối thi đua",
    CompletionKind.TITLE: "Báo cáo",
}


def _suggestion(completion: Completion) -> Json:
    return {
        "text": completion.text,
        "kind": completion.kind.value,
        "label": _KIND_LABELS[completion.kind],
        "count": completion.count,
        "url": _suggested_path(completion),
    }


def _suggested_path(completion: Completion) -> str:
    """The address, from the root of the site, of the reports that a suggestion gives."""
    if completion.kind is CompletionKind.TITLE:
        return report_path(completion.value)
    asked: dict[str, object] = {"q": f'"{completion.value}"'}
    if completion.field:
        asked = {completion.field: [completion.value]}
    return f"/?{urlencode(args_from_query(Query(), **asked))}"


def _note(note: Note) -> Json:
    return {
        "kind": note.kind.value,
        "text": note.text,
        "query": note.query,
        "count": note.count,
        "filters": parameters_of(note.filters) if note.filters else None,
    }


def _way_out(way: WayOut) -> Json:
    return {
        "without": way.without,
        "label": way.label,
        "total": way.total,
        "url": f"/?{urlencode(args_from_query(way.query))}",
    }


def _hit(hit: Hit) -> Json:
    report = hit.report
    return {
        "id": report.id,
        "title": report.title,
        "score": hit.score,
        "snippet": _snippet(hit.snippet),
        "provinces": [_province(fact) for fact in report.facts.provinces],
        **_dates(report.facts),
        "types": [fact.type.value for fact in report.facts.types],
        "topics": list(report.topics),
        "url": report_path(report.id),
        "source_url": report.source.url,
        "duplicates": [_duplicate(copy) for copy in hit.duplicates],
        "duplicate_count": hit.duplicate_count,
    }


def _similar(found: SimilarReport) -> Json:
    return {
        "id": found.report.id,
        "title": found.report.title,
        "topics": list(found.topics),
        "url": report_path(found.report.id),
    }


def _duplicate(report: Report) -> Json:
    return {"id": report.id, "title": report.title, "url": report_path(report.id)}


def _snippet(snippet: Snippet) -> Json:
    return {"text": snippet.text, "html": marked(snippet.text, snippet.highlights)}


def _buckets(facet: Facet) -> list[Json]:
    return [
        {"value": value, "label": label, "count": count, "selected": selected}
        for value, label, count, selected in facet.buckets
    ]


def _place(place: Place) -> Json:
    return {"slug": place.slug, "name": place.name}


def _province(fact: ProvinceFact) -> Json:
    return {
        "slug": fact.place.slug,
        "name": fact.place.name,
        "now": _place(fact.now),
        "host": fact.is_host,
        "evidence": fact.evidence.text,
    }


def _dates(facts: Facts) -> Json:
    return {
        "event_date": _date(facts.event_date),
        "published_date": _date(facts.published_date),
        "period": _date(facts.period),
    }


def _date(fact: DateFact | None) -> Json | None:
    if fact is None:
        return None
    return {
        "start": fact.start.isoformat(),
        "end": fact.end.isoformat(),
        "precision": fact.precision.value,
        "completed": fact.completed,
        "text": fact.text,
        "evidence": fact.evidence.text,
    }


def _commune(fact: CommuneFact) -> Json:
    return {
        "name": fact.name,
        "province": fact.province,
        "formerly": {"district": fact.formerly, "province": fact.formerly_province},
        "evidence": fact.evidence.text,
    }


def _cluster(fact: ClusterFact | None) -> Json | None:
    if fact is None:
        return None
    return {
        "name": fact.name,
        "heads": [_named(head) for head in fact.heads],
        "deputies": [_named(deputy) for deputy in fact.deputies],
        "year": fact.year,
        "evidence": fact.evidence.text,
    }


def _named(fact: NamedFact | None) -> Json | None:
    return {"name": fact.name, "evidence": fact.evidence.text} if fact else None


def _people(facts: Facts) -> Json:
    byline = facts.byline
    return {
        "byline": byline
        and {"name": byline.name, "source": byline.source, "evidence": byline.evidence.text},
        "persons": [
            {"name": fact.name, "position": fact.position, "evidence": fact.evidence.text}
            for fact in facts.persons
        ],
        "awards": [
            {
                "award": fact.award,
                "awarder": fact.awarder,
                "recipients": fact.recipients,
                "status": fact.status.value,
                "level": fact.level and fact.level.value,
                "evidence": fact.evidence.text,
            }
            for fact in facts.awards
        ],
        "movements": [_named(fact) for fact in facts.movements],
        "cited_documents": [
            {
                "number": fact.number,
                "issuer": fact.issuer,
                "date": fact.date and fact.date.isoformat(),
                "evidence": fact.evidence.text,
            }
            for fact in facts.cited_documents
        ],
    }


def _words(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None
