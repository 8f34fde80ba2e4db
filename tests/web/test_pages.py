"""The front page, the results and the health check over a real index."""

import re
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask.testing import FlaskClient
from web_archive import CONFERENCES
from web_pages import Page, page, words

from searchapp.settings import Settings
from searchapp.web.representations import report_path


def chips(found: Page) -> dict[str, str]:
    """The filters in force, each with the address without it."""
    links = found.xpath("//nav[@class='chips']//a[not(@class)]")
    return {link.text_content().split(" ", 3)[3].rstrip(" ×"): link.get("href") for link in links}


# --- the front page -----------------------------------------------------------------------------


def test_the_front_page_has_the_box_and_ways_in(client: FlaskClient) -> None:
    found = page(client, "/")
    assert found.xpath("//form[@role='search']//input[@name='q']")
    assert "Hưng Yên (3)" in words(found, "//section//a")
    assert not found.xpath("//ol[@class='hits']")


def test_every_link_of_the_front_and_the_help_page_leads_somewhere(client: FlaskClient) -> None:
    for path in ("/", "/tro-giup", "/?q=thi+dua", f"{report_path('ban-tin-8')}?q=rung"):
        found = page(client, path)
        for link in found.xpath("//a/@href"):
            target = urlsplit(link)
            if target.netloc:
                continue
            if not target.path:
                assert found.get_element_by_id(target.fragment) is not None, link
            else:
                response = client.get(link)
                assert response.status_code == 200, link
                assert not target.fragment or f'id="{target.fragment}"' in response.text, link


def test_an_empty_form_leads_to_the_front_page(client: FlaskClient) -> None:
    found = page(client, "/?q=&from=&to=&date=any")
    assert not found.xpath("//ol[@class='hits']")


# --- results ------------------------------------------------------------------------------------


def test_a_search_without_diacritics_shows_hits_and_says_so(client: FlaskClient) -> None:
    found = page(client, "/?q=hung+yen")
    assert words(found, "//h1") == ["3 kết quả cho “hung yen”"]
    assert found.xpath("//h1/ancestor::*[@aria-live='polite']")
    assert len(found.xpath("//ol[@class='hits']/li")) == 3
    assert "Hưng Yên" in words(found, "//p[@class='snippet']//mark")
    assert found.xpath("//section[@class='notes']")


@pytest.mark.parametrize("rest", ["", "&from=2020&to=2020", "&to=7/2020&province=ha-nam"])
def test_a_year_leads_to_as_many_reports_as_it_says(client: FlaskClient, rest: str) -> None:
    links = page(client, f"/?q=thi+dua{rest}").xpath("//ul[@class='years']//a")
    assert links
    for link in links:
        count = re.search(r"\((\d+)\)", link.text_content())
        heading = words(page(client, link.get("href")), "//h1")[0]
        assert count is not None
        assert heading.startswith(f"{count[1]} kết quả")


def test_the_exact_spelling_is_offered_where_one_was_typed(client: FlaskClient) -> None:
    link = "//section[@class='notes']//a[contains(@href, 'verbatim=1')]"
    assert page(client, "/?q=hưng+yến").xpath(link)
    assert not page(client, "/?q=hung+yen").xpath(link)


def test_a_hit_tells_place_date_and_kind(client: FlaskClient) -> None:
    found = page(client, "/?q=gom+rác+thải+nhựa")
    meta = words(found, "(//p[@class='meta'])[1]/span")
    assert meta == ["Hà Nam (nay Ninh Bình)", "Ngày sự kiện: 20/07/2022", "Sơ kết"]


def test_a_verbatim_search_has_a_way_back(client: FlaskClient) -> None:
    found = page(client, "/?q=thi+dua&verbatim=1")
    (back,) = found.xpath("//section[@class='notes']//a/@href")
    assert dict(parse_qsl(urlsplit(back).query)) == {"q": "thi dua"}


def test_chips_take_one_filter_away_each(client: FlaskClient) -> None:
    found = page(
        client, "/?q=thi+dua&province=ha-nam&province=unknown&from=2020&to=7/2021&year=2020"
    )
    assert set(chips(found)) == {
        "Hà Nam", "Chưa rõ tỉnh/thành", "01/01/2020–31/07/2021", "Năm 2020",
    }  # fmt: skip
    address = chips(found)["01/01/2020–31/07/2021"]
    assert parse_qsl(urlsplit(address).query) == [
        ("q", "thi dua"), ("province", "ha-nam"), ("province", "unknown"), ("year", "2020"),
    ]  # fmt: skip
    (clear,) = found.xpath("//a[@class='clear']/@href")
    assert parse_qsl(urlsplit(clear).query) == [("q", "thi dua")]


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("from=7/2020", "Từ 01/07/2020"),
        ("to=2020&date=event", "Ngày sự kiện: đến 31/12/2020"),
        ("date=published", "Theo ngày đăng"),
        ("province_now=ninh-binh", "Ninh Bình (hiện nay)"),
        ("topic=unknown", "Chưa rõ chủ đề"),
        ("topic=làng+nghề", "Chủ đề: làng nghề"),
    ],
)
def test_a_chip_says_what_it_filters(client: FlaskClient, query: str, label: str) -> None:
    assert list(chips(page(client, f"/?q=thi+dua&{query}"))) == [label]


