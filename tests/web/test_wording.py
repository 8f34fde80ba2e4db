"""How dates and numbers are said."""

from datetime import UTC, date, datetime

import pytest

from searchapp.model import DateFact, Evidence, Precision, ReportType
from searchapp.web import wording


@pytest.mark.parametrize(
    ("start", "end", "precision", "said"),
    [
        ((2020, 10, 7), (2020, 10, 7), Precision.DAY, "07/10/2020"),
        ((2020, 10, 7), (2020, 10, 9), Precision.DAY, "07/10/2020–09/10/2020"),
        ((2020, 7, 1), (2020, 7, 31), Precision.MONTH, "tháng 7/2020"),
        ((2020, 1, 1), (2020, 9, 30), Precision.MONTH, "01/2020–09/2020"),
        ((2020, 7, 1), (2020, 9, 30), Precision.QUARTER, "quý III/2020"),
        ((2021, 1, 1), (2021, 6, 30), Precision.HALF, "6 tháng đầu năm 2021"),
        ((2021, 7, 1), (2021, 12, 31), Precision.HALF, "6 tháng cuối năm 2021"),
        ((2019, 1, 1), (2019, 12, 31), Precision.YEAR, "năm 2019"),
        ((2016, 1, 1), (2020, 12, 31), Precision.YEAR, "2016–2020"),
    ],
)
def test_an_interval_is_said_as_exactly_as_it_is_told(
    start: tuple[int, int, int], end: tuple[int, int, int], precision: Precision, said: str
) -> None:
    fact = DateFact(date(*start), date(*end), precision, "", Evidence(""))
    assert wording.interval(fact) == said


def test_numbers_have_dots_between_thousands() -> None:
    assert wording.number(1234567) == "1.234.567"


def test_moments_go_by_the_clocks_of_viet_nam() -> None:
    assert wording.moment(datetime(2026, 12, 31, 20, 5, tzinfo=UTC)) == "01/01/2027 03:05"


def test_every_kind_has_a_name() -> None:
    assert all(wording.type_label(kind) for kind in [*ReportType, "unknown"])
