"""The marks that show most together are those found by trying all windows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from told_reports import Writings, asked, queries, report, texts, writings

from searchapp.snippets import Asked
from searchapp.snippets.marks import BoolArray, Page, find_marks
from searchapp.snippets.windows import Shown, best_windows, reach, read_marks


def plain_best(shown: Shown, owner: int, room: int, taken: BoolArray) -> tuple[int, int]:
    """Return the first mark and the end of the window that shows most, of all of a report."""
    marks, limits = shown.marks, shown.limits
    numbers = (marks.owners == owner).nonzero()[0].tolist()
    all_windows = [
        (start, end + 1)
        for start in numbers
        for end in numbers
        if end == start
        or (end > start and marks.ends[end] <= min(marks.starts[start] + room, limits[start]))
    ]
    return max(
        all_windows,
        key=lambda window: (_worth(shown, owner, window, taken), window[1] - window[0]),
    )


def _worth(shown: Shown, owner: int, window: tuple[int, int], taken: BoolArray) -> float:
    start, end = window
    adds = shown.before[1:] > shown.before[:-1]
    traits = shown.shows[start] | adds[start + 1 : end].any(0)
    return round(float(sum(shown.worths[owner][traits & ~taken[owner]])), 6)


@given(
    st.lists(texts, min_size=1, max_size=4), queries, writings, st.integers(1, 300),
    st.integers(0, 255),
)  # fmt: skip
def test_the_best_window_is_the_one_found_by_trying_all(
    of_all: list[str], query: str, others: Writings, room: int, bits: int
) -> None:
    page, read = Page([report(text) for text in of_all]), Asked(asked(query, others))
    marks = find_marks(page, read)
    if not len(marks.starts):
        return
    lasts = np.append(page.bases[1:], len(page.text))[marks.owners]
    _, owners = np.unique(marks.owners, return_inverse=True)
    shown = read_marks(page.text, marks._replace(owners=owners), lasts, read)
    taken = np.array([[bits >> at & 1 for at in range(len(read.traits))]] * len(shown.worths)) > 0
    found = best_windows(shown, reach(shown, room), taken)
    for owner in range(len(shown.worths)):
        window = plain_best(shown, owner, room, taken)
        assert (found.firsts[owner], found.ends[owner]) == window
        assert round(float(found.worths[owner]), 6) == _worth(shown, owner, window, taken)
