"""The parameters of the JSON endpoint, described for OpenAPI.

They describe; what a parameter means is decided in ``params`` alone.
"""

from collections.abc import Mapping
from typing import Any, NoReturn

import marshmallow as ma
from marshmallow import fields

from searchapp.model import UNKNOWN, DateField, ReportType, Sort
from searchapp.web import params


def _date_pattern() -> str:
    """Every way to write a date or a month or a year, and no day that no calendar has."""
    year, any_month = "(19|20|21)[0-9]{2}", "(0?[1-9]|1[0-2])"
    leap_year = "((19|20|21)(0[48]|[2468][048]|[13579][26])|2000)"
    to_28, to_30 = "(0?[1-9]|1[0-9]|2[0-8])", "(29|30)"
    months_of_30, months_of_31 = "(0?[13-9]|1[0-2])", "(0?[13578]|1[02])"
    days = ((to_28, any_month), (to_30, months_of_30), ("31", months_of_31))
    forms = [
        f"({any_month}[/.-])?{year}",
        f"{year}-{any_month}",
        *(f"{day}[/.-]{month}[/.-]{year}|{year}-{month}-{day}" for day, month in days),
        f"29[/.-]0?2[/.-]{leap_year}|{leap_year}-0?2-29",
    ]
    return f"^({'|'.join(forms)})$"


DATE_PATTERN = _date_pattern()


def _single(name: str | None = None, **described: Any) -> fields.Raw:
    return fields.Raw(data_key=name, metadata={"type": "string"} | described)


def _several(description: str, **described: Any) -> fields.List[Any]:
    if "enum" in described:
        described["enum"] = [*described["enum"], ""]
    item = fields.Raw(metadata={"type": "string"} | described)
    return fields.List(item, metadata={"description": description, "maxItems": params.MAX_VALUES})


class NoParameters(ma.Schema):
    """For an address that takes no parameter; any is refused in the words of ``params``."""

    class Meta:
        """No parameter but the described ones."""

        unknown = ma.RAISE

    def handle_error(self, error: ma.ValidationError, *_: Any, **__: Any) -> NoReturn:
        """Refuse the first parameter that is not described.

        Raises:
            QueryError: Naming it.
        """
        messages = error.messages
        name = str(next(iter(messages))) if isinstance(messages, Mapping) else ""
        raise params.unknown_parameter(name, (f.data_key or n for n, f in self.fields.items()))


class SuggestParameters(NoParameters):
    """The parameters of suggestions, as ``params`` understands them."""

    q = _single(
        maxLength=params.MAX_TEXT,
        description="Nội dung đang gõ, ít nhất hai chữ cái; từ cuối có thể chưa gõ xong.",
    )
    limit = _single(type="integer", minimum=1, maximum=params.MAX_SUGGESTIONS)


class SearchParameters(NoParameters):
    """The parameters of a search, as ``params`` understands them."""

    q = _single(
        maxLength=params.MAX_TEXT,
        description="Từ cần tìm; “cụm từ” trong ngoặc kép, -từ để loại trừ, OR, từ*, title: cho "
        "tiêu đề, tinh:, nam:, loai: để lọc.",
    )
    province = _several(
        "Tỉnh, thành phố theo tên gọi vào thời điểm báo cáo.",
        enum=sorted(params.provinces_of("province")),
    )
    district = _several(
        "Huyện (quận, thị xã, thành phố), từ ngày 1/7/2025 là xã (phường): hung-yen/huyen-phu-cu.",
        pattern=f"^({params.DISTRICT_PATTERN}|{UNKNOWN})?$",
        maxLength=params.MAX_VALUE,
    )
    province_now = _several(
        "Tỉnh, thành phố theo tên gọi từ ngày 1/7/2025.",
        enum=sorted(params.provinces_of("province_now")),
    )
    from_ = _single("from", pattern=DATE_PATTERN, description="Từ ngày: 2020, 7/2020, …")
    to = _single(pattern=DATE_PATTERN, description="Đến hết ngày (tháng, năm) này.")
    date = _single(enum=[*DateField], description="Ngày nào của báo cáo được so với from và to.")
    type = _several("Loại báo cáo.", enum=[*ReportType, UNKNOWN])
    topic = _several("Chủ đề.", maxLength=params.MAX_VALUE)
    year = _several("Năm của ngày được chọn ở date.", pattern=f"^([0-9]{{4}}|{UNKNOWN})?$")
    sort = _single(enum=[*Sort])
    page = _single(
        type="integer",
        minimum=1,
        maximum=params.MAX_PAGE,
        description="Trang, từ 1.",
    )
    per_page = _single(type="integer", minimum=1, maximum=params.MAX_PER_PAGE)
    verbatim = _single(enum=["0", "1"], description="1: tìm đúng như đã gõ.")
