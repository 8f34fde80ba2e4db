"""The time that a report reports on: "6 tháng đầu năm 2021", "năm 2019", "quý III"."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from searchapp.facts.page import Page, sentence_end, sentence_start
from searchapp.model import DateFact, Precision, ReportType, TypeFact

_YEAR = r"(?P<year>20\d\d|19\d\d)"
_COUNTS = {"ba": 3, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4}
_OF_YEAR = rf"(?:(?: của| trong)? năm(?: học)? {_YEAR}| ?[/-] ?{_YEAR.replace('year', 'year2')})?"
_FORMS = tuple(
    (kind, re.compile(rule, re.IGNORECASE))
    for kind, rule in (
        (
            "half",
            rf"\b(?:(?:0?6|sáu) tháng (?P<which>đầu|cuối)|nửa (?P<which2>đầu|cuối)) năm(?: {_YEAR})?(?!\d)"
            rf"|\bnửa năm (?P<which3>đầu|cuối)?(?: ?năm {_YEAR.replace('year', 'year3')})?"
            rf"|\b(?:0?6|sáu) tháng năm {_YEAR.replace('year', 'year4')}",
        ),
        (
            "quarter",
            rf"\bquý (?P<q>iv|i{{1,3}}|[1-4]|một|hai|ba|tư|bốn)\b{_OF_YEAR}",
        ),
        (
            "months",
            rf"\b(?P<n>0?[3-5]|0?[7-9]|1[01]|ba|bảy|tám|chín|mười|mười một) tháng"
            rf"(?: đầu năm(?: {_YEAR})?| của năm {_YEAR.replace('year', 'year2')}| năm {_YEAR.replace('year', 'year3')})",
        ),
        ("span", r"(?P<span>\(?\b(?:giai đoạn|nhiệm kỳ|5 năm|năm năm|thời kỳ)?[ (]*(?P<a>20\d\d|19\d\d) ?[-–] ?(?P<b>20\d\d)\)?)"),
        ("year", rf"\b(?<!trong những )(?<!từ )(?<!đến )năm(?! học) {_YEAR}(?!\d)(?! ?[-–] ?\d{{4}})"),
        ("so_far", rf"\b(?:từ )?đầu năm(?: {_YEAR})? (?:đến|tới) nay"),
    )
)  # fmt: skip
_PLAN = re.compile(
    r"phương hướng|triển khai|(?:[,;]|và|bàn|đề ra|thực hiện tốt|những|các) nhiệm vụ|nhiệm vụ trọng tâm|kế hoạch"
    r"|giao ước|phát động|mục tiêu|đăng ký|chỉ tiêu|phấn đấu|thời gian tới|giải pháp|chương trình công tác|đề ra"
    r"|dự toán|nghị quyết|định hướng|hướng tới|chào mừng|chào đón|đón",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"sơ kết|tổng kết|kết quả|đánh giá|báo cáo|thành tích|bình xét|hưởng ứng|nhìn lại|đã đạt được",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"(?:so với|cùng kỳ|tăng|giảm)[^.;\n]{0,40}$", re.IGNORECASE)
_ANNIVERSARY = re.compile(
    r"(?:kỷ niệm|thành lập|tái lập|ngày sinh|khởi nghĩa|truyền thống|nhiệm kỳ|khóa)[^.;\n]{0,60}$",
    re.IGNORECASE,
)
_NEXT_YEAR = re.compile(r"\bnăm (20\d\d)(?!\d)")
_SIGNING = frozenset({ReportType.KY_GIAO_UOC, ReportType.PHAT_DONG})
_REVIEWING = frozenset({ReportType.SO_KET, ReportType.TONG_KET})
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period as written.

    Attributes:
        kind: ``half``, ``quarter``, ``months``, ``span``, ``year`` or ``so_far``.
        number: Which half or quarter, how many months; for a span the first year.
        year: The year written with it, or None.
        score: How well it fits as the reporting period; plans are negative.
    """

    kind: str
    start: int
    end: int
    number: int
    year: int | None
    score: int


def find_periods(page: Page, types: Sequence[TypeFact]) -> list[PeriodMention]:
    """Return the periods of a text that may be the report's, the best first."""
    kinds = {fact.type for fact in types}
    mentions = sorted(_mentions(page, kinds), key=lambda found: (-found.score, found.start))
    reviewed = [found for found in mentions if found.score >= _ENOUGH]
    if reviewed or kinds & _REVIEWING or not kinds & _SIGNING:
        return reviewed
    return sorted(_planned(page, mentions), key=lambda found: found.start)


def _planned(page: Page, mentions: Sequence[PeriodMention]) -> Iterator[PeriodMention]:
    """A pledge or a launch has no past: its period is the one that it is for."""
    for found in mentions:
        if found.start < page.head.end and found.year:
            yield found


def context_year(page: Page, periods: Sequence[PeriodMention]) -> int | None:
    """Return the year that the text is about: its period's, or the one it names most."""
    named = next((found.year for found in periods if found.year), None)
    counted = Counter(int(match[1]) for match in _NEXT_YEAR.finditer(page.plain))
    ranked = counted.most_common(2)
    alone = len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > ranked[1][1])
    return named or (ranked[0][0] if ranked and alone else None)


