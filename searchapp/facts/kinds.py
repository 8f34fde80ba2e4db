"""What kind of event a report tells of, from its title and lead alone.

In the body the same words are everywhere: "tổng kết và nhân rộng điển hình" reviews no year.
Rules are for folded text, unless they heed capitals.
"""

import re
from collections.abc import Iterator, Set

from searchapp.facts.page import Page
from searchapp.facts.scan import find_all, holds_any
from searchapp.model import Evidence, ReportType, Span, TypeFact

_GIVING = (
    r"bằng khen|giấy khen|cờ thi đua|huân chương|huy chương|danh hiệu|kỷ niệm chương"
    r"|quyết định khen thưởng|giải thưởng"
)
_RULES = tuple(
    (kind, holds, re.compile(rule))
    for kind, holds, rule in (
        (
            ReportType.SO_KET,
            ("sơ kết",),
            # With the word first, ``re`` looks for it alone; what stands before is asked then.
            r"sơ kết(?<!\wsơ kết)\b(?!,? (?:và )?tổng kết)",
        ),
        (
            ReportType.TONG_KET,
            ("tổng kết",),
            r"tổng kết(?<!\wtổng kết)(?<!sơ kết, tổng kết)(?<!sơ kết và tổng kết)"
            r"(?<!điểm tổng kết)\b(?! (?:và )?(?:nhân rộng|thực tiễn"
            r"|các mô hình|,))",
        ),
        (
            ReportType.KY_GIAO_UOC,
            ("giao ước",),
            r"\b(?:k[ýí](?: kết)?|lễ)(?: bản)?(?: các)? giao ước\b",
        ),
        (
            ReportType.PHAT_DONG,
            ("phát động",),
            r"(?<!đã được )(?<!được )\b(?:lễ |hội nghị |tổ chức )?phát động\b(?! bởi)",
        ),
        (
            ReportType.DAI_HOI,
            ("đại hội", "điển hình"),
            r"\bđại hội (?:thi đua|điển hình|(?:đại biểu )?(?:các )?điển hình|biểu dương"
            r"|tuyên dương)"
            r"|\bhội nghị (?:biểu dương |tuyên dương |gặp mặt )?(?:các )?điển hình tiên tiến",
        ),
        (
            ReportType.KHEN_THUONG,
            ("khen", "trao", "tặng", "nhận", "đón", "dương", "vinh", "công bố"),
            rf"\btrao thưởng\b|\b(?:trao(?: tặng)?|tặng(?: thưởng)?|công bố|đón nhận|đón|nhận"
            rf"|truy tặng)\b[^.;\n]{{0,40}}?\b(?:{_GIVING})"
            r"|\b(?:vinh danh|tôn vinh|tuyên dương|biểu dương)\b|\blễ (?:trao|khen thưởng|đón)"
            r"|(?<!thi đua, )(?<!thi đua )(?<!thi đua - )(?<!thi đua-)(?<!thi đua – )"
            r"(?<!thi đua và )(?<!công tác )(?<!tđ, )"
            r"\bkhen thưởng (?:đột xuất|các|cho|\d+|tập thể|cá nhân|thành tích)",
        ),
    )
)  # fmt: skip
_AWARDED = re.compile(
    r"\b(?:lễ|hội nghị|buổi|tổ chức|chương trình|đại hội)\b[^.;\n]{0,60}?"
    r"\b(?:trao|tuyên dương|biểu dương|tôn vinh|vinh danh|đón nhận|khen thưởng (?:\d|cho|các))"
    rf"|\b(?:trao(?: tặng)?|đón nhận|đón|tặng)\b[^.;\n]{{0,40}}?\b(?:{_GIVING})"
)
"""What a lead must say: speakers praise ("biểu dương") at every event."""

_OTHER = re.compile(
    r"\b(?:tập huấn|bồi dưỡng nghiệp vụ|kiểm tra|giám sát|thẩm định|phúc tra|hội thao|hội thi"
    r"|liên hoan|giao ban|tọa đàm"
    r"|hội thảo|học tập kinh nghiệm|tham quan|thăm và làm việc|làm việc với|bình xét|xét duyệt"
    r"|triển lãm|tiếp xúc cử tri"
    r"|bổ nhiệm|thông báo|hướng dẫn|kế hoạch tổ chức|phiên họp|cuộc họp|họp bàn|kỳ họp|chúc tết"
    r"|thăm, tặng quà|phổ biến)\b"
)
_SCORING = re.compile(r"\bchấm điểm\b")
"""Done at reviews too, so it tells the kind where nothing else does."""

_MEETINGS = frozenset({"giao ban", "phiên họp", "cuộc họp", "họp bàn"})
"""What a title may call a review."""

