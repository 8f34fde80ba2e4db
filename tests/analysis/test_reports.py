"""A report -> its syllables in order, its title's length, its pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    assert without("Lượt xem: 9", "Lượt xem: 9") == Analysis((), 0, ())


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


def test_pieces_come_from_all_but_the_residue_and_do_not_reach_across_it() -> None:
    text = "phong trào trồng Lượt xem rừng, hợp tác xã Đăng nhập hệ thống"
    found = without(text, "Lượt xem", "Đăng nhập hệ thống").pieces
    assert [piece.replace("_", " ") for piece in found] == [
        "phong trào trồng",
        "rừng",
        "hợp tác xã",
    ]


def token_by_token(text: str, title: Span, residue: list[Span]) -> tuple[str, ...]:
    """The syllables as ``analyse`` tells them, each token looked at by itself."""
    edges = [title.start, title.end, *(part.end for part in residue)]
    parts: dict[bool, list[str]] = {True: [], False: []}
    sections: dict[bool, int] = {}
    for token in tokenize(text, residue):
        in_title = title.start <= token.start and token.end <= title.end
        section = sum(edge <= token.start for edge in edges)
        if sections.setdefault(in_title, section) != section:
            parts[in_title].append(BREAK)
        sections[in_title] = section
        parts[in_title].append(token.exact)
    between = [BREAK] if parts[True] and parts[False] else []
    return (*parts[True], *between, *parts[False])


@given(
    st.text(st.sampled_from("aĐ1 \n._\u0301\u00ad\u00a0"), max_size=30),
    st.lists(st.integers(0, 30), min_size=10, max_size=10),
    st.integers(0, 4),
)
def test_stretches_hold_what_their_tokens_are_one_by_one(
    text: str, places: list[int], parts: int
) -> None:
    places = sorted(min(place, len(text)) for place in places)
    title, *spans = [Span(*places[at : at + 2]) for at in range(0, 10, 2)]
    for one in (title, Span(places[-2], places[-1])):
        found = analyse(text, one, spans[:parts])
        assert found.syllables == token_by_token(text, one, spans[:parts])
