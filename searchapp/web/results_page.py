"""What the results page shows, as plain values: filters, chips, hits, pages.

Templates only lay out; every link is made here, from ``params``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from searchapp.analysis.syllables import has_diacritic
from searchapp.facts.places.below import province_of
from searchapp.model import (
    UNKNOWN,
    Bucket,
    DateFact,
    DateField,
    Facet,
    Facts,
    Filters,
    Hit,
    Note,
    NoteKind,
    Query,
    Report,
    Sort,
)
from searchapp.searching import filters_in_force, typed_filters
from searchapp.web import wording
from searchapp.web.addresses import Link, first_match_address, report_address, search_address
from searchapp.web.params import (
    MAX_PAGE,
    Arguments,
    args_from_query,
    flipped,
    parameters_of,
    toggled,
)
from searchapp.web.representations import marked

SHOWN = 10
"""Values of a facet that are shown before “Xem tất cả”."""
_NEIGHBOURS = 2
_HOST = re.compile(r"https?://(?:[^/?#]*@)?([^/?#:]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choices:
    """A facet as the form shows it: a few values, and the others behind “Xem tất cả”."""

    name: str
    shown: tuple[Bucket, ...]
    folded: tuple[Bucket, ...] = ()

    @property
    def is_unfolded(self) -> bool:
        """Whether a value behind “Xem tất cả” is selected."""
        return any(bucket.selected for bucket in self.folded)

    @property
    def is_narrowed(self) -> bool:
        """Whether any value is selected."""
        return any(bucket.selected for bucket in (*self.shown, *self.folded))


@dataclass(frozen=True, slots=True)
class HitCard:
    """One hit, ready to be laid out; of its ``copies`` only the first are listed."""

    title: str
    address: str
    meta: tuple[str, ...]
    snippet: Markup
    matches: int
    copies: tuple[Link, ...]
    copy_count: int
    first_match: str


# --- filters ------------------------------------------------------------------------------------


def choices(name: str, facets: Sequence[Facet]) -> Choices:
    """The values of one facet, “Chưa rõ” always among those that are shown."""
    buckets = _buckets(name, facets)
    named = tuple(bucket for bucket in buckets if bucket.value != UNKNOWN)
    unknown = tuple(bucket for bucket in buckets if bucket.value == UNKNOWN)
    return Choices(name, named[:SHOWN] + unknown, named[SHOWN:])


def districts_below(query: Query, facets: Sequence[Facet]) -> dict[str, Choices]:
    """The districts, or communes, of each province that is chosen, by the province's slug."""
    below: dict[str, list[Bucket]] = {}
    for bucket in _buckets("district", facets):
        if bucket.value != UNKNOWN:
            below.setdefault(province_of(bucket.value), []).append(bucket)
    provinces = filters_in_force(query).province
    chosen = {*provinces, *map(province_of, query.filters.district)}
    return {
        slug: Choices("district", tuple(found[:SHOWN]), tuple(found[SHOWN:]))
        for slug, found in below.items()
        if slug in chosen
    }


def _buckets(name: str, facets: Sequence[Facet]) -> tuple[Bucket, ...]:
    return next((facet.buckets for facet in facets if facet.name == name), ())


def in_text(query: Query) -> dict[str, set[str]]:
    """The values, by facet, that are typed into the text: no box of the form can take them away."""
    values: dict[str, set[str]] = {}
    for term in typed_filters(query):
        values.setdefault(term.name, set()).update(term.values)
    return values


def year_links(query: Query, facets: Sequence[Facet]) -> list[Link]:
    """A link a year that adds it to the filter, or takes it away."""
    typed = in_text(query).get("year", ())  # only to take these away the text is to be read again
    return [
        Link(
            f"{bucket.label} ({wording.number(bucket.count)})",
            search_address(
                (toggled if bucket.value in typed else flipped)(query, "year", bucket.value)
            ),
            bucket.selected,
        )
        for bucket in _buckets("year", facets)
    ]


# --- what was done with the query ---------------------------------------------------------------


def offers(query: Query, notes: Iterable[Note]) -> list[tuple[Link, str]]:
    """“Did you mean”: the queries that are offered instead, and how many reports they find."""
    return [
        (
            Link(note.query, search_address(args_from_query(query, q=note.query, verbatim=None))),
            wording.number(note.count or 0),
        )
        for note in notes
        if note.kind is NoteKind.SUGGESTION and note.query
    ]


def said(query: Query, notes: Iterable[Note]) -> list[tuple[str, Link | None]]:
    """What was done with the query, each with what can be done about it, if anything."""
    return [
        (note.text, _narrowing(query, note.filters) if note.filters else None)
        for note in notes
        if note.kind is not NoteKind.SUGGESTION
    ]


