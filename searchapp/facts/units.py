"""The words with which units (offices, districts, schools, firms) name themselves in a sentence."""

import re

from searchapp.facts.words import LOWER, UPPER

KINDS = (
    r"Trung ương Hội|Liên minh|Vụ|UBND|Ủy ban nhân dân|Ủy ban|HĐND|Tỉnh ủy|Huyện ủy|Thành ủy"
    r"|Thị ủy|Quận ủy|Đảng ủy|Đảng bộ|Công đoàn"
    r"|Ban|Sở|Phòng|Cục|Chi cục|Tổng cục|Hội|Liên hiệp|Liên đoàn|LĐLĐ|Đoàn|Tỉnh đoàn|Huyện đoàn"
    r"|Thành đoàn|Mặt trận|Công an|Bộ|Bộ Chỉ huy|Bộ chỉ huy|Ban Chỉ huy|Thanh tra|Tòa án|TAND|VKSND"
    r"|Viện|Kho bạc|Bảo hiểm|BHXH|Ngân hàng|Công ty|Tổng Công ty|Tập đoàn|Trường|Trung tâm"
    r"|Bệnh viện|Đài|Báo(?! cáo)|Thư viện|Bưu điện|Văn phòng|Hải quan|Khối|Cụm|Hội đồng|Chi nhánh"
    r"|Viễn thông|Điện lực|Bảo tàng|Nhà máy|Xí nghiệp|Hợp tác xã|HTX|Quỹ|Học viện|Đại học|Hạt"
    r"|Cảnh sát|Bộ đội|Đồn|Trung đoàn|Sư đoàn|Lữ đoàn|Quân khu|Trại|Cơ quan|Nhà hát|Lâm trường"
)
"""For a regular expression: what the names of units that are no places begin with."""

_PLACES = r"[Hh]uyện|[Tt]ỉnh|[Tt]hành phố|TP\.?|[Tt]hị xã|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn"
FIRST_LETTERS = UPPER + "htqxpđ"
"""The letters that a unit's name may begin with."""
UNIT = (
    rf"(?:(?:{KINDS})(?![^\W\d_])|[A-Z][A-Za-z]+(?= [Cc]hi nhánh )"
    rf"|[A-ZĐ]{{3,6}}(?= (?:tỉnh|huyện|thành phố|TP|[{UPPER}][{LOWER}]))"
    rf"|(?:{_PLACES}|[Đđ]ặc khu)(?= ?[{UPPER}0-9]))"
    r"[^.,;:()\n“”\"–]{1,80}?"
)
"""A unit's name, as short as what follows it allows."""

_TAIL = re.compile(
    r"(?: (?:đã|vừa|sẽ|được|cùng|cũng|long trọng|là|và|với|của|do|đơn vị|[-–]))+$", re.IGNORECASE
)


def trim(name: str) -> str:
    """Return a unit's name without the words of the sentence that hang on its end."""
    return _TAIL.sub("", " ".join(name.split())).strip(" -–,")
