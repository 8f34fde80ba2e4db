"""Answers that were given before: the same again, until another generation serves."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from watched_engine import WatchedEngine
from web_archive import STRANGE_ID, write_archive

from searchapp.app import create_app
from searchapp.indexing import rebuild
from searchapp.settings import Settings
from searchapp.web.headers import SECURITY
from searchapp.web.representations import report_path

KEPT = [
    "/",
    "/?q=thi+dua",
    "/?q=thi+dua&province=hung-yen&sort=newest",
    "/?q=khong+co+dau+xyz&province=hung-yen",
    "/api/search",
    "/api/search?q=thi+%C4%91ua&per_page=3&page=2",
    "/api/suggest?q=thi",
    f"{report_path(STRANGE_ID)}?q=b%E1%BA%A3n+tin",
    f"/api{report_path(STRANGE_ID)}",
]
NOT_KEPT = [
    ("/?from=x", 400),
    ("/api/search?x=1", 400),
    ("/api/suggest?x=1", 400),
    ("/reports/khong-co", 404),
    ("/api/reports/khong-co", 404),
    ("/api/reports/ban-tin-8?x=1", 400),
    ("/reports/ban-tin-8/original", 200),
    ("/healthz", 200),
    ("/tro-giup", 200),
]


@pytest.fixture
def engine(settings: Settings) -> WatchedEngine:
    """The engine over the small archive, watched."""
    return WatchedEngine(settings)


@pytest.fixture
def asked(settings: Settings, engine: WatchedEngine) -> FlaskClient:
    """A new application over that engine, which has answered nothing yet."""
    return create_app(settings, engine).test_client()


def untouched(engine: WatchedEngine) -> bool:
    """Whether nothing was asked of an engine but what serves."""
    return engine.searches == engine.reports == 0


def forget(engine: WatchedEngine) -> None:
    """Count anew."""
    engine.searches = engine.reports = 0


# --- again ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", KEPT)
def test_the_second_answer_is_the_first_and_costs_no_search(
    asked: FlaskClient, engine: WatchedEngine, path: str
) -> None:
    first = asked.get(path)
    forget(engine)
    second = asked.get(path)
    assert untouched(engine)
    assert second.status_code == first.status_code == 200
    assert (second.data, list(second.headers)) == (first.data, list(first.headers))
    assert first.headers["ETag"].startswith('W/"')


@pytest.mark.parametrize("path", [*KEPT, *(path for path, _ in NOT_KEPT)])
def test_an_answer_is_what_it_would_be_without_keeping(
    settings: Settings, asked: FlaskClient, path: str
) -> None:
    plain = create_app(replace(settings, cache_entries=0)).test_client().get(path)
    asked.get(path)
    kept = asked.get(path)
    assert kept.status_code == plain.status_code
    assert timeless(kept) == timeless(plain)
    for response in (kept, plain):
        assert int(response.headers.pop("Content-Length")) == len(response.data)
    assert kept.headers == plain.headers


def timeless(response: Any) -> object:
    """What an answer says but for the time that it took."""
    if not response.is_json:
        return response.data
    return {**response.get_json(), "took_ms": None}


@pytest.mark.parametrize("bound", ["cache_entries", "cache_bytes"])
def test_nothing_is_kept_where_no_room_is_given(
    settings: Settings, engine: WatchedEngine, bound: str
) -> None:
    without_room: dict[str, Any] = {bound: 0}
    client = create_app(replace(settings, **without_room), engine).test_client()
    for _ in range(2):
        forget(engine)
        assert client.get("/api/search?q=thi").status_code == 200
        assert engine.searches > 0


@pytest.mark.parametrize(("path", "status"), NOT_KEPT)
def test_other_answers_have_no_tag(asked: FlaskClient, path: str, status: int) -> None:
    for _ in range(2):
        response = asked.get(path)
        assert response.status_code == status
        assert "ETag" not in response.headers


def test_a_search_without_an_index_is_answered_once_there_is_one(tmp_path: Path) -> None:
    settings = Settings(documents=tmp_path / "documents", index=tmp_path / "index", jobs=1)
    client = create_app(settings).test_client()
    assert client.get("/api/search").status_code == 503
    write_archive(settings.documents)
    rebuild(settings)
    assert client.get("/api/search").status_code == 200


def test_head_is_the_answer_without_its_body(asked: FlaskClient) -> None:
    head, get = asked.head("/?q=thi+dua"), asked.get("/?q=thi+dua")
    assert (head.data, head.headers) == (b"", get.headers)
    assert asked.head("/?q=thi+dua").data == b""
    assert len(get.data) == int(get.headers["Content-Length"]) > 0


# --- equal and unequal ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/api/search?q=thi+dua", "/api/search?page=1&q=%20thi%20dua&sort=relevance&from="),
        ("/api/search?q=thi&type=so_ket&type=so_ket", "/api/search?type=so_ket&type=&q=thi"),
        ("/?q=thi+dua", "/?q=thi%20dua&page=&date=any"),
        ("/api/suggest?q=thi", "/api/suggest?limit=10&q=thi"),
    ],
)
def test_equal_queries_share_an_answer(
    asked: FlaskClient, engine: WatchedEngine, one: str, other: str
) -> None:
    first = asked.get(one)
    forget(engine)
    assert asked.get(other).data == first.data
    assert untouched(engine)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/?q=thi+dua", "/?q=thi++dua"),
        ("/?q=thi+dua", "/?q=thi+dua+"),
        ("/?from=2020&to=2022", "/?from=2022&to=2020"),
        ("/?province=ha-nam&province=hung-yen", "/?province=hung-yen&province=ha-nam"),
        ("/api/search?q=thi+dua", "/api/search?q=Thi+dua"),
        ("/api/suggest?q=thi", "/api/suggest?q=thi+"),
        ("/", "/api/search"),
    ],
)
def test_what_an_answer_shows_of_its_parameters_is_never_another_ones(
    settings: Settings, asked: FlaskClient, one: str, other: str
) -> None:
    plain = create_app(replace(settings, cache_entries=0)).test_client()
    for path in (one, other, one):
        assert timeless(asked.get(path)) == timeless(plain.get(path))
    assert asked.get(one).headers["ETag"] != asked.get(other).headers["ETag"]


# --- conditional requests ------------------------------------------------------------------------


@pytest.mark.parametrize("path", KEPT)
def test_a_client_that_holds_the_answer_is_told_so_without_a_search(
    settings: Settings, engine: WatchedEngine, path: str
) -> None:
    given = create_app(settings).test_client().get(path)
    client = create_app(settings, engine).test_client()
    tag = given.headers["ETag"]
    for condition in (tag, tag.removeprefix("W/"), f'"a", {tag} , W/"b"'):
        response = client.get(path, headers={"If-None-Match": condition})
        assert (response.status_code, response.data) == (304, b"")
        assert response.headers["ETag"] == tag
        assert response.headers["Cache-Control"] == given.headers["Cache-Control"]
        assert {name: response.headers.get(name) for name in SECURITY} == SECURITY
    assert untouched(engine)


@pytest.mark.parametrize("condition", ["", '"x"', 'W/"x", "y"', "W/", '"', "\x00", "x" * 5000])
def test_a_client_that_holds_something_else_gets_the_answer(
    asked: FlaskClient, condition: str
) -> None:
    response = asked.get("/api/search?q=thi", headers={"If-None-Match": condition})
    assert response.status_code == 200
    assert response.get_json()["total"] > 0


def test_any_answer_will_do_for_a_star_but_there_must_be_one(asked: FlaskClient) -> None:
    star = {"If-None-Match": "*"}
    assert asked.get("/?q=thi", headers=star).status_code == 304
    assert asked.get("/?q=thi", headers=star).status_code == 304
    assert asked.get("/?from=x", headers=star).status_code == 400
    assert asked.get("/reports/khong-co", headers=star).status_code == 404


def test_the_tag_of_one_address_is_none_of_another(asked: FlaskClient) -> None:
    tags = [asked.get(path).headers["ETag"] for path in KEPT]
    assert len(set(tags)) == len(KEPT)


# --- who asks ------------------------------------------------------------------------------------


def test_each_origin_gets_the_headers_that_are_its_own(settings: Settings) -> None:
    sharing = replace(settings, cors_origins="https://a.example https://b.example")
    client = create_app(sharing).test_client()
    for _ in range(2):
        for origin in ("https://a.example", "https://b.example", "https://c.example", ""):
            headers = {"Origin": origin} if origin else {}
            full = client.get("/api/search", headers=headers)
            same = client.get(
                "/api/search", headers=headers | {"If-None-Match": full.headers["ETag"]}
            )
            for response, status in ((full, 200), (same, 304)):
                assert response.status_code == status
                allowed = response.headers.getlist("Access-Control-Allow-Origin")
                assert allowed == ([origin] if origin[8:9] in {"a", "b"} else [])
                assert response.headers.getlist("Vary") == ["Origin"]


# --- generations ---------------------------------------------------------------------------------


def test_a_new_generation_is_answered_from_and_a_rollback_too(tmp_path: Path) -> None:
    settings = Settings(documents=tmp_path / "documents", index=tmp_path / "index", jobs=1)
    write_archive(settings.documents)
    rebuild(settings)
    engine = WatchedEngine(settings)
    client = create_app(settings, engine).test_client()
    before = client.get("/api/search?q=thi+dua")
    (settings.documents / "moi.txt").write_text("Bản tin thi đua mới của khối.\n", "utf-8")
    rebuild(settings)
    held = {"If-None-Match": before.headers["ETag"]}
    after = client.get("/api/search?q=thi+dua", headers=held)
    assert after.status_code == 200
    assert after.get_json()["total"] == before.get_json()["total"] + 1
    assert after.headers["ETag"] != before.headers["ETag"]
    engine.rollback()
    assert client.get("/api/search?q=thi+dua").data == before.data
    assert client.get("/api/search?q=thi+dua", headers=held).status_code == 304


def test_an_index_that_starts_over_with_its_names_is_another(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    tags = []
    for place in ("one", "two"):
        settings = Settings(documents=documents, index=tmp_path / place, jobs=1)
        write_archive(documents)
        rebuild(settings)
        client = create_app(settings).test_client()
        tags.append(client.get("/api/search").headers["ETag"])
    assert tags[0] != tags[1]


def test_an_answer_that_was_computed_across_a_change_is_not_kept(tmp_path: Path) -> None:
    settings = Settings(documents=tmp_path / "documents", index=tmp_path / "index", jobs=1)
    write_archive(settings.documents)
    rebuild(settings)
    (settings.documents / "moi.txt").write_text("Bản tin thi đua mới của khối.\n", "utf-8")

    class ChangingEngine(WatchedEngine):
        def search(self, query: Any) -> Any:
            if not self.searches:
                rebuild(settings)
            return super().search(query)

    client = create_app(settings, ChangingEngine(settings)).test_client()
    mixed = client.get("/api/search?q=thi+dua")
    assert mixed.status_code == 200
    assert "ETag" not in mixed.headers
    assert "ETag" in client.get("/api/search?q=thi+dua").headers
