"""Awards: what, by whom, to whom, and whether it was granted or only proposed.

A proposal is told by a word before the verb ("đề nghị ... tặng", "trình ... khen thưởng"); where
such a word stands in the clause, the award is never taken for a granted one. Rules that neither
ignore case nor name anything in capitals are for folded text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from searchapp.facts.award_levels import level_of
from searchapp.facts.page import Page
from searchapp.facts.scan import find_all, last_match
from searchapp.facts.units import UNIT, trim
from searchapp.facts.words import UPPER
from searchapp.model import AwardFact, AwardStatus

_AWARD = re.compile(
    r"(?P<award>(?:Huân chương (?:Lao động|Độc lập|Bảo vệ Tổ quốc|Chiến công|Sao vàng|Hồ Chí Minh"
    r"|Đại đoàn kết|Quân công|Hữu nghị)"
    r"(?: hạng (?:Nhất|Nhì|Ba|I{1,3}))?(?: các hạng)?"
    r"|Huy chương[^,.;:\n()]{0,30}|Cờ thi đua|cờ “[^”\n]{1,40}”|Cờ truyền thống|Bằng khen"
    r"|Giấy khen|Kỷ niệm chương|Huy hiệu"
    r"|danh hiệu “?(?:(?! cho )[^,.;:\n()”]){3,60}”?|Chiến s[ĩỹ] thi đua (?:toàn quốc|cấp tỉnh"
    r"|cơ sở)|Tập thể [Ll]ao động xuất sắc"
    r"|Anh hùng Lao động))",
    re.IGNORECASE,
)
_HELD = ("huân chương", "huy chương", "cờ ", "khen", "niệm chương", "huy hiệu", "danh hiệu",
         "chiến s", "lao động xuất sắc", "anh hùng")  # fmt: skip
"""Words in lower case of which every award's name holds one: they are found far faster."""
_HELD_AT = 8
"""Characters of a name before that word, at most: "tập thể lao động xuất sắc"."""
_VERB = re.compile(
    r"\b(?:trao tặng|tặng thưởng|truy tặng|phong tặng|tặng|trao|khen thưởng|công nhận|đón nhận"
    r"|nhận|đạt)\b"
)
_PROPOSES = re.compile(
    r"\b(?:đề nghị|đề xuất|trình|kiến nghị|lập hồ sơ|hồ sơ|dự kiến|xét tặng"
    r"|hiệp y)\b"
)
_WEIGHED = re.compile(
    r"\b(?:xét|bình xét|suy tôn|bình chọn|giới thiệu|bầu chọn|thống nhất|lựa chọn"
    r"|sẽ)\b"
)
_DONE = re.compile(r"\b(?:đã(?: được)?|quyết định|công bố|vinh dự|đón nhận)\b")
_RECEIVES = re.compile(r"\b(?:được|vinh dự)\b")
_RECEIVER = re.compile(
    rf"[{UPPER}0-9“]|(?:nhiều|số|những|toàn|mọi|mỗi|hơn|gần|các|một|hai|ba|bốn|năm|sáu|bảy|tám|chín"
    r"|mười|huyện|xã|phường|thị|thành phố|quận|hộ|gia đình"
    r"|tập thể|cá nhân|đơn vị|cụm|khối|sở|ban|công ty|trường|ông|bà|anh|chị|em|đồng chí|nhân dân"
    r"|cán bộ|tổ|đội|chùa)\b"
)
_AWARD_NAME = re.compile(r"chiến s[ĩỹ]|lao động|danh hiệu|huy hiệu|^ ?(?:và|,)", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:,|;| và) $")
_ITEM = re.compile(r" *(?:[-–+*•]|\d{1,2}[.)]|[a-h][.)])")
_REACH, _NEAR = 600, 300
"""Characters before and behind an award in which its words may stand."""
_MAX_RECIPIENTS_CHARS = 160
_AWARDER = re.compile(
    r"(?P<awarder>thanh tra chính phủ|chủ tịch nước|thủ tư[ớở]ng chính phủ|thủ tướng|chính phủ"
    r"|quốc hội|nhà nước"
    r"|(?:chủ tịch )?(?:ubnd|ủy ban nhân dân) (?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường)"
    r"|(?:bộ trưởng )?bộ (?:nội vụ|y tế|công an|quốc phòng|tài chính|tư pháp|giáo dục và đào tạo"
    r"|công thương|xây dựng"
    r"|khoa học và công nghệ|nông nghiệp và (?:môi trường|phát triển nông thôn)|giao thông vận tải"
    r"|văn hóa, thể thao và du lịch)"
    r"|giám đốc sở [a-zđ][^,.;:\n()]{1,40}?(?= (?:tặng|trao|khen|vì|cho))"
    r"|giám đốc sở [^,.;:\n()]{1,40}(?=[,.;:\n])"
    r"|tỉnh ủy|huyện ủy|thành ủy|ban thường vụ (?:tỉnh|huyện|thành|thị|quận|đảng) ủy"
    r"|(?:ban thường vụ )?trung ương hội|ban thường vụ [^,.;:\n()]{1,20}?|trưởng khối(?: thi đua)?"
    r"|cụm thi đua|khối thi đua|tổng liên đoàn lao động việt nam|trung ương đoàn)(?=[ ,.;:)\n]|$)"
)
_CLAUSE = re.compile(r"[^;.\n]+(?:(?<=\d)\.(?=\d)[^;.\n]*)*")
_COUNT = re.compile(
    r"\b(?:\d+|nhiều|các|một số|hai|ba|bốn|năm|sáu)\b[^,;]{0,12}\b(?:tập thể|cá nhân|đơn vị|hộ"
    r"|gia đình|gương)",
    re.IGNORECASE,
)
_LEAD_WORDS = re.compile(
    r"^[\s,:–-]*(?:(?:trong đó|kết quả|theo đó|đồng thời|và|cùng với|ngoài ra|cụ thể|có"
    r"|toàn \w+ (?:đã )?có|gồm|năm \d{4}|6 tháng đầu năm(?: \d{4})?|tại hội nghị|tại buổi lễ"
    r"|về (?:công tác )?khen thưởng|dịp này"
    r"|cũng tại hội nghị|nhân dịp này|hội nghị đã|(?:cụm|khối) trưởng là"
    r"|theo kết quả [^,]{3,30})[,:]? )+",
    re.IGNORECASE,
)
_NO_ACTOR = re.compile(r"\b(?:được|sẽ|nào|đề nghị|thống nhất|đạt|nhận)\b", re.IGNORECASE)
_CHOSEN = re.compile(r"\b(?:lựa chọn|bầu chọn|bình chọn|chọn|suy tôn|bầu) ")
_TAIL_WORDS = re.compile(
    r"\s*(?:xếp (?:thứ|hạng|loại)\b.*|(?:đứng|dẫn) (?:đầu|thứ|nhất|nhì)\b.*"
    r"|(?:(?:cũng|đều|sẽ|vừa) )*(?:đã |vinh dự |vinh dự được )?(?:được|đạt|đón|nhận)?\s*)$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\bcho (?!(?:chặng|giai đoạn|năm|thành tích|phong trào) )"
    r"(?P<to>[^,.;:\n()]{3,120}?(?:, \d[^,.;:\n()]{2,40}?){0,4})"
    r"(?=[.;:\n()]|$|,(?! \d)| và (?:bằng|giấy|cờ) )",
    re.IGNORECASE,
)
_COUNTED_NEXT = re.compile(
    r" (?P<to>(?:cho )?\d[\d.]* (?:tập thể|cá nhân|đơn vị|hộ|gia đình|gương|cán bộ|học sinh|người)"
    r"[^.;:\n()]{0,60})",
    re.IGNORECASE,
)
_ACTOR = re.compile(
    rf"(?:^|(?<=[,.;:–-] )|(?<=trong đó, ))(?P<awarder>{UNIT}) (?:đã |quyết định |còn |cũng )*"
    r"(?:trao tặng|tặng thưởng|trao|tặng)(?: thưởng)?\b"
)
_NOT_RECIPIENTS = re.compile(
    r"\b(?:vì|do|đã có|có thành tích|đạt thành tích|hoàn thành|trong (?:phong trào|công tác"
    r"|thực hiện))\b.*",
    re.IGNORECASE,
)


