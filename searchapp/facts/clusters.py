"""The cluster or block (cụm, khối thi đua) whose event a report tells of, by an evened-out name."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from searchapp.facts.cluster_heads import read_leaders
from searchapp.facts.page import Page
from searchapp.facts.scan import find_all, matches_at
from searchapp.model import ClusterFact

_MANY = r"các|\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_UNITS = (
    r"huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu|tỉnh|sở|ban|ngành|bộ|cơ quan|đoàn thể"
    r"|doanh nghiệp"
)
_HEAD = re.compile(
    r"\b(?P<kind>Cụm|Khối)(?: giao ước)?(?P<word> (?:trưởng )?thi đua)?(?:,? khen thưởng)? ",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:số )?(?P<number>\d{1,2}|(?-i:[IVX]{1,4}))\b"
    r"(?! (?:tháng|năm|huyện|xã|đơn vị|tỉnh|sở|thành phố))",
    re.IGNORECASE,
)
_UNIT_LIST = re.compile(
    rf"(?P<list>(?:(?:{_MANY}) )?(?:{_UNITS})"
    rf"(?:(?:,| -| và|;)? (?:các )?(?:(?!tỉnh\b)(?:{_UNITS}))\b)*)"
    r"(?P<tail>[^\n.;:,()“”\"]{0,80})",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(
    r"(?: (?:và |- |, )?(?:(?:ở|khu vực|vùng|thuộc vùng) )*(?:phía (?:Bắc|Nam|Đông|Tây)(?: tỉnh)?"
    r"|miền núi|miền xuôi|miền (?:Trung|Bắc|Nam|Đông|Tây)(?: Nam Bộ)?|Bắc miền Trung"
    r"|biên giới|ven biển|ven biên|đồng bằng(?: sông (?:Hồng|Cửu Long))?(?: Bắc Bộ)?|trung tâm"
    r"|vùng (?:cao|sâu|núi|biển|trung du)|nội thành|ngoại thành|trung du|Tây Nguyên|Tây Bắc"
    r"|Đông Bắc|Đông Nam Bộ|Tây Nam Bộ|Bắc Trung Bộ|Nam Trung Bộ|Duyên hải(?: Nam Trung Bộ)?"
    r"|hạ nguồn|trực thuộc Trung ương)(?![^\W\d_]))+",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"[^\n.;:()“”\"]{2,90}")
_STOP = re.compile(
    r"(?:^|(?<=[ ,]))(?:(?<!các )tổ chức|đã|năm|(?<!các )tỉnh|sơ kết|tổng kết|k[ýí]|gồm|do|có"
    r"|tiếp tục|trực thuộc|trong|của|được|về|phát động|triển khai|0?\d+ tháng|quý|nhằm|họp|tham dự"
    r"|đề ra|ngày|đạt|là|với|để|cho|cần|cũng|luôn|sẽ|vừa|tại|từ|bầu|giai đoạn|thống nhất|thực hiện"
    r"|tiến hành|trên|nhiệm kỳ|bình xét|và (?:triển khai|phương hướng|nhiệm vụ)|phương hướng"
    r"|(?<!các )thành phố(?= (?-i:[A-ZĐ]))|huyện(?= (?-i:[A-ZĐ]))|thị xã(?= (?-i:[A-ZĐ]))"
    r"|hội nghị|số lượng"
    r"|chủ trì|phối hợp"
    r"|long trọng|sáng|chiều|đánh giá|báo cáo|thuộc|lần|kiểm tra|bàn giao|ra mắt|mở|phải|không"
    r"|tặng|trao|nhận|chuyển|hoàn thành|khép|gặp|đón|vừa|họp mặt|ra quân|rút|nhìn|bàn giao|hẹn|lên"
    r"|và lo|cùng lo|nơi|mang|giữ|chọn|xếp|đưa|chia|nhóm họp|điểm lại"
    r"|giao ban|giao lưu|khai|biểu dương|tuyên dương|kiểm điểm|ngồi|hoàn tất|xét|hướng|đăng ký"
    r"|duy trì|đóng|tập trung|cùng|đến|ở)(?= |,|$)",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"đại đoàn kết|lượng|này|trưởng|phó|thành viên|công nghiệp|dân cư|phố|đơn vị"
    r"|tiếp",
    re.IGNORECASE,
)
_COMMON_LAST = frozenset({"cơ quan", "doanh nghiệp", "sở", "ban", "ngành", "đoàn thể", "bộ"})
_MAX_WORDS = 12
_FEW_WORDS, _FEWEST_WORDS = 6, 3
_MOST = 200


@dataclass(frozen=True, slots=True)
class _Found:
    """A name of a cluster in the text, and how surely it is the one of the event."""

    name: str
    start: int
    end: int
    score: float


def read_cluster(page: Page) -> ClusterFact | None:
    """Return the cluster, best told in title or lead, and who leads it."""
    found = list(itertools.islice(_found(page), _MOST))
    best = max(found, key=lambda one: (one.score, -one.start), default=None)
    if best is None:
        return None
    best = _shortest(best, found)
    heads, deputies = read_leaders(page, "head"), read_leaders(page, "deputy")
    return ClusterFact(
        name=best.name,
        evidence=page.evidence(best.start, best.end),
        heads=tuple(fact for fact, _ in heads),
        deputies=tuple(fact for fact, _ in deputies),
        year=next((year for _, year in heads + deputies if year), None),
    )


def _shortest(best: _Found, found: Sequence[_Found]) -> _Found:
    """The same name where the text says it without the words that happen to follow it."""
    shorter = (one for one in found if best.name.lower().startswith(one.name.lower() + " "))
    return min(
        (one for one in shorter if len(one.name.split()) >= _FEWEST_WORDS),
        key=lambda one: len(one.name),
        default=best,
    )


def _found(page: Page) -> Iterator[_Found]:
    if "cụm" not in page.folded and "khối" not in page.folded:
        return
    starts = find_all(page.folded, ("cụm", "khối"))
    for head in matches_at(_HEAD, page.plain, starts):
        start = head.start()
        place = 4.0 if page.in_title(start) else 3.0 if page.in_lead(start) else 0.0
        told = _name(page.plain, head, told_ahead=place > 0)
        if told:
            name, end = told
            # A title may only say "Khối các công ty ..." of what the lead calls by its full name.
            score = place + 1.5 * bool(head["word"]) + 3.5 * name.startswith("số ")
            score += 1.5 * name.startswith("các ")
            yield _Found(f"{head['kind'].capitalize()} {name}", start, end, score)


def _name(text: str, head: re.Match[str], *, told_ahead: bool) -> tuple[str, int] | None:
    """The name after "Khối thi đua" and where it ends, or None where no name follows.

    Without "thi đua" only a capitalised "Khối" with a list or a capitalised name is one, and only
    in title and lead: "khối" has many other meanings.
    """
    number = _NUMBER.match(text, head.end())
    numbered = head["word"] or (head["kind"] == "Cụm" and told_ahead)
    if number and (numbered or "số" in number.group().lower()):
        return f"số {number['number'].lstrip('0') or 0}", number.end()
    if not head["word"] and not (told_ahead and head["kind"][0].isupper()):
        return None
    units = _UNIT_LIST.match(text, head.end())
    if units and _is_list(units):
        return _listed(text, units)
    return _phrase(text, head.end(), lower=bool(head["word"]) and told_ahead)


def _is_list(units: re.Match[str]) -> bool:
    """Whether a list of units is the name; "xã An Bình" and "các cơ quan Đảng" are not."""
    words, tail = units["list"].lower(), units["tail"]
    many = re.match(rf"(?:{_MANY}) ", words)
    if not many and "," not in words and not _names_two(words):
        return False
    last = re.findall(_UNITS, words)[-1]
    open_end = last in _COMMON_LAST and tail.strip()
    return not open_end or bool(_STOP.match(tail.strip()))


def _names_two(words: str) -> bool:
    """Whether a list names two kinds of units at least, as in "huyện, thành phố"."""
    return len(re.findall(_UNITS, words)) > 1


def _listed(text: str, units: re.Match[str]) -> tuple[str, int]:
    """The kinds, and what tells the cluster from others of its kind: "các huyện phía Nam"."""
    kinds = ", ".join(dict.fromkeys(re.findall(_UNITS, units["list"].lower())))
    qualifier = _QUALIFIER.match(text, units.end("list"))
    if not qualifier:
        return f"các {kinds}", units.end("list")
    words = " ".join(qualifier.group().split()).removesuffix(" tỉnh")
    return f"các {kinds} {words}", qualifier.end()


def _phrase(text: str, at: int, *, lower: bool) -> tuple[str, int] | None:
    match = _PHRASE.match(text, at)
    stop = _STOP.search(match.group()) if match else None
    if not match or (stop and not stop.start()):
        return None
    words = match.group()[: stop.start()] if stop else match.group()
    words = _up_to_clause(words).rstrip(" ,-–")
    if not words or _GENERIC.match(words) or len(words.split()) > _MAX_WORDS:
        return None
    ends = stop or (len(words.split()) <= _FEW_WORDS and text[match.end() : match.end() + 1] == ")")
    if not (words[0].isupper() or words.lower().startswith("các ") or (lower and ends)):
        return None
    return _even_out(words), at + len(words)


def _up_to_clause(words: str) -> str:
    """A comma ends the name unless the list goes on: "các trường Đại học, Cao đẳng"."""
    parts = words.split(", ")
    kept = [parts[0]]
    for part in parts[1:]:
        goes_on = part[:1].isupper() or re.match(rf"(?:{_UNITS})\b", part)
        if not goes_on or len(part.split()) > 5 or not words.lower().startswith("các"):
            break
        kept.append(part)
    return ", ".join(kept)


def _even_out(words: str) -> str:
    """One spelling of hyphens and of the block that is mostly abbreviated; no shouting."""
    name = re.sub(r"\bKT ?- ?KT\b", "Kinh tế - Kỹ thuật", re.sub(r" ?[-–] ?", " - ", words))
    if name.isupper() and " " in name:
        name = " - ".join(part.capitalize() for part in name.split(" - "))
    return re.sub(r"^Các (?=[^\W\d_])", "các ", name)
