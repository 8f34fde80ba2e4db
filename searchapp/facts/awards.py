"""Awards: what, by whom, to whom, and whether it was granted or only proposed.

A proposal is told by a word before the verb ("đề nghị ... tặng", "trình ... khen thưởng"); where
such a word stands in the clause, the award is never taken for a granted one.
"""

import re
from collections.abc import Iterator

from searchapp.facts.page import Page
from searchapp.model import AwardFact, AwardStatus

_AWARD = re.compile(
    r"(?P<award>(?:Huân chương (?:Lao động|Độc lập|Bảo vệ Tổ quốc|Chiến công|Sao vàng|Hồ Chí Minh|Đại đoàn kết|Quân công|Hữu nghị)"
    r"(?: hạng (?:Nhất|Nhì|Ba|I{1,3}))?(?: các hạng)?"
    r"|Huy chương[^,.;:\n()]{0,30}|Cờ thi đua|cờ “[^”\n]{1,40}”|Cờ truyền thống|Bằng khen|Giấy khen|Kỷ niệm chương|Huy hiệu"
    r"|danh hiệu “?[^,.;:\n()”]{3,60}”?|Chiến s[ĩỹ] thi đua (?:toàn quốc|cấp tỉnh|cơ sở)|Tập thể [Ll]ao động xuất sắc"
    r"|Anh hùng Lao động))",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:trao tặng|tặng thưởng|truy tặng|phong tặng|tặng|trao|khen thưởng|công nhận|đón nhận|nhận|đạt)\b",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"\b(?:đề nghị|đề xuất|trình|xét|bình xét|suy tôn|bình chọn|giới thiệu|lập hồ sơ|kiến nghị|hiệp y|bầu chọn|thống nhất|dự kiến)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:được|vinh dự|đã|theo đề nghị|công bố)\b", re.IGNORECASE)
_AWARDER = re.compile(
    r"(?P<awarder>Chủ tịch nước|Thủ t[ưở]{2}ng Chính [Pp]hủ|Thủ tướng|Chính phủ|Quốc hội|Nhà nước|(?:Chủ tịch )?(?:UBND|Ủy ban nhân dân) (?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường)"
    r"|Bộ trưởng Bộ [A-ZĐ][^,.;:\n()]{1,30}?|Bộ (?:Nội vụ|Y tế|Công an|Quốc phòng|Tài chính|Tư pháp|Giáo dục và Đào tạo|Công Thương)|Giám đốc Sở [^,.;:\n()]{1,40}?"
    r"|Tỉnh ủy|Huyện ủy|Thành ủy|Ban Thường vụ [^,.;:\n()]{1,20}?|Trưởng Khối(?: thi đua)?|Cụm thi đua|Khối thi đua|Tổng Liên đoàn Lao động Việt Nam|Trung ương Đoàn)(?=[ ,.;:)\n]|$)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^;.\n]+(?:(?<=\d)\.(?=\d)[^;.\n]*)*")
_COUNT = re.compile(
    r"\b(?:\d+|nhiều|các|một số|hai|ba|bốn|năm|sáu)\b[^,;]{0,12}\b(?:tập thể|cá nhân|đơn vị|hộ|gia đình|gương)",
    re.IGNORECASE,
)
_LEAD_WORDS = re.compile(
    r"^[\s,:–-]*(?:(?:trong đó|kết quả|theo đó|đồng thời|và|cùng với|ngoài ra|cụ thể|có|toàn \w+ (?:đã )?có|gồm|năm \d{4}|6 tháng đầu năm(?: \d{4})?|tại hội nghị|dịp này"
    r"|cũng tại hội nghị|nhân dịp này|hội nghị đã)[,:]? )+",
    re.IGNORECASE,
)
_TAIL_WORDS = re.compile(
    r"\s*(?:xếp (?:thứ|hạng|loại)\b.*|(?:đã |vinh dự |vinh dự được )?(?:được|đạt|đón|nhận)?\s*)$",
    re.IGNORECASE,
)
_TO = re.compile(r"\bcho (?P<to>[^,.;:\n()]{3,120})", re.IGNORECASE)
_NOT_RECIPIENTS = re.compile(
    r"\b(?:vì|do|đã có|có thành tích|đạt thành tích|hoàn thành|trong (?:phong trào|công tác|thực hiện))\b.*",
    re.IGNORECASE,
)