def read_awards(page: Page) -> tuple[AwardFact, ...]:
    """Return the awards that the text gives to somebody, in its order."""
    found: dict[tuple[str, str, str | None], AwardFact] = {}
    for fact in _awards(page):
        found.setdefault((fact.award.lower(), fact.recipients.lower(), fact.awarder), fact)
    return tuple(found.values())


def _awards(page: Page) -> Iterator[AwardFact]:
    text, places = page.plain, find_all(page.folded, _HELD)[::-1]  # the next one last
    if not places:
        return
    carried: int | None = None
    for clause in _CLAUSE.finditer(text):
        start, end = clause.span()
        while places and places[-1] < start:
            places.pop()
        if not places:
            return
        if places[-1] >= end or not _gives(page, start, end, places[-1]):
            starts = text[end : end + 1] == ";" and _counts_only(clause.group().strip())
            carried = (carried or start) if starts else None
            continue
        start, carried = carried or start, None
        yield from _in_clause(page, start, end)


def _gives(page: Page, start: int, end: int, held: int) -> bool:
    """Whether a clause names an award and a verb of giving."""
    award = _AWARD.search(page.plain, max(start, held - _HELD_AT), end)
    return bool(award and _VERB.search(page.folded, start, end))


def _counts_only(words: str) -> bool:
    """Whether a clause only counts receivers and goes on: "có 5 tập thể; 7 cá nhân được ..."."""
    return len(words) < 120 and bool(
        re.search(r"(?:tập thể|cá nhân|đơn vị)$", words, re.IGNORECASE)
    )


