"""What a query asks for: its words repaired and expanded, its filters, its place and time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from searchapp.analysis.syllables import fold
from searchapp.engines.base import EngineQuery, SearchEngine
from searchapp.facts.places.gazetteer import province_by_name
from searchapp.model import (
    UNKNOWN,
    DateField,
    DateRange,
    Expression,
    Filters,
    Note,
    NoteKind,
    Query,
    Word,
)
from searchapp.query import parse
from searchapp.query.abbreviations import expand
from searchapp.query.corrections import correct
from searchapp.query.fields import Names
from searchapp.query.periods import Time, read_times
from searchapp.query.relaxing import as_typed, is_loose
from searchapp.query.repair import drop_unknown, read_keys
from searchapp.query.vocabulary import Vocabulary
from searchapp.searching.facets import TYPE_LABELS, UNKNOWN_LABEL
from searchapp.searching.places import NamedPlace, read_places

_MOSTLY = 0.5
_WHAT_IS_WANTED, _A_HINT = 1.0, 0.2
_IGNORED = "Câu hỏi quá dài: đã bỏ qua {} từ cuối."
_SENTENCE = (
    "Câu hỏi là cả một câu, nên phần trong ngoặc kép được tìm như các từ khác, không bắt buộc."
)
_NOT_NAMED = "“{}” không phải là {}; đã tìm như từ thường."
_FIELD_LABELS = {"province": "tỉnh, thành phố nào", "year": "năm", "type": "loại báo cáo nào"}


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as it is asked of an engine.

    Attributes:
        filters: Those chosen, and those typed into the text.
        preferred: Places and times that are words of the query: they lift, and force nothing.
        lift: How much they do, as a share of the best score.
    """

    expression: Expression
    filters: Filters
    notes: tuple[Note, ...] = ()
    preferred: tuple[Filters, ...] = ()
    lift: float = 0.0

    def ask(self, query: Query, facets: tuple[str, ...] = ()) -> EngineQuery:
        """Return the page of hits that the query wants."""
        return EngineQuery(
            self.expression,
            self.filters,
            query.sort,
            offset=(query.page - 1) * query.per_page,
            limit=query.per_page,
            facets=facets,
            strict=query.verbatim,
            preferred=self.preferred,
            lift=self.lift,
        )


def understand(engine: SearchEngine, query: Query) -> Understood:
    """Return what a query asks for, and what was done to understand it."""
    expression = parse(query.text, NAMES, strict=query.verbatim)
    filters = _with_typed(query.filters, expression)
    notes = tuple(_notes_of_grammar(expression))
    if query.verbatim:
        return Understood(as_typed(expression), filters, notes)
    expression, repairs = _repair(expression, engine.vocabulary())
    named = _Named.of(expression, filters)
    offered = (_offer(named.preferred),) if named.preferred else ()
    return Understood(expression, filters, notes + repairs + offered, named.preferred, named.lift)


def _repair(expression: Expression, vocabulary: Vocabulary) -> tuple[Expression, tuple[Note, ...]]:
    notes: tuple[Note, ...] = ()
    for step in (read_keys, correct, drop_unknown, expand):
        expression, said = step(expression, vocabulary)
        notes += said
    return expression, notes


def _notes_of_grammar(expression: Expression) -> list[Note]:
    notes = []
    if expression.ignored:
        notes.append(Note(NoteKind.IGNORED, _IGNORED.format(expression.ignored)))
    if expression.sentence:
        notes.append(Note(NoteKind.RELAXED, _SENTENCE))
    for term in expression.fields:
        if not term.values:
            text = _NOT_NAMED.format(term.typed.partition(":")[2].strip(), _FIELD_LABELS[term.name])
            notes.append(Note(NoteKind.IGNORED, text))
    return notes


# --- filters that were typed --------------------------------------------------------------------


def _with_typed(filters: Filters, expression: Expression) -> Filters:
    """Return the filters with those that were typed: one more value of theirs each."""
    typed = {name: dict.fromkeys(getattr(filters, name)) for name in _FIELD_LABELS}
    for term in expression.fields:
        typed[term.name] |= dict.fromkeys(term.values)
    return replace(
        filters,
        province=tuple(typed["province"]),
        year=tuple(typed["year"]),
        type=tuple(typed["type"]),
    )


def _province(name: str) -> str | None:
    if _is_unknown(name):
        return UNKNOWN
    place = province_by_name(name)
    return place.slug if place else None


def _type(name: str) -> str | None:
    return UNKNOWN if _is_unknown(name) else _TYPES.get(_plain(name))


def _is_unknown(name: str) -> bool:
    return _plain(name) in {UNKNOWN, _plain(UNKNOWN_LABEL)}


def _plain(name: str) -> str:
    return " ".join(fold(name).lower().replace("-", " ").replace("_", " ").split())


_TYPES: Mapping[str, str] = {
    _plain(name): value for value, label in TYPE_LABELS.items() for name in (value, label)
}
NAMES: Names = {"province": _province, "type": _type}
"""What provinces and kinds may be called in a typed filter."""


# --- places and times that are words ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Named:
    """The place and the time that the loose words name, where no filter has its say.

    Attributes:
        share: How many of the words they are, from 0 to 1.
    """

    preferred: tuple[Filters, ...]
    share: float

    @classmethod
    def of(cls, expression: Expression, filters: Filters) -> "_Named":
        words = _loose_words(expression)
        places = () if filters.province or filters.province_now else read_places(words)
        times = () if filters.year or filters.dates != DateRange() else read_times(words)
        times = times if len(times) == 1 else ()  # of two it is not clear which one is meant
        preferred = tuple(_of_places(places)) + tuple(map(_of_time, times))
        named = sum(one.end - one.start for one in (*places, *times))
        return cls(preferred, named / max(1, len(words)))

    @property
    def lift(self) -> float:
        """Return how much a report is lifted for being of that place and time.

        Where little else was typed, they are what is looked for. In a headline they are a hint.
        Source: measured on headlines of news, where .1 to .3 gains half a point of nDCG, and 1
        loses one.
        """
        return _WHAT_IS_WANTED if self.share >= _MOSTLY else _A_HINT


def _of_places(places: tuple[NamedPlace, ...]) -> Iterator[Filters]:
    if places:
        yield Filters(province=tuple(dict.fromkeys(named.place.slug for named in places)))


def _of_time(time: Time) -> Filters:
    field = DateField.PERIOD if time.dates.start != time.dates.end else DateField.ANY
    return Filters(dates=time.dates, date_field=field)


def _loose_words(expression: Expression) -> tuple[Word, ...]:
    loose = (c for c in expression.clauses if is_loose(c) and not c.group)
    return next((clause.words for clause in loose), ())


def _offer(preferred: tuple[Filters, ...]) -> Note:
    """Say what was understood, and offer it as a filter."""
    offered = Filters()
    told = []
    for filters in preferred:
        if filters.province:
            offered = replace(offered, province=filters.province)
            names = (province_by_name(slug) for slug in filters.province)
            told.append(", ".join(place.name for place in names if place))
        else:
            offered = replace(offered, dates=filters.dates)
            told.append(filters.dates.start_text)
    text = f"Báo cáo của {' và '.join(told)} được xếp trước."
    return Note(NoteKind.UNDERSTOOD, text, filters=offered)
