"""Suggestions while typing, in a real browser: they help, and never take anything out of hand."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import DESKTOP, MARKS, PHONE, RULES
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect

pytestmark = MARKS

SCRIPTS = ("/static/page.js", "/static/suggest.js")
MOST_BYTES_OF_SCRIPT = 10_000


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """The front page on a desktop."""
    context = browser.new_context(base_url=site, viewport=DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Tìm trong báo cáo")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Gợi ý").get_by_role("option")


def chosen(page: Page) -> list[str]:
    """The texts of the options that are chosen, as a screen reader is told."""
    name = box(page).get_attribute("aria-activedescendant")
    marked = page.locator('[role="option"][aria-selected="true"]')
    assert [one.get_attribute("id") for one in marked.all()] == ([name] if name else [])
    return marked.locator(".name").all_inner_texts()


def type_and_wait(page: Page, text: str) -> list[str]:
    box(page).press_sequentially(text)
    expect(options(page).first).to_be_visible()
    return options(page).locator(".name").all_inner_texts()


# --- the list -----------------------------------------------------------------------------------


def test_suggestions_come_after_two_letters_and_say_what_they_are(page: Page) -> None:
    box(page).press_sequentially("h")
    page.wait_for_timeout(300)
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(options(page)).to_have_count(0)
    assert type_and_wait(page, "a na")[0] == "Hà Nam"
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(options(page).first).to_contain_text("Địa danh · 2 báo cáo")
    assert chosen(page) == []


def test_enter_sends_exactly_what_was_typed(page: Page) -> None:
    type_and_wait(page, "ha na")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=ha+na*")
    expect(page.locator("h1")).to_contain_text("“ha na”")


def test_arrows_choose_and_enter_then_follows_the_suggestion(page: Page) -> None:
    shown = type_and_wait(page, "ha na")
    page.keyboard.press("ArrowDown")
    assert chosen(page) == shown[:1]
    page.keyboard.press("ArrowUp")
    assert chosen(page) == []
    page.keyboard.press("ArrowUp")
    assert chosen(page) == shown[-1:]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(box(page)).to_have_value("ha na")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?province=ha-nam")


def test_typing_on_forgets_what_was_chosen(page: Page) -> None:
    type_and_wait(page, "ha")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert chosen(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=ha+*")


def test_escape_closes_the_list_and_keeps_the_text(page: Page) -> None:
    type_and_wait(page, "ha na")
    page.keyboard.press("Escape")
    expect(options(page).first).to_be_hidden()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("ha na")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()


def test_leaving_the_box_closes_the_list(page: Page) -> None:
    type_and_wait(page, "ha na")
    page.keyboard.press("Tab")
    expect(options(page).first).to_be_hidden()


def test_emptying_the_box_closes_the_list(page: Page) -> None:
    type_and_wait(page, "ha na")
    box(page).fill("")
    expect(options(page).first).to_be_hidden()


def test_a_click_follows_a_suggestion(page: Page) -> None:
    type_and_wait(page, "trong rung")
    options(page).filter(has_text="Kon Tum khen thưởng").click()
    page.wait_for_url("**/reports/ban-tin-8")


def test_a_tap_follows_a_suggestion(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport=PHONE, has_touch=True)
    page = context.new_page()
    page.goto("/")
    type_and_wait(page, "ha na")
    options(page).first.tap()
    page.wait_for_url("**/?province=ha-nam")
    context.close()


# --- answers ------------------------------------------------------------------------------------


def test_a_late_answer_to_an_earlier_text_is_dropped(page: Page) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(re.compile(r"/api/suggest\?q=hu$"), hold)
    with page.expect_request(re.compile(r"/api/suggest\?q=hu$")):
        box(page).press_sequentially("hu")
    box(page).fill("ha na")
    expect(options(page).first).to_contain_text("Hà Nam")
    for route in waiting:
        route.fulfill(json={"suggestions": [_suggestion("Hưng Yên")]})
    page.wait_for_timeout(200)
    expect(options(page).first).to_contain_text("Hà Nam")


def test_fast_typing_asks_once(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    type_and_wait(page, "ha nam")
    assert len([url for url in asked if "/api/suggest" in url]) == 1


@pytest.mark.parametrize("status", [400, 500, 503])
def test_where_no_answer_comes_the_box_is_a_plain_box(page: Page, status: int) -> None:
    page.route("**/api/suggest*", lambda route: route.fulfill(status=status, body="?"))
    with page.expect_response("**/api/suggest*"):
        box(page).press_sequentially("ha na")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=ha+na*")


def test_a_text_that_looks_like_markup_is_shown_as_text(page: Page) -> None:
    assert "Bản tin <script>alert(1)</script> của Kon Tum" in type_and_wait(page, "script")


# --- input methods ------------------------------------------------------------------------------


def test_an_input_method_keeps_its_keys_while_it_composes(page: Page) -> None:
    type_and_wait(page, "ha ")
    method = page.context.new_cdp_session(page)
    method.send("Input.imeSetComposition", {"text": "na", "selectionStart": 2, "selectionEnd": 2})
    expect(box(page)).to_have_value("ha na")
    expect(options(page).first).to_contain_text("Hà Nam")
    box(page).evaluate(
        """box => {
          for (const key of ["ArrowDown", "Enter", "Escape"]) {
            const event = new KeyboardEvent("keydown",
              { key, isComposing: true, bubbles: true, cancelable: true });
            if (!box.dispatchEvent(event)) throw new Error(`took ${key} away`);
          }
        }"""
    )
    assert chosen(page) == []
    expect(options(page).first).to_be_visible()
    method.send("Input.insertText", {"text": "nam"})
    expect(box(page)).to_have_value("ha nam")
    expect(options(page).first).to_contain_text("Hà Nam")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?province=ha-nam")


# --- for everyone -------------------------------------------------------------------------------


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", ["/", "/?q=thi+dua"])
def test_the_open_list_keeps_nobody_out(
    browser: Browser, site: str, viewport: ViewportSize, path: str
) -> None:
    context = browser.new_context(base_url=site, viewport=viewport, reduced_motion="reduce")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path)
    box(page).fill("")
    type_and_wait(page, "thi")
    page.keyboard.press("ArrowDown")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    page.emulate_media(color_scheme="dark")
    in_the_dark = Axe().run(page, options={"runOnly": ["color-contrast"]})
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    heights = [one.bounding_box() for one in options(page).all()]
    context.close()
    assert found.violations_count == 0, found.generate_report()
    assert in_the_dark.violations_count == 0, in_the_dark.generate_report()
    assert sideways <= 0
    assert all(place is not None and place["height"] >= 24 for place in heights)
    assert said == []  # the policy was kept


def test_without_javascript_the_box_is_a_plain_box(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox", name="Tìm trong báo cáo").fill("ha na")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=ha+na*")
    context.close()


def test_all_scripts_together_are_small(page: Page) -> None:
    bodies = [page.request.get(path).body() for path in SCRIPTS]
    assert sum(map(len, bodies)) <= MOST_BYTES_OF_SCRIPT


def _suggestion(text: str) -> dict[str, object]:
    return {"text": text, "kind": "place", "label": "Địa danh", "count": 1, "url": "/"}
