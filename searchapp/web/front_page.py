"""Ways into the archive for one who has nothing to type yet: shelves, examples, topics."""

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.model import Bucket, Query, Report, SearchResult
from searchapp.web import wording
from searchapp.web.addresses import Link, search_address
from searchapp.web.params import args_from_query

_EXAMPLES = ("hội nghị sơ kết", "ky giao uoc thi dua", "“nông thôn mới”", "title:tổng kết")

_SYNTAX = (
    (
        "Cách viết câu tìm",
        (
            ("thi đua", "có cả hai từ; từ đứng cạnh nhau được xếp trước"),
            ("“chuyển đổi số”", "đúng cụm từ này, theo đúng thứ tự (ngoặc kép kiểu nào cũng được)"),
            ("thi đua -covid", "có “thi đua” nhưng không có “covid”"),
            ("thi đua -“nông thôn mới”", "bỏ những bài có cụm từ này"),
            ("“chuyển đổi số” OR “cải cách hành chính”", "có ít nhất một trong hai (OR viết hoa)"),
            ("title:tổng kết", "từ “tổng” nằm trong tiêu đề, từ “kết” ở bất cứ đâu"),
            ("title:“tổng kết”", "cụm từ nằm trong tiêu đề"),
            ("tuyên*", "mọi từ bắt đầu bằng “tuyên”; trước dấu * cần ít nhất ba chữ cái"),
            ("118/KH-UBND", "số hiệu văn bản, đúng nguyên số hiệu"),
        ),
    ),
    (
        "Lọc ngay trong câu tìm",
        (
            ("thi đua tinh:hưng yên", "báo cáo của một tỉnh, thành phố theo tên khi đó"),
            ("province:hung-yen", "cũng thế, viết như trong địa chỉ trang"),
            ("sơ kết nam:2020", "báo cáo có ngày hoặc kỳ trong năm này; year: cũng được"),
            ("sơ kết nam:2019-2021", "một trong các năm từ 2019 đến 2021"),
            ("thi đua loai:“ký giao ước”", "một loại báo cáo"),
            ("type:so_ket", "cũng thế, viết như trong địa chỉ trang"),
        ),
    ),
    (
        "Máy hiểu giúp, và nói rõ đã hiểu thế nào",
        (
            ("thi dua", "gõ không dấu: tìm mọi cách bỏ dấu của hai từ"),
            ("huwng yeen", "quên bật bộ gõ Telex: Hưng Yên"),
            ("hu7ng ye6n", "quên bật bộ gõ VNI: Hưng Yên"),
            ("hội ngịh sơ kết", "gõ nhầm một chữ, khi không báo cáo nào có từ ấy: hội nghị"),
            ("thiđua", "gõ dính hoặc rời chữ: thi đua"),
            ("UBND tỉnh", "chữ viết tắt: tìm cả “ủy ban nhân dân”"),
            ("ủy ban nhân dân tỉnh", "và ngược lại: tìm cả “UBND”"),
            (
                "tổng kết Hưng Yên năm 2025",
                "nơi và thời gian: báo cáo hợp với cả hai được xếp trước",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A text that one may search, and what it means."""

    label: str
    address: str
    meaning: str = ""


def examples() -> list[Example]:
    """Searches to try."""
    return [Example(text, _address(q=text)) for text in _EXAMPLES]


def syntax() -> list[tuple[str, list[Example]]]:
    """The query language by example, in groups with a title."""
    return [
        (title, [Example(text, _address(q=text), meaning) for text, meaning in rows])
        for title, rows in _SYNTAX
    ]


def topics(report: Report) -> list[Link]:
    """The topics of a report, each leading to the reports that share it."""
    return [Link(topic, _address(topic=[topic])) for topic in report.topics]


def shelves(result: SearchResult) -> list[tuple[str, str, list[Link]]]:
    """The whole archive by province, year and kind: the shelf's anchor, its title, its links."""
    buckets = {facet.name: facet.buckets for facet in result.facets}
    return [
        ("cac-tinh", "Các tỉnh, thành phố", _shelf("province", buckets.get("province", ()))),
        ("cac-nam", "Các năm", _shelf("year", buckets.get("year", ()))),
        ("cac-loai", "Loại báo cáo", _shelf("type", buckets.get("type", ()))),
    ]


def _shelf(name: str, buckets: Sequence[Bucket]) -> list[Link]:
    return [
        Link(
            f"{bucket.label} ({wording.number(bucket.count)})",
            search_address([(name, bucket.value)]),
        )
        for bucket in buckets
    ]


def _address(**changes: object) -> str:
    return search_address(args_from_query(Query(), **changes))
