"""Five real reports in an archive of their own, asked through every door.

What must be found and read was worked out by reading them; see also facts/test_seeds.py.
"""

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from searchapp.app import create_app
from searchapp.cli import main
from searchapp.settings import Settings

SHARED = Path(os.environ.get("SEARCHAPP_SHARED", Path(__file__).parents[2] / "shared"))
SEEDS = SHARED / "seeds"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no evaluation data at {SEEDS}"),
]

FOUND: dict[str, set[str]] = {
    "hung yen": {"000", "001"},
    "HƯNG YÊN": {"000", "001"},
    unicodedata.normalize("NFD", "Hưng Yên"): {"000", "001"},
    "hưng yên": {"000", "001"},
    "huwng yeen": {"000", "001"},
    "hu7ng ye6n": {"000", "001"},
    "hưng yến": {"000", "001"},
    "huyện ủy": {"000", "002", "003"},
    "huyện uỷ": {"000", "002", "003"},
    "chiến sĩ": {"004"},
    "chiến sỹ": {"004"},
    "kĩ thuật": {"001"},
    "kỹ thuật": {"001"},
    "thủy sản": {"000"},
    "thuỷ sản": {"000"},
    "thi đua": {"000", "001", "002", "003", "004"},
    "thi ddua": {"000", "001", "002", "003", "004"},
    "ha noi": set(),
    "hà nội": set(),
}

