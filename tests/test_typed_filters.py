"""Filters that were typed into the text: which are in force, and the text without them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import UNKNOWN, Filters, Query
from searchapp.query import parse
from searchapp.searching import choose_typed, filters_in_force, typed_filters, without_typed
from searchapp.searching.understanding import NAMES

PARTS = (
    "thi đua", "-covid", '"nông thôn mới"', "OR", "title:sơ", "khen*", "118/KH-UBND", '""',
    "tinh:hưng yên", 'tỉnh:"Hà Nam"', "province:hung-yen", "nam:2020", "year:2019-2021",
    "loai:sơ-kết", "type:unknown", "tinh:nơi nào", '"nam:2020"', "nam:2020 đầu", "tinh:",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("thi đua tinh:hưng yên", "thi đua"),
        ('tinh:"hưng yên" Thi Đua', "Thi Đua"),
        ("tinh:hưng yên 15/7/2020 province:hung-yen", "15/7/2020"),
        ("tinh:hưng yên", ""),
    ],
)
def test_the_text_without_a_filter_is_else_as_it_was_typed(text: str, left: str) -> None:
    query = Query(text)
    (term,) = typed_filters(query)
    assert term.values == ("hung-yen",)
    assert without_typed(query, [term]) == left


def test_a_quoted_filter_is_a_phrase_and_stays() -> None:
    query = Query('"nam:2020" nam:2020')
    left = without_typed(query, typed_filters(query))
    assert parse(left, NAMES) == parse('"nam:2020"', NAMES)


@given(st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join), st.booleans())
def test_taking_a_filter_out_changes_nothing_else(text: str, verbatim: bool) -> None:
    query = Query(text, verbatim=verbatim)
    before = parse(text, NAMES, strict=verbatim)
    for term in typed_filters(query):
        after = parse(without_typed(query, [term]), NAMES, strict=verbatim)
        assert after.clauses == before.clauses
        kept = [one for one in before.fields if (one.name, one.values) != (term.name, term.values)]
        assert [one.values for one in after.fields if one.values] == [
            one.values for one in kept if one.values
        ]


@given(st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join), st.sampled_from(PARTS))
def test_a_typed_filter_may_be_chosen_instead(text: str, other: str) -> None:
    query = Query(f"{text} {other}", Filters(province=("ha-nam",)))
    for term in typed_filters(query):
        chosen = choose_typed(query, term.name, term.values[0])
        assert set(getattr(chosen.filters, term.name)) >= set(term.values)
        for name in ("province", "year", "type"):
            before, after = (getattr(filters_in_force(q), name) for q in (query, chosen))
            assert sorted(before) == sorted(after)


def test_what_is_typed_nowhere_stays_as_it_is() -> None:
    query = Query("thi đua nam:2020")
    assert choose_typed(query, "province", "hung-yen") == query
    assert filters_in_force(Query("loai:chưa-rõ")).type == (UNKNOWN,)
