"""Publication stamps: lines that portals print beside a report, not words of the report."""

import re
from dataclasses import dataclass
from functools import lru_cache

from searchapp.facts.dates.expressions import DayExpression, find_stamp_days
from searchapp.facts.page import fold_case
from searchapp.facts.words import LOWER, UPPER

MAX_CHARS = 140
"""A longer line is prose, whatever date it holds."""

_LABEL = re.compile(
    r"cập nhật|đăng(?: lúc| ngày| bởi|:| vào ngày)|ngày đăng|đăng tải|xuất bản"
    r"|ngày (?:cập nhật|tạo|viết|gửi)|viết bởi|thời gian đăng|người đăng|(?<!diễn )\bra ngày"
    r"|phát hành ngày|published|posted|post date"
    r"|create[d:]|last updated|(?:điều chỉnh|sửa) lần cuối|được viết|đã đăng|tin đăng"
)
_FILLER = re.compile(
    r"cập nhật|đăng|lúc|ngày|xuất bản|thời gian|bài|tin|được viết|viết|tạo|gửi|lần cuối|mới nhất"
    r"|người đăng|tác giả|chuyên mục|đã xem|lượt xem|xem|số"
    r"|published|posted|created?|last updated|updated|date|post|on|by|at|author|admin(?:istrator)?"
    r"|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|t[2-7]|chủ nhật|cn|gmt ?\+?7?|giờ|phút|sáng|chiều|am|pm"
    r"|sa|ch"
    r"|\d{1,2} ?(?::|h|giờ) ?\d{2}(?: ?: ?\d{2})?|lượt (?:xem|đọc)[ :]*[\d.,]*|[\d.,]+ lượt (?:xem"
    r"|đọc)"
    r"|in bài viết|bài viết|số lần xem(?: trang)?[ :]*[\d.,]*|lượt đọc[ :]*[\d.,]*|điều chỉnh|sửa"
    r"|vào|font|size|\+7|cỡ chữ|(?<![^\W_])a[+-]?(?![^\W_])|in bài|chia sẻ|nghe|phát thanh"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_CHANGED = re.compile(
    r"(?:cập nhật|sửa|điều chỉnh|thay đổi) (?:lần )?cuối|lần cập nhật|last (?:updated|modified)"
)
_LABELLED_WORDS = 8
"""Words that may stand beside a label and its date: a desk, a name."""

_WEEKDAY = re.compile(r"^\W*(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_HOUR = re.compile(r"\d{1,2} ?(?::|h|giờ) ?\d{2}")
_PERSON = re.compile(rf"[{UPPER}][{LOWER}]{{0,6}}(?: [{UPPER}][{LOWER}]{{0,6}}){{1,3}}")
_OFFICE = re.compile(r"(?:báo|cổng|trang|đài|nguồn|theo)\b", re.IGNORECASE)
_SHORT_CHARS = 60
_DESK_WORDS = 4
_REMEMBERED = 8
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The day of a stamp line.

    Attributes:
        labelled: Whether the line says that it is a publication date.
        changed: Whether it says that it is the day of the last change.
        clock: Whether it begins with a weekday, as the clock in a page's banner does.
    """

    expression: DayExpression
    labelled: bool
    changed: bool
    clock: bool


def read_stamp(line: str) -> Stamp | None:
    """Return the day of a line (evened out) that holds a full date and no prose, else None."""
    if len(line) > MAX_CHARS or line.endswith(".") or not holds_year(line):
        return None
    return _read(line)


def holds_year(line: str) -> bool:
    """Tell whether a year stands in a line: every stamp and dateline has one."""
    return ("20" in line or "19" in line) and _YEAR.search(line) is not None


@lru_cache(_REMEMBERED)  # a line is looked at as residue and as a stamp
def _read(line: str) -> Stamp | None:
    dated = [found for found in find_stamp_days(line) if found.year]
    if not dated:
        return None
    labelled = bool(_LABEL.search(fold_case(line)))
    rest = line[: dated[0].start] + " " + line[dated[0].end :]
    rest = _without_filler(rest)
    words = _LETTERS.findall(rest)
    if len(words) > _most_words(line, rest, labelled=labelled) and not _in_a_cell(line):
        return None
    if not labelled and not words and re.search(r"\d{3}", rest) and not _HOUR.search(line):
        return None
    return Stamp(
        dated[0], labelled, bool(_CHANGED.search(fold_case(line))), bool(_WEEKDAY.match(line))
    )


def _without_filler(line: str) -> str:
    """The line with a space for each word of a portal's own."""
    parts, at = [], 0
    for match in _FILLER.finditer(fold_case(line)):
        parts.append(line[at : match.start()])
        at = match.end()
    return " ".join([*parts, line[at:]])


def _most_words(line: str, rest: str, *, labelled: bool) -> int:
    """How many words may stand beside a date: a desk beside an hour, a person's name."""
    if labelled:
        return _LABELLED_WORDS
    if len(line) > _SHORT_CHARS:
        return 0
    if _OFFICE.match(line) and _HOUR.search(line):
        return _LABELLED_WORDS
    named = _PERSON.fullmatch(rest.strip(" ,;|–-()"))
    return _DESK_WORDS if named or _HOUR.search(line) else 0


def _in_a_cell(line: str) -> bool:
    """Whether one cell of "08/10/2025 | Chuyên mục: Thi đua" is a stamp by itself."""
    cells = re.split(r" ?[|•·] ?| / ", line)
    return len(cells) > 1 and any(read_stamp(cell.strip()) for cell in cells)
