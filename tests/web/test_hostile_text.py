"""Whatever is typed or read, a page stays the page that we wrote."""

from html import unescape

import pytest
from flask.testing import FlaskClient
from lxml import html
from web_archive import SCRIPT, STRANGE_ID
from web_pages import page

from searchapp.web.representations import report_path

ATTACKS = [SCRIPT, '"><img src=x onerror=alert(1)>', "'-alert(1)-'", "{{7*7}}", "</title><b>"]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["q", "topic", "from", "year", "sort", "xyz"])
def test_what_is_typed_never_becomes_markup(client: FlaskClient, attack: str, name: str) -> None:
    response = client.get("/", query_string={name: attack})
    assert response.status_code in {200, 400}
    found = html.fromstring(response.text)
    assert not found.xpath("//*[@onerror] | //b | //script[not(@src)] | //img[@src='x']")
    assert "49" not in "".join(found.xpath("//main//text()")).replace("2049", "")


def test_what_a_report_holds_never_becomes_markup(client: FlaskClient) -> None:
    for path in ("/?q=script", f"{report_path(STRANGE_ID)}?q=script", "/reports/trang-cu?q=script"):
        found = page(client, path)
        assert not found.xpath("//script[not(@src)]")
        assert SCRIPT in unescape(found.text_content())
        assert not [link for link in found.xpath("//a/@href") if link.startswith("javascript")]


@pytest.mark.parametrize("path", ["/", "/?q=thi", "/reports/khong-ro", "/tro-giup", "/khong-co"])
def test_a_page_has_no_script_or_style_of_its_own(client: FlaskClient, path: str) -> None:
    found = html.fromstring(client.get(path).text)
    assert not found.xpath(
        "//style | //*[@style] | //script[not(@src)] | //@*[starts-with(name(), 'on')]"
    )
    assert found.get("lang") == "vi"
