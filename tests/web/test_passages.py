"""A report's text, cut into paragraphs and segments."""

from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import Span
from searchapp.web.passages import Layers, paragraphs, remaining, segments

TEXT = "Một hai ba\n\n  \nbốn năm sáu\nbảy"


def words(text: str, *wanted: str) -> tuple[Span, ...]:
    """Where these words stand."""
    return tuple(Span(text.index(word), text.index(word) + len(word)) for word in wanted)


def test_a_paragraph_is_a_line_with_letters() -> None:
    found = paragraphs(TEXT, (), Layers())
    assert [p.segments[0].text for p in found] == ["Một hai ba", "bốn năm sáu", "bảy"]
    assert [p.number for p in found] == [1, 2, 3]


def test_what_is_left_out_is_not_shown() -> None:
    found = paragraphs(TEXT, words(TEXT, "hai ", "bốn năm sáu"), Layers())
    assert [p.segments[0].text for p in found] == ["Một ", "ba", "bảy"]


def test_matches_are_numbered_through_the_whole_text() -> None:
    found = paragraphs(TEXT, (), Layers(marks=words(TEXT, "hai", "bốn", "sáu")))
    assert [p.matches for p in found] == [(1,), (2, 3), ()]


def test_evidence_has_an_anchor_where_it_begins() -> None:
    whole, part = words(TEXT, "hai ba", "ba")
    found = list(segments(TEXT, Span(0, 10), Layers(evidence=(whole, part))))
    assert [(s.text, s.anchors) for s in found] == [
        ("Một ", ()),
        ("hai ", ("bc-4-10",)),
        ("ba", ("bc-8-10",)),
    ]
    assert [s.is_evidence for s in found] == [False, True, True]


def test_a_match_over_a_line_end_begins_once() -> None:
    text = "một hai\nba bốn"
    found = paragraphs(text, (), Layers(marks=(Span(4, 10),)))
    assert [p.matches for p in found] == [(1,), ()]
    assert [s.text for p in found for s in p.segments if s.is_match] == ["hai", "ba"]


def test_segments_without_anything_over_them_are_the_whole() -> None:
    assert [s.text for s in segments(TEXT, Span(4, 7), Layers())] == ["hai"]


def apart(bounds: list[int]) -> list[Span]:
    """Sorted spans that do not overlap."""
    ends = sorted(set(bounds))
    return [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)]


spans = st.lists(st.integers(0, 60), max_size=10).map(apart)


@given(st.integers(0, 60), st.integers(0, 60), spans)
def test_what_remains_is_all_that_is_not_left_out(
    one: int, other: int, left_out: list[Span]
) -> None:
    whole = Span(min(one, other), max(one, other))
    kept = {at for span in remaining(whole, left_out) for at in range(span.start, span.end)}
    gone = {at for span in left_out for at in range(span.start, span.end)}
    assert kept == set(range(whole.start, whole.end)) - gone


@given(spans, spans)
def test_segments_put_together_are_the_text(marks: list[Span], evidence: list[Span]) -> None:
    text = "".join(chr(ord("a") + at % 26) for at in range(60))
    found = list(segments(text, Span(0, 60), Layers(tuple(marks), tuple(evidence))))
    assert "".join(part.text for part in found) == text
    matched = {at for span in marks for at in range(span.start, span.end)}
    position = 0
    for part in found:
        at = range(position, position + len(part.text))
        assert part.is_match == (position in matched)
        assert {i in matched for i in at} == {part.is_match}
        position = at.stop