_FOREIGN_LAUNCH = re.compile(
    r"(?:\bdo\b|từ|sau|hưởng ứng|thực hiện|được|đã|các phong trào"
    r"|phong trào thi đua)[^.;\n]{0,60}$"
)
_ALSO = re.compile(
    r"(?:tổng kết|sơ kết)[^.;\n]{5,70}?(?:,| và|, đồng thời|, kết hợp) (?:ký [^.,;\n]{5,40} và )?$"
)
"""Before a launch that was done at a review."""

_HALF = re.compile(
    r"\b(?:0?6|sáu|0?9|chín|0?3|ba) tháng (?:đầu|cuối) năm|\bnửa đầu năm|\bquý (?:i{1,3}|[1-3])\b"
)
_WHOLE = re.compile(
    r"\b(?:kết thúc|kết quả|nhìn lại|khép lại|đánh giá)[^.;\n]{0,80}?\bnăm (?:thi đua )?20\d\d"
)
_YEAR_REPORT = re.compile(
    r"\bbáo cáo (?:tổng kết )?năm 20\d\d (?:của|cả) (?:cụm|khối)"
    r"|\b(?:họp|hội nghị|buổi|phiên) tổng kết\b|\btổng kết (?:phong trào|công tác|hoạt động)"
    r" [^.;\n]{0,40}?năm 20\d\d"
)
_CONGRESS = re.compile(
    r"(?:^|(?<=[.\n] )|(?<=\n))Đại hội (?:cũng |đã )?(?:kết thúc|bầu|biểu quyết|khép lại"
    r"|chọn|nêu|thống nhất|bế mạc|thông qua)",
)
_IN_BODY = (
    (ReportType.TONG_KET, ("báo cáo năm 20", "tổng kết"), _YEAR_REPORT),
    (
        ReportType.KHEN_THUONG,
        (*_GIVING.split("|"), "được tuyên d", "được tôn v", "được vinh d", "được biểu d"),
        re.compile(
            rf"\b(?:trao|tặng|nhận)\b[^.;\n]{{0,30}}?\b(?:{_GIVING})"
            r"|\bđược (?:tuyên dương|vinh danh|biểu dương|tôn vinh)"
        ),
    ),
    (
        ReportType.PHAT_DONG,
        ("lễ ra quân", "lời kêu gọi"),
        re.compile(r"\blễ ra quân|\blời kêu gọi (?:đợt|phong trào) thi đua"),
    ),
)
"""What tells a kind where title and lead are lost, the most telling first, and what it holds."""
_OF_HALVES = ("tháng đầu năm", "tháng cuối năm", "nửa đầu năm", "quý ")

_PLEDGE = re.compile(
    r"giao ước thi đua(?<!\wgiao ước thi đua)(?<!thực hiện giao ước thi đua)"
    r"(?<!khối giao ước thi đua)(?<!cụm giao ước thi đua)\b"
)
_SIGNED = re.compile(
    r"\b(?:đã|tiến hành|cùng nhau|cùng|lễ|nghi thức"
    r"|tổ chức) k[ýí](?: kết)?(?: bản)?(?: các)? giao ước(?: thi đua)?"
)
_REACH = 32
"""Characters before and behind "giao ước" in which the words of its signing stand."""

_ALSO_DONE = frozenset({ReportType.KY_GIAO_UOC, ReportType.PHAT_DONG})
"""Acts of an event beside its main one."""

_ALONGSIDE = _ALSO_DONE | {ReportType.KHEN_THUONG}
"""Kinds that leave open whether something was reviewed."""


def read_types(page: Page) -> tuple[TypeFact, ...]:
    """Return the kinds of a report, those of the title first; () where nothing is told."""
    found: dict[ReportType, Evidence] = {}
    titled = list(_in_title(page))
    named = {kind for kind, _ in titled}
    for kind, evidence in (*titled, *_in_lead(page, named)):
        found.setdefault(kind, evidence)
    # Beside a review an award counts only where the title names it.
    if len(found) > 1 and ReportType.KHEN_THUONG in found.keys() - named:
        del found[ReportType.KHEN_THUONG]
    told = tuple(TypeFact(kind, evidence) for kind, evidence in found.items())
    signed = tuple(TypeFact(kind, evidence) for kind, evidence in _signed(page))
    if found.keys() == {ReportType.KY_GIAO_UOC} and (looks_back := _whole_year(page)):
        return (looks_back, *told)
    if told:
        return told if found.keys() & {fact.type for fact in signed} else (*told, *signed)
    if signed:
        return (*_reviewed(page), *signed)
    return _other(page) or _inferred(page) or _other(page, _SCORING)


def _in_title(page: Page) -> Iterator[tuple[ReportType, Evidence]]:
    if page.title:
        yield from _matches(page, page.title)
        pledge = _PLEDGE.search(page.folded, page.title.start, page.title.end)
        if pledge:
            yield ReportType.KY_GIAO_UOC, page.evidence(*pledge.span())


