"""The title: where it stands in the text, and what is shown in its place where there is none."""

import itertools
import re

from searchapp.facts.page import blank, even_out
from searchapp.model import Facts, Residue, SourceDocument, Span

MAX_TITLE_CHARS = 300
LEAD_CHARS = 120
"""Characters of the lead that stand for a missing title."""

_LETTERHEAD_LINES = 12
_PAPER = re.compile(r"(?:BÁO CÁO|THÔNG BÁO|TỜ TRÌNH|KẾ HOẠCH)(?: (?:TÓM TẮT|TỔNG HỢP|KẾT QUẢ))?")
_BODY_BEGINS = re.compile(r"(?<=\S) (?:Căn cứ|Thực hiện|Kính gửi|Trong) ")
_LINE = re.compile(r"\S[^\n]*")
_DATELINE_OR_EVENT = re.compile(r"(?:sáng|chiều|tối|trưa|ngày|vừa qua|trong)\b", re.IGNORECASE)


def find_title(document: SourceDocument, residue: tuple[Residue, ...]) -> Span | None:
    """Return the place of the title, or None where the text begins with its lead.

    A first line is a title when it is no sentence (no full stop at its end), is not longer than
    titles are, and something follows it.
    """
    text = document.text
    if document.title_given:
        return _trimmed(text, 0, text.find("\n") if "\n" in text else len(text))
    plain = blank(text, [part.span for part in residue])
    if paper := _title_of_paper(plain):
        return _trimmed(text, *paper)
    first = _LINE.search(plain)
    if not first or not _looks_like_title(even_out(first.group()).strip()):
        return None
    end = _title_end(plain, first)
    return _trimmed(text, first.start(), end) if plain[end:].strip() else None


def _title_of_paper(text: str) -> tuple[int, int] | None:
    """The heading of an official paper, below its letterhead: "BÁO CÁO" and the line after it."""
    lines = list(itertools.islice(_LINE.finditer(text), _LETTERHEAD_LINES))
    for heading, title in itertools.pairwise(lines):
        if _PAPER.fullmatch(heading.group().strip()):
            begun = _BODY_BEGINS.search(title.group())
            end = title.start() + begun.start() if begun else title.end()
            return heading.start(), min(end, heading.start() + MAX_TITLE_CHARS)
    return None


def _title_end(text: str, first: re.Match[str]) -> int:
    """The end of a title that may go on in the next line: in capitals, or with a quote open."""
    following = _LINE.search(text, first.end())
    if not following:
        return first.end()
    line, more = first.group(), following.group()
    shouted = line.isupper() and more.isupper() and not _PAPER.fullmatch(more.strip())
    quoted = line.count("“") > line.count("”") and more.count("”") > more.count("“")
    fits = following.end() - first.start() <= MAX_TITLE_CHARS
    return following.end() if (shouted or quoted) and fits else first.end()


def _looks_like_title(line: str) -> bool:
    if len(line) > MAX_TITLE_CHARS or line.endswith((".", ";", ":", "…", ",", "./")):
        return False
    # "Sáng 15/7, UBND huyện ... tổ chức" without its full stop is a lead all the same.
    return not (len(line) > LEAD_CHARS and _DATELINE_OR_EVENT.match(line))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Span(start, end) if end > start else None


def display_title(document: SourceDocument, facts: Facts) -> str:
    """Return the title, or the beginning of the lead, on one line; the id of an empty text."""
    if facts.title:
        return _one_line(document.text[facts.title.start : facts.title.end]) or document.id
    plain = blank(document.text, [part.span for part in facts.residue])
    first = _LINE.search(plain) or _LINE.search(document.text)
    lead = _one_line(first.group()) if first else ""
    return _cut(lead) or document.id


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str) -> str:
    if len(text) <= LEAD_CHARS:
        return text
    head = text[: LEAD_CHARS + 1]
    at = head.rfind(" ")
    return head[: at if at > 0 else LEAD_CHARS].rstrip(" ,;:-–") + "…"
