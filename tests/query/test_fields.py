"""Filters that are typed into the text, how far their names go, and what names nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.syllables import fold
from searchapp.model import Expression
from searchapp.query import parse
from searchapp.query.fields import Names
from searchapp.query.grammar import write

PROVINCES = {"hung yen": "hung-yen", "ha nam": "ha-nam", "hue": "hue", "thua thien hue": "hue",
             "ba ria - vung tau": "ba-ria-vung-tau"}  # fmt: skip
TYPES = {"so ket": "so_ket", "so-ket": "so_ket", "dai hoi": "dai_hoi"}
NAMES: Names = {
    "province": lambda name: tuple(filter(None, (PROVINCES.get(fold(name).lower()),))),
    "type": lambda name: tuple(filter(None, (TYPES.get(fold(name).lower()),))),
}
Told = list[tuple[str, tuple[str, ...]]]


def fields(expression: Expression) -> Told:
    return [(term.name, term.values) for term in expression.fields]


def words(expression: Expression) -> list[str]:
    return [word.text for clause in expression.clauses for word in clause.words]


@pytest.mark.parametrize(
    ("typed", "found", "rest"),
    [
        ('tinh:"hưng yên"', [("province", ("hung-yen",))], []),
        ("tỉnh:“Hưng Yên” đê", [("province", ("hung-yen",))], ["đê"]),
        ("tinh:hưng yên", [("province", ("hung-yen",))], []),
        ("TINH:HƯNG YÊN thi đua", [("province", ("hung-yen",))], ["thi", "đua"]),
        ("thi đua province:hung yen", [("province", ("hung-yen",))], ["thi", "đua"]),
        ("tinh:hà nam định", [("province", ("ha-nam",))], ["định"]),
        ("tinh:thừa thiên huế đê", [("province", ("hue",))], ["đê"]),
        ("tinh:huế thừa thiên", [("province", ("hue",))], ["thừa", "thiên"]),
        ("tinh:bà rịa - vũng tàu đê", [("province", ("ba-ria-vung-tau",))], ["đê"]),
        ("tinh:huế tinh:hà nam", [("province", ("hue",)), ("province", ("ha-nam",))], []),
        ("loai:sơ-kết đê", [("type", ("so_ket",))], ["đê"]),
        ("loại:đại hội type:so-ket", [("type", ("dai_hoi",)), ("type", ("so_ket",))], []),
        ("nam:2020", [("year", ("2020",))], []),
        ("năm:2019-2021 đê", [("year", ("2019", "2020", "2021"))], ["đê"]),
        ("year:2021..2019", [("year", ("2019", "2020", "2021"))], []),
        ("nam:2019–2020", [("year", ("2019", "2020"))], []),
        ('nam:"2020"', [("year", ("2020",))], []),
        ("nam:2020 2021", [("year", ("2020",))], ["2021"]),
        # what names nothing is words, and known to have been meant as a filter
        ("tinh:xyz đê", [("province", ())], ["xyz", "đê"]),
        ('tinh:"hưng yến" đê', [("province", ("hung-yen",))], ["đê"]),
        ('tinh:"xã nhà" đê', [("province", ())], ["xã", "nhà", "đê"]),
        ("nam:1850", [("year", ())], ["1850"]),
        ("nam:20", [("year", ())], ["20"]),
        ("loai:gì", [("type", ())], ["gì"]),
        # no filters at all
        ("tinh: hưng yên", [("province", ("hung-yen",))], []),
        ("-tinh:hue", [], ["tinh", "hue"]),
        ("đtinh:huế", [], ["đtinh", "huế"]),
        ("năm 2020", [], ["năm", "2020"]),
    ],
)
def test_a_typed_filter_goes_as_far_as_its_name(typed: str, found: Told, rest: list[str]) -> None:
    expression = parse(typed, NAMES)
    assert fields(expression) == found
    assert words(expression) == rest


def test_a_range_of_years_is_bounded() -> None:
    assert fields(parse("nam:1900-2099")) == [("year", ())]
    ((_, values),) = fields(parse("nam:1960-2024"))
    assert (values[0], values[-1]) == ("1960", "2024")


def test_without_names_nothing_but_a_year_is_named() -> None:
    assert fields(parse("tinh:huế nam:2020")) == [("province", ()), ("year", ("2020",))]


PIECES = ["tinh:", "tỉnh:", "nam:", "loai:", "huế", "hưng yên", '"hưng yên"', "2020", "2019-2021",
          " ", " ", '"', "-", "đê", "sơ-kết", "OR", "title:"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_what_is_written_down_filters_the_same(typed: str) -> None:
    expression = parse(typed, NAMES)
    again = parse(write(expression), NAMES)
    assert fields(again) == [(name, values) for name, values in fields(expression) if values]
