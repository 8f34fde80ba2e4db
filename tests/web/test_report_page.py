"""The report page's values: facts in words with their evidence, and the text laid out."""

from dataclasses import replace
from datetime import date

import pytest
from web_values import FACTS, REPORT, TEXT

from searchapp.model import (
    BylineFact,
    DateFact,
    Evidence,
    Expression,
    Facts,
    Precision,
    ReportType,
    Residue,
    Span,
    TypeFact,
)
from searchapp.query import parse
from searchapp.web.passages import MAX_SHOWN
from searchapp.web.report_page import body, main_rows, other_rows, source_link


def said(facts: Facts) -> dict[str, list[str]]:
    """Every fact in words, by its term."""
    rows = main_rows(facts) + other_rows(facts)
    return {row.term: [statement.text for statement in row.statements] for row in rows}


def test_every_fact_is_said() -> None:
    assert said(FACTS) == {
        "Tỉnh/thành": ["Hà Nam (nay thuộc Ninh Bình)"],
        "Ngày sự kiện": ["03/07/2021"],
        "Ngày đăng": [],
        "Kỳ báo cáo": [],
        "Loại báo cáo": ["Sơ kết"],
        "Huyện, thị xã, thành phố": ["Huyện Lý Nhân"],
        "Xã, phường": ["Xã Lý Nhân (trước 1/7/2025: Huyện Lý Nhân, Hà Nam)"],
        "Cụm, khối thi đua": ["Khối thi đua số 2"],
        "Đơn vị đứng đầu cụm, khối": ["Trưởng: Huyện Lý Nhân (năm 2021)"],
        "Đơn vị tổ chức": ["UBND huyện"],
        "Người viết": ["Thu Mẫu"],
        "Người được nêu": ["Trần Mẫu, Chủ tịch"],
        "Khen thưởng": ["Bằng khen (cấp tỉnh) – đề nghị tặng: hai xã"],
        "Phong trào": ["“Đền ơn”"],
        "Văn bản được dẫn": ["9/KH của UBND tỉnh ngày 02/01/2021"],
    }


def test_what_was_inferred_says_so() -> None:
    completed = DateFact(
        date(2021, 7, 3), date(2021, 7, 3), Precision.DAY, "3/7", Evidence("ngày 3/7"), True
    )
    facts = Facts(
        event_date=completed,
        types=(TypeFact(ReportType.SO_KET, Evidence("6 tháng"), inferred=True),),
        byline=BylineFact("Thu Mẫu", "Văn phòng", Evidence("Thu Mẫu")),
    )
    assert said(facts)["Ngày sự kiện"] == ["03/07/2021 (năm suy ra từ ngữ cảnh)"]
    assert said(facts)["Loại báo cáo"] == ["Sơ kết (suy ra)"]
    assert said(facts)["Người viết"] == ["Thu Mẫu (Văn phòng)"]


def test_the_title_is_the_heading_and_not_told_twice() -> None:
    laid_out = body(REPORT, Expression())
    assert "".join(part.text for part in laid_out.heading) == "Khối thi đua số 2 sơ kết"
    texts = ["".join(part.text for part in p.segments) for p in laid_out.paragraphs]
    assert texts == ["Ngày 3/7/2021, tỉnh Hà Nam."]


def test_matches_are_counted_through_heading_and_text() -> None:
    laid_out = body(REPORT, parse("so ket ha nam"))
    assert laid_out.matches == 2
    assert laid_out.neighbours(1) == (0, 2)
    assert laid_out.neighbours(2) == (1, 0)


def test_overlapping_residue_is_left_out_once() -> None:
    residue = tuple(Residue(Span(*bounds), "menu") for bounds in ((26, 30), (28, 41), (29, 35)))
    laid_out = body(replace(REPORT, facts=replace(FACTS, residue=residue)), Expression())
    texts = ["".join(part.text for part in p.segments) for p in laid_out.paragraphs]
    assert texts == [TEXT[41:]]
    assert len(laid_out.left_out) == 3


def test_an_endless_text_is_cut_and_says_so() -> None:
    source = replace(REPORT.source, text="một dòng nữa\n" * 40_000)
    laid_out = body(replace(REPORT, source=source, facts=Facts()), Expression())
    assert laid_out.is_cut
    assert sum(len(part.text) for p in laid_out.paragraphs for part in p.segments) <= MAX_SHOWN


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/1", "https://a.example/1"),
        ("javascript:alert(1)", None),
        ("//a.example", None),
        (None, None),
    ],
)
def test_only_a_web_address_becomes_a_link(url: str | None, link: str | None) -> None:
    assert source_link(replace(REPORT, source=replace(REPORT.source, url=url))) == link
