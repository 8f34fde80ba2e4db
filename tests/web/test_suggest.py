"""/api/suggest: what is suggested while somebody types, and where it leads."""

import pytest
from flask.testing import FlaskClient
from web_archive import STRANGE_ID

from searchapp.web.params import MAX_TEXT
from searchapp.web.representations import report_path


def suggestions(client: FlaskClient, **asked: object) -> list[dict[str, object]]:
    response = client.get("/api/suggest", query_string=asked)
    assert response.status_code == 200, response.text
    return response.get_json()["suggestions"]


def test_a_place_leads_to_its_reports(client: FlaskClient) -> None:
    (first, *_) = suggestions(client, q="ha na")
    assert first == {
        "text": "Hà Nam",
        "kind": "place",
        "label": "Địa danh",
        "count": 2,
        "url": "/?province=ha-nam",
    }


def test_the_text_is_given_back_as_it_was_typed(client: FlaskClient) -> None:
    answer = client.get("/api/suggest", query_string={"q": " Hà  n "}).get_json()
    assert list(answer) == ["query", "suggestions", "took_ms"]
    assert answer["query"] == " Hà  n "


@pytest.mark.parametrize("typed", ["thi d", "hu", "huyen", "cu", "tr", "kontum", "an", "bả"])
def test_every_suggestion_leads_to_as_many_reports_as_it_says(
    client: FlaskClient, typed: str
) -> None:
    for found in suggestions(client, q=typed):
        address = str(found["url"])
        if found["kind"] == "title":
            assert client.get(address).status_code == 200
        else:
            search = client.get(f"/api/search{address.removeprefix('/')}").get_json()
            assert search["total"] == found["count"] > 0


def test_a_title_leads_to_its_report_whatever_its_id(client: FlaskClient) -> None:
    (found,) = suggestions(client, q="bản tin script")
    assert found["url"] == report_path(STRANGE_ID)


def test_there_are_at_most_as_many_as_asked_for(client: FlaskClient) -> None:
    assert len(suggestions(client, q="thi")) == 10
    assert len(suggestions(client, q="thi", limit=3)) == 3


@pytest.mark.parametrize("typed", ["", "h", "?", "7"])
def test_before_two_letters_the_list_is_empty(client: FlaskClient, typed: str) -> None:
    assert suggestions(client, q=typed) == []


def test_without_a_text_the_list_is_empty(client: FlaskClient) -> None:
    assert suggestions(client) == []


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("?q=thi&province=ha-nam", "province"),
        ("?q=thi&q=dua", "q"),
        (f"?q={'a' * (MAX_TEXT + 1)}", "q"),
        ("?q=thi&limit=0", "limit"),
        ("?q=thi&limit=11", "limit"),
        ("?q=thi&limit=ten", "limit"),
        ("?q=thi&limit=1&limit=2", "limit"),
    ],
)
def test_a_bad_parameter_is_refused_by_its_name(
    client: FlaskClient, path: str, parameter: str
) -> None:
    response = client.get(f"/api/suggest{path}")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert response.get_json()["parameter"] == parameter


def test_a_browser_may_keep_an_answer_for_a_while(client: FlaskClient) -> None:
    kept = client.get("/api/suggest?q=thi").headers["Cache-Control"]
    assert kept == "private, max-age=60"
    assert client.get("/api/suggest?q=thi&x=1").headers["Cache-Control"] == "no-cache"


def test_without_an_index_there_is_nothing_to_suggest(unbuilt: FlaskClient) -> None:
    assert unbuilt.get("/api/suggest?q=thi").status_code == 503
