"""Persons with the position of that day, as the report writes it."""

import itertools
import re
from collections.abc import Iterator

from searchapp.facts.page import Page
from searchapp.facts.places.mentions import SURNAMES
from searchapp.facts.words import LOWER, UPPER
from searchapp.model import PersonFact

_SURNAMES = sorted(name.capitalize() for name in SURNAMES | {"lý", "vũ", "hồ"})
# By the first letter: of so many alternatives most are not even tried. A space ends each.
_SURNAME = "|".join(
    f"{letter}(?:{'|'.join(name[1:] for name in names)})"
    for letter, names in itertools.groupby(_SURNAMES, key=lambda name: name[0])
)
NAME = rf"(?:{_SURNAME})(?: [{UPPER}][{LOWER}’']{{0,6}}){{1,4}}(?![{LOWER}])"
"""A person's full name: a surname and one to four capitalised syllables."""

_TITLES = (
    r"(?:[Đđ]ồng chí|ĐỒNG CHÍ|[Đđ]/c|[Ôô]ng|[Bb]à|[Tt]hiếu tướng|[Đđ]ại tá|[Tt]hượng tá"
    r"|[Tt]rung tá|TS\.?|Ths\.?)"
)
_POSITION_WORD = (
    r"(?:Phó |Nguyên |Quyền )?(?:Bí thư|Chủ tịch|Giám đốc|Trưởng|Ủy viên|Phó|Chánh|Cục trưởng"
    r"|Chi cục|Tổng Giám đốc|Hiệu trưởng"
    r"|Tỉnh ủy viên|Huyện ủy viên|Thành ủy viên|Thị ủy viên|Thường trực|Viện trưởng|Chính ủy"
    r"|Chỉ huy|Thứ trưởng|Bộ trưởng|Phó Chủ tịch)"
)
_GOES_ON = re.compile(
    rf"(?:{_POSITION_WORD}|Sở|Ban|UBND|HĐND|Hội|Khối|Cụm|Đại biểu|Anh hùng|Trung tâm|Phòng"
    rf"|khen thưởng|Khen thưởng)\b"
)
_NAME = re.compile(NAME)
_INTRODUCED = re.compile(rf"(?:{_TITLES} |[,;:] |\n *[-+•]? ?)$")
_AFTER = re.compile(
    rf" ?(?:,|[-–]|:|\() ?(?P<position>{_POSITION_WORD}[^.;:\n()]{{0,160}})",
)
_BEFORE = re.compile(rf"{_TITLES} (?P<position>{_POSITION_WORD}[^.,;:\n()]{{0,80}}?) $")
_MOST = 2_000
_LONGEST_TITLE, _LONGEST_POSITION, _LONGEST_ABBREVIATION = 14, 120, 4
_ENDS = re.compile(
    r"(?:,? (?:đã|phát biểu|đến dự|tham dự|tới dự|dự|chủ trì|yêu cầu|đánh giá|đề nghị|ghi nhận"
    r"|cùng|và (?:các|đồng chí|đại diện|lãnh đạo)"
    r"|nhấn mạnh|trình bày|khẳng định|trao|tặng|chỉ đạo|biểu dương|cho biết|làm|thay mặt|kết luận"
    r"|các đồng chí|đồng chí|điều hành"
    r"|thông qua|chúc mừng|tặng hoa|khai mạc|tiếp tục|mong muốn|lãnh đạo các|đại diện|được"
    r"|quán triệt|nêu|ông|bà|là|có|báo cáo|bảo|nói|kể|nhắc|hứa|công bố|thừa nhận|nhận|mở đầu"
    r"|đồng ý|lưu ý|hẹn|chỉ)\b"
    r"|, ?(?=[A-ZĐ][a-zà-ỹđ]+ [A-ZĐ][a-zà-ỹđ]+(?: [A-ZĐ][a-zà-ỹđ]+)?[,-])).*",
    re.DOTALL,
)


def read_persons(page: Page) -> tuple[PersonFact, ...]:
    """Return each named person once, by the fullest position that the text gives."""
    found: dict[str, PersonFact] = {}
    for person in _persons(page):
        known = found.get(person.name)
        if known is None or len(person.position) > len(known.position):
            found[person.name] = person
    return tuple(sorted(found.values(), key=_place))


def _place(person: PersonFact) -> int:
    return person.evidence.span.start if person.evidence.span else 0


def _persons(page: Page) -> Iterator[PersonFact]:
    text = page.plain
    for name in itertools.islice(_NAME.finditer(text), _MOST):
        start, end = name.span()
        behind = _AFTER.match(text, end)
        if behind and _INTRODUCED.search(text, max(0, start - _LONGEST_TITLE), start):
            position = _positions(_ENDS.sub("", behind["position"]))
            if position:
                yield _fact(page, name, position, start, behind.start("position") + len(position))
        before = _position_before(text, start)
        if before:
            yield _fact(page, name, before["position"], before.start("position"), end)


def _position_before(text: str, name: int) -> re.Match[str] | None:
    """The title and position that end where a name begins."""
    if text[name - 1 : name] not in {" ", "\n"}:
        return None
    low = max(0, name - _LONGEST_POSITION)
    # No mark stands in a position, so the title can only hold the last one: "TS. Phó Giám đốc".
    last = max([text.rfind(mark, low, name - 1) for mark in ".,;:\n()"])
    return _BEFORE.search(text, max(low, last - _LONGEST_ABBREVIATION), name)


def _positions(words: str) -> str:
    """The first position and those that go on with it: "Phó Bí thư, Chủ tịch UBND tỉnh"."""
    parts = words.split(", ")
    more = itertools.takewhile(_GOES_ON.match, parts[1:])
    return ", ".join([parts[0], *more]).rstrip(" ,-–")


def _fact(page: Page, match: re.Match[str], position: str, start: int, end: int) -> PersonFact:
    name = page.text[match.start() : match.end()]
    return PersonFact(" ".join(name.split()), " ".join(position.split()), page.evidence(start, end))
