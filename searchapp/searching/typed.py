"""Filters that were typed into the text of a query: which they are, and the text without them."""

import unicodedata
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from searchapp.model import Expression, FieldTerm, Filters, Query
from searchapp.query.grammar import write
from searchapp.searching.understanding import read, with_typed


def typed_filters(query: Query) -> tuple[FieldTerm, ...]:
    """Return the filters in the text that name something, those of the same values once."""
    terms = reversed([term for term in _parse(query.text, query).fields if term.values])
    return tuple({(term.name, term.values): term for term in terms}.values())[::-1]


def filters_in_force(query: Query) -> Filters:
    """Return the filters that were chosen and those that were typed, together."""
    return with_typed(query.filters, _parse(query.text, query))


def without_typed(query: Query, dropped: Collection[FieldTerm]) -> str:
    """Return the text without some of its filters, else as it was typed where that is possible."""
    expression = _parse(query.text, query)
    asked = {(term.name, term.values) for term in dropped}
    gone = [term for term in expression.fields if (term.name, term.values) in asked]
    rest = replace(expression, fields=tuple(t for t in expression.fields if t not in gone))
    text = unicodedata.normalize("NFC", query.text)
    for term in gone:
        text = text.replace(term.typed, " ", 1)
    text = " ".join(text.split())
    return text if _parse(text, query) == rest else write(rest)  # a quoted "nam:2020" say


def choose_typed(query: Query, name: str, value: str) -> Query:
    """Return the same query with the typed filters that hold a value as chosen ones."""
    terms = [t for t in typed_filters(query) if t.name == name and value in t.values]
    if not terms:
        return query
    values = (*getattr(query.filters, name), *(value for term in terms for value in term.values))
    chosen: dict[str, Any] = {name: tuple(dict.fromkeys(values))}
    text = without_typed(query, terms)
    return replace(query, text=text, filters=replace(query.filters, **chosen))


def _parse(text: str, query: Query) -> Expression:
    return read(text, strict=query.verbatim)
