"""Who signed a report: a name in its last lines or below its title, with the office, if told."""

import re
from collections.abc import Iterator, Sequence

from searchapp.facts.page import Page
from searchapp.facts.people import NAME
from searchapp.facts.units import KINDS
from searchapp.facts.words import LOWER, UPPER
from searchapp.model import BylineFact, Span

_LAST_LINES = 5
_MAX_CHARS = 90
_LABEL = (
    r"(?:(?:tin,? ?-? ?(?:bài|ảnh)?(?: ?(?:,|và|&|-|–) ?ảnh)?|bài,? ?(?:(?:và|&|,|-)? ?ảnh)?"
    r"|tác giả bài viết|bài viết|tác giả|người viết|thực hiện|nguồn tin|nguồn|ctv|pv"
    r"|phóng viên|cộng tác viên|theo|(?:được )?viết bởi) ?(?:[:;–-]|(?<=ctv)|(?<=pv)|(?<=bởi)) ?)"
)
_SHORT = rf"[{UPPER}][{LOWER}]{{0,6}}(?: [{UPPER}][{LOWER}]{{0,6}}){{1,4}}"
_SHOUTED = rf"[{UPPER}]{{2,7}}(?: [{UPPER}]{{2,7}}){{1,3}}"
_INITIALS = rf"(?:[{UPPER}]{{1,2}}\. ?){{1,3}}[{UPPER}][{UPPER}{LOWER}]{{0,7}}(?:\.[{UPPER}]\.?)?"
_ONE = rf"(?:{NAME}|{_SHORT}|{_SHOUTED}|{_INITIALS})"
_NAMES = rf"{_ONE}(?: ?[-–,&] ?{_ONE})?"
_SOURCE = (
    r"(?: ?\((?P<source>[^()]{2,70})\)"
    rf"| ?[-–,] (?P<source2>(?:{KINDS}|VP|TT|Trang)[^\n()]{{2,60}}))?"
)
_LABELLED = re.compile(rf"\(?(?i:{_LABEL}){{1,2}}(?P<name>{_NAMES}){_SOURCE}\)?\.?")
_BARE = re.compile(rf"\(?(?P<name>{_NAMES})\)?{_SOURCE}\.?")
_OFFICE = re.compile(rf"(?:{KINDS}|BBT|Theo|Nguồn)\b[^\n.]{{2,80}}")
_NOT_NAMES = re.compile(
    r"(?i:hội nghị|thi đua|khen thưởng|tỉnh|huyện|thành phố|sở|phòng|ban |việt nam|trung tâm|báo "
    r"|đài |cổng|trang|văn phòng|nơi nhận|độc lập|cộng hòa|^(?:ông|bà|anh|chị|em) |đại hội|^lễ "
    r"|hiệu trưởng|giám đốc|chủ tịch|chủ trì|thư ký|đã ký|đọc |xem |nhiều|mới nhất|liên hệ"
    r"|^tin |^bài |^ảnh|chuyên |tổng hợp)"
)
_BESIDE_STAMP = re.compile(
    rf"(?P<name>{NAME}|{_SHORT}) ?[|•·–-] ?(?=\d{{1,2}}[:/.-]|thứ |chủ nhật|ngày )", re.IGNORECASE
)
_IN_STAMP = re.compile(
    rf"\b(?:tác giả|viết bởi|người viết|by) ?:? ?(?P<name>{NAME}|{_SHORT})(?= ?[|•·–-]|\s*$)",
    re.IGNORECASE,
)
_CELL = " " * 3
_CELLS = re.compile(rf"{_CELL} *")


def read_byline(page: Page) -> BylineFact | None:
    """Return the byline, or None; adverts and links are residue, so they never sign."""
    last = page.paragraphs[-_LAST_LINES:]
    for at in range(len(last) - 1, -1, -1):
        if byline := _signed(page, last[at], last[at + 1 : at + 2]):
            return byline
    found = (_signed(page, line, ()) for line in _above_lead(page))
    return next((byline for byline in found if byline), None) or _beside_stamp(page)


def _above_lead(page: Page) -> Iterator[Span]:
    """The lines between title and lead, where newspapers name the writer."""
    for line in page.paragraphs:
        if line.start >= page.lead.start:
            return
        yield line


def _signed(page: Page, line: Span, following: Sequence[Span]) -> BylineFact | None:
    words = page.plain[line.start : line.end].rstrip()
    signed = words.strip()
    if _CELL in signed:  # beside a signature stand the receivers of a paper
        signed = _CELLS.split(signed)[-1]
    if len(signed) > _MAX_CHARS:
        return None
    start = line.start + len(words) - len(signed)
    match = _LABELLED.fullmatch(signed) or _BARE.fullmatch(signed)
    if not match or _NOT_NAMES.search(match["name"]):
        return None
    source, end = match["source"] or match["source2"], start + len(signed)
    if not source and following:
        office = page.plain[following[0].start : following[0].end].strip()
        if _OFFICE.fullmatch(office):
            source, end = office, following[0].end
    return BylineFact(
        " ".join(match["name"].split()),
        " ".join(source.split()) if source else None,
        page.evidence(start, end),
    )


def _beside_stamp(page: Page) -> BylineFact | None:
    """The writer in the line of the stamp: "Lâm Thúy | 29/06/2020", "Tác giả: ..."."""
    for part in page.residue:
        if part.kind != "stamp":
            continue
        where = part.span.start, part.span.end
        match = _BESIDE_STAMP.match(page.whole, *where) or _IN_STAMP.search(page.whole, *where)
        if match and not _NOT_NAMES.search(match["name"]) and match["name"].istitle():
            return BylineFact(match["name"], None, page.evidence(*match.span("name")))
    return None
