"""Whether a report is about a national body: then it has no province, wherever it met."""

import re

from searchapp.facts.page import Page
from searchapp.facts.scan import holds_any

_NATIONAL = re.compile(
    r"\bBộ (?:Nội vụ|Y tế|Công an|Quốc phòng|Tài chính|Tư pháp|Xây dựng|Công [Tt]hương|Ngoại giao"
    r"|Khoa học"
    r"|Giáo dục|Giao thông|Nông nghiệp|Tài nguyên|Thông tin|Văn hóa|Lao động|Kế hoạch và Đầu tư"
    r"|Dân tộc)"
    r"|Ban Thi đua ?[-–,]? ?[Kk]hen thưởng Trung ương|Tổng [Ll]iên đoàn|Tổng cục"
    r"|Trung ương Đảng|Văn phòng (?:Chính phủ|Quốc hội|Chủ tịch nước)"
    r"|Kiểm toán [Nn]hà nước|Thanh tra Chính phủ|Ngân hàng Nhà nước Việt Nam|Tập đoàn"
    r"|Tổng [Cc]ông ty|Trung ương Đoàn"
    r"|(?:bộ|Bộ), (?:ban, )?ngành Trung ương|[Kk]hối thi đua các [Bb]ộ|toàn quốc"
    r"|Bảo hiểm [Xx]ã hội Việt Nam"
    r"|Viện Hàn lâm|Đài (?:Tiếng nói|Truyền hình) Việt Nam|Thông tấn xã Việt Nam|Ủy ban Dân tộc"
    r"|Tòa án nhân dân tối cao"
    r"|Viện [Kk]iểm sát nhân dân tối cao|Hội Liên hiệp Phụ nữ Việt Nam"
    r"|[Kk]ỳ họp (?:thứ )?[^,.;\n]{1,12}, Quốc hội|Quốc hội khóa"
    r"|Đảng ủy Khối các cơ quan Trung ương|Thủ tướng(?! Chính phủ (?:tặng|về|ngày))"
    r"|Ban [A-ZĐ][^\W\d_]+(?: [^\W\d_]+){0,2} [Tt]rung ương|Trung ương Hội|Ủy ban Trung ương"
    r"|(?:Hội|Tổng hội|Liên hiệp|Liên đoàn|Hiệp hội|Công đoàn) [A-ZĐ][^.,;\n]{2,40}? Việt Nam"
)
_FIRST_CHARS = 200
_VENUE = re.compile(r"\b(?:tại|ở) [^,;.\n]{3,60}(?=[,;.]|$)|\((?:TP|tỉnh|thành phố)[^()\n]{1,30}\)")
_LOCAL = re.compile(
    r"\b(?:tỉnh|huyện|quận|thị xã|UBND|HĐND|Sở|thành phố|TP|xã|phường|Thành ủy)\b", re.IGNORECASE
)


_HELD = (
    "Bộ ", "Trung ương", "trung ương", "Tổng ", "Văn phòng ", "Kiểm toán ", "Thanh tra ",
    "Tập đoàn", "toàn quốc", "Việt Nam", "Viện ", "Thông tấn", "Ủy ban Dân tộc", "Tòa án ",
    "Thủ tướng", "hối thi đua các ",
)  # fmt: skip
"""Words of which every national body's name holds one: they are found far faster."""


def _names_body(subject: str) -> bool:
    return holds_any(subject, _HELD) and bool(_NATIONAL.search(subject))


def is_national(page: Page) -> bool:
    """Tell whether title, or the first sentence, is about a national body and no province's.

    Where it met, and who spoke there, says nothing about that.
    """
    subject = page.plain[page.title.start : page.title.end] if page.title else ""
    lead = page.plain[page.lead.start : page.lead.end]
    if not _names_body(subject):
        subject = subject + " " + lead[:_FIRST_CHARS]
        if not _names_body(subject):
            return False
    return not _LOCAL.search(_VENUE.sub(" ", _NATIONAL.sub(" ", subject)))
