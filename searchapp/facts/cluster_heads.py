"""Who leads a cluster at its event, and for which year: told before or behind the unit's name.

The unit that takes over for the next year stands in the same reports, often more prominently: words
of handing over and of the future tell it apart.
"""

import re
from collections.abc import Iterator

from searchapp.facts.page import Page, sentence_start
from searchapp.facts.scan import last_match, matches_at
from searchapp.facts.units import FIRST_LETTERS, UNIT, trim
from searchapp.facts.words import LOWER, UPPER
from searchapp.model import NamedFact

_HEAD = r"(?:(?:Cụm|Khối) trưởng|[Tt]rưởng (?:Cụm|Khối|cụm|khối)|(?:cụm|khối) trưởng)"
_DEPUTY = (
    r"(?:(?:Cụm|Khối|cụm|khối) phó|[Pp]hó (?:[Tt]rưởng )?(?:Cụm|Khối|cụm|khối)"
    r"|[Pp]hó (?:Cụm|Khối|cụm|khối) trưởng)"
)
_BARE = rf"[{UPPER}][{LOWER}’']+(?: [{UPPER}][{LOWER}’']+){{1,3}}"
_LINK = (
    r"(?: (?:được (?:giao |phân công |cử )*|tiếp tục |đang )?(?:làm|là|giữ (?:vai|vai trò|chức)"
    r"|đảm nhiệm|đảm nhận|với (?:vai trò|tư cách)(?: là)?) "
    r"|, (?:là |thay mặt |đại diện |(?:đơn vị )?được (?:chỉ định|giao|phân công) làm )?"
    r"| ?[-–] ?| \()(?:đơn vị )?(?:vai trò )?"
)
_YEAR = r"(?:[^.;\n]{0,25}?năm (?P<year>20\d\d))?"
_BEHIND = {
    role: re.compile(rf"(?P<unit>{UNIT}|{_BARE}){_LINK}(?<!Phó )(?<!phó ){word}\b{_YEAR}")
    for role, word in (("head", _HEAD), ("deputy", _DEPUTY))
}
_LINKED = {
    role: re.compile(rf"{_LINK}(?<!Phó )(?<!phó ){word}\b")
    for role, word in (("head", _HEAD), ("deputy", _DEPUTY))
}
"""What each match of the rule above holds, found far faster than a unit's name."""
_FIRSTS = re.compile(f"[{FIRST_LETTERS}]")
_GOES_ON = (
    r"(?=[.,;:()\n“”\"–]|$| (?:đã|và|với|tổ chức|chủ trì|đọc|báo cáo|trình bày|công bố|đề nghị"
    r"|phát biểu|cho biết|thông qua|đánh giá|điều hành|khai mạc|điểm lại|nhấn mạnh|nêu|-)"
    r"(?![^\W\d_]))"
)
_ACTING = r"(?:[Tt]hay mặt|Là|[Vv]ới (?:vai trò|tư cách)(?: là)?)"
_SPEAKER = r"[^.;\n]{0,70}?(?:[Cc]hủ tịch|[Gg]iám đốc|[Bb]í thư|[Tt]rưởng ban|[Hh]iệu trưởng) "
_BEFORE = {
    role: re.compile(
        rf"(?P<acts>\b{_ACTING} (?:đơn vị )?)?"
        rf"(?<!Phó )(?<!phó ){word}(?: (?:thi đua )?(?:năm (?P<year>20\d\d))?)?"
        rf"(?(acts),?(?: {_SPEAKER}| )| ?(?:là|:|do) )(?P<unit>{UNIT}|{_BARE}){_GOES_ON}"
    )
    for role, word in (("head", _HEAD), ("deputy", _DEPUTY))
}
_NEXT = re.compile(
    r"\b(?:bầu|bàn giao|chuyển|trao (?:quyền|cờ|lại)|nhận cờ|tiếp nhận|suy cử|sẽ|thống nhất|chọn"
    r"|cử|tín nhiệm|suy tôn|(?<!theo )phân công|nhận làm|nhận bàn giao|năm (?:sau|tới|mới)"
    r"|năm học tới|nhiệm kỳ tới|giao cho|luân phiên|giới thiệu|ra mắt)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Tt]hầy|[Cc]ô|[Đđ]/c|[Aa]nh|[Cc]hị) $")