def read_period(page: Page, periods: Sequence[PeriodMention], day: date | None) -> DateFact | None:
    """Return the reporting period, completed from the text or the report's day where needed."""
    for found in periods:
        year = found.year or _year_nearby(page, found) or _year_of(found, day)
        year = year or context_year(page, periods)
        days = _days(found, year, day) if year else None
        if days:
            start, end, precision = days
            evidence = page.evidence(_evidence_start(page, found), found.end)
            words = page.text[found.start : found.end].strip(" ()")
            return DateFact(start, end, precision, words, evidence, completed=not found.year)
    return None


def _mentions(page: Page, kinds: set[ReportType]) -> Iterator[PeriodMention]:
    taken: list[tuple[int, int]] = []
    for kind, form in _FORMS:
        for match in form.finditer(page.plain):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken[-40:]):
                continue
            number, year = _numbers(kind, match)
            if number is None:
                continue
            taken.append((start, end))
            yield PeriodMention(kind, start, end, number, year, _score(page, kind, match, kinds))


def _numbers(kind: str, match: re.Match[str]) -> tuple[int | None, int | None]:
    groups = match.groupdict()
    year = next(
        (int(groups[key]) for key in ("year", "year2", "year3", "year4") if groups.get(key)), None
    )
    if kind == "half":
        which = groups["which"] or groups["which2"] or groups["which3"] or "đầu"
        return (1 if which.lower() == "đầu" else 2), year
    if kind == "quarter":
        written = groups["q"].lower()
        return _QUARTERS.get(written) or int(written), year
    if kind == "months":
        written = groups["n"].lower()
        return _COUNTS.get(written) or int(written), year
    if kind == "span":
        first, last = int(groups["a"]), int(groups["b"])
        return (first, last) if 0 < last - first <= 10 else (None, None)
    return 1, year


def _score(page: Page, kind: str, match: re.Match[str], kinds: set[ReportType]) -> int:
    at = match.start()
    place = 5 if page.in_title(at) else 3 if page.in_lead(at) else 1
    role = _role(page, at)
    begins = _begins(page, at)
    if role < 0 or (kind == "half" and match.group().lower().find("cuối") >= 0 and role < 1):
        return -10 + place
    if kind == "span":
        fits = ReportType.DAI_HOI in kinds or re.match(
            r"\W*(?:giai đoạn|5 năm|năm năm)", match.group(), re.I
        )
        return (
            place + role - 1 if fits and (page.in_title(at) or (role and page.in_lead(at))) else -5
        )
    if kind == "year":
        return place + role - 1 if role or page.in_title(at) else -1 + (place > 1 and begins)
    return place + role + begins


def _role(page: Page, at: int) -> int:
    """2 after words of review, -1 after words of planning or comparing, 0 after neither."""
    text = page.plain[sentence_start(page.plain, at, 260) : at]
    if _COMPARED.search(text) or _ANNIVERSARY.search(text):
        return -1
    plan = max((match.end() for match in _PLAN.finditer(text)), default=-1)
    review = max((match.end() for match in _REVIEW.finditer(text)), default=-1)
    if plan < 0 and review < 0:
        return 0
    return 2 if review > plan else -1


def _begins(page: Page, at: int) -> bool:
    before = page.plain[sentence_start(page.plain, at) : at].strip().lower()
    return before in {"", "trong", "qua", "ngay từ", "sau", "-", "+", "*"}


def _evidence_start(page: Page, found: PeriodMention) -> int:
    """From the word of review before the period, if it is near, so that one sees why."""
    low = max(sentence_start(page.plain, found.start), found.start - 120)
    cues = [match.start() for match in _REVIEW.finditer(page.plain, low, found.start)]
    return cues[-1] if cues else found.start


def _year_nearby(page: Page, found: PeriodMention) -> int | None:
    after = _NEXT_YEAR.search(page.plain, found.end, sentence_end(page.plain, found.end, 160))
    return int(after[1]) if after else None


def _year_of(found: PeriodMention, day: date | None) -> int | None:
    """The year of the report's day; its year before where the period had not ended long before."""
    if day is None:
        return None
    last_month = {"half": 6 * found.number, "quarter": 3 * found.number}.get(
        found.kind, found.number
    )
    return day.year if day.month >= last_month - 1 else day.year - 1


def _days(found: PeriodMention, year: int, day: date | None) -> tuple[date, date, Precision] | None:
    first, last = {
        "half": (6 * found.number - 5, 6 * found.number),
        "quarter": (3 * found.number - 2, 3 * found.number),
        "months": (1, found.number),
    }.get(found.kind, (1, 12))
    if found.kind == "span":
        return date(found.number, 1, 1), date(year, 12, 31), Precision.YEAR
    if found.kind == "so_far":
        if day is None or day.year < year:
            return None
        last = day.month if day.year == year else 12
    precision = {"half": Precision.HALF, "quarter": Precision.QUARTER, "year": Precision.YEAR}
    end = date(year, last, monthrange(year, last)[1])
    return date(year, first, 1), end, precision.get(found.kind, Precision.MONTH)


def read_period_words(written: str) -> DateFact | None:
    """Return the period that words name by themselves, year and all; None for anything else."""
    page = Page(written)
    for kind, form in _FORMS:
        match = form.fullmatch(page.plain.strip())
        number, year = _numbers(kind, match) if match else (None, None)
        if match is None or number is None or year is None:
            continue
        days = _days(PeriodMention(kind, 0, len(written), number, year, 0), year, None)
        if days:
            return DateFact(*days, written, page.evidence(0, len(written)))
    return None
