"""Parameters: what a request asks for, and the links that ask for it again."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from searchapp.errors import QueryError
from searchapp.facts.places.gazetteer import provinces_now, provinces_then
from searchapp.model import DateField, DateRange, Filters, Query, ReportType, Sort
from searchapp.query.dates import parse_date_words
from searchapp.web.params import args_from_query, query_from_args, toggled, without_faults
from searchapp.web.request_schemas import DATE_PATTERN


def read(*pairs: tuple[str, str]) -> Query:
    """The query that these parameters ask for."""
    return query_from_args(MultiDict(pairs))


def test_no_parameter_asks_for_everything() -> None:
    assert read() == Query()


def test_every_parameter_has_its_meaning() -> None:
    query = read(
        ("q", " thi đua "), ("province", "hung-yen"), ("province", "unknown"),
        ("province_now", "ninh-binh"), ("from", "7/2020"), ("to", "2021"), ("date", "event"),
        ("type", "so_ket"), ("topic", "nông thôn mới"), ("year", "2020"), ("sort", "newest"),
        ("page", "3"), ("per_page", "20"), ("verbatim", "1"),
    )  # fmt: skip
    filters = Filters(
        province=("hung-yen", "unknown"),
        province_now=("ninh-binh",),
        type=("so_ket",),
        topic=("nông thôn mới",),
        year=("2020",),
        dates=DateRange(date(2020, 7, 1), date(2021, 12, 31), "7/2020", "2021"),
        date_field=DateField.EVENT,
    )
    assert query == Query("thi đua", filters, Sort.NEWEST, page=3, per_page=20, verbatim=True)


def test_empty_values_of_a_form_are_as_good_as_none() -> None:
    empty = [(name, "") for name in ("q", "from", "to", "date", "sort", "page", "province")]
    assert read(*empty) == Query()


def test_a_value_given_twice_counts_once() -> None:
    assert read(("year", "2020"), ("year", "2020")).filters.year == ("2020",)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("q", "a" * 2001),
        ("province", "atlantis"),
        ("province", "Hưng Yên"),
        ("province_now", "thai-binh"),
        ("from", "31/02/2020"),
        ("to", "hôm qua"),
        ("date", "born"),
        ("type", "hop"),
        ("topic", "a" * 201),
        ("year", "20"),
        ("year", "２０２０"),
        ("sort", "best"),
        ("page", "0"),
        ("page", "-1"),
        ("page", "1e3"),
        ("page", "10001"),
        ("page", "9" * 5000),
        ("per_page", "0"),
        ("per_page", "101"),
        ("verbatim", "yes"),
        ("utm_source", "x"),
        ("", "x"),
    ],
)
def test_a_bad_value_is_refused_by_the_name_of_its_parameter(parameter: str, value: str) -> None:
    with pytest.raises(QueryError) as refused:
        read((parameter, value))
    assert refused.value.parameter == parameter


@pytest.mark.parametrize("parameter", ["q", "from", "to", "date", "sort", "page", "per_page"])
def test_a_single_parameter_given_twice_is_refused(parameter: str) -> None:
    with pytest.raises(QueryError, match="một lần"):
        read((parameter, ""), (parameter, ""))


def test_too_many_values_are_refused() -> None:
    with pytest.raises(QueryError, match="100"):
        read(*[("topic", str(number)) for number in range(101)])


def test_dates_the_wrong_way_round_are_turned() -> None:
    turned = read(("from", "2021"), ("to", "2020"))
    assert turned == read(("from", "2020"), ("to", "2021"))
    assert args_from_query(turned) == [("from", "2020"), ("to", "2021")]


def test_leafing_ends_at_page_ten_thousand() -> None:
    assert read(("page", "10000"), ("per_page", "100")).page == 10_000
    with pytest.raises(QueryError) as refused:
        read(("page", "10001"))
    assert refused.value.parameter == "page"


def test_what_can_be_understood_remains_without_the_faults() -> None:
    args = MultiDict([("q", "thi"), ("from", "x"), ("year", "2020"), ("sort", "a"), ("b", "c")])
    assert without_faults(args) == read(("q", "thi"), ("year", "2020"))


def test_a_link_leaves_defaults_out() -> None:
    assert args_from_query(Query()) == []


def test_a_change_leads_to_the_first_page_unless_it_names_one() -> None:
    query = Query("thi", page=4)
    assert args_from_query(query) == [("q", "thi"), ("page", "4")]
    assert args_from_query(query, sort=Sort.NEWEST) == [("q", "thi"), ("sort", "newest")]
    assert args_from_query(query, page=5) == [("q", "thi"), ("page", "5")]


def test_a_range_without_typed_words_is_linked_by_its_days() -> None:
    query = Query(filters=Filters(dates=DateRange(start=date(2020, 7, 1))))
    assert args_from_query(query) == [("from", "2020-07-01")]


def test_toggling_adds_a_value_and_takes_it_away() -> None:
    query = Query(filters=Filters(year=("2020",)))
    assert toggled(query, "year", "2021") == [("year", "2020"), ("year", "2021")]
    assert toggled(query, "year", "2020") == []


# --- any query survives its own link ------------------------------------------------------------


def some(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """A few different values."""
    return st.lists(values, max_size=4, unique=True).map(tuple)


def day_texts(year: int) -> st.SearchStrategy[str]:
    """Ways to type a date of one year."""
    return st.sampled_from(["", f"{year}", f"7/{year}", f"17/7/{year}", f"{year}-07-17"])


@st.composite
def ranges(draw: st.DrawFn) -> DateRange:
    """Ranges as typed: the earlier year before the later one."""
    start_text, end_text = draw(day_texts(2019)), draw(day_texts(2021))
    start = parse_date_words(start_text, "from")[0] if start_text else None
    end = parse_date_words(end_text, "to")[1] if end_text else None
    return DateRange(start, end, start_text, end_text)


queries = st.builds(
    Query,
    text=st.text(max_size=60).map(str.strip),
    filters=st.builds(
        Filters,
        province=some(st.sampled_from([place.slug for place in provinces_then()] + ["unknown"])),
        province_now=some(st.sampled_from([place.slug for place in provinces_now()])),
        type=some(st.sampled_from([*map(str, ReportType), "unknown"])),
        topic=some(st.text(min_size=1, max_size=20)),
        year=some(st.from_regex(r"[0-9]{4}", fullmatch=True)),
        dates=ranges(),
        date_field=st.sampled_from(DateField),
    ),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 100),
    per_page=st.integers(1, 100),
    verbatim=st.booleans(),
)


@given(queries)
def test_a_query_survives_its_own_link(query: Query) -> None:
    assert query_from_args(MultiDict(args_from_query(query))) == query


@given(st.lists(st.tuples(st.sampled_from(["q", "from", "topic", "page", "x"]), st.text())))
def test_any_parameters_give_a_query_or_a_query_error(pairs: list[tuple[str, str]]) -> None:
    refused = ""
    try:
        read(*pairs)
    except QueryError as error:
        refused = error.parameter
    assert refused in {"", *dict(pairs)}


# --- the description of dates is true -----------------------------------------------------------


@given(st.from_regex(DATE_PATTERN, fullmatch=True))
def test_every_described_date_is_understood(text: str) -> None:
    parse_date_words(text, "from")


@given(
    st.from_regex(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-](19|20|21)[0-9]{2}", fullmatch=True)
    | st.from_regex(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?", fullmatch=True)
)
def test_a_date_is_described_exactly_when_it_is_understood(text: str) -> None:
    try:
        parse_date_words(text, "from")
    except QueryError:
        assert not re.fullmatch(DATE_PATTERN, text)
    else:
        assert re.fullmatch(DATE_PATTERN, text)
