"""Communes since 1/7/2025, those before, and the values that filters name units by."""

import pytest
from fact_values import read, slugs

from searchapp.facts.places import gazetteer
from searchapp.facts.places.below import province_of, unit_name, unit_value
from searchapp.facts.places.communes import communes, former_communes


def test_there_are_3321_communes() -> None:
    assert sum(len(many) for many in communes().values()) == 3321


def test_every_commune_lies_in_a_province_and_was_of_one_that_became_it() -> None:
    now = {place.slug for place in gazetteer.provinces_now()}
    for many in communes().values():
        for commune in many:
            assert commune.province in now
            for slug in commune.formerly:
                place = gazetteer.province_now(slug)
                assert place is not None
                assert place.slug == commune.province


def test_a_numbered_ward_of_long_an_is_not_held_for_one_of_tien_giang() -> None:
    assert not any(key[0].isdigit() for key in former_communes())


def test_a_commune_alone_tells_the_province_it_was_in() -> None:
    facts = read("Tin xã\n\nNgày 3/6/2021, xã Nậm Cắn và xã Mường Típ tổ chức hội nghị thi đua.\n")
    assert slugs(facts) == ["nghe-an"]


def test_since_july_2025_a_commune_tells_its_province_and_where_it_was() -> None:
    facts = read("Tin xã\n\nNgày 5/9/2025, xã Ô Lâm tổ chức hội nghị, xã Cô Tô dự.\n")
    assert slugs(facts) == ["an-giang"]
    first = facts.communes[0]
    assert (first.name, first.province) == ("Xã Ô Lâm", "an-giang")
    assert (first.formerly, first.formerly_province) == ("Huyện Tri Tôn", "an-giang")
    assert facts.districts == ()


def test_a_commune_that_bears_an_old_provinces_name_is_no_province() -> None:
    facts = read("Tin\n\nSáng 21/9/2025, tại phường Long An, tỉnh Tây Ninh mở đại hội thi đua.\n")
    assert slugs(facts) == ["tay-ninh"]


def test_a_town_is_no_commune() -> None:
    facts = read("Tin\n\nNgày 3/6/2021, thị xã Phú Thọ tổ chức hội nghị của tỉnh Phú Thọ.\n")
    assert facts.communes == ()
    assert [fact.name for fact in facts.districts] == ["Thị xã Phú Thọ"]


@pytest.mark.parametrize(
    ("province", "name", "value"),
    [
        ("hung-yen", "Huyện Phù Cừ", "hung-yen/huyen-phu-cu"),
        ("dak-lak", "Huyện Cư M'gar", "dak-lak/huyen-cu-m-gar"),
        ("ho-chi-minh", "Quận 1", "ho-chi-minh/quan-1"),
        ("an-giang", "Xã Ô Lâm", "an-giang/xa-o-lam"),
    ],
)
def test_a_units_value_leads_back_to_its_name(province: str, name: str, value: str) -> None:
    assert unit_value(province, name) == value
    assert unit_name(value) == name
    assert province_of(value) == province


def test_a_value_that_no_unit_has_has_no_name() -> None:
    assert unit_name("hung-yen/huyen-atlantis") is None