def _in_clause(page: Page, start: int, end: int) -> Iterator[AwardFact]:
    """Every award of one clause; a later one begins where the one before ended."""
    at, receivers = start, ""
    last: AwardFact | None = None
    for award in _AWARD.finditer(page.plain, start, end):
        if page.in_title(award.start()):
            continue  # the text tells it with more words
        fact = _fact(page, at, award, end, receivers) or _listed(page, last, award, end)
        if fact:
            yield fact
            at, receivers, last = award.end(), fact.recipients, fact


def _fact(page: Page, at: int, award: re.Match[str], end: int, receivers: str) -> AwardFact | None:
    """One award, or None where nobody receives it; ``receivers`` had the award before."""
    text = page.plain
    at = max(at, award.start() - _REACH)
    before = text[at : award.start()]
    verbs = list(_VERB.finditer(page.folded[at : award.start()]))
    if not verbs:
        return None
    recipients, tail = _recipients(page, at, verbs[-1].start(), award, end)
    if not recipients and _AWARD_NAME.search(before[: verbs[-1].start()] or "danh hiệu"):
        recipients = receivers
    if not recipients or len(recipients) > _MAX_RECIPIENTS_CHARS:
        return None
    name = " ".join(page.text[award.start() : award.end()].split())
    awarder = _awarder(page, at, award, end)
    by = trim(awarder) if awarder else None
    return AwardFact(
        award=name,
        awarder=by,
        recipients=" ".join(recipients.split()),
        status=_status(page, at, award.start()),
        evidence=page.evidence(at, max(award.end(), tail)),
        level=level_of(name, by),
    )


def _listed(page: Page, last: AwardFact | None, award: re.Match[str], end: int) -> AwardFact | None:
    """An award that goes on with the verb of the one before: "Cờ cho A, Bằng khen cho B"."""
    to = _TO.match(page.plain, award.end() + 1, end)
    if (
        last is None
        or to is None
        or not _GOES_ON.search(page.plain[max(0, award.start() - 6) : award.start()])
    ):
        return None
    recipients = _NOT_RECIPIENTS.sub("", to["to"]).strip()
    stop = to.start("to") + len(recipients)
    name = " ".join(page.text[award.start() : award.end()].split())
    evidence = page.evidence(award.start(), stop)
    level = level_of(name, last.awarder)
    return replace(last, award=name, recipients=recipients, evidence=evidence, level=level)


