"""The passage that shows why a report was found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from told_reports import (
    Cuts,
    Writings,
    asked,
    cut,
    cuts,
    may_be_marked,
    passage,
    queries,
    report,
    shown,
    texts,
    writings,
)

from searchapp.analysis.syllables import tokenize
from searchapp.engines import open_engine
from searchapp.model import Query, Report, Snippet
from searchapp.query import parse
from searchapp.searching import search
from searchapp.settings import Settings
from searchapp.snippets import count_passages, excerpts, highlights, snippet
from searchapp.web.representations import marked

LONGEST = 300  # 280 and the ellipses, with a little room


# --- the passage ------------------------------------------------------------------------------

FILLER = "Bà con trong xóm kể lại chuyện nắng mưa, mùa màng và đường làng. " * 12


def test_the_passage_shows_the_match_with_some_words_before_it() -> None:
    found = passage(report(f"{FILLER}Chiều nay họp thi đua ở đình. {FILLER}"), "thi dua")
    assert shown(found) == ["thi đua"]
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert 0 < found.highlights[0].start < 100


def test_the_passage_with_the_most_different_words_is_chosen() -> None:
    told = report(f"Họp thi đua. {FILLER}Nơi thi đua có khen thưởng. {FILLER}Lại thi đua.")
    assert shown(passage(told, "thi đua khen thưởng")) == ["thi đua", "khen thưởng"]


def test_the_earliest_of_equal_passages_is_chosen() -> None:
    told = report(f"{FILLER}Họp thi đua lần đầu. {FILLER}Họp thi đua lần sau.")
    assert "lần đầu" in passage(told, "thi đua").text


def test_the_title_is_not_repeated_where_the_body_matches() -> None:
    title = "Thi đua đắp đê, thi đua trồng cây"
    told = report(f"{title}\n\nSáng nay bà con lo thi đua.", title=title)
    found = passage(told, "thi đua")
    assert found.text == "Sáng nay bà con lo thi đua."
    assert shown(found) == ["thi đua"]


def test_a_match_in_the_title_alone_is_shown_there() -> None:
    told = report(f"Thi đua đắp đê\n\n{FILLER}", title="Thi đua đắp đê")
    assert shown(passage(told, "thi đua")) == ["Thi đua"]


def test_without_a_match_the_body_begins_the_passage() -> None:
    found = passage(report(f"Đắp đê\n\n{FILLER}", title="Đắp đê"), "")
    assert found.text.startswith("Bà con trong xóm")
    assert found.highlights == ()


def test_a_date_line_marked_as_residue_between_title_and_body_hides_nothing() -> None:
    """Such a line once drew the passage back into the title, with nothing marked in it."""
    title = "Khối Nghề cá: tổng kết thi đua cả năm ở đình làng"
    text = f"{title}\n\n16/12/2024\n\nChiều nay khối lo thi đua. {FILLER}"
    found = passage(report(text, "16/12/2024", title=title), "thi dua")
    assert found.text.removeprefix("…").startswith("Chiều nay khối")
    assert shown(found) == ["thi đua"]


def test_residue_is_never_shown() -> None:
    for text in (
        "Lo thi đua. MUA NGAY KẺO HẾT Rồi về.",
        "MUA NGAY KẺO HẾT lo thi đua.",
        "Lo thi đua. MUA NGAY KẺO HẾT",
        "Lo MUA NGAY KẺO HẾT thi đua",
        "A.MUA NGAY KẺO HẾTthi đua",
        f"{FILLER}MUA NGAY KẺO HẾT{'dài' * 15} thi đua",
    ):
        for query in ("thi đua", "", "lo"):
            assert "MUA" not in passage(report(text, "MUA NGAY KẺO HẾT"), query).text


def test_line_breaks_and_hard_spaces_are_shown_as_spaces() -> None:
    found = passage(report("Lo\u00a0thi\u00a0đua\nrồi\tvề."), "thi đua")
    assert found.text == "Lo thi đua rồi về."
    assert shown(found) == ["thi đua"]


def test_a_stretch_of_matches_longer_than_a_passage_is_marked_as_far_as_it_is_shown() -> None:
    found = passage(report("thi đua " * 100), "thi đua")
    assert found.highlights
    assert len(found.text) <= LONGEST


def test_a_word_longer_than_a_passage_is_cut() -> None:
    found = passage(report(f"Lo thi đua {'x' * 5_000}"), "thi đua")
    assert shown(found) == ["thi đua"]
    assert len(found.text) <= LONGEST


def test_an_empty_report_has_an_empty_passage() -> None:
    assert passage(report(""), "thi đua") == Snippet("")
    assert passage(report(" \n "), "thi đua").text.strip() == ""


def test_markup_in_a_report_is_text_and_only_marks_are_markup() -> None:
    told = report("Lo <script>alert(\"thi đua\")</script> & 'thi đua' <mark>")
    found = passage(told, "thi đua script mark")
    html = marked(found.text, found.highlights)
    assert html == (
        "Lo &lt;<mark>script</mark>&gt;alert(&quot;<mark>thi đua</mark>&quot;)"
        "&lt;/<mark>script</mark>&gt; &amp; &#x27;<mark>thi đua</mark>&#x27; "
        "&lt;<mark>mark</mark>&gt;"
    ) or html.count("<mark>") == len(found.highlights)
    assert not re.search(r"<(?!/?mark>)", html)


# --- one passage or two -------------------------------------------------------------------------


def test_a_second_passage_shows_the_words_that_the_first_cannot() -> None:
    told = report(f"Sáng họp thi đua. {FILLER}Chiều lo khen thưởng. {FILLER}")
    found = passage(told, "thi đua khen thưởng")
    assert len(passages_of(found)) == 2
    assert shown(found) == ["thi đua", "khen thưởng"]
    assert found.text.startswith("Sáng họp thi đua.")
    assert " … Chiều lo khen thưởng." in found.text


def test_words_together_are_shown_in_one_passage() -> None:
    told = report(f"Lo thi đua. {FILLER}Lo thưởng. {FILLER}Lo thi đua và thưởng. {FILLER}Thưởng.")
    found = passage(told, "thi đua thưởng")
    assert passages_of(found) == [found.text]
    assert "Lo thi đua và thưởng." in found.text


def test_a_second_passage_never_repeats_the_words_of_the_first() -> None:
    told = report(f"{FILLER}Lo thi đua. " * 5)
    assert len(passages_of(passage(told, "thi đua"))) == 1


def test_telling_words_are_shown_rather_than_frequent_ones() -> None:
    told = report(f"{'Xóm của ta có của. ' * 40}{FILLER}Đắp đê. {FILLER}{'Của có. ' * 40}")
    found = passage(told, "đê của xóm")
    assert "đê" in shown(found)


def test_the_order_typed_decides_between_passages_with_the_same_words() -> None:
    told = report(f"Nông dân được khen. {FILLER}{FILLER}Khen cho nông dân. {FILLER}")
    expression = parse("khen nông dân")
    found = snippet(told, highlights(told, expression), expression)
    assert "Khen cho nông dân." in found.text


def test_the_spelling_typed_decides_between_passages_with_the_same_words() -> None:
    told = report(f"Lo thi dua ở đê. {FILLER}{FILLER}Lo thi đua ở đê. {FILLER}")
    expression = parse('"đê" thi "thi đua"')
    spans = highlights(told, parse("thi dua đê"))
    assert "thi đua" in shown(snippet(told, spans, expression))


def test_another_writing_shows_the_words_that_were_typed() -> None:
    told = report(f"UBND họp. {FILLER}Lo đê. {FILLER}Ủy ban nhân dân họp bàn lo đê. {FILLER}")
    for query, others in (("UBND đê", [(0, 1, "ủy ban nhân dân")]),
                          ("ủy ban nhân dân đê", [(0, 4, "UBND")])):  # fmt: skip
        expression = asked(query, others)
        found = snippet(told, highlights(told, expression), expression)
        assert shown(found) == ["Ủy ban nhân dân", "đê"]
        assert len(passages_of(found)) == 1


def test_words_that_begin_alike_show_one_word() -> None:
    told = report(f"Khênh và khều. {FILLER}Khen và đê. {FILLER}Khều.")
    expression = asked("khe* đê")
    assert shown(snippet(told, highlights(told, expression), expression)) == ["Khen", "đê"]


# --- sentences ----------------------------------------------------------------------------------


def test_a_passage_begins_and_ends_with_sentences_that_are_near() -> None:
    told = report(f"{FILLER}Ở TP. Huế, Th.S. Lê họp thi đua. {FILLER}")
    found = passage(told, "thi đua")
    assert found.text.startswith("… Ở TP. Huế, Th.S. Lê họp thi đua.")
    assert found.text.endswith("đường làng. …")


def test_within_a_long_sentence_a_passage_begins_at_a_clause() -> None:
    told = report(f"Hôm ấy {'mưa to gió lớn ' * 20}rồi tạnh, bà con lo thi đua {'mãi ' * 200}")
    assert passage(told, "thi đua").text.startswith("…bà con lo thi đua mãi")
    assert passage(told, "thi đua").text.endswith("mãi…")


def test_what_is_left_out_as_residue_or_title_gets_no_ellipsis() -> None:
    text = "Đắp đê\n\nMUA NGAY\n\nLo thi đua.\n\nMUA MAU"
    told = report(text, "MUA NGAY", "MUA MAU", title="Đắp đê")
    assert passage(told, "thi đua").text == "Lo thi đua."


# --- whatever text and query are ---------------------------------------------------------------


@given(texts, queries, writings, cuts, st.integers(0, 6))
def test_every_passage_is_short_whole_clean_and_rightly_marked(
    text: str, query: str, others: Writings, parts: Cuts, title_words: int
) -> None:
    told = cut(text, parts, title_words)
    expression = asked(query, others)
    spans = highlights(told, expression)
    found = snippet(told, spans, expression)
    assert len(found.text) <= LONGEST
    assert bool(found.highlights) == bool(spans)
    for span in found.highlights:
        words = {t.folded for t in tokenize(found.text[span.start : span.end])}
        assert words
        assert all(may_be_marked(word, expression) for word in words)
    assert marked(found.text, found.highlights).count("<mark>") == len(found.highlights)
    assert all(words_of(part) in all_runs(told) for part in passages_of(found))


@given(st.lists(st.tuples(texts, cuts, st.integers(0, 6)), max_size=5), queries, writings)
def test_the_reports_of_a_page_show_what_each_shows_by_itself(
    told: list[tuple[str, Cuts, int]], query: str, others: Writings
) -> None:
    reports, expression = [cut(*parts) for parts in told], asked(query, others)
    alone = []
    for one in reports:
        spans = highlights(one, expression)
        alone.append((snippet(one, spans, expression), count_passages(one, spans)))
    assert excerpts(reports, expression) == alone


@given(texts, queries, writings, cuts, st.integers(0, 6))
def test_a_passage_is_made_of_slices_of_the_text_and_ellipses(
    text: str, query: str, others: Writings, parts: Cuts, title_words: int
) -> None:
    told = cut(text, parts, title_words)
    expression = asked(query, others)
    spans = highlights(told, expression)
    found = snippet(told, spans, expression)
    pieces = passages_of(found)
    assert len(pieces) <= 2
    spaced = re.sub(r"[\n\u00a0]", " ", text)
    assert all(piece.strip("…").strip() in spaced for piece in pieces)
    assert sum(map(len, pieces)) <= LONGEST
    if len(pieces) == 2:
        words = {t.folded for s in found.highlights if s.start >= len(pieces[0])
                 for t in tokenize(found.text[s.start : s.end])}  # fmt: skip
        first = {t.folded for s in found.highlights if s.end <= len(pieces[0])
                 for t in tokenize(found.text[s.start : s.end])}  # fmt: skip
        assert words - first
        assert first - words


def passages_of(found: Snippet) -> list[str]:
    return found.text.split(" … ")


def words_of(text: str) -> tuple[str, ...]:
    return tuple(token.exact for token in tokenize(text))


def all_runs(told: Report) -> "_Runs":
    return _Runs(
        [token.exact for token in tokenize(told.text, [r.span for r in told.facts.residue])]
    )


class _Runs:
    """The runs of whole words of a report, residue left out."""

    def __init__(self, words: list[str]) -> None:
        self._line = f" {' '.join(words)} "

    def __contains__(self, run: tuple[str, ...]) -> bool:
        return not run or f" {' '.join(run)} " in self._line


# --- the sample archive, through the real search ------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["thi dua", "thi đua", "thi ddua", "THI ĐUA", "khen thưởng", "xoá nhà tạm", "title:thi",
     '"thi đua yêu nước"', "tổng kết năm 2019", "van hoa xa hoi", "cụm trưởng", "quý", "2024",
     "UBND", "khen*", "thưở*", "đê OR khen", "ủy ban nhân dân"],
)  # fmt: skip
def test_every_hit_of_the_samples_shows_whole_words_and_why(
    sample_settings: Settings, typed: str
) -> None:
    result = search(open_engine(sample_settings), Query(typed, per_page=100))
    assert result.hits
    for hit in result.hits:
        assert hit.snippet.highlights, hit.report.id
        assert hit.matches
        assert len(hit.snippet.text) <= LONGEST
        runs = all_runs(hit.report)
        assert all(words_of(part) in runs for part in passages_of(hit.snippet)), hit.report.id


def test_the_same_words_are_marked_however_a_query_is_typed(sample_settings: Settings) -> None:
    engine = open_engine(sample_settings)
    told = [
        {
            hit.report.id: shown(hit.snippet)
            for hit in search(engine, Query(typed, per_page=100)).hits
        }
        for typed in ("thi dua", "thi đua", "thi ddua", "THI DUA", "thi d9ua")
    ]
    assert all(other == told[0] for other in told[1:])
