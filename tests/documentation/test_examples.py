"""The commands, the requests, the files and the Python of README.md do what it says."""

import json
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import click
import pytest
from click.testing import CliRunner
from flask import Flask
from written_documents import ROOT, blocks, commands, read

from benchmarks import analysis_cost, exact_words, facts, relevance, relevance_peers, speed
from searchapp.app import create_app
from searchapp.cli import main
from searchapp.facts import read_facts
from searchapp.indexing import rebuild
from searchapp.model import EvidenceSource, SourceDocument
from searchapp.reading import read_files
from searchapp.settings import Settings

_COMMANDS = list(dict.fromkeys(commands("README.md")))
_PYTHON = blocks("README.md", "python")
_STATUS = re.compile(r"^(curl .+?)\s+# (\d{3})$", re.MULTILINE)
_REFUSED = {
    command: int(status)
    for text in blocks("README.md", "sh")
    for command, status in _STATUS.findall(text)
}


def _starting(word: str) -> list[str]:
    return [command for command in _COMMANDS if command.split()[0] == word]


def _json(keyword: str) -> dict[str, Any]:
    """The one JSON example of the README that has a field of this name at its top."""
    (found,) = [
        value for text in blocks("README.md", "json") if keyword in (value := json.loads(text))
    ]
    return dict(found)


@pytest.fixture
def client_app(sample_settings: Settings) -> Flask:
    return create_app(sample_settings)


# --- the command line ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder as a clone is: a few sample reports, an index with two generations."""
    folder = tmp_path_factory.mktemp("clone")
    for year in ("2018", "2019"):
        shutil.copytree(ROOT / "documents" / year, folder / "documents" / year)
    shutil.copy(ROOT / "wsgi.py", folder)
    settings = Settings(documents=folder / "documents", index=folder / "index", jobs=1)
    rebuild(settings)
    rebuild(settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.syspath_prepend(folder)
        for name in ("SEARCHAPP_DOCUMENTS", "SEARCHAPP_INDEX"):
            patch.delenv(name, raising=False)
        patch.setenv("SEARCHAPP_JOBS", "1")
        yield folder


def _arguments(command: str) -> list[str]:
    words = shlex.split(command)[1:]
    return [path for word in words for path in _expanded(word)]


def _expanded(word: str) -> list[str]:
    """Return what a shell makes of a word."""
    return sorted(map(str, Path().glob(word))) if "*" in word else [word]


@pytest.mark.parametrize(
    "command", [one for one in _starting("searchapp") if not one.startswith("searchapp serve")]
)
def test_a_command_line_of_the_readme_succeeds(command: str, workshop: Path) -> None:
    result = CliRunner().invoke(main, _arguments(command))
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    "command", [one for one in _starting("searchapp") if one.startswith("searchapp serve")]
)
def test_a_command_line_that_serves_is_understood(command: str) -> None:
    serve = main.get_command(click.Context(main), "serve")
    assert serve is not None
    with serve.make_context("serve", _arguments(command)[1:]) as context:
        assert context.params["port"] > 0


