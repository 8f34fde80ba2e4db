"""Names of what is asked for, the shelf on which answers lie, the tags that clients hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder

from searchapp.errors import QueryError
from searchapp.web.params import query_from_args
from searchapp.web.serving.answers import Shelf
from searchapp.web.serving.conditions import holds, weak_tag
from searchapp.web.serving.edition import edition
from searchapp.web.serving.naming import name_of

PARAMETERS = st.lists(
    st.tuples(
        st.sampled_from(["q", "province", "type", "page", "per_page", "from", "to", "sort", "x"]),
        st.sampled_from(
            ["", "1", "2", "10", "hung-yen", "so_ket", "2020", "newest", " thi", "thi"]
        ),
    ),
    max_size=4,
)


def name(path: str, arguments: list[tuple[str, str]], prefix: str = "") -> bytes | None:
    builder = EnvironBuilder(path, f"http://a.example{prefix}", query_string=MultiDict(arguments))
    return name_of(builder.get_environ())


def query(arguments: list[tuple[str, str]]) -> object:
    try:
        return query_from_args(MultiDict(arguments))
    except QueryError:
        return None


@given(PARAMETERS, PARAMETERS)
def test_two_searches_have_one_name_when_they_are_one_query(
    one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    names = name("/api/search", one), name("/api/search", other)
    queries = query(one), query(other)
    assert [found is None for found in names] == [found is None for found in queries]
    assert (names[0] == names[1]) == (queries[0] == queries[1])


def test_where_the_application_lies_is_part_of_a_name() -> None:
    assert name("/", []) != name("/", [], "/kho")


@pytest.mark.parametrize(
    "path",
    ["/healthz", "/static/style.css", "/reports/a/original", "/api/openapi.json", "//", "/x"],
)
def test_what_is_not_kept_has_no_name(path: str) -> None:
    assert name(path, []) is None


def test_the_edition_is_that_of_the_code() -> None:
    assert len(edition()) == 16


# --- the shelf -----------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 30)), max_size=60),
    st.integers(1, 6),
    st.integers(1, 160),
)
def test_a_shelf_is_never_over_full_and_holds_what_was_put_last(
    puts: list[tuple[str, int]], entries: int, size: int
) -> None:
    shelf: Shelf[int] = Shelf(entries, size)
    held: dict[str, int] = {}  # in the order of last use
    for key, length in puts:
        shelf.put(key, length, length)
        if length + 1 <= size // 8:
            held.pop(key, None)
            held[key] = length
            while len(held) > entries or sum(held.values()) + len(held) > size:
                del held[next(iter(held))]
        assert (len(shelf), shelf.bytes) == (len(held), sum(held.values()) + len(held))
    assert {key: shelf.get(key) for key in "abcdefgh"} == {key: held.get(key) for key in "abcdefgh"}


def test_what_was_asked_for_last_stays_longest() -> None:
    shelf: Shelf[int] = Shelf(2, 1000)
    shelf.put("a", 1, 1)
    shelf.put("b", 2, 1)
    assert shelf.get("a") == 1
    shelf.put("c", 3, 1)
    assert [shelf.get(key) for key in "abc"] == [1, None, 3]


# --- tags ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", ["", '"b", ', 'W/"b",', " , "])
@pytest.mark.parametrize("form", ['"a"', 'W/"a"'])
@pytest.mark.parametrize("after", ["", ', "c"', ',W/"c"', ",,"])
def test_a_tag_is_found_in_any_list(before: str, form: str, after: str) -> None:
    assert holds(f"{before}{form}{after}", weak_tag("a"))


@pytest.mark.parametrize("condition", ["", "a", '"b"', 'W/"b", "c"', '"a', 'a"', "*", 'W/"ab"'])
def test_another_tag_is_not_it(condition: str) -> None:
    assert not holds(condition, weak_tag("a"))
