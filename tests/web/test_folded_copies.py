"""Nearly identical reports stand under one hit: on the page, in the API, in the pages' count."""

# ruff: noqa: E501 (a paragraph is a line)

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web_pages import page, words

from searchapp.app import create_app
from searchapp.indexing import rebuild
from searchapp.settings import Settings
from searchapp.web.answer_schemas import SearchAnswer

_TOLD = """Sáng nay, {unit} họp hội nghị sơ kết phong trào làm sạch bến sông. Đại biểu các thôn về dự đông đủ và nghe đọc báo cáo.

Bà con của {unit} đã vớt bèo, kè lại bờ, quét vôi hàng cây và dựng thêm lan can ở chỗ nước sâu. Hội nghị tặng giấy khen cho những tổ tự quản làm đều tay suốt mùa mưa, rồi bàn cách giữ bến sạch trong mùa khô tới.
"""


def _line(report_id: str, unit: str, url: str | None, rest: str) -> str:
    told = {"id": report_id, "title": f"{unit} sơ kết", "text": _TOLD.format(unit=unit) + rest}
    return json.dumps(told | ({"url": url} if url else {}), ensure_ascii=False) + "\n"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Asks an application over three copies of one report, twelve of another, and one more."""
    folder: Path = tmp_path_factory.mktemp("copied")
    settings = Settings(documents=folder / "documents", index=folder / "index", jobs=1)
    settings.documents.mkdir()
    lines = [
        _line("a1", "Hội Phụ nữ", "https://mot.example/tin", ""),
        _line("a2", "Hội Phụ nữ", "https://hai.example/tin", "\nNguồn: trang một."),
        _line("a3", "Hội Phụ nữ", "http://[", "\nTheo trang một."),
        *(_line(f"b{n:02}", "Đoàn Thanh niên", None, "\nIn trang này.") for n in range(12)),
        _line("c1", "Tổ hợp tác", None, ""),
    ]
    (settings.documents / "tin.jsonl").write_text("".join(lines), "utf-8")
    rebuild(settings)
    return create_app(settings).test_client()


def test_the_page_lists_few_copies_under_their_hit(copied: FlaskClient) -> None:
    found = page(copied, "/?q=lan+can+hội+phụ+nữ")
    (told,) = words(found, "//li[1]//div[@class='folded']")
    assert told.startswith("Còn 2 bản gần như giống hệt:")
    links = found.xpath("//li[1]//div[@class='folded']//a")
    assert len(links) == 2
    for link in links:
        assert copied.get(link.get("href")).status_code == 200
        assert "Hội Phụ nữ sơ kết (" in link.text_content()


def test_where_a_copy_is_from_is_told(copied: FlaskClient) -> None:
    links = words(page(copied, "/?q=lan+can"), "//ul[@class='copies']//a")
    assert "Hội Phụ nữ sơ kết (hai.example)" in links
    assert "Đoàn Thanh niên sơ kết (tin.jsonl)" in links


def test_many_copies_are_folded_away_and_those_not_listed_are_counted(
    copied: FlaskClient,
) -> None:
    found = page(copied, "/?q=lan+can")
    assert words(found, "//details[@class='folded']/summary") == ["Còn 11 bản gần như giống hệt"]
    listed = words(found, "//details[@class='folded']//li")
    assert (len(listed), listed[-1]) == (11, "và 1 bản nữa")


def test_the_heading_counts_reports_and_the_pages_hits(copied: FlaskClient) -> None:
    found = page(copied, "/?q=lan+can&per_page=2")
    assert words(found, "//h1") == ["16 kết quả cho “lan can”"]
    assert "danh sách có 3 mục" in found.text_content()
    assert words(found, "//nav[@class='pages']//a") == ["1", "2", "Sau"]
    assert len(page(copied, "/?q=lan+can&per_page=2&page=2").xpath("//ol[@class='hits']/li")) == 1
    assert "Không có trang 3" in page(copied, "/?q=lan+can&per_page=2&page=3").text_content()


def test_where_nothing_is_folded_nothing_is_said(copied: FlaskClient) -> None:
    found = page(copied, "/?q=tổ+hợp+tác")
    assert "mục" not in "".join(words(found, "//p[@class='hint']"))
    assert not found.xpath("//*[@class='folded']")


def test_the_api_gives_each_hit_its_duplicates(copied: FlaskClient) -> None:
    answer = copied.get("/api/search?q=lan+can").get_json()
    assert SearchAnswer().validate(answer) == {}
    assert (answer["total"], answer["groups"]) == (16, 3)
    told = {hit["id"][0]: hit for hit in answer["hits"]}
    assert told["c"]["duplicates"] == []
    assert (len(told["b"]["duplicates"]), told["b"]["duplicate_count"]) == (10, 11)
    for copy in told["a"]["duplicates"]:
        assert copy.keys() == {"id", "title", "url"}
        assert copied.get(f"/api{copy['url']}").get_json()["id"] == copy["id"]
