"""Offsets + text -> what to mark in a report, and the passages that show best why it was found.

`asked` reads a query once for all the reports that it found. `letters` finds the tokens that can
match, far cheaper than reading the whole text; `marks` says which of them do; `windows` which of
those to show together; `sentences` knows where one may begin and end reading; `passages` chooses
what to show.
"""

from searchapp.snippets.asked import Asked
from searchapp.snippets.marks import count_passages, highlights
from searchapp.snippets.passages import SNIPPET_LENGTH, Excerpt, excerpts, snippet

__all__ = [
    "SNIPPET_LENGTH",
    "Asked",
    "Excerpt",
    "count_passages",
    "excerpts",
    "highlights",
    "snippet",
]
