"""The words of the interface: how kinds, dates and numbers are said in Vietnamese."""

from datetime import date, datetime, timedelta, timezone

from searchapp import searching
from searchapp.model import (
    UNKNOWN,
    AwardLevel,
    AwardStatus,
    DateFact,
    DateField,
    EvidenceSource,
    Precision,
    ProvinceFact,
    Sort,
)

UNKNOWN_LABEL = searching.UNKNOWN_LABEL

VIETNAM_TIME = timezone(timedelta(hours=7))

SORTS = {
    Sort.RELEVANCE: "Phù hợp nhất",
    Sort.NEWEST: "Mới nhất",
    Sort.OLDEST: "Cũ nhất",
}

DATE_FIELDS = {
    DateField.ANY: "Ngày bất kỳ",
    DateField.EVENT: "Ngày sự kiện",
    DateField.PUBLISHED: "Ngày đăng",
    DateField.PERIOD: "Kỳ báo cáo",
}

AWARD_STATUSES = {AwardStatus.GRANTED: "đã tặng", AwardStatus.PROPOSED: "đề nghị tặng"}

AWARD_LEVELS = {
    AwardLevel.STATE: "cấp Nhà nước",
    AwardLevel.GOVERNMENT: "cấp Chính phủ",
    AwardLevel.MINISTRY: "cấp bộ, ngành",
    AwardLevel.PROVINCE: "cấp tỉnh",
    AwardLevel.DISTRICT: "cấp huyện",
    AwardLevel.COMMUNE: "cấp xã",
    AwardLevel.UNIT: "cấp cơ sở",
}

RESIDUE_KINDS = {
    "advert": "Quảng cáo",
    "calendar": "Lịch",
    "caption": "Chú thích ảnh",
    "comment": "Bình luận",
    "counter": "Bộ đếm",
    "footer": "Chân trang",
    "image": "Tên tệp ảnh",
    "machine": "Mã máy",
    "menu": "Trình đơn",
    "rating": "Đánh giá",
    "related": "Tin khác",
    "repeat": "Lặp lại",
    "share": "Nút chia sẻ",
    "stamp": "Giờ đăng",
    "weather": "Thời tiết",
}

SOURCES = {
    EvidenceSource.TEXT: "trong văn bản",
    EvidenceSource.METADATA: "do người lưu trữ ghi",
    EvidenceSource.PAGE: "trong mã trang nguồn",
    EvidenceSource.ADDRESS: "trong địa chỉ trang nguồn",
}

_QUARTERS = ("I", "II", "III", "IV")


def type_label(slug: str) -> str:
    """The name of a kind of report; of ``unknown`` as well."""
    return UNKNOWN_LABEL if slug == UNKNOWN else searching.TYPE_LABELS[slug]


def number(value: int) -> str:
    """A whole number with dots between thousands: ``12.345``."""
    return f"{value:,}".replace(",", ".")


def moment(value: datetime) -> str:
    """A moment by the clocks of Viet Nam: ``07/10/2020 14:05``."""
    local = value.astimezone(VIETNAM_TIME)
    return f"{day(local)} {local:%H:%M}"


def day(value: date) -> str:
    """A day as ``07/10/2020``."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def interval(fact: DateFact) -> str:
    """The interval of a date fact, as exactly as it is told: ``quý III/2020``, ``năm 2019``."""
    return _unit(fact) or f"{_bound(fact.start, fact)}–{_bound(fact.end, fact)}"


def inferred_part(fact: DateFact) -> str:
    """What of a completed date was taken from its context: the year, or of “sáng nay” the day."""
    return "năm" if any(char.isdigit() for char in fact.text) else "ngày"


def _bound(value: date, fact: DateFact) -> str:
    if fact.precision is Precision.YEAR:
        return f"{value.year}"
    if fact.precision is Precision.DAY:
        return day(value)
    return f"{value.month:02}/{value.year}"


def _unit(fact: DateFact) -> str | None:
    """The interval's name, when it is exactly one day, month, quarter, half or year."""
    start, end = fact.start, fact.end
    if start == end:
        return day(start)
    if start.year != end.year or start.day != 1 or fact.precision is Precision.DAY:
        return None
    match end.month - start.month + 1, start.month:
        case 1, month:
            return f"tháng {month}/{start.year}"
        case 3, (1 | 4 | 7 | 10) as month if fact.precision is Precision.QUARTER:
            return f"quý {_QUARTERS[month // 3]}/{start.year}"
        case 6, 1:
            return f"6 tháng đầu năm {start.year}"
        case 6, 7:
            return f"6 tháng cuối năm {start.year}"
        case 12, _:
            return f"năm {start.year}"
    return None


def place(fact: ProvinceFact) -> str:
    """A province of its day, with its present one where the name differs."""
    if fact.place.name == fact.now.name:
        return fact.place.name
    return f"{fact.place.name} (nay {fact.now.name})"
