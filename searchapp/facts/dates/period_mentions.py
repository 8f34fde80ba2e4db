"""The periods that a text names, each scored by how well it fits as the time reported on."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from searchapp.facts.page import Page, fold_case, sentence_start
from searchapp.facts.scan import holds_any
from searchapp.model import ReportType, TypeFact

_YEAR = r"(?P<year>20\d\d|19\d\d)"
_COUNTS = {"ba": 3, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4}
_OF_YEAR = rf"(?:(?: của| trong)? năm(?: học)? {_YEAR}| ?[/-] ?{_YEAR.replace('year', 'year2')})?"
FORMS = tuple(
    (kind, re.compile(rule))
    for kind, rule in (
        (
            "half",
            rf"\b(?:(?:0?6|sáu) tháng (?P<which>đầu|cuối)|nửa (?P<which2>đầu"
            rf"|cuối)) năm(?: {_YEAR})?(?!\d)"
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
            rf"(?: đầu năm(?: {_YEAR})?| của năm {_YEAR.replace('year', 'year2')}"
            rf"| năm {_YEAR.replace('year', 'year3')})",
        ),
        (
            "school_year",
            r"\b(?<!kỳ i )(?<!kỳ ii )(?<!kỳ 1 )(?<!kỳ 2 )"
            r"năm học (?P<a>20\d\d) ?[-–] ?(?P<b>20\d\d)",
        ),
        (
            "span",
            r"(?P<span>\(?\b(?:giai đoạn|nhiệm kỳ|\d{1,2} năm|(?:hai|ba|bốn|năm) năm|thời kỳ"
            r"|chặng đường|chặng|từ(?: năm)?)?[ (]*(?P<a>20\d\d|19\d\d)"
            r"(?: ?[-–] ?| đến(?: năm)? | {2,})(?P<b>20\d\d)\)?)",
        ),
        (
            "year",
            r"\b(?<!trong những )(?<!từ )(?<!đến )(?<!hết )(?<!tháng \d )(?<!tháng \d\d )"
            rf"năm(?: thi đua| công tác)? {_YEAR}(?!\d)(?! ?[-–] ?\d{{4}})",
        ),
        ("so_far", rf"\b(?:từ )?đầu năm(?: {_YEAR})? (?:đến|tới) nay"),
    )
)  # fmt: skip
"""Kind, and how it is written in folded text."""
ANCHORS = {
    kind: re.compile(rule)
    for kind, rule in (
        ("half", r"tháng (?:đầu|cuối|năm)|nửa"),
        ("quarter", "quý"),
        ("months", "tháng (?:đầu|của|năm)"),
        ("school_year", "năm học"),
        ("span", "[12][09][0-9][0-9](?: ?[-–]| đến|  )"),
        ("year", "năm (?:thi đua |công tác )?[12]"),
        ("so_far", "đầu năm"),
    )
}
"""Words, in lower case, that every match of a form holds: they are found far faster."""

_HELD = {
    "half": ("tháng đầu", "tháng cuối", "tháng năm", "nửa"),
    "quarter": ("quý",),
    "months": ("tháng đầu", "tháng của", "tháng năm"),
    "school_year": ("năm học",),
    "span": ("20", "19", "10", "29"),
    "year": ("năm ",),
    "so_far": ("đầu năm",),
}
"""Of these every anchor of a form holds one: most texts have none, which is seen fastest."""
_HALVES = re.compile("tháng (?:đầu|cuối|năm)")

_REACH = 48
_PLAN = re.compile(
    r"phương hướng|triển khai|(?:[,;]|và|bàn|đề ra|thực hiện tốt|những|các) nhiệm vụ"
    r"|nhiệm vụ trọng tâm|kế hoạch"
    r"|(?<!việc thực hiện )(?<!kết quả thực hiện )giao ước|phát động|mục tiêu|đăng ký"
    r"|chỉ tiêu|phấn đấu|thời gian tới|giải pháp"
    r"|chương trình công tác|đề ra"
    r"|bầu (?:cụm|khối)|(?:cụm|khối) trưởng|bàn việc|kêu gọi|sẽ|nhiệm kỳ tới"
    r"|dự toán|nghị quyết|định hướng|hướng tới|chào mừng|chào đón|đón"
)
REVIEW = re.compile(
    r"sơ kết|tổng kết|kết quả|đánh giá|báo cáo(?! viên)|giao ban|thành tích|bình xét|hưởng ứng"
    r"|nhìn lại|đã đạt được|điểm lại|chấm điểm|kiểm tra (?:chéo|việc|kết quả)|thẩm định|phúc tra"
    r"|chặng đường|cộng cả|tính từ|khép lại|xem xét"
)
_COMPARED = re.compile(r"(?:so với|cùng kỳ|tăng(?! cường| trưởng)|giảm(?! nghèo))[^.;\n]{0,40}$")
_ANNIVERSARY = re.compile(
    r"(?:kỷ niệm|thành lập|tái lập|ngày sinh|khởi nghĩa|truyền thống|nhiệm kỳ|khóa)[^.;\n]{0,60}$"
)
_TERM = re.compile(r"\W*(?:giai đoạn|chặng|(?:\d{1,2}|hai|ba|bốn|năm) năm)")
_PLANNED = re.compile(
    r"[^.;\n]{0,80}\b(?:sẽ|tiếp tục|phấn đấu|cần|tập trung|dự kiến|đề ra|phải)\b", re.IGNORECASE
)
_MOVEMENT = re.compile(r"thi đua(?: yêu nước)? $|phát động[^.;\n]{5,120}$")
_SIGNING = frozenset({ReportType.KY_GIAO_UOC, ReportType.PHAT_DONG})
_REVIEWING = frozenset({ReportType.SO_KET, ReportType.TONG_KET})
_OF_A_YEAR = _REVIEWING | {ReportType.KHEN_THUONG}
_ENOUGH = 2
_MOST_OF_A_FORM = 100
_NEAR = 80
"""Characters that a comparison or an anniversary before a period may take."""


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
    if ReportType.DAI_HOI in kinds:
        mentions = _past_terms_first(mentions)
    reviewed = [found for found in mentions if found.score >= _ENOUGH]
    said = any(fact.type is ReportType.SO_KET and not fact.inferred for fact in types)
    if said and not reviewed:
        return list(_half_before(mentions))
    if kinds & _REVIEWING or not kinds & _SIGNING:
        return reviewed
    planned = sorted(_planned(page, mentions, kinds), key=lambda found: found.start)
    return [*planned, *reviewed]


def _half_before(mentions: Sequence[PeriodMention]) -> Iterator[PeriodMention]:
    """A review that only names the half of a year that it plans for looks back on the other."""
    for found in mentions:
        if found.kind == "half" and found.number == 2 and found.year:
            yield replace(found, number=1)


def _past_terms_first(mentions: Sequence[PeriodMention]) -> list[PeriodMention]:
    """A term that begins where another ends is the one to come; a congress looks back."""
    ends = {found.year for found in mentions if found.kind == "span"}
    return sorted(mentions, key=lambda found: found.kind == "span" and found.number in ends)


def _planned(
    page: Page, mentions: Sequence[PeriodMention], kinds: set[ReportType]
) -> Iterator[PeriodMention]:
    """A pledge has no past: its period is the one that it is for; so a launch, where it says so."""
    for found in mentions:
        before = page.folded[max(0, found.start - 140) : found.start]
        pledged = ReportType.KY_GIAO_UOC in kinds or _MOVEMENT.search(before)
        if found.start < page.head.end and found.year and found.kind != "span" and pledged:
            yield found


def _mentions(page: Page, kinds: set[ReportType]) -> Iterator[PeriodMention]:
    taken: list[tuple[int, int]] = []
    for kind, form in FORMS:
        for match in itertools.islice(_matches(page, kind, form), _MOST_OF_A_FORM):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            number, year = _numbers(kind, match)
            if number is None:
                continue
            taken.append((start, end))
            yield PeriodMention(kind, start, end, number, year, _score(page, kind, match, kinds))


def _matches(page: Page, kind: str, form: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Every match of a form, looked for only around the word that each of its matches holds."""
    free = 0
    if not holds_any(page.folded, _HELD[kind]):
        return
    anchors = ANCHORS[kind]
    if kind == "half" and "nửa" not in page.folded:
        anchors = _HALVES  # far faster
    for anchor in anchors.finditer(page.folded):
        start = max(free, anchor.start() - _REACH)
        match = form.search(page.folded, start, anchor.end() + _REACH)
        # The form may begin behind the anchor, which then is another match's.
        while match and match.start() <= anchor.start():
            yield match
            free = match.end()
            match = form.search(page.folded, free, anchor.end() + _REACH)


