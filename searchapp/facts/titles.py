"""The title: where it stands in the text, and what is shown in its place where there is none."""

import itertools
import re
from collections.abc import Iterator

from searchapp.facts.page import blank, even_out, same_words
from searchapp.facts.words import LOWER, UPPER
from searchapp.model import Facts, Residue, SourceDocument, Span

MAX_TITLE_CHARS = 300
LEAD_CHARS = 120
"""Characters of the lead that stand for a missing title."""

_LETTERHEAD_LINES = 12
_PAPER = re.compile(r"(?:BÁO CÁO|THÔNG BÁO|TỜ TRÌNH|KẾ HOẠCH)(?: (?:TÓM TẮT|TỔNG HỢP|KẾT QUẢ))?")
_BODY_BEGINS = re.compile(r"(?<=\S) (?:Căn cứ|Thực hiện|Kính gửi|Trong) ")
_LINE = re.compile(r"\S[^\n]*")
_SUBJECT = re.compile(
    r"thi đua|khen|sơ kết|tổng kết|giao ước|hội nghị|đại hội|phát động|biểu dương|tuyên dương"
    r"|tôn vinh|vinh danh|trao|tặng|\bcụm\b|\bkhối\b|điển hình|bằng khen|huân chương|hưởng ứng",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"(?:cổng|trang) (?:thông tin|tin)|trang điện tử|website|ủy ban nhân dân|ubnd|cộng hòa|độc lập"
    r"|đăng bởi|tác giả|nguồn|tin, ?(?:bài|ảnh)|ảnh\b|bài[,:]",
    re.IGNORECASE,
)
_PERSON = re.compile(rf"(?:[{UPPER}][{LOWER}]{{0,6}} ?){{2,4}}")
_FEW_WORDS = 5
_MOST_ABOVE = 8
_DATELINE_OR_EVENT = re.compile(r"(?:sáng|chiều|tối|trưa|ngày|vừa qua|trong)\b", re.IGNORECASE)


def find_title(document: SourceDocument, residue: tuple[Residue, ...]) -> Span | None:
    """Return the place of the title, or None where the text begins with its lead.

    A title is a line above the first paragraph that is no sentence (no full stop at its end), is
    not longer than titles are, and is followed by something.
    """
    text = document.text
    if document.title_given:
        return _trimmed(text, 0, text.find("\n") if "\n" in text else len(text))
    plain = blank(text, [part.span for part in residue])
    if paper := _title_of_paper(plain):
        return _trimmed(text, *paper)
    best = _best_line(text, plain, residue)
    if best is None:
        return None
    end = _title_end(plain, best)
    return _trimmed(text, best.start(), end) if plain[end:].strip() else None


def _best_line(text: str, plain: str, residue: tuple[Residue, ...]) -> re.Match[str] | None:
    """The line above the first paragraph that is most like a title, the first of several."""
    above = list(itertools.takewhile(_may_be_above, _LINE.finditer(plain)))[:_MOST_ABOVE]
    if not above:
        return None
    beside = {line for part in residue if part.kind == "stamp" for line in _beside(text, part)}
    repeated = {same_words(text[part.span.start : part.span.end]) for part in residue
                if part.kind == "repeat"}  # fmt: skip
    scores = [
        _likeness(even_out(line[0]).strip())
        + (line.start() in beside)
        + 2 * (line is above[0] and len(line[0].split()) > _FEW_WORDS)
        + 2 * (same_words(line[0]) in repeated and len(line[0].split()) > _FEW_WORDS)
        for line in above
    ]
    return above[scores.index(max(scores))]


def _may_be_above(line: re.Match[str]) -> bool:
    return _looks_like_title(line[0].strip())


def _beside(text: str, part: Residue) -> Iterator[int]:
    """Where the lines right above and below a stamp begin."""
    above = text[: part.span.start].rstrip()
    yield above.rfind("\n") + 1
    below = _LINE.search(text, part.span.end)
    yield below.start() if below else -1


def _likeness(line: str) -> int:
    """How much a line is like a title: desks and banners are short, titles name their subject."""
    words = len(line.split())
    score = -3 if words < _FEW_WORDS - 1 else -1 if words <= _FEW_WORDS else 0
    score += 2 * bool(_SUBJECT.search(line))
    return score - 4 * bool(_BANNER.match(line) or _PERSON.fullmatch(line))


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
    return not (len(line) > LEAD_CHARS and _DATELINE_OR_EVENT.match(even_out(line)))


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