_ADDRESSED = re.compile(r"(?:Ông|Bà|Đồng chí|Thầy|Cô|Hội nghị) ")
_OFFICE_OF = re.compile(r"^(?:Phó )?(?:Cục|Chi cục|Viện|Vụ) trưởng (?=[A-ZĐ])")
_AHEAD = re.compile(r"[Nn]ăm (?P<year>20\d\d), ?$")
_TOLD = {
    "head": ("cụm trưởng", "khối trưởng", "trưởng cụm", "trưởng khối"),
    "deputy": ("cụm phó", "khối phó", "phó cụm", "phó khối", "phó trưởng cụm", "phó trưởng khối"),
}
"""Words in lower case of which every telling of a role holds one: they are found far faster."""
_COMMON = {"head": "trưởng", "deputy": "phó"}

_BEFORE_CHARS, _AFTER_CHARS = 140, 150
_MOST = 10


def read_leaders(page: Page, role: str) -> list[tuple[NamedFact, int | None]]:
    """Return the units in a role (``head`` or ``deputy``) with the year told, in text order."""
    found: dict[str, tuple[NamedFact, int | None]] = {}
    ends: set[int] = set()
    for match in sorted(_matches(page, role), key=lambda one: one.start()):
        words = page.text[match.start("unit") : match.end("unit")]
        name = _OFFICE_OF.sub("", trim(words.rpartition(" do ")[2]))
        if _PERSON.search(page.plain, max(0, match.start() - 12), match.start()):
            continue
        if match.end("unit") in ends:
            continue  # the end of a unit's name, seen from the role's next telling
        ends.add(match.end("unit"))
        if page.plain.endswith("Chủ tịch ", 0, match.start("unit")):
            name = name.removeprefix("UBND ").removeprefix("Ủy ban nhân dân ")
        if name and not _ADDRESSED.match(name) and len(found) < _MOST and not _is_next(page, match):
            year = _year(page, match)
            fact = NamedFact(name, page.evidence(match.start("unit"), match.end()))
            found.setdefault(name.lower(), (fact, year))
    return _at_the_time(list(found.values()))


def _year(page: Page, match: re.Match[str]) -> int | None:
    told = match["year"] or (
        (ahead := _AHEAD.search(page.plain, max(0, match.start() - 12), match.start()))
        and ahead["year"]
    )
    return int(told) if told else None


def _at_the_time(found: list[tuple[NamedFact, int | None]]) -> list[tuple[NamedFact, int | None]]:
    """Leave out who has the role in another year than the one that the report tells of.

    That is the year of which a unit is said to have the role without further ado; else the first.
    """
    years = [year for _, year in found if year]
    if not years:
        return found
    year = None if len(years) < len(found) else min(years)
    return [one for one in found if one[1] == year]


def _matches(page: Page, role: str) -> Iterator[re.Match[str]]:
    for word in _TOLD[role] if _COMMON[role] in page.folded else ():
        at = page.folded.find(word)
        while at >= 0:
            start, end = max(0, at - _BEFORE_CHARS), at + len(word) + _AFTER_CHARS
            yield from _behind(page.plain, role, start, at + len(word) + 40)
            yield from _BEFORE[role].finditer(page.plain, max(0, at - 36), end)
            at = page.folded.find(word, at + len(word))


def _behind(text: str, role: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The units that a role is told behind of; each begins before the last link to the word."""
    linked = last_match(_LINKED[role], text, start, end)
    if linked:
        firsts = [match.start() for match in _FIRSTS.finditer(text, start, linked.end())]
        yield from matches_at(_BEHIND[role], text, firsts, end)


def _is_next(page: Page, match: re.Match[str]) -> bool:
    """Whether the sentence hands the lead over, so that the unit will have it."""
    start = sentence_start(page.plain, match.start())
    return bool(_NEXT.search(page.plain, start, match.end()))
