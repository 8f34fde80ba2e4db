"""What the page and the API say of a query that was understood; over the sample archive."""

import re
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote_plus, urlsplit

import pytest
from flask.testing import FlaskClient
from web_pages import Page, page, words

from searchapp.app import create_app
from searchapp.settings import Settings
from searchapp.web import front_page

NOTES = "//section[@class='notes']"


@pytest.fixture
def samples(sample_settings: Settings) -> FlaskClient:
    """Asks the application over the sample archive."""
    return create_app(sample_settings).test_client()


def results(client: FlaskClient, text: str, rest: str = "") -> Page:
    return page(client, f"/?q={quote_plus(text)}{rest}")


def answer(client: FlaskClient, text: str, rest: str = "") -> dict[str, Any]:
    return dict(client.get(f"/api/search?q={quote_plus(text)}{rest}").get_json())


def total(found: Page) -> int:
    heading = words(found, "//h1")[0]
    return 0 if heading.startswith("Không") else int(re.findall(r"\d+", heading)[0])


def chips(found: Page) -> dict[str, str]:
    """The filters in force, each with the address without it."""
    links = found.xpath("//nav[@class='chips']//a[not(@class)]")
    return {link.text_content().split(" ", 3)[3].rstrip(" ×"): link.get("href") for link in links}


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


# --- the help page --------------------------------------------------------------------------------


def examples() -> list[tuple[str, str]]:
    return [(title, row[0]) for title, rows in front_page._SYNTAX for row in rows]


@pytest.mark.parametrize(("title", "text"), examples())
def test_every_example_of_the_help_page_finds_something(
    samples: FlaskClient, title: str, text: str
) -> None:
    (link,) = [
        one for one in page(samples, "/tro-giup").xpath("//td/a") if one.text_content() == text
    ]
    found = page(samples, link.get("href"))
    assert total(found) > 0
    assert bool(chips(found)) == title.startswith("Lọc")
    if title.startswith("Máy"):
        assert words(found, f"{NOTES}/p")


# --- notes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("hội ngịh sơ kết", "corrected", "đã tìm “hội nghị sơ kết”"),
        ("huwng yeen", "decoded", "“hưng yên”"),
        ("UBND tỉnh", "expanded", "ủy ban nhân dân"),
        ("tổng kết năm 2019", "relaxed", "quan trọng nhất"),
        ("“đua thi thi đua”", "relaxed", "nguyên cụm"),
        ('các xã "ven biển" của huyện đã ký giao ước thi đua', "relaxed", "cả một câu"),
        ("tinh:nơi nào thi đua", "ignored", "không phải là tỉnh"),
    ],
)
def test_what_was_done_is_said_with_a_way_back(
    samples: FlaskClient, text: str, kind: str, said: str
) -> None:
    (told,) = [n for n in answer(samples, text)["query"]["notes"] if said in n["text"]]
    assert (told["kind"], told["count"], told["filters"]) == (kind, None, None)
    found = results(samples, text)
    assert told["text"] in words(found, f"{NOTES}/p")
    (back,) = found.xpath(f"{NOTES}//a[contains(@href, 'verbatim=1')]/@href")
    assert asked(back) == {"q": [text], "verbatim": ["1"]}
    again = results(samples, text, "&verbatim=1")
    assert "Chỉ tìm đúng như đã gõ. Tìm cả các dạng khác" in words(again, f"{NOTES}/p")


def test_what_was_understood_becomes_a_filter_by_a_click(samples: FlaskClient) -> None:
    text = "sơ kết Quảng Ninh 6 tháng đầu năm 2019"
    (told,) = [n for n in answer(samples, text)["query"]["notes"] if n["kind"] == "understood"]
    assert told["filters"] == {
        "province": ["quang-ninh"], "from": "2019-01-01", "to": "2019-06-30",
    }  # fmt: skip
    found = results(samples, text, "&type=so_ket&page=2")
    (link,) = found.xpath(f"{NOTES}//a[text()='Chỉ xem các báo cáo này']/@href")
    assert asked(link) == {
        "q": [text], "province": ["quang-ninh"], "from": ["2019-01-01"], "to": ["2019-06-30"],
        "type": ["so_ket"],
    }  # fmt: skip
    narrowed = page(samples, link)
    assert 0 < total(narrowed) < total(found)
    assert list(chips(narrowed)) == [
        "Quảng Ninh", "Sơ kết", "01/01/2019–30/06/2019",
    ]  # fmt: skip
    assert not narrowed.xpath(f"{NOTES}//a[text()='Chỉ xem các báo cáo này']")


def test_an_order_by_date_prefers_nothing_and_says_nothing_else(samples: FlaskClient) -> None:
    text = "tổng kết Hưng Yên"
    assert "Báo cáo của Hưng Yên được xếp trước, kể cả khi không nhắc tên." in told(samples, text)
    assert "Đang tìm cả báo cáo của Hưng Yên, kể cả khi không nhắc tên." in told(
        samples, text, "&sort=newest"
    )
    assert told(samples, text, "&year=1951") == []


