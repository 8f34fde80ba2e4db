"""The days of a text that may be the event's, by the words around them, the likeliest first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from searchapp.facts.dates.expressions import DayExpression
from searchapp.facts.page import Page, sentence_start
from searchapp.model import Span

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
    rf"|[23] )?ngày )?(?:hôm nay,? )?\(? ?)$"
)
_DAYED = re.compile(
    rf"(?:^|(?<=\W))(?P<cue>(?:(?:vào|trong|từ) )?(?:hai |ba |0?[234] |các |cả )?{_WEEKDAY}"
    rf"(?:ng[àa]y|hôm) \(? ?|(?:từ )?{_WEEKDAY}(?<=[,) ]))$"
)
_DOCUMENT = re.compile(
    r"(?:\bsố\b|nghị quyết|quyết định|kế hoạch|chỉ thị|công văn|nghị định|thông tư|luật|hướng dẫn"
    r"|kết luận"
    r"|thông báo|tờ trình|pháp lệnh|công điện|văn bản|chương trình|quy chế|quy định|ban hành"
    r"|/[a-zđ]{2,}[-a-zđ]*)[^.;,\n]{0,70}$"
)
_CAMPAIGN = re.compile(
    r"(?:bắt đầu|kết thúc|kéo dài)(?: (?:từ|vào|đến|hết))*(?: ngày)? ?$"
    r"|(?:đợt thi đua|đợt cao điểm|chiến dịch)[^.;\n]{0,40}\btừ(?: ngày)? ?$"
)
_ISSUES = re.compile(
    r"[^.;\n]{0,60}?\b(?:ban hành|ký|có) "
    r"(?:kế hoạch|quyết định|công văn|chỉ thị|nghị quyết|văn bản)"
)
"""Behind the day on which somebody issued a document."""

_BROADCAST = re.compile(r"\((?:phát|thời sự|chương trình|ts)\b[^()\n]{0,30}$")
_NUMBERED = re.compile(r"(?:\bsố \d|/[A-ZĐ]{2,}|-CT/|-NQ/)[^.;\n]{0,80}, ?(?:ngày )?$")
_HELD = re.compile(r"(?:tổ chức|diễn ra|họp|khai mạc|tiến hành)(?: vào)? ?$")
_MEMORY = re.compile(
    r"(?:kỷ niệm|kỉ niệm|thành lập|truyền thống|ngày sinh|mừng|quốc khánh|giải phóng|lời kêu gọi"
    r"|ra đời|sinh nhật"
    r"|cách mạng|thương binh|nhà giáo việt|quốc tế|doanh nhân|tái lập|hưởng ứng|năm ngày|sinh ngày"
    r"|từ trần|tham gia"
    r"|kết nạp|bổ nhiệm|nhớ lại|trước đó|như đã đưa)[^.;)\n]{0,70}$"
)
_LIMIT = re.compile(
    r"(?:trước|đến hết|hết|tính đến|kể từ|đến|tới|chậm nhất|hạn|sau"
    r"|qua) (?:thời điểm )?(?:hết )?(?:ngày )?$|(?<!\w)từ (?:ngày )?$"
)
_HAPPENING = re.compile(
    r"hội nghị|tổ chức|diễn ra|\blễ\b|đại hội|khai mạc|họp|tiến hành|tại (?:hội trường|trụ sở"
    r"|trung tâm|nhà)"
)
_NEXT_OF_DOCUMENT = re.compile(r"\)?,? (?:của|về việc|về|v/v)\b", re.IGNORECASE)
_RECENT = re.compile(r" vừa (?:qua|rồi)\b(?! của)")
_SAID = re.compile(r"hôm \d", re.IGNORECASE)
_ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day of the text that may be the event's.

    Attributes:
        cue_start: Where the words begin that say so ("Chiều ngày").
        timed: Whether they tell the time of the day, or that something was held then.
    """

    expression: DayExpression
    cue_start: int
    score: int
    timed: bool


def find_candidates(page: Page, datelines: Sequence[Span]) -> list[Candidate]:
    """Return the days that may be the event's, the best first.

    ``datelines`` is where dates stand that are the paper's own, never an event's.
    """
    return sorted(_candidates(page, datelines), key=lambda found: -found.score)


def _candidates(page: Page, datelines: Sequence[Span]) -> Iterator[Candidate]:
    for expression in page.days:
        if any(span.start <= expression.start < span.end for span in datelines):
            continue
        candidate = _judge(page, expression)
        if candidate and candidate.score >= _ENOUGH:
            yield candidate


def _judge(page: Page, expression: DayExpression) -> Candidate | None:
    """Score a day by the words around it; None for one that is certainly something else."""
    text, start = page.folded, expression.start
    low = _low(text, start)
    timed = _TIMED.search(text, low, start)
    dayed = timed or _DAYED.search(text, low, start)
    recent = _RECENT.match(text, expression.end)
    if not timed and not recent and _is_other(page, low, expression):
        return None
    if expression.year is None and not (dayed and text[dayed.start() : start].strip()):
        return None
    cue_start = dayed.start("cue") if dayed else start
    begins = not text[low:cue_start].strip(" (,-–:*+")
    held = bool(_HELD.search(text, low, cue_start))
    happens = held or bool(_HAPPENING.search(text, expression.end, expression.end + 250))
    score = (
        (3 if timed else 2 if _SAID.match(text, cue_start) else 1 if dayed else 0)
        + begins
        + happens
        + _place_score(page, start)
    )
    return Candidate(expression, cue_start, score, bool(timed) or held)


def _low(text: str, start: int) -> int:
    return max(sentence_start(text, start), start - _REACH)


def _is_other(page: Page, low: int, expression: DayExpression) -> bool:
    ranged = expression.first != expression.last
    limited = not ranged and bool(_LIMIT.search(page.folded, low, expression.start))
    issued = bool(_ISSUES.match(page.folded, expression.end))
    return limited or issued or _is_cited(page, low, expression)


_OTHERS = (_MEMORY, _DOCUMENT, _BROADCAST, _CAMPAIGN)  # for folded text


def _is_cited(page: Page, low: int, expression: DayExpression) -> bool:
    """Whether the day is a document's or one that is remembered."""
    if any(rule.search(page.folded, low, expression.start) for rule in _OTHERS):
        return True
    # Behind a comma a date is a document's only where its issuer follows: "số 5/QĐ, ngày 3/4 của".
    numbered = _NUMBERED.search(page.plain, low, expression.start)
    return bool(numbered and _NEXT_OF_DOCUMENT.match(page.plain, expression.end))


def _place_score(page: Page, at: int) -> int:
    if page.in_title(at):
        return 2
    return 3 if page.in_lead(at) else 0
