"""One report as a page, over a real index."""

import json
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from web_archive import STRANGE_ID
from web_pages import page, words

from searchapp.app import create_app
from searchapp.indexing import rebuild
from searchapp.settings import Settings
from searchapp.web.representations import report_path


def hit_address(client: FlaskClient, query: str) -> str:
    """Where the first hit of a search leads."""
    address: str = page(client, f"/?{query}").xpath("//ol[@class='hits']//h2/a/@href")[0]
    return address


def test_a_hit_leads_to_its_report_and_back(client: FlaskClient) -> None:
    query = "q=trong%20cay&province=hung-yen&from=2020"
    address = hit_address(client, query)
    found = page(client, address)
    assert "trồng cây" in words(found, "//mark")
    (back,) = found.xpath("//p[@class='back']/a/@href")
    assert parse_qsl(urlsplit(back).query) == parse_qsl(query)


def test_every_match_has_an_anchor_and_the_steps_between_them(client: FlaskClient) -> None:
    found = page(client, hit_address(client, "q=trong+cay") or "")
    matches = found.xpath("//mark/@id")
    assert matches == [f"khop-{number}" for number in range(1, len(matches) + 1)]
    assert words(found, "//nav[@class='found']/strong") == [f"{len(matches)} chỗ khớp"]


def test_the_passages_counted_at_a_hit_lead_to_its_first_match(client: FlaskClient) -> None:
    query = "q=thi%20dua&from=2020"
    links = page(client, f"/?{query}").xpath("//p[@class='matches']/a")
    assert links
    for link in links:
        parts = urlsplit(link.get("href"))
        assert parse_qsl(parts.query) == parse_qsl(query)
        found = page(client, f"{parts.path}?{parts.query}")
        first = found.get_element_by_id(parts.fragment)
        assert first is found.xpath("//mark")[0]


def test_one_steps_through_all_matches_and_back_without_scripts(client: FlaskClient) -> None:
    found = page(client, hit_address(client, "q=thi+dua+cong+khai+dap+de+boi+huyen"))
    lines = [line for line in found.xpath("//div[@class='text']/p") if line.xpath(".//mark")]
    assert len(lines) > 1
    for line, following in pairwise(lines):
        ahead = line.xpath(".//a[@aria-label='Chỗ khớp sau']/@href")
        assert ahead == [f"#{following.xpath('.//mark/@id')[0]}"]
        back = following.xpath(".//a[@aria-label='Chỗ khớp trước']/@href")
        assert back == [f"#{line.xpath('.//mark/@id')[-1]}"]
    assert not lines[-1].xpath(".//a[@aria-label='Chỗ khớp sau']")


def test_a_fact_leads_to_the_words_it_was_read_from(client: FlaskClient) -> None:
    found = page(client, hit_address(client, "q=gom+rác+thải+nhựa"))
    links = found.xpath("//dl//span[@class='quote']/a")
    assert len(links) >= 3
    for link in links:
        place = found.get_element_by_id(link.get("href").removeprefix("#"))
        assert link.text_content().startswith("“" + place.text_content()[:5])


def test_a_persons_own_metadata_is_named_as_the_source(client: FlaskClient) -> None:
    found = page(client, report_path(STRANGE_ID))
    assert any("do người lưu trữ ghi" in quote_ for quote_ in words(found, "//dl//dd"))


def test_what_the_text_does_not_tell_is_chua_ro(client: FlaskClient) -> None:
    found = page(client, "/reports/khong-ro")
    assert len(words(found, "//dd[@class='unknown']")) >= 4


def test_residue_is_kept_apart(client: FlaskClient) -> None:
    found = page(client, "/reports/trang-cu")
    assert any("1265" in part for part in words(found, "//details[@class='left-out']"))
    assert not any("1265" in part for part in words(found, "//div[@class='text']/p"))


def test_a_report_that_is_not_there_is_a_404_page(client: FlaskClient) -> None:
    assert words(page(client, "/reports/khong-co", 404), "//h1") == ["Không tìm thấy"]
    page(client, "/reports/khong-co/original", 404)


def test_a_bad_parameter_at_a_report_is_a_400_page(client: FlaskClient) -> None:
    page(client, "/reports/khong-ro?page=x", 400)


def test_a_report_may_be_called_original(client: FlaskClient) -> None:
    page(client, "/reports/original", 404)


@pytest.fixture(scope="module")
def planters(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Asks an application over three reports, two of which share a topic."""
    folder = tmp_path_factory.mktemp("planters")
    settings = Settings(documents=folder / "documents", index=folder / "index", jobs=1)
    settings.documents.mkdir()
    lines = "".join(json.dumps(line) + "\n" for line in PLANTERS)
    (settings.documents / "lang.jsonl").write_text(lines, "utf-8")
    rebuild(settings)
    return create_app(settings).test_client()


PLANTERS = (
    {
        "id": "dau-tien",
        "title": "Cả xóm trồng sâm dây",
        "text": "Nay ai trồng sâm dây cũng được giúp. Nhà nào cũng có sâm dây.",
    },
    {
        "id": "thu-hai",
        "title": "Làng sâm dây",
        "text": "Cả làng trồng sâm dây. Nhờ sâm dây mà làng bớt nghèo.",
        "province": "Kon Tum",
        "event_date": "2024-05-05",
    },
    {"id": "thu-ba", "title": "Đắp đê", "text": "Bà con đắp lại con đê cũ."},
)


def test_similar_reports_are_told_with_place_date_and_shared_topics(planters: FlaskClient) -> None:
    (told,) = planters.get("/api/reports/dau-tien").get_json()["similar"]
    assert (told["id"], told["title"], told["url"]) == (
        "thu-hai",
        "Làng sâm dây",
        "/reports/thu-hai",
    )
    found = page(planters, "/reports/dau-tien")
    (item,) = found.xpath("//section[@class='similar']//li")
    assert item.xpath(".//h3/a/@href") == ["/reports/thu-hai"]
    assert words(item, ".//h3") == ["Làng sâm dây"]
    assert words(item, ".//p[@class='meta']/span") == [
        "Kon Tum (nay Quảng Ngãi)",
        "Ngày sự kiện: 05/05/2024",
    ]
    assert words(item, ".//p[@class='shared']/a") == told["topics"] != []
    for address in item.xpath(".//p[@class='shared']/a/@href"):
        listed = page(planters, address).xpath("//ol[@class='hits']//h2/a/@href")
        paths = {urlsplit(link).path for link in listed}
        assert paths == {"/reports/dau-tien", "/reports/thu-hai"}


def test_where_nothing_is_similar_nothing_is_said_of_it(planters: FlaskClient) -> None:
    assert planters.get("/api/reports/thu-ba").get_json()["similar"] == []
    assert words(page(planters, "/reports/thu-ba"), "//section[@class='similar']") == []