def _numbers(kind: str, match: re.Match[str]) -> tuple[int | None, int | None]:
    groups = match.groupdict()
    year = next(
        (int(groups[key]) for key in ("year", "year2", "year3", "year4") if groups.get(key)), None
    )
    if kind == "half":
        which = groups["which"] or groups["which2"] or groups["which3"] or "đầu"
        return (1 if which == "đầu" else 2), year
    if kind == "quarter":
        written = groups["q"]
        return _QUARTERS.get(written) or int(written), year
    if kind == "months":
        written = groups["n"]
        return _COUNTS.get(written) or int(written), year
    if kind in ("span", "school_year"):
        first, last = int(groups["a"]), int(groups["b"])
        return (first, last) if 0 < last - first <= 10 else (None, None)
    return 1, year


def _score(page: Page, kind: str, match: re.Match[str], kinds: set[ReportType]) -> int:
    at = match.start()
    place = 5 if page.in_title(at) else 3 if page.in_lead(at) else 1
    if _is_out(kind, match, kinds, place):
        return -5  # whatever stands before it, so that is not looked at
    role = read_role(page, at)
    if role < 0 or (kind == "half" and "cuối" in match.group() and role < 1):
        return -10 + place
    if kind == "span":
        return _score_of_span(page, match, kinds, place + role)
    if kind in ("year", "school_year"):
        return _score_of_year(page, match, kinds, place, role)
    return place + role + _begins(page, at)


