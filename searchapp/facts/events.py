"""The day of the event that a report tells of: among the days in its text, the one that fits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from searchapp.facts.expressions import DayExpression, find_days
from searchapp.facts.page import Page, sentence_start
from searchapp.model import DateFact, Precision

_REACH = 90
"""Characters before a day in which the words that tell what it is may stand."""

_WEEKDAY = r"(?:\(? ?(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)[,) ]*)?"
_TIME = (
    r"(?:rạng sáng|sáng|trưa|chiều|tối|đêm)(?: (?:qua|nay|hôm nay|hôm qua|cùng ngày))?"
    r"|hôm (?:nay|qua)|cuối (?:giờ )?chiều|vừa qua|\d{1,2} ?(?:h|giờ)(?: ?\d{2})?(?: phút)?(?: (?:sáng|chiều))?"
)
_TIMED = re.compile(
    rf"\b(?P<cue>(?:(?:vào|trong|từ|hồi|lúc|vào lúc) )?(?:{_TIME})[, ]*{_WEEKDAY}\(? ?(?:vào )?(?:(?:các |hai |ba |[23] )?ngày )?(?:hôm nay,? )?\(? ?)$",
    re.IGNORECASE,
)
_DAYED = re.compile(
    rf"(?:^|(?<=\W))(?P<cue>(?:(?:vào|trong|từ) )?(?:hai |ba |0?[234] |các |cả )?{_WEEKDAY}ngày \(? ?|(?:từ )?{_WEEKDAY}(?<=[,) ]))$",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:\bsố\b|nghị quyết|quyết định|kế hoạch|chỉ thị|công văn|nghị định|thông tư|luật|hướng dẫn|kết luận"
    r"|thông báo|tờ trình|pháp lệnh|công điện|văn bản|chương trình|quy chế|quy định|ban hành|/[A-ZĐ]{2,}[-A-ZĐ]*)[^.;\n]{0,70}$",
    re.IGNORECASE,
)
_MEMORY = re.compile(
    r"(?:kỷ niệm|kỉ niệm|thành lập|truyền thống|ngày sinh|mừng|quốc khánh|giải phóng|lời kêu gọi|ra đời|sinh nhật"
    r"|cách mạng|thương binh|nhà giáo việt|quốc tế|doanh nhân|tái lập|hưởng ứng|năm ngày|sinh ngày|từ trần|tham gia"
    r"|kết nạp|bổ nhiệm|nhớ lại|trước đó|như đã đưa)[^.;\n]{0,70}$",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"(?:trước|đến hết|hết|tính đến|kể từ|đến|tới|chậm nhất|hạn|sau|qua) (?:thời điểm )?(?:hết )?(?:ngày )?$|(?<!\w)từ (?:ngày )?$",
    re.IGNORECASE,
)
_HAPPENING = re.compile(
    r"hội nghị|tổ chức|diễn ra|\blễ\b|đại hội|khai mạc|họp|tiến hành|tại (?:hội trường|trụ sở|trung tâm|nhà)",
    re.IGNORECASE,
)
_NEXT_OF_DOCUMENT = re.compile(r"\)?,? (?:của|về việc|về|v/v)\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:(?:sáng|trưa|chiều|tối) nay|hôm nay)\b", re.IGNORECASE)
_LONGEST_DAYS = 31
_ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day of the text that may be the event's."""

    expression: DayExpression
    cue_start: int
    score: int


def read_event(page: Page, published: date | None, year_of_context: int | None) -> DateFact | None:
    """Return the day, or the days, of the event, or None where the text does not tell.

    Args:
        page: The text; residue does not count.
        published: The day of publication, which completes a date without a year and "hôm nay".
        year_of_context: A year to complete a date with where there is no day of publication.
    """
    facts = (
        fact
        for candidate in sorted(_candidates(page), key=lambda found: -found.score)
        if (fact := _fact(page, candidate, published, year_of_context))
    )
    return next(facts, None) or _today(page, published)


def _candidates(page: Page) -> Iterator[Candidate]:
    for expression in find_days(page.plain):
        candidate = _judge(page, expression)
        if candidate and candidate.score >= _ENOUGH:
            yield candidate


def _judge(page: Page, expression: DayExpression) -> Candidate | None:
    """Score a day by the words around it; None for one that is certainly something else."""
    text, start = page.plain, expression.start
    low = max(sentence_start(text, start), start - _REACH)
    timed = _TIMED.search(text, low, start)
    dayed = timed or _DAYED.search(text, low, start)
    if not timed and _is_other(text, low, expression):
        return None
    if expression.year is None and not (dayed and text[dayed.start() : start].strip()):
        return None
    cue_start = dayed.start("cue") if dayed else start
    begins = not text[low:cue_start].strip(" (,-–:*+")
    happens = bool(_HAPPENING.search(text, expression.end, expression.end + 250))
    score = (3 if timed else 1 if dayed else 0) + begins + happens + _place_score(page, start)
    return Candidate(expression, cue_start, score)


def _is_other(text: str, low: int, expression: DayExpression) -> bool:
    start = expression.start
    ranged = expression.first != expression.last
    if _MEMORY.search(text, low, start) or (_LIMIT.search(text, low, start) and not ranged):
        return True
    if not _DOCUMENT.search(text, low, start):
        return False
    # "Thực hiện Kế hoạch số 5/KH-UBND, ngày 15/7/2021, Cụm ... tổ chức": only here it is the event's.
    apart = re.search(r", ngày $", text[low:start]) and text[expression.end :].startswith(",")
    return not apart or bool(_NEXT_OF_DOCUMENT.match(text, expression.end))


def _place_score(page: Page, at: int) -> int:
    if page.in_title(at):
        return 2
    return 3 if page.in_lead(at) else 0


def _fact(
    page: Page, found: Candidate, published: date | None, year_of_context: int | None
) -> DateFact | None:
    expression = found.expression
    year = expression.year or _year_for(expression, published, year_of_context)
    days = expression.days(year) if year else None
    if not days or (days[1] - days[0]).days > _LONGEST_DAYS:
        return None
    if published and expression.year and not -1 <= published.year - expression.year <= 2:
        return None
    return DateFact(
        start=days[0],
        end=days[1],
        precision=Precision.DAY,
        text=page.text[expression.start : expression.end],
        evidence=page.evidence(found.cue_start, expression.end),
        completed=expression.year is None,
    )


def _year_for(
    expression: DayExpression, published: date | None, year_of_context: int | None
) -> int | None:
    """The year that puts the event on the day of publication or last before it."""
    if published is None:
        return year_of_context
    days = expression.days(published.year)
    return published.year if days is None or days[0] <= published else published.year - 1


def _today(page: Page, published: date | None) -> DateFact | None:
    """ "Sáng nay" in the lead is the day of publication, where that is known."""
    found = _TODAY.search(page.plain, page.lead.start, page.lead.end)
    if not found or not published:
        return None
    evidence = page.evidence(*found.span())
    return DateFact(published, published, Precision.DAY, evidence.text, evidence, completed=True)