def _in_lead(page: Page, told: Set[ReportType]) -> Iterator[tuple[ReportType, Evidence]]:
    """The lead tells what the title leaves open; beside what it ``told``, what else was done.

    Praise in a title ("biểu dương") leaves it open: there is praise at every congress.
    """
    other = None if told else _other(page)
    if other and other[0].evidence.text.lower() not in _MEETINGS:
        return
    opening, second = page.opening, Span(page.opening.end, page.lead.end)
    found = list(_matches(page, opening))
    if {kind for kind, _ in found} <= _ALONGSIDE and not told - _ALONGSIDE:
        found += _matches(page, second)
    leaves_open = told <= _ALONGSIDE
    for kind, evidence in sorted(found, key=lambda one: one[0] in _ALONGSIDE):
        if leaves_open or _is_also_done(page, kind, evidence):
            yield kind, evidence


def _is_also_done(page: Page, kind: ReportType, evidence: Evidence) -> bool:
    """Whether it was done beside the main act: a launch that is only told of was not."""
    if kind is not ReportType.PHAT_DONG or evidence.span is None:
        return kind in _ALSO_DONE
    start = evidence.span.start
    return bool(_ALSO.search(page.plain[max(0, start - 120) : start]))


def _matches(page: Page, where: Span) -> Iterator[tuple[ReportType, Evidence]]:
    hits = []
    lowered = page.folded[where.start : where.end]
    for kind, holds, rule in _RULES:
        if not holds_any(lowered, holds):  # far faster than the rule
            continue
        rule = _AWARDED if kind is ReportType.KHEN_THUONG and where != page.title else rule
        for match in rule.finditer(page.folded, where.start, where.end):
            if not _is_foreign(page, kind, match.start(), where):
                hits.append((match.start(), match.end(), kind))
                break
    for start, end, kind in sorted(hits):
        yield kind, page.evidence(start, end)


def _is_foreign(page: Page, kind: ReportType, at: int, where: Span) -> bool:
    """Whether the words are quoted, or a launch was another's: "do Thủ tướng phát động"."""
    line = page.plain.rfind("\n", where.start, at) + 1
    quoted = page.plain[max(line, where.start) : at]
    if quoted.count("“") > quoted.count("”") or quoted.count('"') % 2:
        return True
    if kind is not ReportType.PHAT_DONG:
        return False
    before = page.folded[max(where.start, at - 80) : at]
    if _ALSO.search(before):
        return False
    return bool(_FOREIGN_LAUNCH.search(before))


def _signed(page: Page) -> Iterator[tuple[ReportType, Evidence]]:
    """A pledge that was signed is an act of the event, wherever the text tells of it."""
    if "giao ước" not in page.folded:
        return
    for at in find_all(page.folded, ("giao ước",)):
        match = _SIGNED.search(page.folded, max(0, at - _REACH), at + _REACH)
        if match:
            yield ReportType.KY_GIAO_UOC, page.evidence(*match.span())
            return


def _other(page: Page, rule: re.Pattern[str] = _OTHER) -> tuple[TypeFact, ...]:
    if not page.title:
        return ()
    match = rule.search(page.folded, page.title.start, page.title.end)
    return (TypeFact(ReportType.KHAC, page.evidence(*match.span())),) if match else ()


def _inferred(page: Page) -> tuple[TypeFact, ...]:
    """Results of half a year without the word are a review all the same; else the body tells."""
    head = Span(page.head.start, page.head.end)
    body = Span(0, len(page.plain))
    for kind, holds, rule, text, where in (
        (ReportType.SO_KET, _OF_HALVES, _HALF, page.folded, head),
        (ReportType.TONG_KET, ("năm ",), _WHOLE, page.folded, head),
        (ReportType.DAI_HOI, ("Đại hội ",), _CONGRESS, page.plain, body),
        *((kind, holds, rule, page.folded, body) for kind, holds, rule in _IN_BODY),
    ):
        told = holds_any(text[where.start : where.end], holds)  # far faster than the rule
        match = rule.search(text, where.start, where.end) if told else None
        if match:
            return (TypeFact(kind, page.evidence(*match.span()), inferred=True),)
    return ()


def _whole_year(page: Page) -> TypeFact | None:
    """A year that the lead looks back on before the next one is pledged."""
    match = _WHOLE.search(page.folded, page.head.start, page.head.end)
    return (
        TypeFact(ReportType.TONG_KET, page.evidence(*match.span()), inferred=True)
        if match
        else None
    )


def _reviewed(page: Page) -> tuple[TypeFact, ...]:
    """The review at which a pledge was signed, where only the body tells of both."""
    match = _YEAR_REPORT.search(page.folded)
    if not match:
        return ()
    return (TypeFact(ReportType.TONG_KET, page.evidence(*match.span()), inferred=True),)
