"""Days, events, publication and periods, in sentences as reports write them."""

import pytest
from fact_values import interval, read

from searchapp.facts.dates.expressions import find_days
from searchapp.model import EvidenceSource, Precision


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("7/10/2020", "7/10/2020"),
        ("07.10.2020", "07.10.2020"),
        ("7 - 10 - 2020", "7 - 10 - 2020"),
        ("ngày 24 tháng 7 năm 2020", "24 tháng 7 năm 2020"),
        ("ngày 24 tháng 7/2020", "24 tháng 7/2020"),
        ("24 tháng bảy năm 2020", "24 tháng bảy năm 2020"),
        ("24 tháng mười hai năm 2020", "24 tháng mười hai năm 2020"),
        ("24 Tháng Năm, 2020", "24 Tháng Năm, 2020"),
        ("từ ngày 5 đến 7/8/2022", "5 đến 7/8/2022"),
        ("30/12/2019 - 02/01/2020", "30/12/2019 - 02/01/2020"),
        ("14-15/3", "14-15/3"),
        ("2020-07-24", "2020-07-24"),
    ],
)
def test_a_day_is_found_in_every_form(written: str, found: str) -> None:
    assert [written[day.start : day.end] for day in find_days(written)] == [found]


@pytest.mark.parametrize(
    "written",
    ["31/02/2020", "29/2/2021", "32/1", "0/5/2020", "15/13/2020", "1.234.567", "15/3%", "200/209"],
)
def test_what_no_calendar_has_is_no_day(written: str) -> None:
    assert list(find_days(written)) == []


@pytest.mark.parametrize(
    ("lead", "event"),
    [
        ("Sáng ngày 03/6/2021, huyện X tổ chức hội nghị.", "2021-06-03"),
        ("Vào lúc 8 giờ ngày 3-6-2021, xã mở hội nghị.", "2021-06-03"),
        ("Chiều thứ Năm, ngày 3 tháng 6 năm 2021, hội nghị khai mạc.", "2021-06-03"),
        ("Sáng nay (3/6/2021), Sở Nội vụ họp hội nghị.", "2021-06-03"),
        ("Trong 2 ngày 14-15/3/2021, đại hội diễn ra.", "2021-03-14..2021-03-15"),
        ("Từ ngày 28/9 đến ngày 02/10/2021, Sở mở lớp.", "2021-09-28..2021-10-02"),
        ("Hội nghị diễn ra ngày 3/6/2021 tại trụ sở.", "2021-06-03"),
        ("Mừng Quốc khánh, ngày 3 tháng 6 năm 2021 vừa qua, Sở họp.", "2021-06-03"),
    ],
)
def test_the_event_is_read_from_the_lead(lead: str, event: str) -> None:
    assert interval(read(f"Tin hoạt động\n\n{lead}\n").event_date) == event


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 3/6/2021 của UBND huyện, các xã đăng ký thi đua.",
        "Theo Quyết định số 5/QĐ-TTg, ngày 3/6/2021 của Thủ tướng, việc xét khen gọn hơn.",
        "Phong trào kỷ niệm 73 năm Ngày Chủ tịch ra Lời kêu gọi (11/6/1948 - 11/6/2021) sôi nổi.",
        "Các đơn vị gửi hồ sơ trước ngày 30/11/2021 để tổng hợp.",
        "Tính đến ngày 15/11/2021 đã có 12/12 xã hoàn thành.",
        "Đại biểu nhiệm kỳ 2021-2026 cùng hưởng ứng.",
        "Có 7/10 xã đạt chuẩn, tỷ lệ 15/3.",
        "Ngày 31/02/2021 không có trong lịch.",
        "Vừa qua, huyện tổ chức hội nghị rất vui.",
    ],
)
def test_other_days_are_no_event(sentence: str) -> None:
    assert read(f"Chuyện thi đua\n\n{sentence}\n").event_date is None


def test_a_day_without_its_year_takes_it_from_the_publication_and_says_so() -> None:
    event = read(
        "Tin huyện\n\nĐăng ngày: 05/01/2021\n\nSáng 28/12, huyện tổ chức hội nghị."
    ).event_date
    assert event is not None
    assert (interval(event), event.completed) == ("2020-12-28", True)
    assert (event.text, event.evidence.text) == ("28/12", "Sáng 28/12")


def test_a_day_without_its_year_stays_unknown_where_nothing_tells_it() -> None:
    assert read("Tin huyện\n\nSáng 28/12, huyện tổ chức hội nghị.").event_date is None


def test_yesterday_is_the_day_before_the_publication() -> None:
    facts = read("Tin huyện\n\n(Hà Nam, 01/03/2021) Hôm qua, huyện tổ chức hội nghị.")
    assert interval(facts.event_date) == "2021-02-28"


@pytest.mark.parametrize(
    "stamp",
    [
        "24/07/2020",
        "Cập nhật lúc: 24/07/2020 08:15",
        "Thứ sáu, 24/07/2020, 08:15 (GMT+7)",
        "Ngày đăng: 24/07/2020 | Người đăng: Quản trị | Đã xem: 12",
        "Xuất bản ngày 24 tháng 7 năm 2020",
        "(24/07/2020)",
        "24/07/2020 | Chuyên mục: Thi đua",
        "Posted on 2020-07-24",
        "Ý Yên, ngày 24 tháng 7 năm 2020",
    ],
)
def test_a_stamp_is_the_publication(stamp: str) -> None:
    facts = read(f"Huyện tổ chức hội nghị\n{stamp}\n\nNội dung thi đua của huyện rất dài.\n")
    assert interval(facts.published_date) == "2020-07-24"
    assert facts.event_date is None


