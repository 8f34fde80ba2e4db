"""What a query asks for: its words repaired and expanded, its filters, its place and time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from searchapp.analysis.syllables import fold
from searchapp.engines.base import EngineQuery, SearchEngine
from searchapp.facts.places.gazetteer import province_by_name
from searchapp.model import (
    UNKNOWN,
    Clause,
    DateRange,
    Expression,
    Filters,
    Implied,
    Note,
    NoteKind,
    Query,
    Sort,
    Word,
)
from searchapp.query import parse
from searchapp.query.abbreviations import expand
from searchapp.query.corrections import correct
from searchapp.query.fields import Names
from searchapp.query.periods import Time, read_times
from searchapp.query.relaxing import as_typed, is_free, is_loose
from searchapp.query.repair import drop_unknown, read_keys
from searchapp.query.vocabulary import Vocabulary
from searchapp.searching.facets import MOST, TYPE_LABELS, UNKNOWN_LABEL
from searchapp.searching.places import NamedPlace, read_places, slugs_of

_REMEMBERED = 512  # texts of queries, which are read several times for one answer
_MOSTLY = 0.5
_WHAT_IS_WANTED, _A_HINT = 1.0, 0.2
_IGNORED = "Câu hỏi quá dài: đã bỏ qua {} từ cuối."
_SENTENCE = (
    "Câu hỏi là cả một câu, nên phần trong ngoặc kép được tìm như các từ khác, không bắt buộc."
)
_NOT_NAMED = "“{}” không phải là {}; đã tìm như từ thường."
_PREFERRED = "Báo cáo của {} được xếp trước, kể cả khi không nhắc tên."
_IMPLIED = "Đang tìm cả báo cáo của {}, kể cả khi không nhắc tên."  # in an order by date
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
            most=MOST if facets else {},
            also_count=tuple(map(self._with, self.offered)) if facets else (),
        )

    def counting(self) -> EngineQuery:
        """Return the query that only counts what is found."""
        return EngineQuery(self.expression, self.filters, Sort.NEWEST, limit=0)

    @property
    def offered(self) -> tuple[Filters, ...]:
        """Return the places and times that the notes offer as filters, in their order."""
        return tuple(note.filters for note in self.notes if note.filters is not None)

    def _with(self, offered: Filters) -> Filters:
        """Return the filters with a place and time that is offered."""
        return replace(
            self.filters,
            province=offered.province or self.filters.province,
            dates=self.filters.dates if offered.dates == DateRange() else offered.dates,
        )


def understand(engine: SearchEngine, query: Query) -> Understood:
    """Return what a query asks for, and what was done to understand it."""
    expression = read(query.text, strict=query.verbatim)
    filters = with_typed(query.filters, expression)
    notes = tuple(_notes_of_grammar(expression))
    if query.verbatim:
        return Understood(as_typed(expression), filters, notes)
    expression, repairs = _repair(expression, engine.vocabulary())
    readings = tuple(map(_read, expression.clauses))
    named = _Named.of(expression, readings, filters)
    ranked = query.sort is Sort.RELEVANCE
    offered = (named.offer(ranked=ranked),) if named.preferred else ()
    return Understood(
        _with_implied(expression, readings),
        filters,
        notes + repairs + offered,
        named.preferred,
        named.lift,
    )


@lru_cache(_REMEMBERED)
def read(text: str, *, strict: bool) -> Expression:
    """Return the meaning of a text, what typed filters are called in it being known here."""
    return parse(text, NAMES, strict=strict)


def _with_implied(expression: Expression, readings: "Sequence[_Reading]") -> Expression:
    """Let the facts of a report stand for the words of its place and time.

    They do whatever the filters: these must not change what words mean, or counts lie.
    """
    clauses = tuple(map(_implying, expression.clauses, readings))
    return replace(expression, clauses=clauses)


def _implying(clause: Clause, reading: "_Reading") -> Clause:
    implied = tuple(_implied(clause, reading))
    return replace(clause, implied=implied) if implied else clause


def _implied(clause: Clause, reading: "_Reading") -> Iterator[Implied]:
    places, times = reading
    for one in (*map(_of_place, places), *map(_of_time, times)):
        if not _is_expanded(clause, one):
            yield one


def _is_expanded(clause: Clause, one: Implied) -> bool:
    return any(one.start < other.end and other.start < one.end for other in clause.expansions)


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
    return list(dict.fromkeys(notes))


# --- filters that were typed --------------------------------------------------------------------


def with_typed(filters: Filters, expression: Expression) -> Filters:
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


def _province(name: str) -> tuple[str, ...]:
    if _is_unknown(name):
        return (UNKNOWN,)
    place = province_by_name(name)
    return slugs_of(place) if place else ()


def _type(name: str) -> tuple[str, ...]:
    value = UNKNOWN if _is_unknown(name) else _TYPES.get(_plain(name))
    return (value,) if value else ()


def _year(name: str) -> tuple[str, ...]:
    return (UNKNOWN,) if _is_unknown(name) else ()


def _is_unknown(name: str) -> bool:
    return _plain(name) in {UNKNOWN, _plain(UNKNOWN_LABEL)}


def _plain(name: str) -> str:
    return " ".join(fold(name).lower().replace("-", " ").replace("_", " ").split())


_TYPES: Mapping[str, str] = {
    _plain(name): value for value, label in TYPE_LABELS.items() for name in (value, label)
}
NAMES: Names = {"province": _province, "type": _type, "year": _year}
"""What the values of a typed filter may be called, besides the years themselves."""


# --- places and times that are words ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Named:
    """The place and the time that the loose words name.

    Attributes:
        wanted: Those about which no filter has its say.
        labels: How these are called.
        share: How many of the words these are, from 0 to 1.
    """

    wanted: tuple[Implied, ...]
    labels: tuple[str, ...]
    share: float

    @classmethod
    def of(
        cls, expression: Expression, readings: "Sequence[_Reading]", filters: Filters
    ) -> "_Named":
        free = next((at for at, one in enumerate(expression.clauses) if is_free(one)), None)
        if free is None:
            return cls((), (), 0.0)
        words, (places, times) = expression.clauses[free].words, readings[free]
        places = () if filters.province or filters.province_now else places
        times = () if filters.year or filters.dates != DateRange() else times
        wanted = (*map(_of_place, places), *map(_of_time, times))
        labels = (*(named.place.name for named in places), *(time.label for time in times))
        named = sum(one.end - one.start for one in wanted)
        return cls(wanted, tuple(dict.fromkeys(labels)), named / max(1, len(words)))

    def offer(self, *, ranked: bool) -> Note:
        """Say what was understood, and offer it as a filter."""
        time = next((one for one in self.preferred if not one.province), Filters())
        places = next((one.province for one in self.preferred if one.province), ())
        text = (_PREFERRED if ranked else _IMPLIED).format(", ".join(self.labels))
        return Note(NoteKind.UNDERSTOOD, text, filters=replace(time, province=places))

    @property
    def preferred(self) -> tuple[Filters, ...]:
        """Return the places together and the time, as filters."""
        slugs = dict.fromkeys(slug for one in self.wanted for slug in one.filters.province)
        places = (Filters(province=tuple(slugs)),) if slugs else ()
        return places + tuple(one.filters for one in self.wanted if not one.filters.province)

    @property
    def lift(self) -> float:
        """Return how much a report is lifted for being of that place and time.

        Where little else was typed, they are what is looked for. In a headline they are a hint.
        Source: measured on headlines of news, where .1 to .3 gains half a point of nDCG, and 1
        loses one.
        """
        return _WHAT_IS_WANTED if self.share >= _MOSTLY else _A_HINT


_Reading = tuple[tuple[NamedPlace, ...], tuple[Time, ...]]
"""The places and the time that some words name; of two times neither is meant."""


def _read(clause: Clause) -> _Reading:
    """Return what the words of a clause name, if they are loose."""
    if not is_loose(clause):
        return (), ()
    words = clause.words
    places = read_places(words)
    times = read_times(_without(words, places))  # "hà nam 2018" is of no year of the south
    return places, times if len(times) == 1 else ()


def _of_place(named: NamedPlace) -> Implied:
    return Implied(named.start, named.end, Filters(province=slugs_of(named.place)))


def _of_time(time: Time) -> Implied:
    return Implied(time.start, time.end, Filters(dates=time.dates))


def _without(words: tuple[Word, ...], places: tuple[NamedPlace, ...]) -> tuple[Word, ...]:
    """Return the words with an empty one wherever a place is named."""
    named = {at for one in places for at in range(one.start, one.end)}
    nothing = Word("", "", "", marked=False)
    return tuple(nothing if at in named else word for at, word in enumerate(words))