def _is_out(kind: str, match: re.Match[str], kinds: set[ReportType], place: int) -> bool:
    """Whether no words of review before a year or a span make it the reporting period."""
    if kind == "span":
        return ReportType.DAI_HOI not in kinds and not _names_term(match)
    # In the body "báo cáo năm 2016" is about anything.
    return kind in ("year", "school_year") and place == 1 and not kinds & _REVIEWING


def _names_term(span: re.Match[str]) -> bool:
    return bool(_TERM.match(span.group()))


def _score_of_span(
    page: Page, match: re.Match[str], kinds: set[ReportType], place_and_role: int
) -> int:
    """A congress looks back on a term; elsewhere only a term that is reviewed counts."""
    at = match.start()
    if ReportType.DAI_HOI in kinds:
        return place_and_role + _begins(page, at) - (not page.in_title(at) and place_and_role < 2)
    told = page.in_title(at) or (page.in_lead(at) and read_role(page, match.end()) > 0)
    return place_and_role - 1 if told else -5


def _score_of_year(
    page: Page, match: re.Match[str], kinds: set[ReportType], place: int, role: int
) -> int:
    at = match.start()
    if role or (page.in_title(at) and kinds & _OF_A_YEAR):
        return place + role - 1
    reviewed = place == 1 or kinds & _REVIEWING
    if reviewed and _begins(page, at) and not _PLANNED.match(page.plain, match.end()):
        return _ENOUGH  # "Năm 2018, toàn huyện có ..."
    if place > 1 and ReportType.KHEN_THUONG in kinds:
        return _ENOUGH
    return -1 + (place > 1 and _begins(page, at))


def read_role(page: Page, at: int) -> int:
    """2 after words of review, -1 after words of planning or comparing, 0 after neither."""
    text = page.folded[sentence_start(page.plain, at, 260) : at]
    low = max(0, len(text) - _NEAR)  # both end where the text does
    if _COMPARED.search(text, low) or _ANNIVERSARY.search(text, low):
        return -1
    plan = max((match.end() for match in _PLAN.finditer(text)), default=-1)
    review = max((match.end() for match in REVIEW.finditer(text)), default=-1)
    if plan < 0 and review < 0:
        return 0
    return 2 if review > plan else -1


def _begins(page: Page, at: int) -> bool:
    before = page.plain[sentence_start(page.plain, at) : at].strip().lower()
    return before in {"", "trong", "qua", "cả", "ngay từ", "sau", "-", "+", "*"}


def read_phrase(written: str) -> PeriodMention | None:
    """Return the period that words name by themselves, year and all; None for anything else."""
    for kind, form in FORMS:
        match = form.fullmatch(fold_case(written))
        number, year = _numbers(kind, match) if match else (None, None)
        if number is not None and year is not None:
            return PeriodMention(kind, 0, len(written), number, year, 0)
    return None
