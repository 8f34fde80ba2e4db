"""The unit that held the event: who "tổ chức", "đăng cai" or "chủ trì" in title or lead."""

import re
from collections.abc import Iterator

from searchapp.facts.page import Page
from searchapp.facts.scan import matches_at
from searchapp.facts.units import FIRST_LETTERS, UNIT, trim
from searchapp.model import NamedFact, Span

_HELD = re.compile(
    rf"(?P<unit>{UNIT})"
    r"(?: (?:đã|vừa|sẽ|long trọng|trang trọng|chính thức|tiến hành))*"
    r"(?: phối hợp (?:với |cùng )?[^.;:\n]{3,80}?)?"
    r" (?:tổ chức|đăng cai|khai mạc|mở (?:hội nghị|đại hội|lễ|đợt|buổi)|sơ kết|tổng kết|phát động"
    r"|ký (?:kết )?giao ước|họp|chủ trì)\b"
)
_CLAUSE_STARTS = re.compile(rf"[,.;:)–\n-](?:(?<=\n)| )(?=[{FIRST_LETTERS}])")
_CLAUSE = re.compile(
    r" (?:gặp|về|ngồi|có|đến|tại|vào|ngày|sáng|chiều|cùng nhau|ra|với vai trò|để|nhằm|trong|nơi"
    r"|đón)\b"
)
_NOT_UNITS = re.compile(r"^(?:Hội nghị|Hội thi|Hội thảo|Ban tổ chức|Đoàn chủ tịch|Khối lượng)\b")


def read_host(page: Page) -> NamedFact | None:
    """Return the unit that held the event, as the lead, or else the title, names it."""
    return _in(page, page.lead) or (_in(page, page.title) if page.title else None)


def _starts(text: str, where: Span) -> Iterator[int]:
    """Where clauses may begin with a unit: with the text, a line, behind a mark and a space."""
    if where.start == 0:
        yield 0
    for match in _CLAUSE_STARTS.finditer(text, max(0, where.start - 2), where.end):
        if match.end() >= where.start:
            yield match.end()


def _in(page: Page, where: Span) -> NamedFact | None:
    for match in matches_at(_HELD, page.plain, _starts(page.plain, where), where.end):
        words = page.text[match.start("unit") : match.end("unit")]
        name = trim(_CLAUSE.split(words)[0])
        if len(name.split()) > 1 and not _NOT_UNITS.match(name) and "lần thứ" not in words:
            return NamedFact(name, page.evidence(match.start("unit"), match.end()))
    return None
