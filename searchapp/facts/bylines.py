"""Who signed a report: a name in its last lines, with the office behind it, if told."""

import re

from searchapp.facts.page import Page
from searchapp.facts.people import NAME
from searchapp.facts.words import LOWER, UPPER
from searchapp.model import BylineFact, Span

_LAST_LINES = 4
_MAX_CHARS = 90
_LABEL = (
    r"(?:(?:tin,? ?(?:bài|ảnh)?(?: ?(?:,|và|&|-) ?ảnh)?|bài,? ?(?:(?:và|&|,)? ?ảnh)?|bài viết"
    r"|tác giả|người viết|thực hiện|nguồn tin|nguồn|ctv|pv"
    r"|phóng viên|cộng tác viên|ảnh|theo) ?(?:[:;–-]|(?<=ctv)|(?<=pv)) ?)"
)
_SHORT_NAME = rf"[{UPPER}][{LOWER}]{{0,6}}(?: [{UPPER}][{LOWER}]{{0,6}}){{1,4}}"
_NAMES = rf"(?:{NAME}|{_SHORT_NAME})(?: ?[-–,&] ?(?:{_SHORT_NAME}))?"
_SOURCE = (
    r"(?: ?\((?P<source>[^()]{2,70})\)| ?[-–,] (?P<source2>(?:Sở|Ban|Phòng|Đài|Báo|Trung tâm"
    r"|Văn phòng|UBND|Hội|Cục|Công an|TT|Trang)[^\n()]{2,60}))?"
)
_LABELLED = re.compile(rf"\(?(?i:{_LABEL}){{1,2}}(?P<name>{_NAMES}){_SOURCE}\)?\.?")
_BARE = re.compile(rf"\(?(?P<name>{_NAMES})\)?{_SOURCE}\.?")
_OFFICE = re.compile(
    r"(?:Ban|Sở|Phòng|Đài|Báo|Trung tâm|Văn phòng|UBND|Hội|Cục|Công an|Đoàn|Trường|Chi cục|Bộ|BBT"
    r"|Theo|Nguồn)\b[^\n.]{2,80}"
)
_NOT_NAMES = re.compile(
    r"(?i:hội nghị|thi đua|khen thưởng|tỉnh|huyện|thành phố|sở|phòng|ban |việt nam|trung tâm|báo "
    r"|đài |cổng|trang|văn phòng|nơi nhận|^(?:ông|bà|anh|chị|em) )"
)


def read_byline(page: Page) -> BylineFact | None:
    """Return the byline, or None; adverts and links are residue, so they never sign."""
    lines = page.paragraphs[-_LAST_LINES:]
    for at in range(len(lines) - 1, -1, -1):
        following = lines[at + 1] if at + 1 < len(lines) else None
        byline = _signed(page, lines[at], following)
        if byline:
            return byline
    return None


def _signed(page: Page, line: Span, following: Span | None) -> BylineFact | None:
    words = page.plain[line.start : line.end].strip()
    if len(words) > _MAX_CHARS:
        return None
    match = _LABELLED.fullmatch(words) or _BARE.fullmatch(words)
    if not match or _NOT_NAMES.search(match["name"]):
        return None
    source, end = match["source"] or match["source2"], line.start + len(words)
    if not source and following:
        office = page.plain[following.start : following.end].strip()
        if _OFFICE.fullmatch(office):
            source, end = office, following.end
    return BylineFact(
        " ".join(match["name"].split()),
        " ".join(source.split()) if source else None,
        page.evidence(line.start, end),
    )
