"""What a scraped page left in a text: menus, counters, calendars, adverts, each marked by kind.

Marked residue is shown on request, but is neither indexed nor read for facts. A rule must match a
whole line, so that no sentence of a report is eaten: leaving a menu in costs less than that.
"""

import re
from collections.abc import Iterator

from searchapp.facts.page import even_out
from searchapp.facts.stamps import read_stamp
from searchapp.model import Residue, Span

_WORDS_OF_SHARING = (
    r"facebook|twitter|zalo|email|e-mail|google\+?|linkedin|pinterest|telegram|messenger|viber"
    r"|tweet"
    r"|chia sẻ(?: (?:bài viết|tin|qua|lên|trên))?|like|share|thích|print|in (?:trang|bài viết"
    r"|tin)(?: này)?|in"
    r"|gửi (?:email|mail|bài viết|cho bạn bè)|copy link|sao chép (?:liên kết|link)"
    r"|lưu(?: bài(?: viết)?)?"
    r"|a\+|a-|a|aa|cỡ chữ|nghe (?:bài viết|đọc)|đọc bài|tương phản|sms|whatsapp"
)
_LINES = (
    ("share", rf"(?:(?:{_WORDS_OF_SHARING})[ |:,•·-]*){{1,12}}"),
    (
        "counter",
        r"(?:đọc|xem)[ :]+[\d.,]+(?: lượt)?|[\d.,]+ (?:lượt (?:xem|đọc|truy cập)|views?)"
        r"|(?:số )?lượt (?:xem|đọc|truy cập|người xem)(?: (?:bài|tin|trang)(?: viết)?)?[ :]*[\d.,]*"
        r"|đọc [\d.,]+ lượt|đã (?:xem|đọc)[ :]+[\d.,]+|views?[ :]+[\d.,]+"
        r"|(?:đang (?:truy cập|online)|hôm nay|hôm qua|tuần này|tuần trước|tháng này|tháng trước"
        r"|tất cả"
        r"|tổng (?:số )?(?:lượt )?truy cập|thống kê truy cập|tổng số)[ :]*[\d.,]*(?: lượt| người)?",
    ),
    (
        "rating",
        r"đánh giá (?:mục|bài|tin)(?: viết)?(?: này)?[ :]*|\(?[\d.,]+ (?:bỏ phiếu|votes?|đánh giá"
        r"|bình chọn)\)?"
        r"|(?:[★☆*] ?){3,}|1 2 3 4 5|[0-5](?:[.,]\d)?/5(?: [-(].{0,40})?|xếp hạng[ :\d./]*"
        r"|bình chọn[ :\d./]*",
    ),
    (
        "menu",
        r"trang chủ(?: ?[>»/|›].{0,120})?|home(?: ?[>»/|›].{0,120})?|menu|đăng nhập|đăng ký"
        r"|tìm kiếm|liên hệ"
        r"|sơ đồ (?:site|cổng|trang)|rss|skip to (?:main )?content|bỏ qua (?:nội dung"
        r"|để đến nội dung.{0,20})"
        r"|chuyển đến nội dung.{0,20}|xuất bản trong .{1,60}|chuyên mục[ :].{1,60}|(?:đọc"
        r"|xem) (?:tiếp|thêm).{0,20}"
        r"|(?:về|lên) đầu trang|quay lại|trở (?:về|lại)|về trang trước|bài (?:trước|sau|viết trước"
        r"|viết sau)"
        r"|trang (?:trước|sau)|[«»<>] ?(?:trước|sau|tiếp)|(?:tiếp|trước|sau) ?[«»<>]|null"
        r"|undefined|nan|tags?:.{0,120}"
        r"|từ khóa ?:.{0,120}|thẻ ?:.{0,120}",
    ),
    (
        "image",
        r"\[?(?:image ?: ?)?[\w%./:-]{1,150}\.(?:jpe?g|png|gif|bmp|webp|mp4)\]?|\[ảnh\]|\[image\]",
    ),
    (
        "caption",
        r"(?:toàn|quang) cảnh (?:hội nghị|đại hội|buổi lễ|lễ|cuộc họp|buổi làm việc)[^.]{0,60}\.?"
        r"|ảnh(?: minh họa| tư liệu)?[ :]*|\(?ảnh ?: ?[^.]{1,40}\)?|ảnh minh họa.{0,60}"
        r"|hình ảnh(?: hội nghị| đại hội| tại hội nghị)?[ :]*",
    ),
    (
        "footer",
        r"(?:©|bản quyền|copyright).{0,150}|thiết kế (?:bởi|và xây dựng).{0,80}|giấy phép (?:số"
        r"|xuất bản|thiết lập).{0,120}"
        r"|(?:điện thoại|đt|tel|fax|hotline|email|e-mail|website)[ :]+[^ ].{0,120}"
        r"|ghi rõ nguồn.{0,120}"
        r"|chịu trách nhiệm (?:chính|nội dung|xuất bản)[ :].{0,100}|địa chỉ ?: .{1,120}"
        r"|powered by.{0,60}",
    ),
    ("weather", r"(?:thời tiết|nhiệt độ|độ ẩm)[ :].{0,60}|\d{1,2} ?°c?.{0,30}"),
)
_BLOCKS = (
    ("advert", r"quảng cáo[ :]*|advertisement|liên kết quảng cáo|nhà tài trợ"),
    (
        "related",
        r"(?:các )?(?:tin|bài)(?: viết)? (?:liên quan|khác|cũ hơn|mới hơn|cùng (?:chuyên mục|loại"
        r"|thể loại)|đã đưa|mới nhất"
        r"|đọc nhiều(?: nhất)?|xem nhiều|nổi bật|mới)(?: ?(?:hơn|nhất))?[ :]*|những tin (?:cũ"
        r"|mới) hơn[ :]*|có thể bạn quan tâm[ :]*"
        r"|xem thêm[ :]*|đọc thêm[ :]*",
    ),
    (
        "comment",
        r"(?:ý kiến )?bình luận(?: \(\d+\))?[ :]*|ý kiến bạn đọc[ :]*|(?:gửi|viết"
        r"|đăng) bình luận.{0,30}|phản hồi[ :]*"
        r"|leave a (?:reply|comment)|bạn cần đăng nhập.{0,60}",
    ),
)  # fmt: skip
_RULES = tuple((kind, re.compile(rule, re.IGNORECASE)) for kind, rule in _LINES)
_OPENERS = tuple((kind, re.compile(rule, re.IGNORECASE)) for kind, rule in _BLOCKS)
_LINE = re.compile(r"[^\n]+")
_WEEKDAYS = re.compile(
    r"(?:\W*\b(?:cn|chủ nhật|t[2-7]|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|h|b|n|s|su|mo|tu|we|th|fr"
    r"|sa)\b\W*){5,7}",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:cn|t[2-7]|su|mo|tu|we|th|fr|sa)", re.IGNORECASE)
