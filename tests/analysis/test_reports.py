"""A report -> its syllables in order, its title's length, its compounds."""

import pytest

from searchapp.analysis.reports import BREAK, Analysis, analyse
from searchapp.analysis.syllables import tokenize
from searchapp.model import Span

TITLE = "Xã Đông Mỹ ra quân"
BODY = "Sáng nay bà con đắp đê"
TEXT = f"{TITLE}\n\n{BODY}\n"


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def words(text: str) -> list[str]:
    return [token.exact for token in tokenize(text)]


def without(text: str, *parts: str, title: str | None = None) -> Analysis:
    residue = sorted((span(text, part) for part in parts), key=lambda part: part.start)
    return analyse(text, span(text, title) if title else None, residue)


def test_a_break_stands_between_title_and_body() -> None:
    found = without(TEXT, title=TITLE)
    assert list(found.syllables) == [*words(TITLE), BREAK, *words(BODY)]
    assert found.title_length == 5


def test_without_a_title_nothing_breaks() -> None:
    found = without(TEXT)
    assert list(found.syllables) == words(TEXT)
    assert found.title_length == 0


def test_a_report_that_is_all_title_has_no_break() -> None:
    found = without(TITLE, title=TITLE)
    assert (list(found.syllables), found.title_length) == (words(TITLE), 5)


def test_words_on_both_sides_of_residue_are_no_neighbours() -> None:
    text = "bà con Đọc 265 lượt đắp đê"
    assert without(text, "Đọc 265 lượt").syllables == ("bà", "con", BREAK, "đắp", "đê")


@pytest.mark.parametrize("residue", ["QUẢNG CÁO", "\n\n", "- 1 -"])
def test_residue_between_title_and_body_makes_one_break(residue: str) -> None:
    text = f"{TITLE}\n{residue}\n{BODY}"
    assert list(without(text, residue, title=TITLE).syllables) == [
        *words(TITLE),
        BREAK,
        *words(BODY),
    ]


def test_residue_at_either_end_makes_no_break() -> None:
    text = f"In trang {BODY} Lượt xem: 9"
    assert list(without(text, "In trang", "Lượt xem: 9").syllables) == words(BODY)


def test_neighbouring_residue_makes_one_break() -> None:
    text = "bà con In trang Chia sẻ đắp đê"
    found = without(text, "In trang ", "Chia sẻ")
    assert found.syllables == ("bà", "con", BREAK, "đắp", "đê")


def test_residue_inside_a_title_leaves_the_title_whole() -> None:
    text = "Xã Đông [ảnh] Mỹ\nsáng nay"
    found = without(text, "[ảnh]", title="Xã Đông [ảnh] Mỹ")
    assert found.syllables[: found.title_length] == ("xã", "đông", BREAK, "mĩ")
    assert found.syllables[found.title_length :] == (BREAK, "sáng", "nay")


def test_a_report_of_nothing_but_residue_is_empty() -> None:
    assert without("Lượt xem: 9", "Lượt xem: 9") == Analysis((), 0, {})


def test_a_letterhead_above_the_title_is_no_part_of_it() -> None:
    text = "ỦY BAN XÃ\n\nVề việc đắp đê\nBà con ra quân"
    found = without(text, title="Về việc đắp đê")
    assert found.title_length == 4
    assert list(found.syllables) == [
        *words("Về việc đắp đê"),
        BREAK,
        *words("ỦY BAN XÃ"),
        BREAK,
        *words("Bà con ra quân"),
    ]


# --- compounds ---------------------------------------------------------------------------------


def test_compounds_are_counted_whatever_their_case() -> None:
    found = without("Thi đua là việc hằng ngày.\nPhong trào thi đua.\nHỘI NGHỊ bàn về thi đua.")
    assert found.compounds["thi đua"] == 3
    assert found.compounds["hội nghị"] == 1


def test_only_syllables_make_compounds() -> None:
    found = without("công ty TNHH ABC, ngày 12/3, số 9; hợp tác xã Windows XP")
    assert all(part.isalpha() for word in found.compounds for part in word.split(" "))
    assert not {"windows xp", "12 3"} & set(found.compounds)
    assert all(" " in word for word in found.compounds)


def test_compounds_do_not_reach_across_lines() -> None:
    assert "thi đua" in without("phong trào thi đua").compounds
    assert "thi đua" not in without("phong trào thi\nđua").compounds


def test_compounds_do_not_reach_across_residue_and_none_comes_from_it() -> None:
    text = "phong trào thi Lượt xem đua, hội nghị Đăng nhập hệ thống"
    found = without(text, "Lượt xem", "Đăng nhập hệ thống").compounds
    assert "hội nghị" in found
    assert not {"thi đua", "hệ thống", "đăng nhập"} & set(found)
