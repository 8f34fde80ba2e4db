"""Documents that a report cites: number, issuer, date."""

import re
from collections.abc import Iterator

from searchapp.facts.dates.expressions import find_days
from searchapp.facts.page import Page
from searchapp.model import CitedDocument

_NUMBER = re.compile(
    r"\d(?<![\w/].)\d{0,4}(?:/\d{4})? ?[-/] ?[A-ZĐ][A-ZĐa-z]{0,7}\d{0,2}"
    r"(?:[-/][A-ZĐ][A-ZĐa-z]{0,9}\d{0,2}){0,3}(?![\w/])"
)
_MARKS = tuple(re.compile(rf"{mark} ?[A-ZĐ]") for mark in "-/")  # faster than one rule for both
_MARK_AT = 11
"""Characters before the first mark of a number with letters, at most: "12345/2020 "."""
_KIND = re.compile(
    r"(?:nghị quyết|quyết định|kế hoạch|chỉ thị|công văn|nghị định|thông tư|luật|hướng dẫn"
    r"|kết luận|thông báo|tờ trình"
    r"|pháp lệnh|công điện|văn bản|chương trình|báo cáo|quy định)(?: số)? ?:? ?$|\bsố ?:? ?$",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(r" *số ?:? ?\S+", re.IGNORECASE)
_DATE_NEXT = re.compile(r",? ?\(?ngày ", re.IGNORECASE)
_ISSUER = re.compile(
    r",? của (?P<issuer>(?:Ban Chấp hành|Ban Bí thư|Ban Thường vụ|Bộ|Thủ tướng|Chính phủ|Quốc hội"
    r"|Trung ương|UBND|Ủy ban|HĐND"
    r"|Hội đồng|Tỉnh ủy|Huyện ủy|Thành ủy|Thị ủy|Sở|Ban|Chủ tịch|Cụm|Khối)[^,.;:()\n“”\"]{0,60})",
    re.IGNORECASE,
)
_ISSUER_ENDS = re.compile(
    r" (?:về|ban hành|quy định|gắn|tuyên truyền|phát động|hướng dẫn|triển khai|đã|trong|thực hiện"
    r"|và|với|tổ chức|giai đoạn)\b.*"
)


def read_citations(page: Page) -> tuple[CitedDocument, ...]:
    """Return the documents cited by number, each once, in the text's order."""
    found: dict[str, CitedDocument] = {}
    for document in _documents(page):
        found.setdefault(document.number, document)
    return tuple(found.values())


def _documents(page: Page) -> Iterator[CitedDocument]:
    text = page.plain
    marks = [found.start() for mark in _MARKS if (found := mark.search(text))]
    if not marks:
        return
    for match in _NUMBER.finditer(text, max(0, min(marks) - _MARK_AT)):
        if _OWN_NUMBER.fullmatch(text, text.rfind("\n", 0, match.start()) + 1, match.end()):
            continue
        kind = _KIND.search(text, max(0, match.start() - 30), match.start())
        if not kind and not re.search(r"[-/][A-ZĐ]{2,}-?[A-ZĐ]*$|\d/\d{4}/", match.group()):
            continue
        number = re.sub(r" ?([-/]) ?", r"\1", match.group())
        end, day = match.end(), None
        if dated := _DATE_NEXT.match(text, end):
            expression = next(find_days(text, dated.end(), dated.end() + 30), None)
            if expression and expression.year and expression.start == dated.end():
                days = expression.days(expression.year)
                day, end = (days[1] if days else None), expression.end
        issuer = _ISSUER.match(text, end) or _ISSUER.match(text, end + 1)
        name = _ISSUER_ENDS.sub("", issuer["issuer"]).strip() if issuer else None
        end = issuer.start("issuer") + len(name) if issuer and name else end
        start = kind.start() if kind else match.start()
        yield CitedDocument(number, name, day, page.evidence(start, end))
