"""What portals print around a report: clocks, stamps, banners, captions, and where the title is."""

import pytest
from fact_values import interval, read


def title(text: str) -> str | None:
    span = read(text).title
    return text[span.start : span.end] if span else None


BODY = "Hội nghị bàn nhiều việc của năm tới, các đại biểu góp ý sôi nổi và thẳng thắn.\n"


@pytest.mark.parametrize(
    "stamp",
    [
        "15:05 | 27/05/2022",
        "Friday, 27 May 2022 08:15",
        "May 27, 2022",
        "Thứ sáu, 27 Tháng 5 2022 14:05",
        "Tháng Năm 27, 2022",
        "Xã hội 15:40, 27/05/2022 GMT+7",
        "27/05/2022 07:42:10 Cỡ chữ: A- A A+",
        "Lâm Thúy|27/05/2022 03:17",
        "Cập nhật lúc20:05, Thứ Sáu, 27/05/2022 (GMT+7)",
        "Được đăng: 27 Tháng 5 2022    Lượt xem: 455",
        "Lần cập nhật cuối lúc 27 Tháng 5 2022",
        "By Thu Uyên - 27 Tháng Năm, 2022",
        "Số lần xem trang: 1.466 - Điều chỉnh lần cuối: 27/05/2022 09:31:20",
    ],
)
def test_a_stamp_is_read_in_every_dress(stamp: str) -> None:
    facts = read(f"Huyện tổ chức hội nghị tổng kết\n{stamp}\n\n{BODY}")
    assert interval(facts.published_date) == "2022-05-27"


@pytest.mark.parametrize(
    "glued",
    [
        "12/07/2022Sáng nay, huyện tổ chức hội nghị.",
        " date 2022-07-12 Sáng nay, huyện họp hội nghị.",
    ],
)
def test_a_stamp_glued_to_the_first_word_is_read(glued: str) -> None:
    facts = read(f"{glued}\n\n{BODY}")
    assert interval(facts.published_date) == "2022-07-12"
    assert interval(facts.event_date) == "2022-07-12"


def test_the_day_of_the_last_change_is_no_publication_where_that_is_told() -> None:
    text = (
        f"Huyện tổng kết thi đua\nThứ sáu, 27 Tháng 5 2022 09:15\n\nHuyện vừa họp.\n\n{BODY}\n"
        "Lần cập nhật cuối lúc Thứ hai, 30 Tháng 5 2022 07:30\n"
    )
    assert interval(read(text).published_date) == "2022-05-27"


@pytest.mark.parametrize(
    "line",
    [
        "Xem thêm: Cụm số I sơ kết (30/05/2022) • Trao quà công nhân (28/05/2022)",
        "Tin mới hơn: Tọa đàm 8/3 (30/05/2022)",
        "Tin cùng chuyên mục: Gặp mặt đầu xuân 30/05/2022 08:15",
    ],
)
def test_the_dates_of_other_reports_are_no_publication(line: str) -> None:
    text = (
        f"Thứ sáu, 27/05/2022\n\nHuyện tổng kết thi đua\n\nSáng nay, huyện họp.\n\n{BODY}\n{line}\n"
    )
    facts = read(text)
    assert [part.kind for part in facts.residue if part.span.end > len(text) - 3] == ["related"]
    assert interval(facts.published_date) == "2022-05-27"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Viết bởi Trúc Giang", "Trúc Giang"),
        ("Ngày đăng: 27/05/2022 | Tác giả: Ka Hiền | 92 lượt đọc", "Ka Hiền"),
        ("By Thu Uyên - 27 Tháng Năm, 2022", "Thu Uyên"),
    ],
)
def test_who_wrote_it_may_stand_beside_the_stamp(line: str, name: str) -> None:
    byline = read(f"Huyện tổng kết thi đua\n{line}\n\nHuyện vừa họp.\n\n{BODY}").byline
    assert byline is not None
    assert byline.name == name


def test_the_clock_of_a_banner_is_no_publication() -> None:
    text = f"Chủ nhật, 14/04/2024\n\nCụm các huyện tổng kết\n\nNgày 13/1/2015, cụm họp.\n\n{BODY}"
    facts = read(text)
    assert facts.published_date is None
    assert interval(facts.event_date) == "2015-01-13"