def test_a_labelled_stamp_beats_the_clock_of_the_banner() -> None:
    text = "Thứ hai, 12/10/2020\nTin huyện\nNgày đăng: 24/07/2020\n\nNội dung.\n"
    assert interval(read(text).published_date) == "2020-07-24"


def test_prose_with_a_date_is_no_stamp() -> None:
    assert read("Tin\n\nNgày 24/07/2020 huyện họp bàn.\n").published_date is None


def test_the_markup_tells_the_publication_where_the_text_does_not() -> None:
    fact = read("Tin huyện\n\nNội dung.", page_published="2020-07-24T08:15:00+07:00").published_date
    assert fact is not None
    assert (interval(fact), fact.evidence.source) == ("2020-07-24", EvidenceSource.PAGE)


def test_a_markup_that_holds_no_date_is_no_publication() -> None:
    assert read("Tin huyện\n\nNội dung.", page_published="hôm kia").published_date is None


@pytest.mark.parametrize(
    ("title", "period", "precision"),
    [
        ("Sơ kết 6 tháng đầu năm 2021", "2021-01-01..2021-06-30", Precision.HALF),
        ("Sơ kết thi đua 06 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2021",
         "2021-01-01..2021-06-30", Precision.HALF),
        ("Sơ kết nửa đầu năm 2021", "2021-01-01..2021-06-30", Precision.HALF),
        ("Sơ kết thi đua quý III/2021", "2021-07-01..2021-09-30", Precision.QUARTER),
        ("Sơ kết thi đua quý 1 năm 2021", "2021-01-01..2021-03-31", Precision.QUARTER),
        ("Sơ kết 9 tháng năm 2021", "2021-01-01..2021-09-30", Precision.MONTH),
        ("Tổng kết phong trào thi đua năm 2019, triển khai nhiệm vụ năm 2020",
         "2019-01-01..2019-12-31", Precision.YEAR),
        ("Tổng kết công tác thi đua năm học 2018-2019", "2018-09-01..2019-08-31", Precision.YEAR),
        ("Tổng kết 5 năm (2016-2020) phong trào thi đua", "2016-01-01..2020-12-31", Precision.YEAR),
        ("Ký giao ước thi đua năm 2022", "2022-01-01..2022-12-31", Precision.YEAR),
        ("Tổng kết phong trào giảm nghèo giai đoạn 2016-2020", "2016-01-01..2020-12-31",
         Precision.YEAR),
        ("Giao ban công tác thi đua năm 2016", "2016-01-01..2016-12-31", Precision.YEAR),
        ("Tổ công tác phúc tra kết quả thi đua năm 2022", "2022-01-01..2022-12-31",
         Precision.YEAR),
    ],
)  # fmt: skip
def test_the_period_is_read_from_the_title(title: str, period: str, precision: Precision) -> None:
    fact = read(f"{title}\n\nHội nghị có nhiều đại biểu tham dự.\n").period
    assert fact is not None
    assert (interval(fact), fact.precision) == (period, precision)


def test_a_review_tells_of_the_year_that_its_lead_begins_with() -> None:
    text = "Cụm họp tổng kết\n\nCả năm 2017, ba huyện trong cụm dựng được 58 mô hình mới.\n"
    assert interval(read(text).period) == "2017-01-01..2017-12-31"


@pytest.mark.parametrize(
    "text",
    [
        "Triển khai nhiệm vụ 6 tháng cuối năm 2021\n\nCác xã bàn việc.\n",
        "Lớp học ở xã\n\nBáo cáo viên giới thiệu những điểm mới của Luật năm 2022.\n",
        "Chuyện ở xã\n\nSo với cùng kỳ năm 2019, thu ngân sách tăng.\n",
        "Chuyện ở xã\n\nKỷ niệm 75 năm thành lập, năm 2020, xã trồng cây.\n",
    ],
)
def test_plans_comparisons_and_anniversaries_are_no_period(text: str) -> None:
    assert read(text).period is None


def test_since_the_beginning_of_the_year_ends_with_the_month_of_the_event() -> None:
    text = "Sơ kết thi đua\n\nNgày 7/10/2020, Khối họp hội nghị.\n\nTừ đầu năm đến nay, Khối tốt.\n"
    assert interval(read(text).period) == "2020-01-01..2020-10-31"


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Tổng kết thi đua năm 2017\n\nSáng 1-2, quận họp hội nghị.\n", "2018-02-01"),
        ("Tổng kết thi đua năm 2017\n\nSáng 20-12, quận họp hội nghị.\n", "2017-12-20"),
        ("Sơ kết 6 tháng đầu năm 2017\n\nSáng 10-7, quận họp hội nghị.\n", "2017-07-10"),
        ("Ký giao ước thi đua năm 2017\n\nSáng 10-2, quận họp hội nghị.\n", "2017-02-10"),
        ("Ký giao ước thi đua năm 2017\n\nSáng 28-12, quận họp hội nghị.\n", "2016-12-28"),
        ("Tin quận\n\nSáng 3/6, quận họp hội nghị nhớ năm 1948 và năm 1975.\n", None),
        ("Tin quận\n\nSáng 3/6, quận họp hội nghị bàn việc năm 2017 và năm 2018.\n", None),
    ],
)
def test_a_missing_year_is_told_by_the_period_or_not_at_all(text: str, event: str | None) -> None:
    assert interval(read(text).event_date) == event
