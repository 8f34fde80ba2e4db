# ruff: noqa: E501 (a paragraph is a line)
"""A small archive for the tests of the web layer; persons and events are invented."""

import json
from dataclasses import dataclass
from pathlib import Path

STRANGE_ID = "bản tin/số 7?#&%2F <b>"
"""An id as a JSONL line may have it: spaces, slashes and everything that means something."""

SCRIPT = "<script>alert(1)</script>"


@dataclass(frozen=True, slots=True)
class Conference:
    """What one invented report tells."""

    province: str
    day: str
    period: str
    place: str
    deed: str


CONFERENCES = (
    Conference("Hưng Yên", "8/7/2020", "6 tháng đầu năm 2020", "Ân Thi", "đắp đê bối"),
    Conference("Hưng Yên", "15/12/2020", "năm 2020", "Kim Động", "trồng cây ven đường"),
    Conference("Hưng Yên", "9/7/2021", "6 tháng đầu năm 2021", "Phù Cừ", "nuôi cá lồng"),
    Conference("Hà Nam", "16/7/2020", "6 tháng đầu năm 2020", "Bình Lục", "làm đường bê tông"),
    Conference("Hà Nam", "20/7/2022", "6 tháng đầu năm 2022", "Thanh Liêm", "gom rác thải nhựa"),
    Conference("Thái Bình", "6/1/2020", "năm 2019", "Tiền Hải", "nạo vét kênh mương"),
    Conference("Thái Bình", "7/7/2023", "6 tháng đầu năm 2023", "Kiến Xương", "dồn điền đổi thửa"),
    Conference("Vĩnh Phúc", "12/7/2021", "6 tháng đầu năm 2021", "Tam Đảo", "giữ rừng đầu nguồn"),
    Conference("Sơn La", "18/12/2019", "năm 2019", "Mộc Châu", "xoá nhà tạm"),
    Conference("Cần Thơ", "22/12/2022", "năm 2022", "Phong Điền", "dạy nghề cho thanh niên"),
    Conference("Bình Định", "14/7/2024", "6 tháng đầu năm 2024", "Tây Sơn", "hiến máu cứu người"),
    Conference("Cà Mau", "10/7/2019", "6 tháng đầu năm 2019", "Năm Căn", "trồng lại rừng đước"),
    Conference("Tây Ninh", "9/7/2024", "6 tháng đầu năm 2024", "Gò Dầu", "dựng cầu qua rạch"),
    Conference("Lạng Sơn", "11/7/2025", "6 tháng đầu năm 2025", "Lộc Bình", "làm sạch biên giới"),
)


def write_archive(documents: Path) -> None:
    """Write one report a conference, and the hard cases."""
    documents.mkdir(parents=True, exist_ok=True)
    for number, conference in enumerate(CONFERENCES, 1):
        path = documents / conference.day[-4:] / f"cum-{number:02}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(_told(conference), "utf-8")
    (documents / "khong-ro.txt").write_text(_UNTOLD, "utf-8")
    (documents / "trang-cu.txt").write_text(_SCRAPED, "utf-8")
    (documents / "ban-tin.jsonl").write_text(_lines(), "utf-8")


def _told(conference: Conference) -> str:
    kind = "tổng kết" if conference.period.startswith("năm") else "sơ kết"
    return f"""Cụm thi đua các huyện tỉnh {conference.province} {kind} công tác thi đua, khen thưởng {conference.period}

Sáng ngày {conference.day}, tại huyện {conference.place}, cụm thi đua các huyện của tỉnh {conference.province} họp hội nghị {kind} phong trào thi đua {conference.period}.

Theo báo cáo của cụm trưởng, bà con huyện {conference.place} đã góp hàng nghìn ngày công để {conference.deed}; ba tập thể và năm cá nhân được tặng giấy khen.

Hội nghị thống nhất bốn việc phải làm từ nay đến kỳ họp sau, trong đó việc đầu tiên là chấm điểm thi đua công khai, để nơi làm tốt được học theo và nơi làm chậm được giúp đỡ.
"""


_UNTOLD = """Chuyện ở một chi hội nhỏ

Không ai nhớ chi hội bắt đầu góp gạo từ lúc nào. Chỉ biết mỗi lần họp, người có nhiều góp nhiều, người có ít góp ít, và cuối buổi họp lại đem chia cho mấy nhà neo đơn trong xóm.
"""

_SCRAPED = f"""Khối thi đua các trường tỉnh Quảng Trị ký giao ước thi đua năm 2021

Chiều ngày 3/3/2021, khối thi đua các trường của tỉnh Quảng Trị ký giao ước thi đua. Thẻ {SCRIPT} mà ai đó gõ nhầm vào bài vẫn nằm nguyên ở đây, cùng với dấu & và dấu "nháy".

Đọc 1265 lượt
"""


def _lines() -> str:
    reports = (
        {
            "id": STRANGE_ID,
            "title": f"Bản tin {SCRIPT} của Kon Tum",
            "text": "Tỉnh Kon Tum phát động thi đua trồng rừng. Ngày 2/2/2024, lễ phát động diễn ra. Làng nào cũng trồng sâm dây, nhà nào cũng có sâm dây.",
            "province": "Kon Tum",
            "event_date": "2024-02-02",
            "url": "javascript:alert(1)",
        },
        {
            "id": "ban-tin-8",
            "title": "Kon Tum khen thưởng người trồng rừng",
            "text": "Tỉnh Kon Tum khen thưởng chín hộ trồng rừng giỏi trong buổi lễ chiều nay. Ai trồng sâm dây cũng được giúp, nhờ sâm dây mà bớt nghèo.",
            "url": "https://kontum.example/ban-tin-8",
            "published_date": "2024-11-30",
        },
    )
    return "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports)