def _narrowing(query: Query, offered: Filters) -> Link:
    """The link that adds what was understood to the filters."""
    address = search_address(args_from_query(query, **parameters_of(offered)))
    return Link("Chỉ xem các báo cáo này", address)


def verbatim_link(query: Query, notes: Iterable[Note]) -> str | None:
    """The link that searches exactly what was typed, or again every form of it.

    None where it would be of no use: words without marks are hardly ever spelled so.
    """
    harmless = {NoteKind.FOLDED, NoteKind.SUGGESTION, NoteKind.UNDERSTOOD}
    told = {note.kind for note in notes} - harmless
    if query.verbatim or told or has_diacritic(query.text):
        return search_address(args_from_query(query, verbatim=not query.verbatim))
    return None


def sort_links(query: Query) -> list[Link]:
    """The orders, with the one in force as current."""
    return [
        Link(label, search_address(args_from_query(query, sort=sort)), sort is query.sort)
        for sort, label in wording.SORTS.items()
    ]


def heading(query: Query, total: int) -> str:
    """The answer in a line: ``124 kết quả cho “thi đua”``."""
    asked = f" cho “{query.text}”" if query.text else ""
    return f"{wording.number(total)} kết quả{asked}" if total else f"Không có kết quả{asked}"


# --- hits and pages -----------------------------------------------------------------------------


def cards(hits: Iterable[Hit], query: Query) -> list[HitCard]:
    """The hits, each with a link that remembers the search."""
    arguments = args_from_query(query)
    return [_card(hit, query.filters.date_field, arguments) for hit in hits]


def _card(hit: Hit, preferred: DateField, arguments: Arguments) -> HitCard:
    facts = hit.report.facts
    return HitCard(
        title=hit.report.title,
        address=report_address(hit.report.id, arguments),
        meta=(places(facts), when(facts, preferred), _kinds(facts)),
        snippet=Markup(marked(hit.snippet.text, hit.snippet.highlights)),  # noqa: S704 (escaped)
        matches=hit.matches,
        copies=tuple(_copy_link(copy, arguments) for copy in hit.duplicates),
        copy_count=hit.duplicate_count,
        first_match=first_match_address(hit.report.id, arguments),
    )


def _copy_link(copy: Report, arguments: Arguments) -> Link:
    """A link that tells where the copy is from, since its title is mostly that of the hit."""
    host = _HOST.match(copy.source.url or "")
    label = f"{copy.title} ({host[1] if host else copy.source.path})"
    return Link(label, report_address(copy.id, arguments))


def folded(total: int, groups: int) -> str | None:
    """What explains that the list is shorter than the number of results; None where it is not."""
    if groups == total:
        return None
    count = wording.number(groups)
    return f"Các bản gần như giống hệt nhau đứng chung một mục: danh sách có {count} mục."


def places(facts: Facts) -> str:
    """The provinces of a report in a line, by their names of its day."""
    return ", ".join(map(wording.place, facts.provinces)) or "Chưa rõ tỉnh/thành"


def when(facts: Facts, preferred: DateField) -> str:
    """The preferred date of a report, or else another one, and which it is."""
    dates: dict[DateField, DateFact | None] = {
        DateField.EVENT: facts.event_date,
        DateField.PUBLISHED: facts.published_date,
        DateField.PERIOD: facts.period,
    }
    order = sorted(dates, key=lambda field: field is not preferred)
    for field in order:
        if fact := dates[field]:
            return f"{wording.DATE_FIELDS[field]}: {wording.interval(fact)}"
    return "Chưa rõ ngày"


def _kinds(facts: Facts) -> str:
    return ", ".join(wording.type_label(fact.type) for fact in facts.types) or "Chưa rõ loại"


def pages(query: Query, groups: int) -> list[Link | None]:
    """Links to the first, the last and the neighbouring pages; None stands for a gap."""
    last = last_page(query, groups)
    near = range(query.page - _NEIGHBOURS, query.page + _NEIGHBOURS + 1)
    numbers = sorted({1, last, *near} & set(range(1, last + 1)))
    links: list[Link | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            links.append(None)
        links.append(page_link(query, number))
    return links


def page_link(query: Query, number: int, label: str = "") -> Link:
    """The link to one page of the result."""
    address = search_address(args_from_query(query, page=number))
    return Link(label or wording.number(number), address, number == query.page)


def last_page(query: Query, groups: int) -> int:
    """The last page that there is, and that one may ask for."""
    return max(1, min(-(-groups // query.per_page), MAX_PAGE))


def remembered(query: Query) -> Arguments:
    """What the form sends along although it has no field for it."""
    kept = ("year", "sort", "per_page")
    return [(name, value) for name, value in args_from_query(query) if name in kept]


def is_search(query: Query) -> bool:
    """Whether anything is asked for at all; else the front page stands alone."""
    return bool(query.text) or query.filters != Filters() or query.sort is not Sort.RELEVANCE
