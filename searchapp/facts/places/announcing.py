"""Words before a name that say what kind of place it is, or that it is none."""

CUES: dict[tuple[str, ...], str] = {
    ("tỉnh",): "tỉnh", ("tỉnh", "ủy"): "tỉnh", ("tỉnh", "đoàn"): "tỉnh",
    ("huyện",): "huyện", ("huyện", "ủy"): "huyện", ("huyện", "đoàn"): "huyện",
    ("huyện", "đảo"): "huyện",
    ("h",): "huyện", ("q",): "quận",
    ("quận",): "quận", ("quận", "ủy"): "quận", ("quận", "đoàn"): "quận",
    ("thị", "xã"): "thị xã", ("thị", "ủy"): "thị xã", ("tx",): "thị xã", ("thị", "đoàn"): "thị xã",
    ("thành", "phố"): "thành phố", ("thành", "ủy"): "thành phố", ("tp",): "thành phố",
    ("thành", "đoàn"): "thành phố",
}  # fmt: skip
"""Normalised syllables right before a name, and the kind of unit that they announce."""

BELOW = frozenset(
    {("thôn",), ("ấp",), ("bản",), ("làng",), ("khu", "phố"), ("tổ",), ("buôn",), ("xóm",)}
)
"""Before a name they announce less than a commune."""

NO_PLACE = frozenset(
    {("đường",), ("phố",), ("trường",), ("thpt",), ("thcs",), ("tiểu", "học"), ("mầm", "non"),
     ("đại", "học"), ("cao", "đẳng"), ("công", "ti"), ("cổ", "phần"), ("chi", "nhánh"), ("tnhh",),
     ("tập", "đoàn"),
     ("báo",), ("tạp", "chí"), ("khách", "sạn"), ("ngân", "hàng"), ("đồng", "chí"), ("đ", "c"),
     ("ông",), ("bà",), ("anh",), ("chị",), ("em",), ("nhà", "máy"), ("chợ",), ("cầu",), ("đền",),
     ("chùa",), ("bệnh", "viện"), ("quốc", "lộ"), ("nhà", "hàng"), ("thương", "hiệu"), ("bia",),
     ("sông",), ("núi",), ("hồ",), ("biển",), ("nhà", "báo"), ("phóng", "viên"), ("quán",),
     ("giải", "phóng"), ("nhà", "thờ"), ("huân", "chương"), ("chiến", "thắng"), ("chiến", "dịch"),
     ("nhà", "hát"), ("vì",), ("nền",), ("gia", "đình"), ("tác", "giả"), ("thực", "hiện")}
)  # fmt: skip
"""Before a name they announce a street, a school, a firm, a newspaper, a person: no unit."""
ANNOUNCING = BELOW | NO_PLACE
