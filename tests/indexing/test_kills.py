"""Rebuilds are killed at any point; whoever asks meanwhile gets every report, old or new."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from itertools import islice

import pytest
from archives import Archive, tell
from processes import (
    START_S,
    Asker,
    builder_of,
    command_of,
    finish,
    kill_session,
    run_rebuild,
    serving,
    session,
    start_rebuild,
)

from searchapp.engines import open_engine
from searchapp.indexing.cache import open_to_read

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]

REPORTS = 20
KILLS = 30  # of the whole rebuild
LOST_CHILDREN = 6
LOST_PARENTS = 4
MANY = 9000  # reports, so that several processes analyse them, for some seconds

Rebuild = subprocess.Popen[str]


def _kill_everything(rebuild: Rebuild) -> None:
    kill_session(rebuild.pid)


def _kill_the_child(rebuild: Rebuild) -> None:
    builder = builder_of(rebuild)
    if builder is not None:
        with suppress(ProcessLookupError):
            os.kill(builder, signal.SIGKILL)


def _kill_the_parent(rebuild: Rebuild) -> None:
    rebuild.kill()


def _delays(count: int, longest: float, chance: random.Random) -> list[float]:
    """Points spread over the whole of a rebuild, each somewhere in its own stretch."""
    step = longest / count
    delays = [step * (n + chance.random()) for n in range(count)]
    chance.shuffle(delays)
    return delays


class _Trial:
    """An archive that grows by a report a turn, while rebuilds of it are killed."""

    def __init__(self, archive: Archive, asker: Asker) -> None:
        self._archive = archive
        self._asker = asker
        self._written = self.serves = REPORTS
        self.allowed: list[set[int]] = [{REPORTS}]

    def grow(self) -> None:
        """Begin a turn: one report more, which a rebuild may or may not publish."""
        self._archive.write_lines(f"moi-{self._written}.jsonl", tell(1, first=self._written))
        self._written += 1
        self.allowed.append({self.serves, self._written})
        self._asker.turn += 1

    def kill(self, delay_s: float, kill: Callable[[Rebuild], None]) -> int:
        """Kill a rebuild after a while; return its exit status."""
        self.grow()
        rebuild = start_rebuild(self._archive.settings)
        time.sleep(delay_s)
        kill(rebuild)
        status, errors = finish(rebuild)
        self._look()
        if kill is _kill_the_child and status == 1:
            assert "dừng đột ngột" in errors
            assert "searchapp rebuild" in errors
        return status

    def succeed(self) -> float:
        """Rebuild to the end; return how many seconds that takes."""
        self.grow()
        started = time.monotonic()
        assert run_rebuild(self._archive.settings)[0] == 0
        taken_s = time.monotonic() - started
        self._look()
        assert self.serves == self._written
        return taken_s

    def _look(self) -> None:
        self.serves = open_engine(self._archive.settings).status().reports
        assert self.serves in self.allowed[-1]

    def wrong_answers(self) -> list[object]:
        """Answers that are not of a generation that served between question and answer."""
        wrong: list[object] = list(self._asker.errors)
        for answer in self._asker.answers:
            right = set().union(*islice(self.allowed, answer.asked, answer.answered + 1))
            if answer.status != 200 or answer.total not in right or answer.hits != answer.total:
                wrong.append(answer)
        return wrong


def test_kills_at_any_point_of_a_rebuild_never_hurt_who_asks(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(REPORTS))
    assert run_rebuild(archive.settings)[0] == 0
    chance = random.Random(30)
    with serving(archive.settings) as address, Asker(address).asking() as asker:
        trial = _Trial(archive, asker)
        longest = trial.succeed()
        for count, kill in (
            (KILLS, _kill_everything),
            (LOST_CHILDREN, _kill_the_child),
            (LOST_PARENTS, _kill_the_parent),
        ):
            ends = [trial.kill(delay_s, kill) for delay_s in _delays(count, longest, chance)]
            assert sum(end != 0 for end in ends) >= count // 3, "too few were hit"
            longest = trial.succeed()  # the machine may be busier or less so by now
            assert asker.ask().total == trial.serves
    assert trial.wrong_answers() == []
    assert len(asker.answers) > KILLS
    names = {path.name for path in archive.settings.index.iterdir()}
    assert {name for name in names if not name.startswith("gen-")} == {
        *("CURRENT", "cache.sqlite", "rebuild.lock", "sketches.msgpack")
    }
    assert not any(name.endswith(".building") for name in names)


def test_a_rebuild_shows_its_reports_without_a_restart(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(REPORTS))
    assert run_rebuild(archive.settings)[0] == 0
    with serving(archive.settings) as address, Asker(address).asking() as asker:
        trial = _Trial(archive, asker)
        for _ in range(3):
            trial.succeed()
            assert {asker.ask().total for _ in range(8)} == {trial.serves}
    assert trial.wrong_answers() == []
    assert {answer.total for answer in asker.answers} >= {REPORTS, REPORTS + 3}


def test_a_server_answers_from_the_previous_generation_when_the_newest_is_damaged(
    archive: Archive,
) -> None:
    for count in (REPORTS, REPORTS + 5):
        archive.write_lines("tin.jsonl", tell(count))
        archive.index()
    damaged = archive.settings.index / "gen-000002" / "arrays" / "dates.npy"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\xff")
    with serving(archive.settings) as address:
        asker = Asker(address)
        assert {asker.ask().total for _ in range(8)} == {REPORTS}
        assert run_rebuild(archive.settings)[0] == 0
        assert {asker.ask().total for _ in range(8)} == {REPORTS + 5}


@pytest.mark.parametrize("kill", [_kill_the_parent, _kill_the_child])
def test_nothing_is_left_of_a_rebuild_with_many_processes(
    archive: Archive, kill: Callable[[Rebuild], None]
) -> None:
    archive.settings = replace(archive.settings, jobs=2)
    archive.write_lines("tin.jsonl", tell(MANY))
    rebuild = start_rebuild(archive.settings)
    _await_analysts(rebuild)
    kill(rebuild)
    assert finish(rebuild)[0] in {1, -signal.SIGKILL}
    assert not (archive.settings.index / "CURRENT").exists()


def test_ctrl_c_ends_a_rebuild(archive: Archive) -> None:
    archive.settings = replace(archive.settings, jobs=2)
    archive.write_lines("tin.jsonl", tell(MANY))
    rebuild = start_rebuild(archive.settings)
    _await_analysts(rebuild)
    for pid in session(rebuild.pid):  # as a terminal does
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
    status, errors = finish(rebuild)
    assert status == 1
    assert "KeyboardInterrupt" not in errors
    assert not (archive.settings.index / "CURRENT").exists()
    archive.write_lines("tin.jsonl", tell(REPORTS))
    assert run_rebuild(archive.settings)[0] == 0
    assert len(archive.ids()) == REPORTS


def test_a_killed_rebuild_goes_on_from_what_it_had_analysed(archive: Archive) -> None:
    archive.settings = replace(archive.settings, jobs=2)
    for number, line in enumerate(tell(MANY // 2)):
        archive.write(f"{number % 7}/{number}.txt", f"{line['title']}\n\n{line['text']}")
    archive.write_lines("tin.jsonl", tell(MANY // 2, first=MANY))
    rebuild = start_rebuild(archive.settings)
    _await_reports(archive, rebuild, MANY // 2 + 200)  # also some lines of an unfinished file
    kill_session(rebuild.pid)
    assert finish(rebuild)[0] == -signal.SIGKILL
    report = archive.index()
    assert report.reports == MANY
    assert report.unchanged > MANY // 2
    assert len(archive.ids()) == MANY


def _await_reports(archive: Archive, rebuild: Rebuild, count: int) -> None:
    """Wait until so many reports are committed to the cache."""
    path = archive.settings.index / "cache.sqlite"
    deadline = time.monotonic() + 4 * START_S
    found = 0
    while found < count:
        assert rebuild.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
        with suppress(sqlite3.Error), closing(open_to_read(path)) as database:
            found = database.execute("SELECT count(*) FROM reports").fetchone()[0]


def _await_analysts(rebuild: Rebuild) -> None:
    """Wait until a rebuild has started the processes that analyse."""
    deadline = time.monotonic() + START_S
    while len(_spawned(rebuild)) < 3:  # the one that builds, and two analysts
        assert rebuild.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _spawned(rebuild: Rebuild) -> list[int]:
    return [pid for pid in session(rebuild.pid) if b"spawn_main" in command_of(pid)]