@pytest.mark.parametrize("command", _starting("flask"))
def test_the_command_of_flask_succeeds(
    command: str, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flask.cli import FlaskGroup

    monkeypatch.delitem(sys.modules, "wsgi", raising=False)  # that of another folder
    environment = {"FLASK_RUN_FROM_CLI": "true"}  # flask sets it; so it is put back
    result = CliRunner().invoke(FlaskGroup(), _arguments(command), env=environment)
    sys.modules.pop("wsgi", None)
    assert result.exit_code == 0, result.output


def test_the_command_of_gunicorn_is_understood_and_names_the_application() -> None:
    from gunicorn.config import Config

    (command,) = _starting("gunicorn")
    options = Config().parser().parse_args(_arguments(command))
    assert options.args == ["wsgi:app"]
    assert (ROOT / "wsgi.py").is_file()


@pytest.mark.parametrize("command", _starting("python"))
def test_a_command_line_of_the_benchmarks_is_understood(command: str) -> None:
    module, *arguments = shlex.split(command.removeprefix("python -m "))
    benchmark = {
        "benchmarks.relevance": relevance.main,
        "benchmarks.speed": speed.main,
        "benchmarks.relevance_peers": relevance_peers.main,
        "benchmarks.facts": facts.main,
        "benchmarks.analysis_cost": analysis_cost.main,
        "benchmarks.exact_words": exact_words.main,
    }[module]
    with benchmark.make_context(module, arguments) as context:
        given = context.params
        if benchmark is speed.main:  # which names no folder
            return
        told = given.get("folders") or (given.get("folder") or given["source"],)
        assert all(folder.name.startswith("DIR") or (ROOT / folder).is_dir() for folder in told)


def test_what_facts_shows_is_what_the_readme_shows(workshop: Path) -> None:
    (shown,) = [text for text in blocks("README.md", "text") if text.startswith("documents/")]
    path = shown.splitlines()[0]
    result = CliRunner().invoke(main, ["facts", path])
    assert result.output.strip() == shown.strip()


# --- the API --------------------------------------------------------------------------------------


def _address(command: str) -> str:
    words = shlex.split(command)
    address = next(word for word in words if word.startswith("http"))
    given = [words[i + 1] for i, word in enumerate(words) if word in {"-d", "--data-urlencode"}]
    query = "&".join(quote(pair, safe="=") for pair in given)
    parts = urlsplit(address)
    assert parts.netloc == "127.0.0.1:8000"
    return f"{parts.path}?{query or parts.query}"


def _get(app: Flask, command: str) -> dict[str, Any]:
    """Return the JSON that a request of the README gets."""
    return dict(json.loads(app.test_client().get(_address(command)).text))


@pytest.mark.parametrize("command", _starting("curl"))
def test_a_request_of_the_readme_is_answered_as_it_says(command: str, client_app: Flask) -> None:
    response = client_app.test_client().get(_address(command))
    assert response.status_code == _REFUSED.get(command, 200), response.text


def test_the_answer_of_the_api_has_the_shape_that_is_shown(client_app: Flask) -> None:
    shown = _json("hits")
    answer = _get(client_app, _starting("curl")[0])
    assert answer["total"] == shown["total"]
    assert list(answer) == list(shown)
    assert list(answer["facets"]) == list(shown["facets"])
    assert list(answer["hits"][0]) == list(shown["hits"][0])
    assert _paths(shown) <= _paths(answer)


def test_the_suggestions_that_are_shown_are_those_that_come(client_app: Flask) -> None:
    shown = _json("suggestions")
    (command,) = [one for one in _starting("curl") if "/api/suggest" in one]
    answer = _get(client_app, command)
    assert list(answer) == list(shown)
    assert answer["suggestions"] == shown["suggestions"]


def test_the_error_that_is_shown_is_the_error_that_comes(client_app: Flask) -> None:
    shown = _json("parameter")
    command = next(iter(_REFUSED))
    assert _get(client_app, command) == shown


def _paths(value: Any, path: str = "") -> set[str]:
    """Every place of a JSON value, items of a list being one place."""
    if isinstance(value, dict):
        inner = [_paths(item, f"{path}.{name}") for name, item in value.items()]
    elif isinstance(value, list):
        inner = [_paths(item, f"{path}[]") for item in value]
    else:
        return {path}
    return {path}.union(*inner)


def test_the_sample_archive_holds_as_many_reports_as_is_said(client_app: Flask) -> None:
    reports = _get(client_app, "curl http://127.0.0.1:8000/healthz")["reports"]
    assert f"{reports} invented reports" in read("README.md")


# --- files ----------------------------------------------------------------------------------------


def test_every_field_of_the_sidecar_that_is_shown_is_used(tmp_path: Path) -> None:
    report = tmp_path / "so-ket.txt"
    report.write_text("Hội nghị diễn ra tại hội trường lớn.", "utf-8")
    report.with_name("so-ket.txt.meta.json").write_text(json.dumps(_json("province")), "utf-8")
    (document,) = read_files([report], Settings())
    assert isinstance(document, SourceDocument)
    assert document.notes == ()
    assert document.text.startswith(_json("province")["title"])
    assert document.url == _json("province")["url"]
    facts = read_facts(document)
    told = [facts.event_date, facts.published_date, facts.period, *facts.provinces, *facts.types]
    assert len(told) == 7
    assert {fact.evidence.source for fact in told if fact} == {EvidenceSource.METADATA}


def test_every_line_of_the_jsonl_that_is_shown_is_a_report(tmp_path: Path) -> None:
    (shown,) = blocks("README.md", "jsonl")
    (tmp_path / "export.jsonl").write_text(shown, "utf-8")
    found = list(read_files([tmp_path / "export.jsonl"], Settings()))
    assert [type(one) for one in found] == [SourceDocument, SourceDocument]
    assert [one.id for one in found if isinstance(one, SourceDocument)] == ["ban-tin-7", "export-2"]


# --- Python -------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", _PYTHON)
def test_the_python_of_the_readme_runs(
    source: str,
    sample_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SEARCHAPP_INDEX", str(sample_settings.index))
    exec(compile(source, "README.md", "exec"), {})
    assert re.match(r"[1-9]\d* \['.+'\]", capsys.readouterr().out)
