"""The province and its districts: what votes, what must never vote."""

import pytest
from fact_values import read, slugs

from searchapp.model import EvidenceSource


@pytest.mark.parametrize(
    ("sentence", "slug"),
    [
        ("UBND tỉnh Hưng Yên tổ chức hội nghị.", "hung-yen"),
        ("Tỉnh ủy Hà Giang họp bàn công tác thi đua.", "ha-giang"),
        ("Huyện uỷ Phù Cừ tổ chức hội nghị.", "hung-yen"),
        ("Hội nghị của huyện Bình xuyên và huyện Tam Dương.", "vinh-phuc"),
        ("Thành phố Thái Bình dẫn đầu các huyện.", "thai-binh"),
        ("Thành phố Hồ Chí Minh phát động thi đua.", "ho-chi-minh"),
        ("TP.HCM phát động thi đua.", "ho-chi-minh"),
        ("Các huyện Phú Vang, Quảng Điền và A Lưới ký giao ước.", "thua-thien-hue"),
        ("Tỉnh Đắc Lắc tổng kết thi đua.", "dak-lak"),
        ("Thị xã Hương Thuỷ, tỉnh Thừa Thiên - Huế họp.", "thua-thien-hue"),
        ("TỈNH HOÀ BÌNH TỔ CHỨC HỘI NGHỊ", "hoa-binh"),
    ],
)
def test_the_province_is_read_from_what_is_named(sentence: str, slug: str) -> None:
    assert slugs(read(f"Tin thi đua\n\n{sentence}\n")) == [slug]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cán bộ học tập và làm theo phong cách Hồ Chí Minh.",
        "Đồng chí Chủ tịch UBND tỉnh Nguyễn Văn Phóng phát biểu.",
        "Ông Nguyễn Thái Bình và bà Lê Hà Giang được khen.",
        "Trường THPT Hà Nam ở đường Bắc Ninh có thầy giáo giỏi.",
        "Theo Báo Hà Nội, phong trào lan rộng.",
        "Xã Tân Bình giữ vững nếp thi đua.",
        "Mọi người đi qua Hà Nội một lần.",
    ],
)
def test_names_that_are_no_province_of_the_report_do_not_vote(sentence: str) -> None:
    assert slugs(read(f"Chuyện thi đua\n\n{sentence}\n")) == []


def test_an_advert_never_votes() -> None:
    text = (
        "Huyện Vũ Thư họp\n\nHuyện Vũ Thư tổ chức hội nghị.\n\nQUẢNG CÁO\n\nTỉnh Hà Nam bán đất\n"
    )
    assert slugs(read(text)) == ["thai-binh"]


def test_a_name_that_several_provinces_have_goes_to_the_one_named_otherwise() -> None:
    text = "Tin\n\nHuyện Châu Thành và huyện Cầu Kè ký giao ước thi đua.\n"
    facts = read(text)
    assert slugs(facts) == ["tra-vinh"]
    assert [fact.province for fact in facts.districts] == ["tra-vinh", "tra-vinh"]


def test_an_ambiguous_name_alone_tells_nothing() -> None:
    assert slugs(read("Tin\n\nHuyện Châu Thành ký giao ước thi đua.\n")) == []


def test_two_provinces_named_alike_tell_nothing() -> None:
    assert slugs(read("Tin\n\nTỉnh Hà Nam và tỉnh Bến Tre giao lưu thể thao.\n")) == []


def test_a_visited_province_counts_less_than_the_own_one() -> None:
    text = (
        "Tin\n\nHuyện Ba Tơ tổ chức chuyến đi.\n\nĐoàn tham quan, học tập kinh nghiệm tại tỉnh "
        "Lâm Đồng. Đoàn công tác tỉnh Lâm Đồng đón tiếp chu đáo.\n"
    )
    assert slugs(read(text)) == ["quang-ngai"]


def test_the_address_tells_where_the_text_does_not() -> None:
    facts = read("Tin\n\nHuyện họp bàn.", url="https://tdkt.langson.gov.vn/tin/1")
    assert slugs(facts) == ["lang-son"]
    assert facts.provinces[0].evidence.source is EvidenceSource.ADDRESS


def test_the_text_beats_the_address() -> None:
    text = "Tin\n\nUBND tỉnh Hưng Yên tổ chức hội nghị tại huyện Phù Cừ."
    assert slugs(read(text, url="https://baohanam.com.vn/x")) == ["hung-yen"]


