"""The filters in force, as chips: what each is called, and the search without it."""

from collections.abc import Iterable

from searchapp.model import DateField, FieldTerm, Query
from searchapp.searching import typed_filters, without_typed
from searchapp.web import wording
from searchapp.web.addresses import Link, search_address
from searchapp.web.params import REPEATABLE, args_from_query, toggled


def in_force(query: Query) -> list[Link]:
    """The filters in force, typed or chosen, each with the link that takes it away."""
    typed = typed_filters(query)
    told = {(term.name, value) for term in typed for value in term.values}
    chosen = [
        Link(wording.filter_label(name, value), search_address(toggled(query, name, value)))
        for name in REPEATABLE
        for value in getattr(query.filters, name)
        if (name, value) not in told
    ]
    return [_typed_chip(query, term) for term in typed] + chosen + list(_date_chips(query))


def _typed_chip(query: Query, term: FieldTerm) -> Link:
    """A chip that takes a filter out of the text, and out of the parameters if it is there too."""
    rest = [value for value in getattr(query.filters, term.name) if value not in term.values]
    changes: dict[str, object] = {"q": without_typed(query, [term]), term.name: rest}
    label = wording.filters_label(term.name, term.values)
    return Link(label, search_address(args_from_query(query, **changes)))


def _date_chips(query: Query) -> Iterable[Link]:
    dates, date_field = query.filters.dates, query.filters.date_field
    if dates.start or dates.end:
        label = wording.range_label(query.filters)
        changes: dict[str, object] = {"from": None, "to": None, "date": None}
        yield Link(label, search_address(args_from_query(query, **changes)))
    elif date_field is not DateField.ANY:
        label = f"Theo {wording.DATE_FIELDS[date_field].lower()}"
        yield Link(label, search_address(args_from_query(query, date=None)))
