"""A small archive of invented news in the form of the shared data."""

import random
from pathlib import Path

from benchmarks.collections import Document
from benchmarks.news import write_news

_SENTENCES = (
    "Sáng nay, xã vùng cao tổ chức hội nghị tổng kết phong trào thi đua của năm.",
    "Các đại biểu đã thảo luận về công tác khen thưởng trong nhà trường và hợp tác xã.",
    "Người dân góp công làm đường, trồng rừng và dựng nhà cho hộ nghèo.",
    "Đội bóng của huyện thắng trận thứ hai trong giải mùa xuân.",
    "Giá lúa tăng nhẹ, nông dân phấn khởi ra đồng từ sớm.",
    "Đoàn thanh niên trao quà cho học sinh có hoàn cảnh khó khăn.",
    "Trạm y tế tiêm phòng cho trẻ em và khám bệnh cho người già.",
    "Cơ quan công an cảnh báo về các cuộc gọi giả danh ngân hàng.",
    "Chợ phiên họp vào ngày chủ nhật, hàng hóa được bày bán đến chiều.",
    "Nhà máy mới tạo việc làm cho hơn ba trăm lao động của địa phương.",
)
_HEADS = (
    "Xã vùng cao tổng kết phong trào thi đua",
    "Nông dân ra đồng sớm nhờ giá lúa tăng",
    "Đoàn thanh niên trao quà cho học sinh nghèo",
    "Công an cảnh báo cuộc gọi giả danh",
    "Nhà máy mới tạo thêm nhiều việc làm",
)


def invented_news(count: int) -> list[Document]:
    """Return so many reports, the same ones every time; some sentences stand in most of them."""
    drawn = random.Random(7)
    return [_report(drawn, number) for number in range(count)]


def _report(drawn: random.Random, number: int) -> Document:
    sentences = drawn.choices(_SENTENCES, weights=range(len(_SENTENCES), 0, -1), k=6)
    sentences.append(f"Bản tin số {number} do phóng viên hiệu {_name(number)} viết.")
    title = f"{drawn.choice(_HEADS)} {number}"
    return Document(f"tin-{number:04}", title, "\n".join(sentences))


def _name(number: int) -> str:
    """A made-up word that stands in one report in eight, and is no common syllable."""
    return ("lam", "bang", "khuê", "nghi", "tuệ", "vỹ", "quỳ", "uyển")[number % 8]


def write_shared(folder: Path, count: int) -> Path:
    """Write a folder as the shared data is laid out, and return it."""
    write_news(invented_news(count), folder / "data")
    return folder