def test_a_cluster_of_provinces_has_all_its_members() -> None:
    text = (
        "Cụm thi đua các tỉnh Tây Bắc ký giao ước\n\nNgày 3/3/2020, Cụm gồm các tỉnh Sơn La, "
        "Điện Biên, Lai Châu và Hòa Bình họp tại thành phố Sơn La.\n"
    )
    facts = read(text)
    assert set(slugs(facts)) == {"son-la", "dien-bien", "lai-chau", "hoa-binh"}
    assert slugs(facts)[0] == "son-la"


def test_all_of_a_list_are_guests_that_are_invited_together() -> None:
    text = (
        "Cụm thi đua các tỉnh miền Đông họp\n\nNgày 3/3/2020, Cụm gồm các tỉnh Tây Ninh, Bình "
        "Dương họp; các tỉnh Nghệ An, Bắc Giang, Hà Giang, Lai Châu được mời dự.\n"
    )
    assert set(slugs(read(text))) == {"tay-ninh", "binh-duong"}


def test_only_the_one_in_a_list_is_a_guest_that_is_marked_so() -> None:
    text = (
        "Cụm thi đua các tỉnh miền Đông họp\n\nNgày 3/3/2020, Cụm họp, có các tỉnh Tây Ninh, Bình "
        "Dương, Long An (khách).\n"
    )
    assert set(slugs(read(text))) == {"tay-ninh", "binh-duong"}


def test_members_may_each_be_told_with_their_office() -> None:
    text = (
        "Cụm thi đua Kho bạc các tỉnh ven biển họp\n\nNgày 3/3/2020, tại Bến Tre, Cụm (gồm KBNN "
        "Bến Tre, KBNN Trà Vinh, KBNN Sóc Trăng) họp.\n"
    )
    assert set(slugs(read(text))) == {"ben-tre", "tra-vinh", "soc-trang"}


def test_names_with_an_apostrophe_stand_in_lists_too() -> None:
    facts = read("Tin\n\nNgày 5/1/2021, các huyện Krông Búk, Ea H'leo và Cư M’gar họp.\n")
    assert [fact.name for fact in facts.districts] == [
        "Huyện Krông Búk",
        "Huyện Ea H'leo",
        "Huyện Cư M'gar",
    ]


def test_a_district_where_people_are_helped_takes_no_part() -> None:
    facts = read(
        "Tin\n\nNgày 5/1/2021, huyện Krông Búk họp.\n\nCác đơn vị đã góp 20 triệu đồng để xây nhà "
        "cho hộ nghèo ở huyện Ea H'leo.\n"
    )
    assert [fact.name for fact in facts.districts] == ["Huyện Krông Búk"]


def test_a_national_body_has_no_province() -> None:
    text = "Bộ Y tế tổng kết thi đua năm 2020\n\nNgày 5/1/2021, tại Hà Nội, Bộ Y tế họp hội nghị.\n"
    assert slugs(read(text)) == []


def test_since_july_2025_a_report_names_one_of_the_34() -> None:
    text = "Tin\n\nNgày 5/8/2025, tỉnh Phú Thọ họp. Phường Vĩnh Yên, tỉnh Vĩnh Phúc cũ, dự họp.\n"
    facts = read(text)
    assert [(fact.place.slug, fact.now.slug) for fact in facts.provinces] == [
        ("phu-tho", "phu-tho")
    ]
    assert facts.districts == ()


def test_before_that_the_name_of_the_day_is_kept() -> None:
    facts = read("Tin\n\nNgày 5/5/2025, tỉnh Vĩnh Phúc tổ chức hội nghị.\n")
    assert [(fact.place.slug, fact.now.slug) for fact in facts.provinces] == [
        ("vinh-phuc", "phu-tho")
    ]


def test_a_district_has_its_official_name_of_the_day() -> None:
    facts = read("Tin\n\nNgày 26/1/2018, thị xã Phúc Yên và huyện Lập Thạch họp hội nghị.\n")
    assert [fact.name for fact in facts.districts] == ["Thị xã Phúc Yên", "Huyện Lập Thạch"]
    assert [fact.evidence.text for fact in facts.districts] == [
        "thị xã Phúc Yên",
        "huyện Lập Thạch",
    ]
