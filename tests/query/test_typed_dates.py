"""Dates as people type them into a filter."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import QueryError
from searchapp.query.dates import parse_date_words


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("7/2020", "2020-07-01", "2020-07-31"),
        ("07/2020", "2020-07-01", "2020-07-31"),
        ("2020-07", "2020-07-01", "2020-07-31"),
        ("2/2020", "2020-02-01", "2020-02-29"),
        ("2/2021", "2021-02-01", "2021-02-28"),
        ("12/2025", "2025-12-01", "2025-12-31"),
        ("17/7/2020", "2020-07-17", "2020-07-17"),
        ("17/07/2020", "2020-07-17", "2020-07-17"),
        ("1/2/2020", "2020-02-01", "2020-02-01"),
        ("17-7-2020", "2020-07-17", "2020-07-17"),
        ("17.7.2020", "2020-07-17", "2020-07-17"),
        ("2020-07-17", "2020-07-17", "2020-07-17"),
        ("2020-7-7", "2020-07-07", "2020-07-07"),
        ("29/2/2024", "2024-02-29", "2024-02-29"),
        ("  2020\t", "2020-01-01", "2020-12-31"),
        ("1900", "1900-01-01", "1900-12-31"),
        ("2199", "2199-01-01", "2199-12-31"),
    ],
)
def test_a_typed_date_covers(typed: str, first: str, last: str) -> None:
    covered = (date.fromisoformat(first), date.fromisoformat(last))
    assert parse_date_words(typed, "from") == covered


@pytest.mark.parametrize(
    "typed",
    ["31/2/2020", "29/2/2021", "31/4/2020", "0/7/2020", "32/1/2020", "13/2020", "0/2020", "2020-13",
     "2020-00-10", "2020-02-30", "1/13/2020", "0000", "1899", "2200", "9999"],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_refused(typed: str) -> None:
    with pytest.raises(QueryError, match="không có trên lịch") as raised:
        parse_date_words(typed, "to")
    assert raised.value.parameter == "to"
    assert typed in str(raised.value)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "x", "20", "202", "20200", "7", "17/7", "17/7/20", "17//2020", "/2020", "2020/",
     "-2020", "2020-", "2020/07/17", "20200717", "7 2020", "hôm qua", "2020-07-17T10:00",
     "١٢/٢٠٢٠", "２０２０", "1e3", "+2020", "117/7/2020", "7/2020/", "2020\x00", "9" * 100_000],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_hint(typed: str) -> None:
    with pytest.raises(QueryError, match="17/7/2020") as raised:
        parse_date_words(typed, "--from")
    assert raised.value.parameter == "--from"
    assert len(str(raised.value)) < 200


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_understood_in_every_form(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
    )
    assert {parse_date_words(form, "from") for form in forms} == {(day, day)}


@given(st.integers(1900, 2199), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next(year: int, month: int) -> None:
    first, last = parse_date_words(f"{month}/{year}", "from")
    assert (first.year, first.month, first.day) == (year, month, 1)
    assert last.month == month
    assert (last + timedelta(days=1)).day == 1


@given(st.text(max_size=20))
def test_any_text_is_understood_or_refused(typed: str) -> None:
    try:
        first, last = parse_date_words(typed, "from")
    except QueryError:
        return
    assert first <= last