Days = tuple[str, str] | None
FIRST_HALF_2020, FIRST_HALF_2021 = ("2020-01-01", "2020-06-30"), ("2021-01-01", "2021-06-30")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one report tells of itself; days as first and last."""

    province: str
    now: str
    event: Days
    published: Days
    period: Days
    types: tuple[str, ...]


ANSWERS = {
    "000": Answer(
        "hung-yen", "hung-yen", ("2020-10-07", "2020-10-07"), None,
        ("2020-01-01", "2020-10-31"), ("so_ket",),
    ),
    "001": Answer("hung-yen", "hung-yen", None, None, FIRST_HALF_2021, ("so_ket",)),
    "002": Answer(
        "vinh-phuc", "phu-tho", ("2020-07-17", "2020-07-17"), ("2020-07-24", "2020-07-24"),
        FIRST_HALF_2020, ("so_ket", "ky_giao_uoc"),
    ),
    "003": Answer(
        "thai-binh", "hung-yen", ("2020-01-11", "2020-01-11"), None,
        ("2019-01-01", "2019-12-31"), ("tong_ket", "ky_giao_uoc"),
    ),
    "004": Answer("ha-nam", "ninh-binh", None, None, ("2018-01-01", "2018-06-30"), ("so_ket",)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Archive:
    """The five reports, indexed, what the rebuild printed, and who asks the page and the API."""

    settings: Settings
    rebuild: "subprocess.CompletedProcess[str]"
    client: FlaskClient


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """A folder of nothing but the five reports, rebuilt by the real command."""
    folder = tmp_path_factory.mktemp("seeds")
    settings = Settings(documents=folder / "documents", index=folder / "index")
    settings.documents.mkdir()
    for path in SEEDS.glob("*.txt"):
        shutil.copy(path, settings.documents)
    done = run_searchapp(settings, "rebuild")
    assert done.returncode == 0, done.stderr
    return Archive(settings, done, create_app(settings).test_client())


def run_searchapp(settings: Settings, *arguments: str) -> "subprocess.CompletedProcess[str]":
    mine = {"SEARCHAPP_INDEX": str(settings.index), "SEARCHAPP_DOCUMENTS": str(settings.documents)}
    return subprocess.run(
        [sys.executable, "-m", "searchapp", *arguments],
        env=os.environ | mine,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_reports_are_rebuilt_without_a_warning(archive: Archive) -> None:
    for words in ("Lưu ý", "Bỏ qua", "Warning", "Traceback"):
        assert words not in archive.rebuild.stdout + archive.rebuild.stderr
    assert "5 báo cáo" in archive.rebuild.stdout
    assert "0 bỏ qua" in archive.rebuild.stdout
    assert "Chưa rõ tỉnh: 0" in archive.rebuild.stdout


# --- every search, through every door -----------------------------------------------------------

Door = Callable[[Archive, str], set[str]]


def by_command(archive: Archive, typed: str) -> set[str]:
    done = CliRunner().invoke(
        main, ["search", typed, "--json", f"--index={archive.settings.index}"]
    )
    assert done.exit_code == 0, done.output
    return {hit["id"][:3] for hit in json.loads(done.stdout)["hits"]}


def by_api(archive: Archive, typed: str) -> set[str]:
    return {hit["id"][:3] for hit in ask(archive, q=typed)["hits"]}


def by_page(archive: Archive, typed: str) -> set[str]:
    page = archive.client.get("/", query_string={"q": typed})
    assert page.status_code == 200
    return {number for number in ANSWERS if f'href="/reports/{number}_' in page.text}


def ask(archive: Archive, **parameters: str) -> dict[str, Any]:
    response = archive.client.get("/api/search", query_string=parameters)
    assert response.status_code == 200
    answer: dict[str, Any] = response.get_json()
    return answer


@pytest.mark.parametrize("door", [by_command, by_api, by_page])
@pytest.mark.parametrize("typed", FOUND)
def test_every_door_finds_what_is_there(archive: Archive, door: Door, typed: str) -> None:
    assert door(archive, typed) == FOUND[typed]


def test_the_real_command_answers_as_the_endpoint_does(archive: Archive) -> None:
    done = run_searchapp(archive.settings, "search", "hu7ng ye6n", "--json")
    ours, theirs = json.loads(done.stdout), ask(archive, q="hu7ng ye6n")
    for answer in (ours, theirs):
        answer.pop("took_ms")
    assert ours == theirs


@pytest.mark.parametrize(
    ("keys", "meant"),
    [("huwng yeen", "hưng yên"), ("hu7ng ye6n", "hưng yên"), ("thi ddua", "thi đua")],
)
def test_keys_are_as_good_as_typed_well(archive: Archive, keys: str, meant: str) -> None:
    typed, well = ask(archive, q=keys), ask(archive, q=meant)
    assert typed["hits"] == well["hits"]
    assert typed["facets"] == well["facets"]
    assert typed["query"]["notes"][0]["kind"] == "decoded"


def test_a_wrong_tone_has_no_exact_hit_and_a_suggestion(archive: Archive) -> None:
    notes = {note["kind"]: note for note in ask(archive, q="hưng yến")["query"]["notes"]}
    assert set(notes) == {"folded", "suggestion"}
    assert notes["suggestion"]["query"] == "hưng yên"
    assert ask(archive, q="hưng yến", verbatim="1")["total"] == 0
    assert "hưng yên" in archive.client.get("/", query_string={"q": "hưng yến"}).text


def test_the_spellings_of_a_word_differ_in_nothing(archive: Archive) -> None:
    for one, other in (("huyện ủy", "huyện uỷ"), ("chiến sĩ", "chiến sỹ")):
        assert ask(archive, q=one)["hits"] == ask(archive, q=other)["hits"]


# --- what the reports tell, through the API and the command --------------------------------------


def told(found: dict[str, Any]) -> Answer:
    (province,) = found["provinces"]
    return Answer(
        province["slug"],
        province["now"]["slug"],
        days(found["event_date"]),
        days(found["published_date"]),
        days(found["period"]),
        tuple(found["types"]),
    )


def days(date: dict[str, str] | None) -> Days:
    return (date["start"], date["end"]) if date else None


@pytest.mark.parametrize("number", ANSWERS)
def test_the_api_tells_what_a_report_says_of_itself(archive: Archive, number: str) -> None:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    response = archive.client.get(f"/api/reports/{path.stem}")
    assert response.status_code == 200
    assert told(response.get_json()) == ANSWERS[number]


def test_the_hits_of_a_search_tell_the_same(archive: Archive) -> None:
    hits = ask(archive)["hits"]
    assert {hit["id"][:3]: told(hit) for hit in hits} == ANSWERS


def test_the_command_tells_what_each_report_says_of_itself(archive: Archive) -> None:
    files = [str(path) for path in sorted(SEEDS.glob("*.txt"))]
    done = CliRunner().invoke(main, ["facts", *files, "--json"])
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {Path(line["path"]).name[:3]: told(line) for line in lines} == ANSWERS


@pytest.mark.parametrize(
    ("parameters", "numbers"),
    [
        ({"province": "hung-yen"}, {"000", "001"}),
        ({"province_now": "hung-yen"}, {"000", "001", "003"}),
        ({"province_now": "phu-tho"}, {"002"}),
        ({"province": "ha-noi"}, set()),
        ({"from": "7/2020", "to": "7/2020", "date": "event"}, {"002"}),
        ({"from": "2018", "to": "2018"}, {"004"}),
        ({"date": "published", "from": "24/7/2020"}, {"002"}),
        ({"type": "tong_ket"}, {"003"}),
        ({"type": "ky_giao_uoc"}, {"002", "003"}),
    ],
)
def test_filters_find_by_what_reports_tell(
    archive: Archive, parameters: dict[str, str], numbers: set[str]
) -> None:
    assert {hit["id"][:3] for hit in ask(archive, **parameters)["hits"]} == numbers
