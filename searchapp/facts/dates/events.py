"""The day of the event that a report tells of: among the days in its text, the one that fits."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from searchapp.facts.dates.expressions import DayExpression
from searchapp.facts.page import Page, sentence_start
from searchapp.model import DateFact, Precision, Span

_REACH = 90
"""Characters before a day in which the words that tell what it is may stand."""

_WEEKDAY = r"(?:\(? ?(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)[,) ]*)?"
_TIME = (
    r"(?:rạng sáng|sáng|trưa|chiều|tối|đêm)(?: (?:qua|nay|hôm nay|hôm qua|cùng ngày))?"
    r"|hôm (?:nay|qua)|cuối (?:giờ )?chiều|vừa qua|\d{1,2} ?(?:h"
    r"|giờ)(?: ?\d{2})?(?: phút)?(?: (?:sáng|chiều))?"
)
_TIMED = re.compile(
    rf"\b(?P<cue>(?:(?:vào|trong|từ|hồi|lúc"
    rf"|vào lúc) )?(?:{_TIME})[, ]*{_WEEKDAY}\(? ?(?:vào )?(?:(?:các |hai |ba "
    rf"|[23] )?ngày )?(?:hôm nay,? )?\(? ?)$",
    re.IGNORECASE,
)
_DAYED = re.compile(
    rf"(?:^|(?<=\W))(?P<cue>(?:(?:vào|trong|từ) )?(?:hai |ba |0?[234] |các |cả )?{_WEEKDAY}(?:ngày"
    rf"|hôm) \(? ?|(?:từ )?{_WEEKDAY}(?<=[,) ]))$",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:\bsố\b|nghị quyết|quyết định|kế hoạch|chỉ thị|công văn|nghị định|thông tư|luật|hướng dẫn"
    r"|kết luận"
    r"|thông báo|tờ trình|pháp lệnh|công điện|văn bản|chương trình|quy chế|quy định|ban hành"
    r"|/[A-ZĐ]{2,}[-A-ZĐ]*)[^.;,\n]{0,70}$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\bsố \d|/[A-ZĐ]{2,}|-CT/|-NQ/)[^.;\n]{0,80}, ?(?:ngày )?$")
_HELD = re.compile(r"(?:tổ chức|diễn ra|họp|khai mạc|tiến hành)(?: vào)? ?$", re.IGNORECASE)
_MEMORY = re.compile(
    r"(?:kỷ niệm|kỉ niệm|thành lập|truyền thống|ngày sinh|mừng|quốc khánh|giải phóng|lời kêu gọi"
    r"|ra đời|sinh nhật"
    r"|cách mạng|thương binh|nhà giáo việt|quốc tế|doanh nhân|tái lập|hưởng ứng|năm ngày|sinh ngày"
    r"|từ trần|tham gia"
    r"|kết nạp|bổ nhiệm|nhớ lại|trước đó|như đã đưa)[^.;\n]{0,70}$",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"(?:trước|đến hết|hết|tính đến|kể từ|đến|tới|chậm nhất|hạn|sau"
    r"|qua) (?:thời điểm )?(?:hết )?(?:ngày )?$|(?<!\w)từ (?:ngày )?$",
    re.IGNORECASE,
)
_HAPPENING = re.compile(
    r"hội nghị|tổ chức|diễn ra|\blễ\b|đại hội|khai mạc|họp|tiến hành|tại (?:hội trường|trụ sở"
    r"|trung tâm|nhà)",
    re.IGNORECASE,
)
_NEXT_OF_DOCUMENT = re.compile(r"\)?,? (?:của|về việc|về|v/v)\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:(?:sáng|trưa|chiều|tối|hôm) (?:nay|(?P<before>qua)))\b", re.IGNORECASE)
_LONGEST_DAYS = 31
_ENOUGH = 4

YearFor = Callable[[int], int | None]
"""A month's number -> the year of an event in that month."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day of the text that may be the event's."""

    expression: DayExpression
    cue_start: int
    score: int


def read_event(
    page: Page, published: date | None, year_for: YearFor, datelines: Sequence[Span] = ()
) -> DateFact | None:
    """Return the day, or the days, of the event, or None where the text does not tell.

    Args:
        page: The text; residue does not count.
        published: The day of publication, which completes a date without a year and "hôm nay".
        year_for: The year of a month's event by the text's other words, where there is no day
            of publication; None where they do not tell.
        datelines: Where dates stand that are the paper's own, never an event's.
    """
    facts = (
        fact
        for candidate in sorted(_candidates(page, datelines), key=lambda found: -found.score)
        if (fact := _fact(page, candidate, published, year_for))
    )
    return next(facts, None) or _today(page, published)


def _only_year(page: Page) -> int | None:
    """The year of all full dates of the text that no document and no memory has."""
    years = {
        day.year
        for day in page.days
        if day.year and not _is_cited(page.plain, _low(page.plain, day.start), day)
    }
    return years.pop() if len(years) == 1 else None


def _candidates(page: Page, datelines: Sequence[Span]) -> Iterator[Candidate]:
    for expression in page.days:
        if any(span.start <= expression.start < span.end for span in datelines):
            continue
        candidate = _judge(page, expression)
        if candidate and candidate.score >= _ENOUGH:
            yield candidate


def _judge(page: Page, expression: DayExpression) -> Candidate | None:
    """Score a day by the words around it; None for one that is certainly something else."""
    text, start = page.plain, expression.start
    low = _low(text, start)
    timed = _TIMED.search(text, low, start)
    dayed = timed or _DAYED.search(text, low, start)
    if not timed and _is_other(text, low, expression):
        return None
    if expression.year is None and not (dayed and text[dayed.start() : start].strip()):
        return None
    cue_start = dayed.start("cue") if dayed else start
    begins = not text[low:cue_start].strip(" (,-–:*+")
    happens = bool(
        _HAPPENING.search(text, expression.end, expression.end + 250)
        or _HELD.search(text, low, cue_start)
    )
    score = (3 if timed else 1 if dayed else 0) + begins + happens + _place_score(page, start)
    return Candidate(expression, cue_start, score)


def _low(text: str, start: int) -> int:
    return max(sentence_start(text, start), start - _REACH)


def _is_other(text: str, low: int, expression: DayExpression) -> bool:
    ranged = expression.first != expression.last
    limited = bool(_LIMIT.search(text, low, expression.start)) and not ranged
    return limited or _is_cited(text, low, expression)


def _is_cited(text: str, low: int, expression: DayExpression) -> bool:
    """Whether the day is a document's or one that is remembered."""
    if _MEMORY.search(text, low, expression.start) or _DOCUMENT.search(text, low, expression.start):
        return True
    # Behind a comma a date is a document's only where its issuer follows: "số 5/QĐ, ngày 3/4 của".
    numbered = _NUMBERED.search(text, low, expression.start)
    return bool(numbered and _NEXT_OF_DOCUMENT.match(text, expression.end))


def _place_score(page: Page, at: int) -> int:
    if page.in_title(at):
        return 2
    return 3 if page.in_lead(at) else 0


def _fact(
    page: Page, found: Candidate, published: date | None, year_for: YearFor
) -> DateFact | None:
    expression = found.expression
    year = expression.year or _year(page, expression, published, year_for)
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


def _year(
    page: Page, expression: DayExpression, published: date | None, year_for: YearFor
) -> int | None:
    """The year that puts the event on the day of publication or last before it."""
    if published is None:
        return year_for(expression.last[1]) or _only_year(page)
    days = expression.days(published.year)
    return published.year if days is None or days[0] <= published else published.year - 1


def _today(page: Page, published: date | None) -> DateFact | None:
    """The day that "sáng nay" or "hôm qua" of the lead means, where the publication is known."""
    found = _TODAY.search(page.plain, page.lead.start, page.lead.end)
    if not found or not published:
        return None
    day = published - timedelta(days=1) if found["before"] else published
    evidence = page.evidence(*found.span())
    return DateFact(day, day, Precision.DAY, evidence.text, evidence, completed=True)