def _awarder(page: Page, at: int, award: re.Match[str], end: int) -> str | None:
    """Who gives an award: told right behind it, else before it."""
    found = _of_awarder(page, award.end(), end)
    if not found:
        found = last_match(_AWARDER, page.folded, at, award.start())
    if found:
        return page.plain[slice(*found.span("awarder"))]
    return _actor(page.plain[at : award.start()], page.folded[at : award.start()])


def _actor(before: str, folded: str) -> str | None:
    """Whoever gives, by the verb: "Hội Nông dân xã tặng"."""
    proposes = list(_PROPOSES.finditer(folded))
    start = proposes[-1].end() + 1 if proposes else 0
    found = _ACTOR.search(before[start:].strip())
    return found["awarder"] if found and not _NO_ACTOR.search(found["awarder"]) else None


def _of_awarder(page: Page, at: int, end: int) -> re.Match[str] | None:
    """The awarder right behind the award: "Bằng khen của UBND tỉnh"."""
    of = " của "
    told = page.plain.startswith(of, at, end)
    return _AWARDER.match(page.folded, at + len(of), end) if told else None


def _recipients(page: Page, at: int, verb: int, award: re.Match[str], end: int) -> tuple[str, int]:
    """Whom the award goes to: behind "cho", else what is awarded ("5 tập thể được ... tặng")."""
    text = page.plain
    to = _TO.search(text, award.end(), min(end, award.end() + _NEAR))
    if to:
        words = _NOT_RECIPIENTS.sub("", to["to"]).strip()
        if words:
            return words, to.start("to") + len(words)
    if counted := _COUNTED_NEXT.match(text, award.end(), end):
        return counted["to"].strip(), counted.end()
    words = text[at : at + verb].rpartition(": ")[2]
    folded = page.folded[at + verb - len(words) : at + verb]
    if chosen := list(_CHOSEN.finditer(folded)):
        words, folded = words[chosen[-1].end() :], folded[chosen[-1].end() :]
    for marker in (_PROPOSES, _RECEIVES, _AWARDER):
        found = list(marker.finditer(folded))
        folded = folded[: found[-1].start()] if found else folded
    words = words[: len(folded)]
    words = _counted(_TAIL_WORDS.sub("", _LEAD_WORDS.sub("", words)).strip(" ,:–-+*"))
    return (words, award.end()) if _RECEIVER.match(words) else ("", award.end())


def _counted(words: str) -> str:
    """From the first count on, where the words count receivers."""
    count = _COUNT.search(words)
    return words[count.start() :] if count else words


def _status(page: Page, at: int, award: int) -> AwardStatus:
    """Proposed where a word of proposing stands before the award and no deed after that word.

    A clause that names neither goes on with what its sentence, or its list's heading, proposes.
    """
    before = page.folded[at:award]
    proposes = [match for match in _PROPOSES.finditer(before) if not _is_ground(before, match)]
    if proposes:
        done = _DONE.search(before, proposes[-1].end())
        return AwardStatus.GRANTED if done else AwardStatus.PROPOSED
    if weighed := list(_WEIGHED.finditer(before)):
        given = _RECEIVES.search(before, weighed[-1].end()) or _DONE.search(before)
        return AwardStatus.GRANTED if given else AwardStatus.PROPOSED
    if _RECEIVES.search(before) or _DONE.search(before):
        return AwardStatus.GRANTED
    earlier = page.folded[_heading_start(page.plain, at) : at]
    return AwardStatus.PROPOSED if _PROPOSES.search(earlier) else AwardStatus.GRANTED


def _is_ground(before: str, match: re.Match[str]) -> bool:
    """Whether the proposal is why it was given: "theo đề nghị của Sở Nội vụ"."""
    return before[: match.start()].rstrip().endswith(("theo", "xét"))


def _heading_start(text: str, at: int) -> int:
    """Where the sentence begins, or the heading of the list that a line belongs to."""
    low = max(0, at - _REACH)
    line = text.rfind("\n", low, at) + 1
    if not _ITEM.match(text, line):
        return max(low, text.rfind(". ", low, at + 1) + 1, line)
    heading = text.rfind(":\n", low, at)
    return max(low, text.rfind("\n", low, heading) + 1) if heading >= 0 else line