@pytest.mark.parametrize("text", ["thi đua năm 2020", "sơ kết Quảng Ninh 6 tháng đầu năm 2019"])
def test_a_filter_does_not_change_what_place_and_time_in_the_text_mean(
    samples: FlaskClient, text: str
) -> None:
    for name, buckets in answer(samples, text)["facets"].items():
        for bucket in buckets:
            chosen = answer(samples, text, f"&{name}={quote_plus(bucket['value'])}")
            assert chosen["total"] == bucket["count"], (name, bucket["value"])


def told(client: FlaskClient, text: str, rest: str = "") -> list[str]:
    return [note["text"] for note in answer(client, text, rest)["query"]["notes"]]


def test_another_spelling_is_offered_with_what_it_finds(samples: FlaskClient) -> None:
    (offer,) = [
        n for n in answer(samples, "chuyển đôi số")["query"]["notes"] if n["kind"] == "suggestion"
    ]
    assert offer["query"] == "chuyển đổi số"
    assert answer(samples, offer["query"])["total"] == offer["count"]
    (said,) = words(results(samples, "chuyển đôi số"), "//p[@class='offer']")
    assert said == f"Có phải bạn muốn tìm: chuyển đổi số ({offer['count']} kết quả)"


# --- filters in the text --------------------------------------------------------------------------


def test_filters_in_the_text_are_chips_that_take_them_out(samples: FlaskClient) -> None:
    found = results(samples, 'Thi Đua tinh:"hưng yên" nam:2019-2021 loai:tổng-kết', "&year=2025")
    assert {label: asked(address) for label, address in chips(found).items()} == {
        "Hưng Yên": {"q": ["Thi Đua nam:2019-2021 loai:tổng-kết"], "year": ["2025"]},
        "Năm 2019–2021": {"q": ['Thi Đua tinh:"hưng yên" loai:tổng-kết'], "year": ["2025"]},
        "Tổng kết": {"q": ['Thi Đua tinh:"hưng yên" nam:2019-2021'], "year": ["2025"]},
        "Năm 2025": {"q": ['Thi Đua tinh:"hưng yên" nam:2019-2021 loai:tổng-kết']},
    }
    (clear,) = found.xpath("//a[@class='clear']/@href")
    assert asked(clear) == {"q": ["Thi Đua"]}


def test_a_filter_that_is_typed_and_chosen_is_one_chip(samples: FlaskClient) -> None:
    found = results(samples, "thi đua tinh:hưng yên", "&province=hung-yen&province=phu-tho")
    assert {label: asked(address) for label, address in chips(found).items()} == {
        "Hưng Yên": {"q": ["thi đua"], "province": ["phu-tho"]},
        "Phú Thọ": {"q": ["thi đua tinh:hưng yên"], "province": ["hung-yen"]},
    }


def test_the_form_shows_what_the_text_filters_and_cannot_contradict_it(
    samples: FlaskClient,
) -> None:
    found = results(samples, "thi đua tinh:hưng yên")
    (box,) = found.xpath("//input[@name='province'][@checked]")
    assert (box.get("value"), box.get("disabled") is not None) == ("hung-yen", True)
    other = results(samples, "thi đua tinh:hưng yên", "&province=phu-tho")
    assert total(other) == total(found) + total(results(samples, "thi đua tinh:phú thọ"))


def test_a_click_on_a_year_of_the_text_takes_it_away(samples: FlaskClient) -> None:
    found = results(samples, "thi đua nam:2019-2020")
    years = {link.text_content()[:4]: link for link in found.xpath("//ul[@class='years']//a")}
    current = {label for label, link in years.items() if link.get("aria-current")}
    assert current == {"2019", "2020"}
    assert asked(years["2020"].get("href")) == {"q": ["thi đua"], "year": ["2019"]}
    assert asked(years["2021"].get("href")) == {"q": ["thi đua nam:2019-2020"], "year": ["2021"]}


# --- ways out -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rest", "without"),
    [
        ("thi đua tinh:hưng yên nam:1951", "", ["province", "year"]),
        ("thi đua tinh:hưng yên", "&province=phu-tho&type=dai_hoi", ["province", "type"]),
        ("thi đua nam:2020", "&to=2010", ["year", "dates"]),
        ("zzyzx", "", []),
        ("thi đua", "&year=2020", []),
    ],
)
def test_an_empty_answer_tells_what_each_filter_keeps_away(
    samples: FlaskClient, text: str, rest: str, without: list[str]
) -> None:
    told = answer(samples, text, rest)
    assert [way["without"] for way in told["ways_out"]] == without
    shown = results(samples, text, rest).xpath("//div[@class='nothing']//li/a")
    assert [link.text_content() for link in shown] == [
        f"Bỏ “{way['label']}”" for way in told["ways_out"]
    ]
    for way, link in zip(told["ways_out"], shown, strict=True):
        arguments = parse_qsl(urlsplit(way["url"]).query)
        assert arguments == parse_qsl(urlsplit(link.get("href")).query)
        again = samples.get("/api/search", query_string=arguments).get_json()
        assert again["total"] == way["total"]
        assert link.tail.strip() == f": {way['total']} kết quả"
