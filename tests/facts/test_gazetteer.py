"""The names of provinces and districts, then and now."""

from collections import Counter
from datetime import date

import pytest

from searchapp.facts.places import gazetteer
from searchapp.model import Place


def test_there_were_63_provinces_and_are_34() -> None:
    assert len(gazetteer.provinces_then()) == 63
    assert len(gazetteer.provinces_now()) == 34


def test_every_old_province_belongs_to_a_new_one() -> None:
    now = set(gazetteer.provinces_now())
    assert {gazetteer.province_now(place.slug) for place in gazetteer.provinces_then()} == now


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("thai-binh", "hung-yen"),
        ("vinh-phuc", "phu-tho"),
        ("ha-nam", "ninh-binh"),
        ("thua-thien-hue", "hue"),
        ("ba-ria-vung-tau", "ho-chi-minh"),
        ("binh-dinh", "gia-lai"),
        ("long-an", "tay-ninh"),
        ("ha-noi", "ha-noi"),
        ("hue", "hue"),
    ],
)
def test_an_old_slug_leads_to_the_province_of_today(then: str, now: str) -> None:
    found = gazetteer.province_now(then)
    assert found is not None
    assert found.slug == now


def test_an_unknown_slug_is_no_province() -> None:
    assert gazetteer.province("atlantis") is None
    assert gazetteer.province_now("") is None


def test_every_slug_leads_to_its_place() -> None:
    for place in gazetteer.provinces_then():
        assert gazetteer.province(place.slug) == place


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Hưng Yên", "hung-yen"),
        ("HƯNG YÊN", "hung-yen"),
        ("hung yen", "hung-yen"),
        ("hung-yen", "hung-yen"),
        ("hungyen", "hung-yen"),
        ("tỉnh Hoà Bình", "hoa-binh"),
        ("tinh hoa binh", "hoa-binh"),
        ("TP. HCM", "ho-chi-minh"),
        ("TPHCM", "ho-chi-minh"),
        ("TP Hồ Chí Minh", "ho-chi-minh"),
        ("Sài Gòn", "ho-chi-minh"),
        ("Thừa Thiên - Huế", "thua-thien-hue"),
        ("TT-Huế", "thua-thien-hue"),
        ("Huế", "hue"),
        ("Đắc Lắc", "dak-lak"),
        ("Daklak", "dak-lak"),
        ("Bắc Cạn", "bac-kan"),
        ("BR-VT", "ba-ria-vung-tau"),
        ("Bà Rịa – Vũng Tàu", "ba-ria-vung-tau"),
        ("  thanh pho can tho ", "can-tho"),
    ],
)
def test_a_province_is_found_by_any_spelling(typed: str, slug: str) -> None:
    found = gazetteer.province_by_name(typed)
    assert found is not None
    assert found.slug == slug


@pytest.mark.parametrize("typed", ["", "tỉnh", "Sao Hỏa", "…"])
def test_what_is_no_province_is_none(typed: str) -> None:
    assert gazetteer.province_by_name(typed) is None


def test_no_two_provinces_share_a_spelling() -> None:
    folded = Counter(place.slug.replace("-", "") for place in gazetteer.provinces_then())
    assert set(folded.values()) == {1}


def test_a_district_bears_the_name_of_its_day() -> None:
    names = {
        unit.full_name: unit
        for unit in gazetteer.districts()
        if unit.province == "vinh-phuc" and unit.name == "Phúc Yên"
    }
    assert names["Thị xã Phúc Yên"].stood_on(date(2018, 1, 26))
    assert not names["Thị xã Phúc Yên"].stood_on(date(2018, 2, 7))
    assert names["Thành phố Phúc Yên"].stood_on(date(2025, 6, 30))
    assert not any(unit.stood_on(gazetteer.FIRST_DAY_OF_34) for unit in names.values())


def test_chau_thanh_is_in_several_provinces() -> None:
    provinces = {unit.province for unit in gazetteer.districts() if unit.name == "Châu Thành"}
    assert len(provinces) == 9 or len(provinces) == 10


def test_a_place_is_a_plain_value() -> None:
    assert gazetteer.province("ha-nam") == Place("ha-nam", "Hà Nam")
