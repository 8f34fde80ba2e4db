"""Who leads a cluster, who held the event, which movements are named, whose award it is."""

import pytest
from fact_values import read

from searchapp.facts.award_levels import level_of
from searchapp.model import AwardLevel


def heads(sentence: str) -> list[str]:
    cluster = read(f"Cụm thi đua số 3 họp\n\n{sentence}\n").cluster
    assert cluster is not None
    return [fact.name for fact in cluster.heads]


@pytest.mark.parametrize(
    ("sentence", "head"),
    [
        ("UBND huyện Lai Vung làm Cụm trưởng.", "UBND huyện Lai Vung"),
        ("Huyện Trà Ôn giữ vai trò Cụm trưởng.", "Huyện Trà Ôn"),
        ("Hội Người cao tuổi thị xã được giao làm Trưởng cụm.", "Hội Người cao tuổi thị xã"),
        ("Sở Nội vụ, Trưởng Cụm năm 2019, chủ trì.", "Sở Nội vụ"),
        ("Trường THPT An Phước - Cụm trưởng - đọc báo cáo.", "Trường THPT An Phước"),
        ("Là đơn vị Cụm trưởng, huyện Tam Nông trình bày báo cáo.", "huyện Tam Nông"),
        ("Thay mặt Cụm trưởng, ông Lý Văn Tài - Chủ tịch UBND xã Mỹ Hòa nêu kết quả.", "xã Mỹ Hòa"),
        (
            "Dự có bà Hồ Thu, Giám đốc Agribank chi nhánh Hậu Giang, Trưởng khối.",
            "Agribank chi nhánh Hậu Giang",
        ),
        ("Theo phân công, Sở Y tế giữ vai trò cụm trưởng.", "Sở Y tế"),
        (
            "Sở Y tế, Cụm trưởng, đọc báo cáo. Năm 2030, Sở Tư pháp giữ vai trò Cụm trưởng.",
            "Sở Y tế",
        ),
        ("Báo cáo của phường Rạch Giá, Trưởng cụm, nêu kết quả.", "phường Rạch Giá"),
        ("Thay mặt Cụm trưởng TAND tỉnh Cà Mau, đồng chí Lâm Nghị nêu.", "TAND tỉnh Cà Mau"),
        ("Sở Y tế, đơn vị được giao làm Cụm trưởng, đọc báo cáo.", "Sở Y tế"),
        ("Xã Óc Eo là Cụm trưởng, xã Phú Hòa là Cụm phó.", "Xã Óc Eo"),
    ],
)
def test_the_head_of_a_cluster_is_told_by_its_unit(sentence: str, head: str) -> None:
    assert heads(sentence) == [head]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hội nghị bầu huyện Tân Kỳ làm Cụm trưởng.",
        "Huyện Quỳnh Phụ nhận cờ luân lưu Cụm trưởng năm 2017.",
        "Từ tháng sau, Sở Y tế sẽ làm Cụm trưởng.",
        "Bàn giao cho UBND xã Thu Lũm làm Cụm trưởng.",
    ],
)
def test_who_leads_next_year_does_not_lead_yet(sentence: str) -> None:
    assert heads(sentence) == []


def test_the_year_of_the_lead_is_told() -> None:
    cluster = read("Cụm thi đua số 3 họp\n\nSở Y tế, Trưởng Cụm năm 2019, chủ trì.\n").cluster
    assert cluster is not None
    assert cluster.year == 2019


def test_a_deputy_is_no_head() -> None:
    cluster = read("Cụm thi đua số 3 họp\n\nSở Y tế làm Phó Cụm trưởng.\n").cluster
    assert cluster is not None
    assert cluster.heads == ()


@pytest.mark.parametrize(
    ("lead", "host"),
    [
        ("Ngày 5/3/2021, UBND huyện Vụ Bản tổ chức hội nghị.", "UBND huyện Vụ Bản"),
        ("Sáng 5/3, Liên đoàn Lao động tỉnh đã phát động thi đua.", "Liên đoàn Lao động tỉnh"),
        ("Chiều 5/3, Khối thi đua số 2 gặp nhau để sơ kết.", "Khối thi đua số 2"),
    ],
)
def test_the_host_is_who_held_the_event(lead: str, host: str) -> None:
    found = read(f"Tin hoạt động thi đua của đơn vị\n\n{lead}\n").host
    assert found is not None
    assert found.name == host


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Cụm thi đua số IV", "Cụm số IV"),
        ("Khối thi đua XI", "Khối số XI"),
        ("Cụm thi đua số 04", "Cụm số 4"),
        ("Khối thi đua Xi măng", "Khối Xi măng"),
        ("Khối thi đua Các doanh nghiệp nhà nước", "Khối các doanh nghiệp nhà nước"),
    ],
)
def test_one_cluster_has_one_name_however_it_is_written(told: str, name: str) -> None:
    cluster = read(f"{told} tổng kết năm 2021\n\n{told} vừa tổng kết.\n").cluster
    assert cluster is not None
    assert cluster.name == name


def test_what_is_held_by_nobody_has_no_host() -> None:
    assert read("Tin thi đua\n\nHội nghị tổ chức trong một buổi sáng.\n").host is None


def test_movements_are_named_in_quotes_each_once() -> None:
    text = (
        "Tin\n\nPhong trào thi đua “Dân vận khéo”, “Đền ơn đáp nghĩa” lan rộng. Phong trào “Dân "
        "vận khéo” là của mọi nhà; câu “hay lắm” thì không.\n"
    )
    assert [fact.name for fact in read(text).movements] == ["Dân vận khéo", "Đền ơn đáp nghĩa"]


@pytest.mark.parametrize(
    ("award", "awarder", "level"),
    [
        ("Huân chương Lao động", "Chủ tịch UBND tỉnh", AwardLevel.STATE),
        ("Bằng khen", "Thủ tướng Chính phủ", AwardLevel.GOVERNMENT),
        ("Bằng khen", "Bộ Nội vụ", AwardLevel.MINISTRY),
        ("Cờ thi đua", "UBND tỉnh", AwardLevel.PROVINCE),
        ("Giấy khen", "Chủ tịch UBND huyện", AwardLevel.DISTRICT),
        ("Giấy khen", "UBND xã", AwardLevel.COMMUNE),
        ("Chiến sĩ thi đua cơ sở", None, AwardLevel.UNIT),
        ("Bằng khen", None, None),
    ],
)
def test_an_award_has_the_level_of_who_gives_it(
    award: str, awarder: str | None, level: AwardLevel | None
) -> None:
    assert level_of(award, awarder) is level


def test_every_award_of_a_list_has_its_own_receivers() -> None:
    text = (
        "Tin\n\nKhối đề nghị UBND tỉnh tặng Cờ thi đua cho huyện Tân Kỳ và Bằng khen cho hai "
        "trường vùng cao.\n"
    )
    assert [(fact.award, fact.recipients) for fact in read(text).awards] == [
        ("Cờ thi đua", "huyện Tân Kỳ"),
        ("Bằng khen", "hai trường vùng cao"),
    ]
