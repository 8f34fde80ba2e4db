"""search(): a Query in, a SearchResult out; what the page, the API and the command line call."""

import time
from collections.abc import Mapping, Sequence
from heapq import nlargest

from searchapp.analysis.syllables import fold, is_syllable
from searchapp.engines.base import EngineHit, EngineQuery, EngineResult, SearchEngine, Strictness
from searchapp.facts.places import gazetteer
from searchapp.facts.places.below import unit_name
from searchapp.model import (
    UNKNOWN,
    Bucket,
    Expression,
    Facet,
    Hit,
    Note,
    NoteKind,
    Query,
    ReportType,
    SearchResult,
)
from searchapp.query import parse
from searchapp.query.relaxing import as_typed, is_loose, loosen
from searchapp.query.repair import drop_unknown, read_keys, suggest
from searchapp.snippets import count_passages, highlights, snippet

FACETS = ("province", "district", "province_now", "year", "type", "topic")
MOST = {"topic": 30, "district": 50}
"""Values shown of facets that have thousands; those selected and “Chưa rõ” come on top."""

UNKNOWN_LABEL = "Chưa rõ"
TYPE_LABELS: Mapping[str, str] = {
    ReportType.SO_KET: "Sơ kết",
    ReportType.TONG_KET: "Tổng kết",
    ReportType.KY_GIAO_UOC: "Ký giao ước",
    ReportType.PHAT_DONG: "Phát động",
    ReportType.KHEN_THUONG: "Khen thưởng",
    ReportType.DAI_HOI: "Đại hội thi đua",
    ReportType.KHAC: "Khác",
}

_RELAXED = {
    Strictness.ALL: "Các từ không đứng liền nhau trong báo cáo nào; đang tìm báo cáo có đủ các từ.",
    Strictness.NEAR: "Các từ không đứng liền nhau trong báo cáo nào; "
    "đang tìm báo cáo có các từ đứng gần nhau.",
    Strictness.SOME: "Đang tìm cả báo cáo chỉ chứa những từ quan trọng nhất của câu hỏi.",
}

_ONE_NAME = 3  # words: longer queries are sentences, which no report repeats
_NO_PHRASE = "Không có báo cáo nào chứa nguyên cụm trong ngoặc kép; đang tìm các từ của cụm đó."


def search(engine: SearchEngine, query: Query) -> SearchResult:
    """Answer a query: one page of hits with exact totals, counts, and what was done with it.

    Raises:
        NoIndexError: Nothing was published yet.
    """
    started = time.perf_counter()
    expression, notes = understand(engine, query)
    found = engine.search(_page(query, expression, FACETS))
    if found.loosened:
        expression = loosen(expression)
        notes += (Note(NoteKind.RELAXED, _NO_PHRASE),)
    if not query.verbatim:
        notes += _explain(engine, query, expression, found)
    return SearchResult(
        query=query,
        total=found.total,
        hits=tuple(_show(hit, expression) for hit in found.hits),
        facets=tuple(_facet(name, found.facets[name], query) for name in FACETS),
        notes=notes,
        status=found.status,
        took_ms=(time.perf_counter() - started) * 1000,
        groups=found.groups,
    )


def rank(engine: SearchEngine, query: Query) -> EngineResult:
    """Return the page of hits that ``search`` shows, without snippets, facets and notes.

    Raises:
        NoIndexError: Nothing was published yet.
    """
    expression, _ = understand(engine, query)
    return engine.search(_page(query, expression, facets=()))


def understand(engine: SearchEngine, query: Query) -> tuple[Expression, tuple[Note, ...]]:
    """Return what a query asks for, and what was done to understand it."""
    expression = parse(query.text)
    notes: tuple[Note, ...] = ()
    if expression.ignored:
        text = f"Câu hỏi quá dài: đã bỏ qua {expression.ignored} từ cuối."
        notes = (Note(NoteKind.IGNORED, text),)
    if query.verbatim:
        return as_typed(expression), notes
    vocabulary = engine.vocabulary()
    repaired, read = read_keys(expression, vocabulary)
    known, dropped = drop_unknown(repaired, vocabulary)
    return known, notes + read + dropped


