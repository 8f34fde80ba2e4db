"""What holds for any text at all: evidence is a slice, no date is impossible, no input is slow."""

import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.facts import read_facts
from searchapp.facts.titles import display_title
from searchapp.model import DateFact, Evidence, EvidenceSource, Facts, SourceDocument

PIECES = [
    "Sáng ngày", "Chiều", "7/10/2020", "31/02/2020", "15-7", "(24/07/2020)", "ngày 5 đến 7/8/2022",
    "ngày 29 tháng 2 năm 2021", "6 tháng đầu năm", "năm 2019", "quý III", "(2020-2025)", "9 tháng",
    "từ đầu năm đến nay", "tỉnh Hưng Yên", "Ngày 5/8/2025, hội nghị", "tỉnh Vĩnh Phúc",
    "Cụm thi đua các tỉnh", "huyện Châu Thành", "TP. HCM", "Hồ Chí Minh", "Quận 1",
    "Cụm thi đua số 3", "Khối thi đua các huyện, thành phố", "đồng chí Lê Văn An, Chủ tịch",
    "đề nghị UBND tỉnh tặng Cờ thi đua cho", "5 tập thể được tặng Bằng khen", "tổng kết", "sơ kết",
    "ký giao ước", "số 90/KH-UBND ngày 11/6/2021 của", "QUẢNG CÁO", "CN T2 T3 T4 T5 T6 T7",
    "UBND huyện Vụ Bản", "làm Cụm trưởng", "tổ chức hội nghị", "xã Ô Lâm", "phường Long An",
    "phong trào thi đua “Dân vận khéo”", "LSO -", "baohungyen.vn", " date 2025-08-22 ", "null ",
    "Thứ sáu, 12/05/2023", "Đại hội thi đua", "lần thứ V (2020-2025)", "giai đoạn 2015 - 2020",
    "kỷ niệm 73 năm", "(11/6/1948 - 11/6/2021)", "Sáng mai", "Bộ Nội vụ", "khách mời",
    "Lượt xem: 12", "CN\nT2\nT3\nT4\nT5\nT6", "Tin, ảnh: Thu Hà", "BÁO CÁO", "\n", "\n\n",
    ". ", ", ", "; ", ": ", "“", "”", "\u00a0", "i\u0307", "İ", "ẞ", "\u200b", "-", "–",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join),
)


def document(text: str, **fields: Any) -> SourceDocument:
    return SourceDocument(id="x", path="x.txt", text=text, sha256="", **fields)


def evidences(facts: Facts) -> Iterator[Evidence]:
    singles = (
        *(facts.event_date, facts.published_date, facts.period),
        *(facts.cluster, facts.host, facts.byline),
    )
    lists = (
        *(facts.provinces, facts.districts, facts.communes, facts.types),
        *(facts.persons, facts.awards, facts.movements, facts.cited_documents),
        *((facts.cluster.heads, facts.cluster.deputies) if facts.cluster else ()),
    )
    for fact in (*singles, *(one for many in lists for one in many)):
        if fact is not None:
            yield fact.evidence


def dates(facts: Facts) -> list[DateFact]:
    return [fact for fact in (facts.event_date, facts.published_date, facts.period) if fact]


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.booleans())
def test_every_fact_of_any_text_carries_a_slice_of_it(text: str, given_title: bool) -> None:
    facts = read_facts(document(text, title_given=given_title))
    for evidence in evidences(facts):
        assert evidence.source is EvidenceSource.TEXT
        assert evidence.span is not None
        assert evidence.text == text[evidence.span.start : evidence.span.end] != ""


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_date_of_any_text_is_an_interval_and_its_words_are_in_its_evidence(text: str) -> None:
    for fact in dates(read_facts(document(text))):
        assert fact.start <= fact.end
        assert fact.text
        assert fact.text in fact.evidence.text


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_residue_of_any_text_is_sorted_and_apart(text: str) -> None:
    spans = [part.span for part in read_facts(document(text)).residue]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_every_report_has_something_to_show_as_its_title(text: str) -> None:
    source = document(text)
    title = display_title(source, read_facts(source))
    assert title
    assert title == " ".join(title.split())


@pytest.mark.parametrize(
    "unit",
    [
        "Sáng 12/3, huyện Châu Thành, tỉnh Long An tổ chức sơ kết 6 tháng đầu năm 2020. ",
        "12/3 ",
        " ",
        "\n",
        "1",
        "tặng Bằng khen cho ",
        "Nguyễn Văn ",
        "(24/07/2020)\n",
        "CN\nT2\n",
        "từ ngày 5 đến ngày ",
        "UBND huyện A làm Cụm trưởng, ",
        "phong trào “a b” và ",
        "xã Ô Lâm, ",
        "Cụm thi đua các tỉnh Hà Nam, ",
        "giai đoạn 2015 - 2020 ",
        "Sở A trao Bằng khen, ",
        "| a › b ",
        "khách mời tỉnh Hà Nam ",
    ],
)
def test_a_very_long_text_takes_linear_time(unit: str) -> None:
    """Twice the text may cost twice the time, with room for a busy machine, but not four times."""
    costs = [cost(unit * (length // len(unit))) for length in (25_000, 100_000)]
    assert costs[1] < 4 * costs[0] * 2.5 + 0.5


def test_a_hundred_thousand_syllables_take_less_than_two_seconds() -> None:
    paragraph = (
        "Sáng 12/3/2020, Khối thi đua các huyện của tỉnh Long An sơ kết 6 tháng đầu năm. Đồng chí "
        "Lê Văn An, Chủ tịch UBND huyện Bến Lức, đề nghị UBND tỉnh tặng Cờ thi đua cho 5 tập thể.\n"
    )
    assert cost(paragraph * (100_000 // len(paragraph.split()))) < 2


def cost(text: str) -> float:
    start = time.process_time()
    read_facts(document(text))
    return time.process_time() - start