def test_a_clock_of_the_days_after_the_event_is_believed() -> None:
    text = f"Thứ ba, 14/01/2020\n\nHuyện tổng kết thi đua\n\nSáng 13/1, huyện họp.\n\n{BODY}"
    facts = read(text)
    assert interval(facts.published_date) == "2020-01-14"
    assert interval(facts.event_date) == "2020-01-13"


def test_a_page_that_was_moved_is_stamped_years_after_its_event() -> None:
    text = (
        "Khối thi đua kiểm điểm nửa chặng đường\n14/03/2022\n\nChiều 9/7, khối họp sơ kết 6 tháng "
        f"đầu năm 2019.\n\n{BODY}"
    )
    assert interval(read(text).event_date) == "2019-07-09"


def test_an_announced_event_lies_behind_its_publication() -> None:
    text = (
        "Huyện trao thưởng\nCập nhật: 15/10/2017\n\nSáng mai 16-10, huyện tổ chức lễ trao thưởng."
        f"\n\n{BODY}"
    )
    assert interval(read(text).event_date) == "2017-10-16"


@pytest.mark.parametrize(
    "sentence",
    [
        "Đợt thi đua bắt đầu từ ngày 1/11/2021 và kết thúc vào ngày 31/3/2022.",
        "Phóng sự (Phát TS tối 11-8) kể chuyện các hộ giỏi.",
    ],
)
def test_campaigns_and_broadcasts_are_no_event(sentence: str) -> None:
    assert read(f"Chuyện thi đua\n\n{sentence}\n").event_date is None


def test_an_anniversary_that_counts_right_tells_the_year() -> None:
    text = (
        "Huyện phát động thi đua\n\nNhân kỷ niệm 73 năm Ngày Bác ra Lời kêu gọi (11/6/1948 - "
        f"11/6/2021), sáng 10/6, huyện tổ chức lễ.\n\n{BODY}"
    )
    event = read(text).event_date
    assert event is not None
    assert (interval(event), event.completed) == ("2021-06-10", True)


@pytest.mark.parametrize(
    "above",
    [
        "Cổng thông tin điện tử huyện\n\n",
        "Trang chủ › Tin tức › Thi đua\n",
        "Đăng nhập | Sơ đồ cổng\n\nEnglish | 中文\n",
        "Skip to main content\nSkip Ribbon Commands\n\n",
        "Thời sự\n\nPhạm Thu Trà\n",
        "Công tác Thi đua\nCông tác Thi đua\n",
    ],
)
def test_the_title_is_found_below_banners_and_menus(above: str) -> None:
    wanted = "Khối các trường tiểu học tổng kết phong trào thi đua"
    assert title(f"{above}{wanted}\n12/01/2021\n\n{BODY}") == wanted


def test_a_title_that_is_printed_again_is_said_once() -> None:
    text = f"Khối doanh nghiệp họp mặt đầu năm\n\n{BODY}\nKhối doanh nghiệp họp mặt đầu năm\nẢnh\n"
    kinds = [part.kind for part in read(text).residue]
    assert "repeat" in kinds


def test_behind_the_box_for_comments_nothing_is_the_reports() -> None:
    text = (
        f"Huyện Vũ Thư họp hội nghị thi đua\n\nHuyện Vũ Thư tổ chức hội nghị. {BODY}\n"
        "Ý kiến của bạn\n\nTỉnh Đắk Lắk vào mùa ong. " + "Các trại ong dời thùng theo hoa. " * 8
    )
    assert [fact.place.slug for fact in read(text).provinces] == ["thai-binh"]


@pytest.mark.parametrize(
    "congress",
    [
        "Đại hội lần thứ V (2020-2025) của huyện, nhìn lại giai đoạn 2015-2020.",
        "Đại hội thi đua huyện, giai đoạn 2020 - 2025, điểm lại chặng đường 2015 - 2020.",
    ],
)
def test_a_congress_looks_back_on_the_term_behind_it(congress: str) -> None:
    text = f"Đại hội thi đua yêu nước huyện\n\nSáng 6/8, {congress}\n\n{BODY}"
    facts = read(text)
    assert interval(facts.period) == "2015-01-01..2020-12-31"
    assert interval(facts.event_date) == "2020-08-06"