def _page(query: Query, expression: Expression, facets: tuple[str, ...]) -> EngineQuery:
    return EngineQuery(
        expression,
        query.filters,
        query.sort,
        offset=(query.page - 1) * query.per_page,
        limit=query.per_page,
        facets=facets,
        strict=query.verbatim,
    )


def _show(hit: EngineHit, expression: Expression) -> Hit:
    spans = highlights(hit.report, expression)
    passage = snippet(hit.report, spans, expression)
    matches = count_passages(hit.report, spans)
    return Hit(hit.report, hit.score, passage, matches, hit.duplicates, hit.duplicate_count)


# --- what was done -----------------------------------------------------------------------------


def _explain(
    engine: SearchEngine, query: Query, expression: Expression, found: EngineResult
) -> tuple[Note, ...]:
    notes = []
    relaxed = _relaxed(expression, found)
    if relaxed is not None:
        notes.append(relaxed)
    folded = _folded(query, expression, found)
    if folded is not None:
        notes.append(folded)
    if not found.exact_anywhere:
        suggestion = suggest(expression, engine.vocabulary())
        if suggestion is not None:
            notes.append(suggestion)
    return tuple(notes)


def _relaxed(expression: Expression, found: EngineResult) -> Note | None:
    words = len({w for clause in expression.clauses if is_loose(clause) for w in clause.words})
    strictest = Strictness.ADJACENT if words in {2, 3} else Strictness.ALL
    if not found.total or found.strictness in {None, strictest}:
        return None
    assert found.strictness is not None
    return Note(NoteKind.RELAXED, _RELAXED[found.strictness])


def _folded(query: Query, expression: Expression, found: EngineResult) -> Note | None:
    """Say that other spellings are found too, where that is so."""
    words = [word for clause in expression.clauses if is_loose(clause) for word in clause.words]
    if not found.total or not any(is_syllable(word.text) for word in words):
        return None
    if found.exact_total is None:
        return Note(NoteKind.FOLDED, "Bạn gõ không dấu: đang tìm mọi cách viết có dấu.")
    if not found.exact_anywhere and len(set(words)) <= _ONE_NAME:
        text = f"Không có báo cáo nào viết đúng “{query.text.strip()}”; đang tìm cả dạng không dấu."
        return Note(NoteKind.FOLDED, text)
    if found.exact_total < found.total:
        return Note(NoteKind.FOLDED, "Đang tìm cả dạng không dấu; viết đúng dấu được xếp trước.")
    return None


# --- facets ------------------------------------------------------------------------------------


def _facet(name: str, counts: Mapping[str, int], query: Query) -> Facet:
    selected: Sequence[str] = getattr(query.filters, name)
    if name in MOST:  # sorting tens of thousands of topics takes longer than finding them
        top = nlargest(MOST[name], counts.items(), key=lambda pair: pair[1])
        counts = dict(top) | {v: counts[v] for v in (*selected, UNKNOWN) if v in counts}
    counted = {**dict.fromkeys(selected, 0), **counts}
    buckets = [
        Bucket(value, value_label(name, value), count, value in selected)
        for value, count in counted.items()
    ]
    if name == "year":
        buckets.sort(key=lambda bucket: (bucket.value != UNKNOWN, bucket.value), reverse=True)
    else:
        buckets.sort(
            key=lambda bucket: (bucket.value == UNKNOWN, -bucket.count, fold(bucket.label))
        )
    return Facet(name, tuple(buckets))


def value_label(name: str, value: str) -> str:
    """Return what a facet's value is called, in Vietnamese."""
    if value == UNKNOWN:
        return UNKNOWN_LABEL
    if name == "type":
        return TYPE_LABELS.get(value, value)
    if name == "district":
        return unit_name(value) or value
    lookups = {"province": gazetteer.province, "province_now": gazetteer.province_now}
    place = lookups[name](value) if name in lookups else None
    return place.name if place else value
