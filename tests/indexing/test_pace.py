"""What is told of a stage while it runs."""

import pytest

from searchapp.indexing import pace
from searchapp.indexing.pace import Pace
from searchapp.indexing.progress import Progress, Stage


def test_rate_and_time_left_are_of_what_has_to_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    told: list[Progress] = []
    stage = Pace(Stage.READING, told.append, at_hand=1000)
    now[0] += 0.1
    stage.made(10, 500)  # too soon to tell
    now[0] += 1.9
    stage.made(90, 500)
    stage.made(20, 500)
    now[0] += 2
    stage.made(80, 500)
    stage.finish()
    assert told == [
        Progress(Stage.READING, 1100, 1500, 50.0, 8.0),
        Progress(Stage.READING, 1200, 1500, 50.0, 6.0),
        Progress(Stage.READING, 1200, 1200, 50.0, 0.0),
    ]
