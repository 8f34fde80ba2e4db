"""Addresses that are put together by hand are those of the routes; boxes hold no raw text."""

import lxml.html
import pytest
from flask import Flask, url_for
from hypothesis import given
from hypothesis import strategies as st
from web_archive import SCRIPT, STRANGE_ID

from searchapp.model import Bucket
from searchapp.web import addresses
from searchapp.web.boxes import boxes
from searchapp.web.results_page import Choices

PREFIXES = ["", "/kho", "/kho/báo cáo"]
IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.just(STRANGE_ID)


@pytest.mark.parametrize("prefix", PREFIXES)
@given(
    report_id=st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.just(STRANGE_ID)
)
def test_the_addresses_of_a_report_are_those_of_its_routes(
    app: Flask, prefix: str, report_id: str
) -> None:
    with app.test_request_context("/", base_url=f"http://a.example{prefix}"):
        for ours, route in (
            (addresses.report_address(report_id), "pages.report"),
            (addresses.original_address(report_id), "pages.original"),
        ):
            assert ours == url_for(route, report_id=report_id)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_addresses_of_a_search_are_those_of_its_routes(app: Flask, prefix: str) -> None:
    with app.test_request_context("/", base_url=f"http://a.example{prefix}"):
        assert addresses.search_address([]) == url_for("pages.front")
        assert addresses.api_address([]) == url_for("api.search_reports")


@pytest.mark.parametrize("hostile", [SCRIPT, '" onclick="x', "'><b>", "&lt;", "</ul>"])
def test_a_value_stands_in_its_box_as_it_is_and_makes_no_element(hostile: str) -> None:
    bucket = Bucket(hostile, hostile, 1234, selected=True)
    html = boxes(Choices("topic", (bucket,), (bucket,)), {"topic": {hostile}}, {})
    found = lxml.html.fragment_fromstring(html, create_parent=True)
    inputs = found.xpath(".//input")
    assert [box.attrib for box in inputs] == [
        {"type": "checkbox", "form": "tim", "name": "topic", "value": hostile}
        | {"checked": "checked", "disabled": "disabled"}
    ] * 2
    assert {element.tag for element in found.iter()} == {
        *("div", "ul", "li", "label", "input", "span", "small", "details", "summary"),
    }
    names = found.xpath(".//span[@class='name']")
    assert [name.text for name in names] == [f"{hostile} "] * 2  # a note follows
    assert [count.text for count in found.xpath(".//span[@class='count']")] == ["1.234"] * 2
