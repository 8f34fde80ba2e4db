"""The JSON endpoint over a real index, and its description."""

from typing import Any

import jsonschema_rs
import pytest
from flask.testing import FlaskClient
from web_archive import CONFERENCES, STRANGE_ID

from searchapp.web.representations import report_path


def found(client: FlaskClient, **parameters: Any) -> dict[str, Any]:
    """What a search answers."""
    response = client.get("/api/search", query_string=parameters)
    assert response.status_code == 200, response.text
    return dict(response.get_json())


def test_everything_is_found_when_nothing_is_asked_for(client: FlaskClient) -> None:
    answer = found(client)
    assert answer["total"] == len(CONFERENCES) + 4
    assert len(answer["hits"]) == 10
    assert list(answer) == [
        *("query", "total", "groups", "page", "per_page", "hits", "facets", "ways_out", "took_ms")
    ]


@pytest.mark.parametrize("name", ["province", "district", "province_now", "year", "type", "topic"])
def test_a_count_is_what_one_gets_by_choosing_it(client: FlaskClient, name: str) -> None:
    buckets = found(client, q="thi dua")["facets"][name]
    assert buckets
    for bucket in buckets:
        assert found(client, q="thi dua", **{name: bucket["value"]})["total"] == bucket["count"]


def test_pages_hold_every_hit_once(client: FlaskClient) -> None:
    pages = [found(client, per_page=5, page=page)["hits"] for page in (1, 2, 3, 4, 5)]
    ids = [hit["id"] for page in pages for hit in page]
    assert len(ids) == len(set(ids)) == len(CONFERENCES) + 4
    assert pages[-1] == []


def test_a_report_is_where_its_hit_says(client: FlaskClient) -> None:
    for hit in found(client, per_page=50)["hits"]:
        report = client.get(f"/api{hit['url']}").get_json()
        assert (report["id"], report["title"]) == (hit["id"], hit["title"])


def test_an_id_of_any_characters_has_an_address(client: FlaskClient) -> None:
    report = client.get(f"/api{report_path(STRANGE_ID)}").get_json()
    assert report["id"] == STRANGE_ID


@pytest.mark.parametrize(
    "report_id", ["../../etc/passwd", "/", "//", "a//b", "a/../b", "%00", "\n", "ü" * 3000]
)
def test_an_id_that_nothing_has_is_a_404(client: FlaskClient, report_id: str) -> None:
    response = client.get(f"/api{report_path(report_id)}")
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"


def test_a_refusal_is_a_problem_that_names_its_parameter(client: FlaskClient) -> None:
    response = client.get("/api/search?from=31/2/2020")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    problem = response.get_json()
    assert problem["parameter"] == "from"
    assert problem["status"] == 400
    assert problem.keys() == {"type", "title", "status", "detail", "parameter"}


@pytest.mark.parametrize("path", ["/api/search", "/api/reports/ban-tin-8"])
def test_an_unknown_parameter_is_refused(client: FlaskClient, path: str) -> None:
    response = client.get(path, query_string={"utm_source": "x"})
    assert response.status_code == 400
    assert response.get_json()["parameter"] == "utm_source"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("get", "/api/nothing", 404), ("post", "/api/search", 405), ("get", "/api/reports/x", 404)],
)
def test_errors_of_the_endpoint_are_problems(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    response = client.open(path, method=method)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")


def test_without_an_index_it_says_what_to_do(unbuilt: FlaskClient) -> None:
    response = unbuilt.get("/api/search")
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    assert "searchapp rebuild" in response.get_json()["detail"]
    assert response.headers["Retry-After"]


@pytest.mark.parametrize("query", [b"q=%ff%fe%00", b"%ff=1", b"province=%c3%28", b"q=\xf0\x9f"])
def test_any_bytes_get_an_answer(client: FlaskClient, query: bytes) -> None:
    response = client.get("/api/search?" + query.decode("latin-1"))
    assert response.status_code in {200, 400}


# --- the description ----------------------------------------------------------------------------


def described(client: FlaskClient) -> dict[str, Any]:
    """The OpenAPI description."""
    return dict(client.get("/api/openapi.json").get_json())


def validator(client: FlaskClient, name: str) -> Any:
    """Checks values against one described shape."""
    description = described(client)
    shape = {"$ref": f"#/components/schemas/{name}", "components": description["components"]}
    return jsonschema_rs.validator_for(shape)


def test_every_answer_is_of_the_described_shape(client: FlaskClient) -> None:
    answer = found(client, q="thi dua", per_page=50)
    validator(client, "SearchAnswer").validate(answer)
    for hit in answer["hits"]:
        report = client.get(f"/api{hit['url']}").get_json()
        validator(client, "ReportAnswer").validate(report)


def test_suggestions_are_of_the_described_shape(client: FlaskClient) -> None:
    answer = client.get("/api/suggest?q=thi").get_json()
    assert answer["suggestions"]
    validator(client, "SuggestAnswer").validate(answer)


def test_problems_are_of_the_described_shape(client: FlaskClient) -> None:
    for path in ("/api/search?page=0", "/api/reports/x", "/api/reports/x?y=1"):
        validator(client, "Problem").validate(client.get(path).get_json())


def test_the_doors_and_their_parameters_are_described(client: FlaskClient) -> None:
    paths = described(client)["paths"]
    assert set(paths) == {"/api/search", "/api/suggest", "/api/reports/{report_id}"}
    names = [parameter["name"] for parameter in paths["/api/search"]["get"]["parameters"]]
    assert names == [
        "q", "province", "district", "province_now", "from", "to", "date", "type", "topic", "year",
        "sort",
        "page", "per_page", "verbatim",
    ]  # fmt: skip
