"""The marks that show most together are those found by trying all windows."""

from functools import reduce
from operator import or_

from hypothesis import given
from hypothesis import strategies as st
from told_reports import Writings, asked, queries, report, texts, writings

from searchapp.model import Span
from searchapp.snippets import Asked, highlights
from searchapp.snippets.windows import Mark, Marks, best_window, read_marks, windows


def plain_best(told: Marks, room: int, taken: int) -> tuple[int, int]:
    """Return the first mark and the end of the window that shows most, of all there are."""
    marks = told.marks
    all_windows = [
        (start, end)
        for start, first in enumerate(marks)
        for end in range(start + 1, len(marks) + 1)
        if end == start + 1 or marks[end - 1].end <= first.limit(room)
    ]
    return max(
        all_windows,
        key=lambda window: (_worth(told, marks[slice(*window)], taken), window[1] - window[0]),
    )


def _worth(told: Marks, marks: list[Mark], taken: int) -> float:
    shown = reduce(or_, (mark.adds for mark in marks[1:]), marks[0].shows)
    bits = {bit for bit in told.worths if shown & bit and not taken & bit}
    return round(sum(told.worths[bit] for bit in bits), 6)


@given(texts, queries, writings, st.integers(1, 300), st.integers(0, 255))
def test_the_best_window_is_the_one_found_by_trying_all(
    text: str, query: str, others: Writings, room: int, taken: int
) -> None:
    told, read = report(text), Asked(asked(query, others))
    spans = highlights(told, read)
    if not spans:
        return
    marks = read_marks(text, spans, [Span(0, len(text))], read)
    found = best_window(marks, windows(marks, room), taken)
    first, end = plain_best(marks, room, taken)
    assert found.span == Span(marks.marks[first].start, marks.marks[end - 1].end)
    assert round(found.worth, 6) == _worth(marks, list(marks.marks[first:end]), taken)
