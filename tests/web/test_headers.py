"""The headers that every answer carries."""

import pytest
from flask.testing import FlaskClient

from searchapp.app import create_app
from searchapp.settings import Settings
from searchapp.web.headers import SECURITY

ANSWERS = [
    ("get", "/", 200),
    ("get", "/?q=thi+dua", 200),
    ("get", "/?from=x", 400),
    ("get", "/reports/ban-tin-8", 200),
    ("get", "/reports/ban-tin-8/original", 200),
    ("get", "/reports/khong-co", 404),
    ("get", "/tro-giup", 200),
    ("get", "/healthz", 200),
    ("get", "/static/style.css", 200),
    ("get", "/static/khong-co.css", 404),
    ("get", "/api/search", 200),
    ("get", "/api/search?x=1", 400),
    ("get", "/api/suggest?q=thi", 200),
    ("get", "/api/suggest?x=1", 400),
    ("get", "/api/reports/ban-tin-8", 200),
    ("get", "/api/reports/khong-co", 404),
    ("get", "/api/openapi.json", 200),
    ("get", "/khong-co", 404),
    ("post", "/", 405),
    ("delete", "/api/search", 405),
    ("options", "/", 200),
    ("head", "/", 200),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_is_guarded(client: FlaskClient, method: str, path: str, status: int) -> None:
    with client.open(path, method=method) as response:
        assert response.status_code == status
        assert {name: response.headers.get(name) for name in SECURITY} == SECURITY
        assert "Set-Cookie" not in response.headers


def test_the_policy_allows_nothing_but_our_own_files() -> None:
    policy = dict(part.split(" ", 1) for part in SECURITY["Content-Security-Policy"].split("; "))
    assert policy.pop("default-src") == policy.pop("base-uri") == "'none'"
    assert policy.pop("frame-ancestors") == "'none'"
    assert set(policy.values()) == {"'self'"}


def test_every_route_is_among_the_guarded_answers(client: FlaskClient) -> None:
    adapter = client.application.url_map.bind("")
    asked = {adapter.match(path.split("?")[0])[0] for _, path, status in ANSWERS if status == 200}
    assert asked == {rule.endpoint for rule in client.application.url_map.iter_rules()}


@pytest.mark.parametrize(
    "path", ["/", "/api/search", "/api/suggest?q=ab", "/healthz", "/reports/x", "/tro-giup"]
)
def test_an_error_of_ours_is_guarded_and_tells_nothing_of_itself(
    settings: Settings, path: str
) -> None:
    app = create_app(settings, engine=object())  # type: ignore[arg-type]  # fails when asked
    response = app.test_client().get(path)
    assert response.status_code == (200 if path == "/tro-giup" else 500)
    assert {name: response.headers.get(name) for name in SECURITY} == SECURITY
    assert "Traceback" not in response.text
    assert "AttributeError" not in response.text


def test_other_sites_may_not_read_the_answers(client: FlaskClient) -> None:
    response = client.get("/api/search", headers={"Origin": "https://a.example"})
    assert "Access-Control-Allow-Origin" not in response.headers


def test_named_origins_may_read_the_json_alone(settings: Settings) -> None:
    allowing = Settings(
        documents=settings.documents, index=settings.index, cors_origins="https://a.example"
    )
    client = create_app(allowing).test_client()
    asked = {"Origin": "https://a.example"}
    allowed = client.get("/api/search", headers=asked)
    assert allowed.headers["Access-Control-Allow-Origin"] == "https://a.example"
    assert "Origin" in allowed.headers["Vary"]
    other = client.get("/api/search", headers={"Origin": "https://b.example"})
    assert "Access-Control-Allow-Origin" not in other.headers
    assert "Access-Control-Allow-Origin" not in client.get("/", headers=asked).headers
