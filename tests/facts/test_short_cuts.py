"""Looking for a rule's rare words first finds what trying the rule everywhere finds."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.facts.dates import expressions, period_mentions
from searchapp.facts.page import Page, even_out, fold_case
from searchapp.facts.residue_rules import LINES, held_of_rules, may_be_residue

PIECES = [
    "6 tháng đầu năm", "6 tháng cuối năm 2021", "nửa đầu năm 2020", "quý III", "quý 1/2020",
    "9 tháng đầu năm 2021", "năm học 2019 - 2020", "giai đoạn 2015-2020", "(2016 – 2020)",
    "từ 2015 đến 2020", "5 năm", "năm 2019", "năm thi đua 2025", "đầu năm đến nay", "năm",
    "tháng", "2020", "-", "12", "nhiệm kỳ", " ", ", ", ". ", "\n", "QUÝ IV NĂM 2018",
    "SÁU THÁNG ĐẦU NĂM",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@pytest.mark.parametrize("kind", [kind for kind, _ in period_mentions.FORMS])
def test_periods_are_found_around_their_words(kind: str, text: str) -> None:
    form = dict(period_mentions.FORMS)[kind]
    page = Page(text)
    everywhere = [match.span() for match in form.finditer(page.folded)]
    assert [match.span() for match in period_mentions._matches(page, kind, form)] == everywhere


@given(st.text(max_size=80))
def test_lowering_and_evening_out_keep_the_length(text: str) -> None:
    assert len(fold_case(text)) == len(text)
    assert len(even_out(text)) == len(text)


@given(st.text(alphabet="oòaáuùỳyqQđÐ \u00a0\u2003\n", max_size=40))
def test_what_is_evened_out_stays_so(text: str) -> None:
    once = even_out(text)
    assert even_out(once) == once
    assert not re.search(r"[^\S\n ]", once)
    assert all(one == other or other in " đĐ" or one.isalpha() for one, other in
               itertools.zip_longest(text, once))  # fmt: skip


RULES = st.sampled_from(LINES).flatmap(lambda row: st.from_regex(row[1], fullmatch=True))


@settings(max_examples=3_000, deadline=None)
@given(RULES.map(fold_case))
def test_no_line_of_a_portal_is_passed_over(line: str) -> None:
    if any(rule.fullmatch(line) for _, rule in LINES):
        assert may_be_residue(line)
        assert may_be_residue(f"{line}  {line}", held_of_rules(line))


def test_prose_is_passed_over() -> None:
    assert not may_be_residue("theo báo cáo, các đơn vị đã thi đua sôi nổi")


DAYS = st.lists(
    st.sampled_from(["5", "17", "2020", "/", "-", "–", ".", ",", " và ", " đến ", "đến", " Tới ",
                     " tháng ", " THÁNG ", " hết ", "ngày ", "Ngày ", "tư", " năm ", "&", " "]),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=2_000, deadline=None)
@given(DAYS)
def test_days_are_found_at_the_numbers_that_may_begin_them(text: str) -> None:
    numbers = {match.start() for match in expressions._NUMBER.finditer(text)}
    for number in re.finditer(r"(?<!\d)\d+", text):
        if expressions._DAY.match(text, number.start()):
            assert number.start() in numbers
