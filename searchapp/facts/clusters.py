"""The cluster or block (cụm, khối thi đua) whose event a report tells of, by an evened-out name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.facts.page import Page
from searchapp.model import NamedFact

_UNITS = r"huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu|tỉnh|sở|ban|ngành|bộ|cơ quan|đoàn thể|doanh nghiệp"
_HEAD = re.compile(
    r"\b(?P<kind>Cụm|Khối)(?P<word> (?:trưởng )?thi đua)?(?:,? khen thưởng)?(?= (?:số )?(?:\d{1,2}\b|[IVX]{1,4}\b)| )",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r" (?:số )?(?P<number>\d{1,2}|[IVX]{1,4})\b(?! (?:tháng|năm|huyện|xã|đơn vị|tỉnh|sở))",
    re.IGNORECASE,
)
_UNIT_LIST = re.compile(
    rf" (?P<list>(?:các |\d{{1,2}} )?(?:{_UNITS})(?:(?:,| -| và|;)? (?:các )?(?:(?!tỉnh\b)(?:{_UNITS}))\b)*)(?P<tail>[^\n.;:,()“”\"]{{0,80}})",
    re.IGNORECASE,
)
_PHRASE = re.compile(r" (?P<phrase>(?:các )?[^\n.;:()“”\"]{2,90})")
_STOP = re.compile(
    r"(?:^|(?<=[ ,]))(?:tổ chức|đã|năm|tỉnh|sơ kết|tổng kết|k[ýí]|gồm|do|có|tiếp tục|trực thuộc|trong|của|được|về|phát động"
    r"|triển khai|6 tháng|0?\d+ tháng|quý|nhằm|họp|tham dự|đề ra|ngày|đạt|là|với|để|cho|cần|cũng|luôn|sẽ|vừa|tại|từ|bầu|giai đoạn"
    r"|thống nhất|thực hiện|tiến hành|trên|nhiệm kỳ|bình xét|và (?:triển khai|phương hướng|nhiệm vụ)|phương hướng|thành phố(?= [A-ZĐ])"
    r"|huyện(?= [A-ZĐ])|hội nghị|số lượng|chủ trì|phối hợp|long trọng|sáng|chiều|thị xã(?= [A-ZĐ])|đánh giá|báo cáo|thuộc|lần)(?= |,|$)"
)
_GENERIC = re.compile(r"(?:khối )?(?:đại đoàn kết|lượng|này|trưởng|phó|thành viên)", re.IGNORECASE)
_PLACE_SCORES = (4, 2, 0)


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    start: int
    end: int
    score: int


def read_cluster(page: Page) -> NamedFact | None:
    """Return the cluster, best told in title or lead: "Khối các huyện, thị xã, thành phố"."""
    best = max(_found(page), key=lambda found: (found.score, -found.start), default=None)
    return NamedFact(best.name, page.evidence(best.start, best.end)) if best else None


def _found(page: Page) -> Iterator[_Found]:
    for head in _HEAD.finditer(page.plain):
        told = _name(page.plain, head)
        if told:
            name, end = told
            score = 4 if page.in_title(head.start()) else 2 if page.in_lead(head.start()) else 0
            yield _Found(f"{head['kind'].capitalize()} {name}", head.start(), end, score)


def _name(text: str, head: re.Match[str]) -> tuple[str, int] | None:
    """The name after "Khối thi đua" and where it ends, or None where no name follows."""
    number = _NUMBER.match(text, head.end())
    if number:
        return f"số {number['number'].upper()}", number.end()
    if not head["word"]:
        return None
    units = _UNIT_LIST.match(text, head.end())
    if units and _is_list(units):
        return _listed(units["list"]), units.end("list")
    return _phrase(text, head.end())


def _is_list(units: re.Match[str]) -> bool:
    """Whether a list of units is the name; "xã An Bình" and "các cơ quan Đảng" are not."""
    words, tail = units["list"].lower(), units["tail"]
    if (
        re.match(r" (?:[a-zà-ỹđ]+ )?[A-ZĐ]", tail)
        and not words.startswith("các")
        and "," not in words
    ):
        return False
    last = re.split(r"[, ]+(?:các )?", words)[-1]
    return (
        last not in {"quan", "nghiệp", "sở", "ban", "ngành", "thể", "bộ"}
        or not tail.strip()
        or bool(_STOP.match(tail.strip()))
    )


def _listed(words: str) -> str:
    units = re.findall(_UNITS, words.lower())
    return "các " + ", ".join(dict.fromkeys(units))


def _phrase(text: str, at: int) -> tuple[str, int] | None:
    match = _PHRASE.match(text, at)
    if not match:
        return None
    words = match["phrase"]
    stop = _STOP.search(words)
    words = words[: stop.start()] if stop else words
    words = _up_to_clause(words).rstrip(" ,-–")
    if not words or _GENERIC.match(words) or len(words.split()) > 14:
        return None
    if not (words[0].isupper() or words.lower().startswith("các ")):
        return None
    name = re.sub(r" ?[-–] ?", " - ", words)
    return re.sub(r"\bKT ?- ?KT\b", "Kinh tế - Kỹ thuật", name), match.start("phrase") + len(words)


def _up_to_clause(words: str) -> str:
    """A comma ends the name unless the list goes on: "các trường Đại học, Cao đẳng"."""
    parts = words.split(", ")
    kept = [parts[0]]
    for part in parts[1:]:
        if not part[:1].isupper() or len(part.split()) > 5 or not words.lower().startswith("các"):
            break
        kept.append(part)
    return ", ".join(kept)
