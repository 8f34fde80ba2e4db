"""The words of the interface: how kinds, dates and numbers are said in Vietnamese."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone

from searchapp import searching
from searchapp.model import (
    UNKNOWN,
    AwardLevel,
    AwardStatus,
    DateFact,
    DateField,
    EvidenceSource,
    Filters,
    Note,
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

_FILTER_NAMES: dict[str, Callable[[str], str]] = {
    "province": lambda label: label,
    "district": lambda label: label,
    "province_now": lambda label: f"{label} (hiện nay)",
    "type": lambda label: label,
    "topic": lambda label: f"Chủ đề: {label}",
    "year": lambda label: f"Năm {label}",
}

_UNKNOWN_FILTERS = {
    "province": "Chưa rõ tỉnh/thành",
    "district": "Chưa rõ huyện, xã",
    "province_now": "Chưa rõ tỉnh/thành hiện nay",
    "type": "Chưa rõ loại",
    "topic": "Chưa rõ chủ đề",
    "year": "Chưa rõ năm",
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


# --- filters ------------------------------------------------------------------------------------


def filter_label(name: str, value: str) -> str:
    """What a value is called as a filter in force: ``Năm 2020``."""
    if value == UNKNOWN:
        return _UNKNOWN_FILTERS[name]
    return _FILTER_NAMES[name](searching.value_label(name, value))


def filters_label(name: str, values: Sequence[str]) -> str:
    """What several values are called; years in a row by the first and the last of them."""
    if name == "year" and len(values) > 1 and _is_row(values):
        return filter_label(name, f"{min(values)}–{max(values)}")
    return ", ".join(filter_label(name, value) for value in values)


def _is_row(years: Sequence[str]) -> bool:
    numbers = sorted(int(year) for year in years if year.isdigit())
    return numbers == list(range(numbers[0], numbers[0] + len(years))) if numbers else False


def range_label(filters: Filters) -> str:
    """The filter by dates: ``Ngày sự kiện: đến 31/12/2020``."""
    dates = filters.dates
    if dates.start and dates.end:
        label = f"{day(dates.start)}–{day(dates.end)}"
    elif dates.start:
        label = f"Từ {day(dates.start)}"
    else:
        label = f"Đến {day(dates.end)}" if dates.end else ""
    if filters.date_field is DateField.ANY:
        return label
    return f"{DATE_FIELDS[filters.date_field]}: {label[:1].lower()}{label[1:]}"


def told(note: Note) -> str:
    """A note in a line, with what an offered search would find."""
    found = f" ({number(note.count)} kết quả)" if note.count is not None else ""
    return f"{note.text}{found}"
