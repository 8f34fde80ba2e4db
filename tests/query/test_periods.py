"""Times that are words of a query, with and without diacritics."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.syllables import fold
from searchapp.model import Word
from searchapp.query import parse
from searchapp.query.periods import Time, read_times


def words_of(typed: str) -> tuple[Word, ...]:
    return tuple(word for clause in parse(typed).clauses for word in clause.words)


def read(typed: str) -> list[tuple[date | None, date | None]]:
    return [(time.dates.start, time.dates.end) for time in read_times(words_of(typed))]


FORMS = [
    # a day
    ("17/7/2020", date(2020, 7, 17), date(2020, 7, 17)),
    ("17-07-2020", date(2020, 7, 17), date(2020, 7, 17)),
    ("17.7.2020", date(2020, 7, 17), date(2020, 7, 17)),
    ("ngày 17/7/2020", date(2020, 7, 17), date(2020, 7, 17)),
    ("ngày 17 tháng 7 năm 2020", date(2020, 7, 17), date(2020, 7, 17)),
    ("17 tháng 7 năm 2020", date(2020, 7, 17), date(2020, 7, 17)),
    ("29/2/2020", date(2020, 2, 29), date(2020, 2, 29)),
    # a month
    ("tháng 7 năm 2020", date(2020, 7, 1), date(2020, 7, 31)),
    ("tháng 2/2020", date(2020, 2, 1), date(2020, 2, 29)),
    ("tháng 02 năm 2021", date(2021, 2, 1), date(2021, 2, 28)),
    ("tháng bảy năm 2020", date(2020, 7, 1), date(2020, 7, 31)),
    ("tháng tám 2020", date(2020, 8, 1), date(2020, 8, 31)),
    ("tháng mười 2020", date(2020, 10, 1), date(2020, 10, 31)),
    ("7/2020", date(2020, 7, 1), date(2020, 7, 31)),
    # some months
    ("6 tháng đầu năm 2021", date(2021, 1, 1), date(2021, 6, 30)),
    ("06 tháng đầu năm 2021", date(2021, 1, 1), date(2021, 6, 30)),
    ("sáu tháng đầu năm 2021", date(2021, 1, 1), date(2021, 6, 30)),
    ("9 tháng đầu năm 2021", date(2021, 1, 1), date(2021, 9, 30)),
    ("6 tháng cuối năm 2021", date(2021, 7, 1), date(2021, 12, 31)),
    ("3 tháng cuối năm 2021", date(2021, 10, 1), date(2021, 12, 31)),
    # a quarter
    ("quý III 2020", date(2020, 7, 1), date(2020, 9, 30)),
    ("quý III/2020", date(2020, 7, 1), date(2020, 9, 30)),
    ("quý 1 năm 2020", date(2020, 1, 1), date(2020, 3, 31)),
    ("quí tư năm 2020", date(2020, 10, 1), date(2020, 12, 31)),
    # a year
    ("năm 2019", date(2019, 1, 1), date(2019, 12, 31)),
    ("2019", date(2019, 1, 1), date(2019, 12, 31)),
    ("1950", date(1950, 1, 1), date(1950, 12, 31)),
    ("2049", date(2049, 1, 1), date(2049, 12, 31)),
]


@pytest.mark.parametrize(("typed", "first", "last"), FORMS)
def test_a_time_is_read_with_and_without_its_marks_in_the_midst_of_others(
    typed: str, first: date, last: date
) -> None:
    assert read(typed) == read(fold(typed)) == read(typed.upper()) == [(first, last)]
    assert read(f"sơ kết {typed} hưng yên") == [(first, last)]
    (time,) = read_times(words_of(f"sơ kết {typed} hưng yên"))
    assert (time.start, time.end) == (2, 2 + len(words_of(typed)))


@pytest.mark.parametrize(
    "typed",
    ["", "thi đua", "1949", "2050", "20200", "năm", "năm 20", "tháng 7", "6 tháng đầu năm", "17/7",
     "quý III", "90/KH-UBND", "153.274", "năm nay", "٢٠٢٠"],
)  # fmt: skip
def test_what_has_no_year_is_no_time(typed: str) -> None:
    assert read(typed) == []


@pytest.mark.parametrize(
    "typed", ["31/2/2020", "32/1/2020", "ngày 31 tháng 4 năm 2020", "0/0/2020"]
)
def test_a_day_that_the_calendar_lacks_is_no_day(typed: str) -> None:
    assert all(first != last for first, last in read(typed))


def test_a_month_that_the_calendar_lacks_leaves_the_year() -> None:
    assert read("tháng 13 năm 2020") == [(date(2020, 1, 1), date(2020, 12, 31))]


def test_of_a_span_of_years_each_is_a_time() -> None:
    assert len(read("giai đoạn 2021-2025")) == 2


WORDS = ["ngày", "tháng", "năm", "quý", "6", "9", "31", "2", "13", "0", "2020", "2021", "đầu",
         "cuối", "iii", "tư", "sáu", "đê", "17/7/2020", "٣"]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=12))
def test_any_words_are_read_into_ordered_days_within_them(parts: list[str]) -> None:
    words = words_of(" ".join(parts))
    times = read_times(words)
    assert all(0 <= time.start < time.end <= len(words) for time in times)
    assert all(left.end <= right.start for left, right in pairwise(times))
    assert all(map(is_ordered, times))


def is_ordered(time: Time) -> bool:
    return bool(time.dates.start and time.dates.end and time.dates.start <= time.dates.end)


parts = st.sampled_from(
    ["ngày", "tháng", "năm", "quý", "III", "đầu", "cuối", "ba", "sáu", "6", "17", "2020", "2019",
     "1200", "thi", "đua", "số", "٣"]
)  # fmt: skip


@given(st.lists(parts, max_size=12).map(" ".join))
def test_no_time_is_passed_over_for_the_word_it_begins_with(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("searchapp.query.periods._may_begin", lambda _: True)
        patch.setattr("searchapp.query.periods._has_a_year", lambda _: True)
        tried = read_times(words_of(text))
    assert read_times(words_of(text)) == tried