def read_awards(page: Page) -> tuple[AwardFact, ...]:
    """Return the awards that the text gives to somebody, in its order."""
    found: dict[tuple[str, str, str | None], AwardFact] = {}
    for fact in _awards(page):
        found.setdefault((fact.award.lower(), fact.recipients.lower(), fact.awarder), fact)
    return tuple(found.values())


def _awards(page: Page) -> Iterator[AwardFact]:
    text = page.plain
    carried: int | None = None
    for clause in _CLAUSE.finditer(text):
        award = _AWARD.search(text, *clause.span())
        verb = _VERB.search(text, clause.start(), clause.end()) if award else None
        if not award or not verb:
            bare = clause.group().strip()
            starts = _counts_only(bare) and text[clause.end() : clause.end() + 1] == ";"
            carried = (carried or clause.start()) if starts else None
            continue
        start, carried = carried or clause.start(), None
        yield from _in_clause(page, start, clause.end())


def _counts_only(words: str) -> bool:
    """Whether a clause only counts receivers and goes on: "có 5 tập thể; 7 cá nhân được ..."."""
    return len(words) < 120 and bool(
        re.search(r"(?:tập thể|cá nhân|đơn vị)$", words, re.IGNORECASE)
    )


def _in_clause(page: Page, start: int, end: int) -> Iterator[AwardFact]:
    """Every award of one clause; a later one begins where the one before ended."""
    at = start
    for award in _AWARD.finditer(page.plain, start, end):
        fact = _fact(page, at, award, start, end)
        if fact:
            yield fact
            at = award.end()


def _fact(page: Page, at: int, award: re.Match[str], start: int, end: int) -> AwardFact | None:
    text = page.plain
    before = text[at : award.start()]
    verbs = list(_VERB.finditer(before))
    if not verbs:
        return None
    recipients, tail = _recipients(text, at, verbs[0].start(), award, end)
    if not recipients:
        return None
    awarder = _AWARDER.search(before) or _of_awarder(text, award.end(), end)
    return AwardFact(
        award=" ".join(page.text[award.start() : award.end()].split()),
        awarder=" ".join(awarder["awarder"].split()) if awarder else None,
        recipients=" ".join(recipients.split()),
        status=_status(text[start : award.start()]),
        evidence=page.evidence(at, max(award.end(), tail)),
    )


def _of_awarder(text: str, at: int, end: int) -> re.Match[str] | None:
    """ "Bằng khen của UBND tỉnh": the awarder right behind the award."""
    of = re.compile(r" (?:của )").match(text, at, end)
    return _AWARDER.match(text, of.end(), end) if of else None


def _recipients(text: str, at: int, verb: int, award: re.Match[str], end: int) -> tuple[str, int]:
    """Whom the award goes to: behind "cho", else what is awarded ("5 tập thể được ... tặng")."""
    to = _TO.search(text, award.end(), end)
    if to:
        words = _NOT_RECIPIENTS.sub("", to["to"]).strip()
        if words:
            return words, to.start("to") + len(words)
    words = text[at : at + verb]
    for marker in (_PROPOSED, re.compile(r"\b(?:được|vinh dự)\b", re.IGNORECASE), _AWARDER):
        found = marker.search(words)
        words = words[: found.start()] if found else words
    words = _TAIL_WORDS.sub("", _LEAD_WORDS.sub("", words)).strip(" ,:–-+*")
    return (_counted(words), award.end()) if words else ("", 0)


def _counted(words: str) -> str:
    """From the first count on, where the words count receivers."""
    count = _COUNT.search(words)
    return words[count.start() :] if count else words.rpartition(": ")[2]


def _status(before: str) -> AwardStatus:
    proposed = list(_PROPOSED.finditer(before))
    if not proposed:
        return AwardStatus.GRANTED
    by = before[max(0, proposed[-1].start() - 6) : proposed[-1].start()]
    return AwardStatus.GRANTED if by.lower().endswith("theo ") else AwardStatus.PROPOSED