def test_the_form_keeps_what_is_in_force(client: FlaskClient) -> None:
    path = "/?q=thi&province=ha-nam&from=7%2F2020&date=event&year=2020&sort=newest&per_page=5"
    found = page(client, path)
    assert found.xpath("//input[@name='q']/@value") == ["thi"]
    assert found.xpath("//input[@name='province'][@checked]/@value") == ["ha-nam"]
    assert found.xpath("//input[@name='from']/@value") == ["7/2020"]
    assert found.xpath("//option[@selected]/@value") == ["event"]
    hidden = found.xpath("//input[@type='hidden']")
    assert [(field.get("name"), field.get("value")) for field in hidden] == [
        ("year", "2020"), ("sort", "newest"), ("per_page", "5"),
    ]  # fmt: skip


def test_every_field_belongs_to_the_one_form(client: FlaskClient) -> None:
    found = page(client, "/?q=thi+dua")
    (form,) = found.xpath("//form")
    for field in found.xpath("//input | //select | //button"):
        inside = form in field.iterancestors()
        assert inside or field.get("form") == form.get("id")


def test_nothing_found_offers_each_filter_with_its_count(client: FlaskClient) -> None:
    found = page(client, "/?q=trồng+rừng&province=ha-nam&type=dai_hoi")
    assert words(found, "//h1") == ["Không có kết quả cho “trồng rừng”"]
    assert set(chips(found)) == {"Hà Nam", "Đại hội thi đua"}
    for link in found.xpath("//div[@class='nothing']//li/a"):
        count = int(re.findall(r"\d+", link.tail)[0])
        heading = words(page(client, link.get("href")), "//h1")[0]
        assert heading.startswith(f"{count} kết quả" if count else "Không có kết quả")


def test_pages_follow_each_other(client: FlaskClient) -> None:
    found = page(client, "/?q=thi+dua&per_page=5&page=2")
    assert words(found, "//nav[@class='pages']//li") == ["Trước", "1", "2", "3", "4", "Sau"]
    assert words(found, "//nav[@class='pages']//a[@aria-current='page']") == ["2"]
    assert found.xpath("//ol[@class='hits']/@start") == ["6"]
    (after,) = found.xpath("//a[@rel='next']/@href")
    assert dict(parse_qsl(urlsplit(after).query))["page"] == "3"


def test_a_page_behind_the_last_leads_back(client: FlaskClient) -> None:
    found = page(client, "/?q=thi+dua&page=900")
    assert any("Về trang cuối" in link for link in words(found, "//main//a"))


def test_the_footer_tells_when_and_how_many(client: FlaskClient) -> None:
    footer = words(page(client, "/?q=thi"), "//footer")[0]
    assert f"{len(CONFERENCES) + 4} báo cáo của" in footer


@pytest.mark.parametrize(
    ("query", "name"),
    [("from=31/2/2020", "from"), ("to=mai", "to")],
)
def test_a_bad_date_stays_in_its_field_with_what_is_wrong(
    client: FlaskClient, query: str, name: str
) -> None:
    found = page(client, f"/?q=thi+dua&province=ha-nam&{query}", 400)
    (field,) = found.xpath(f"//input[@name='{name}']")
    assert field.get("value") == dict(parse_qsl(query))[name]
    assert field.get("aria-invalid") == "true"
    assert "loi" in field.get("aria-describedby").split()
    assert words(found, "//*[@id='loi']")[0]
    assert found.xpath("//input[@name='q']/@value") == ["thi dua"]
    assert found.xpath("//input[@name='province'][@checked]/@value") == ["ha-nam"]


# --- everything else ----------------------------------------------------------------------------


def test_without_an_index_every_page_says_what_to_do(unbuilt: FlaskClient) -> None:
    for path in ("/", "/?q=thi", "/reports/x", "/?from=x"):
        assert "searchapp rebuild" in page(unbuilt, path, 503).text_content()
    page(unbuilt, "/tro-giup")


def test_health_tells_what_serves(client: FlaskClient, unbuilt: FlaskClient) -> None:
    healthy = client.get("/healthz").get_json()
    assert (healthy["status"], healthy["reports"]) == ("ok", len(CONFERENCES) + 4)
    assert healthy["generation"].startswith("gen-")
    assert unbuilt.get("/healthz").status_code == 503


@pytest.mark.parametrize("path", ["/", "/reports/khong-ro", "/api/search", "/tro-giup", "/healthz"])
def test_there_is_only_reading(client: FlaskClient, path: str) -> None:
    assert client.head(path).status_code == 200
    assert client.options(path).status_code == 200
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE"):
        response = client.open(path, method=method)
        assert response.status_code == 405
        assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(
    "path",
    [
        "/%ff",
        "/reports/%00",
        "/?q=%ff%00%01",
        "/reports//a//",
        "/?%ff=%fe",
        "/reports/" + "a" * 9000,
    ],
)
def test_any_bytes_get_a_page(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code in {200, 400, 404}


def test_asking_writes_nothing(client: FlaskClient, settings: Settings) -> None:
    def state() -> list[tuple[str, int, int]]:
        files = sorted(settings.index.parent.rglob("*"))
        return [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in files]

    before = state()
    for path in (
        "/",
        "/?q=hung+yen",
        "/reports/khong-ro",
        "/reports/khong-ro/original",
        "/healthz",
    ):
        client.get(path)
    assert state() == before


def test_a_page_is_light(client: FlaskClient) -> None:
    assert len(client.get("/?q=thi+dua").data) < 60_000
    with client.get("/static/page.js") as script:
        assert len(script.data) < 10_000


def test_a_long_query_is_refused_with_its_words_kept(client: FlaskClient) -> None:
    text = "thi đua " * 400
    found = page(client, "/?q=" + quote(text), 400)
    assert found.xpath("//input[@name='q']/@value") == [text]
