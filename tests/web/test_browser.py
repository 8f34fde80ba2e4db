"""The page in a real browser, asked of a real server process."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import DESKTOP, MARKS, PHONE, RULES
from playwright.sync_api import Browser, Page, ViewportSize, expect
from web_archive import STRANGE_ID

from searchapp.web.representations import report_path

pytestmark = MARKS


# --- pages --------------------------------------------------------------------------------------


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def page(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A desktop page; everything must work without JavaScript as well."""
    scripted = request.param == "with JavaScript"
    context = browser.new_context(base_url=site, viewport=DESKTOP, java_script_enabled=scripted)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """A page on a phone."""
    context = browser.new_context(base_url=site, viewport=PHONE)
    yield context.new_page()
    context.close()


# --- the way of a user --------------------------------------------------------------------------


def count_in(page: Page) -> int:
    """The number in the heading of the results."""
    return int(re.findall(r"\d+", page.locator("h1").inner_text())[0])


def test_one_searches_filters_opens_sees_the_match_and_goes_back(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Tìm trong báo cáo").fill("phong trao thi dua")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator("h1")).to_contain_text("cho “phong trao thi dua”")
    all_found = count_in(page)

    choice = page.get_by_label("Hưng Yên").first
    count = int(choice.locator("xpath=../span[@class='count']").inner_text())
    choice.check()
    page.get_by_role("button", name="Áp dụng").click()
    assert count_in(page) == count < all_found
    assert page.locator("ol.hits > li").count() == count

    page.get_by_label("Từ ngày").fill("7/2020")
    page.get_by_label("Đến ngày").fill("31/12/2020")
    page.get_by_role("button", name="Áp dụng").click()
    assert count_in(page) == 2
    expect(page.get_by_role("link", name="01/07/2020–31/12/2020")).to_be_visible()
    results = page.url

    page.locator("ol.hits h2 a").first.click()
    expect(page.locator("mark").first).to_be_visible()
    assert "phong trào thi đua" in page.locator("mark").all_inner_texts()
    page.get_by_role("link", name="Chỗ khớp 1", exact=True).click()
    expect(page.locator("#khop-1")).to_be_in_viewport()

    page.get_by_role("link", name="← Về kết quả").click()
    assert page.url == results.replace("&date=any", "")
    assert count_in(page) == 2


def test_chips_take_filters_away_again(page: Page) -> None:
    page.goto("/?q=thi+dua&province=ha-nam&year=2020")
    assert count_in(page) == 1
    page.get_by_role("link", name="Bỏ bộ lọc Năm 2020").click()
    assert count_in(page) == 2
    page.get_by_role("link", name="Xoá tất cả").click()
    expect(page.locator(".chips")).to_have_count(0)


def test_a_bad_date_is_corrected_in_place(page: Page) -> None:
    page.goto("/?q=thi+dua")
    page.get_by_label("Từ ngày").fill("31/2/2020")
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.get_by_role("alert")).to_contain_text("31/2/2020")
    expect(page.get_by_label("Từ ngày")).to_have_value("31/2/2020")
    page.get_by_label("Từ ngày").fill("2/2020")
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.locator("h1")).to_contain_text("kết quả")


def test_evidence_is_one_click_away(page: Page) -> None:
    page.goto("/?q=gom+rac+thai+nhua")
    page.locator("ol.hits h2 a").first.click()
    link = page.locator(".quote a").first
    link.click()
    target = page.locator(link.get_attribute("href") or "")
    expect(target).to_be_in_viewport()


def test_the_keyboard_reaches_everything(page: Page) -> None:
    page.goto("/?q=thi+dua")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_report_of_any_id_opens_from_its_hit(page: Page) -> None:
    page.goto("/?q=phat+dong+trong+rung")
    page.get_by_role("link", name="Bản tin").click()
    assert page.locator("h1").inner_text().startswith("Bản tin <script>")


# --- with JavaScript ----------------------------------------------------------------------------


def test_nothing_breaks_the_policy(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("/", "/?q=thi+dua", f"{report_path(STRANGE_ID)}?q=script", "/tro-giup"):
        page.goto(path)
    context.close()
    assert said == []


def test_a_box_narrows_the_list_of_provinces(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport=DESKTOP)
    page = context.new_page()
    page.goto("/?q=thi+dua")
    page.get_by_label("Lọc danh sách tỉnh, thành phố theo tên").first.fill("tay ninh")
    shown = page.locator("fieldset").first.locator("li:visible .name").all_inner_texts()
    context.close()
    assert shown == ["Tây Ninh"]


# --- for everyone -------------------------------------------------------------------------------

PAGES = {
    "front": "/",
    "results": "/?q=thi+dua&province=hung-yen&from=2020",
    "nothing": "/?q=khongcogi&province=ha-nam",
    "corrected": "/?q=thiđua+hưng+yên",
    "understood": "/?q=tổng+kết+hưng+yên+năm+2020",
    "typed": "/?q=thi+đua+tinh:hưng+yên+nam:2020-2021",
    "ways out": "/?q=thi+đua+tinh:hưng+yên+nam:1951",
    "refused": "/?q=thi&from=31/2/2020",
    "report": "/reports/trang-cu?q=giao+uoc",
    "similar": "/reports/ban-tin-8",
    "help": "/tro-giup",
    "error": "/khong-co",
}


@pytest.mark.parametrize(
    ("name", "viewport"),
    [
        *((name, PHONE) for name in PAGES),
        ("results", DESKTOP),
        ("understood", DESKTOP),
        ("typed", DESKTOP),
        ("report", DESKTOP),
        ("similar", DESKTOP),
    ],
)
def test_no_page_keeps_anyone_out(
    browser: Browser, site: str, name: str, viewport: ViewportSize
) -> None:
    context = browser.new_context(base_url=site, viewport=viewport, reduced_motion="reduce")
    page = context.new_page()
    page.goto(PAGES[name])
    assert page.get_by_role("region", name="Báo cáo tương tự").count() == (name == "similar")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    page.emulate_media(color_scheme="dark")
    in_the_dark = Axe().run(page, options={"runOnly": ["color-contrast"]})
    context.close()
    assert found.violations_count == 0, found.generate_report()
    assert in_the_dark.violations_count == 0, in_the_dark.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(phone: Page, name: str) -> None:
    phone.goto(PAGES[name])
    for width in (320, 360, 768, 1280):
        phone.set_viewport_size({"width": width, "height": 800})
        assert phone.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_result_is_in_sight_on_a_phone(phone: Page) -> None:
    phone.goto("/?q=thi+đua&province=hung-yen&verbatim=0")
    box = phone.locator("ol.hits > li h2").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 600


def test_the_filters_stand_open_on_a_desktop_and_closed_on_a_phone(page: Page) -> None:
    page.goto("/?q=thi+dua")
    expect(page.get_by_label("Từ ngày")).to_be_visible()
    page.set_viewport_size(PHONE)
    page.goto("/?q=thi+dua")
    expect(page.get_by_label("Từ ngày")).to_be_hidden()
    page.get_by_text("Bộ lọc", exact=True).click()
    expect(page.get_by_label("Từ ngày")).to_be_visible()