_DAY_NUMBERS = re.compile(r"(?:\d{1,2}[ \t|«»<>]*){1,14}|[«»<>| ]+")
_MONTH_HEADING = re.compile(
    r"[«<]? ?tháng (?:\d{1,2}|\w+(?: \w+)?)[,/ ]+(?:năm )?\d{4} ?[»>]?", re.IGNORECASE
)
_LONGEST_RULE_CHARS = 240
_PROSE_CHARS = 160
"""A line this long is a paragraph: a block of adverts or links ends before it."""


def find_residue(text: str) -> tuple[Residue, ...]:
    """Return the residue of a text as whole lines, sorted, neighbours of a kind as one."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text) if not match.group().isspace()]
    words = [even_out(text[line.start : line.end]).strip() for line in lines]
    kinds = _kinds(words)
    return tuple(_merge(lines, kinds))


def _kinds(words: list[str]) -> list[str | None]:
    kinds = [_kind(line) for line in words]
    _mark_calendars(words, kinds)
    _mark_blocks(words, kinds)
    return kinds


def _kind(line: str) -> str | None:
    if len(line) > _LONGEST_RULE_CHARS:
        return None
    for kind, rule in _RULES:
        if rule.fullmatch(line):
            return kind
    return "stamp" if read_stamp(line) else None


def _mark_calendars(words: list[str], kinds: list[str | None]) -> None:
    """A calendar is a row of weekdays, the month above it and the numbers below it."""
    at = 0
    while at < len(words):
        end = _weekdays_end(words, at)
        if end is None:
            at += 1
            continue
        start = at - 1 if at and _MONTH_HEADING.fullmatch(words[at - 1]) else at
        while end < len(words) and _DAY_NUMBERS.fullmatch(words[end]):
            end += 1
        kinds[start:end] = ["calendar"] * (end - start)
        at = end


def _weekdays_end(words: list[str], at: int) -> int | None:
    """The line after a row of weekdays that begins here, in one line or one a line."""
    if len(words[at]) < 80 and _WEEKDAYS.fullmatch(words[at]):
        return at + 1
    if all(_WEEKDAY.fullmatch(word) for word in words[at : at + 6]) and len(words) - at > 5:
        return min(at + 7, len(words))
    return None


def _mark_blocks(words: list[str], kinds: list[str | None]) -> None:
    """What follows a heading of adverts, links or comments belongs to it, up to a paragraph."""
    opened: str | None = None
    for at, line in enumerate(words):
        if len(line) >= _PROSE_CHARS:
            opened = None
        opened = _opened(line) or opened
        if opened:
            kinds[at] = opened


def _opened(line: str) -> str | None:
    if len(line) > 60:
        return None
    return next((kind for kind, rule in _OPENERS if rule.fullmatch(line)), None)


def _merge(lines: list[Span], kinds: list[str | None]) -> Iterator[Residue]:
    """One span for a run of neighbouring lines of the same kind."""
    start: int | None = None
    for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is None:
            continue
        start = line.start if start is None else start
        if at + 1 == len(lines) or kinds[at + 1] != kind:
            yield Residue(Span(start, line.end), kind)
            start = None
