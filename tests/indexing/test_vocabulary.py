"""Topics are kept while they tell enough of the archive, and found anew otherwise."""

from pathlib import Path

import pytest
from archives import Archive, tell, told
from hypothesis import given
from hypothesis import strategies as st

from searchapp.indexing import vocabulary
from searchapp.indexing.cache import Cache
from searchapp.indexing.remembered import Entry
from searchapp.indexing.vocabulary import _sample, find_topics, kept_topics
from searchapp.model import Report


def _entries(keys: range) -> list[Entry]:
    return [Entry(str(n), n.to_bytes(2, "big") * 8, 0, 1) for n in keys]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    """A cache that keeps topics of archives of 100 reports and more; it holds no pieces."""
    monkeypatch.setattr(vocabulary, "SMALL_ARCHIVE", 100)
    monkeypatch.setattr(vocabulary, "read_pieces", lambda _, keys: (("nuôi_ong",) for _ in keys))
    return Cache(tmp_path / "cache.sqlite")


@pytest.mark.parametrize(
    ("before", "now", "kept"),
    [
        (range(50), range(50), True),
        (range(50), range(1, 51), False),  # a small archive
        (range(1000), range(1000), True),
        (range(1000), range(19, 1019), True),
        (range(1000), range(20, 1020), False),
        (range(1000), range(1019), True),
        (range(1000), range(1020), False),
        (range(1000), range(981), True),
        (range(1000), range(980), False),
        (range(101), range(2, 101), False),  # becomes a small one
        (range(0), range(5), False),
    ],
)
def test_topics_are_kept_while_few_of_many_reports_changed(
    cache: Cache, before: range, now: range, *, kept: bool
) -> None:
    found = find_topics(cache, _entries(before), most_words=10**6)
    assert kept_topics(cache, _entries(now)) == (found if kept else None)


def test_changes_add_up_since_the_topics_were_found(cache: Cache) -> None:
    found = find_topics(cache, _entries(range(1000)), most_words=10**6)
    for step in range(0, 20, 5):
        assert kept_topics(cache, _entries(range(step, 1000 + step))) == found
    assert kept_topics(cache, _entries(range(20, 1020))) is None


def test_other_code_finds_topics_anew(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    find_topics(cache, _entries(range(200)), most_words=10**6)
    monkeypatch.setattr(vocabulary, "topics_version", lambda: b"other" * 3)
    assert kept_topics(cache, _entries(range(200))) is None


@given(st.lists(st.integers(0, 50), max_size=60), st.integers(1, 400))
def test_a_sample_is_evenly_spread_and_the_largest_that_fits(words: list[int], most: int) -> None:
    entries = [Entry(str(n), bytes(16), 0, count) for n, count in enumerate(words)]
    sample = list(_sample(entries, most))
    step = next(step for step in (1, 2, 4, 8, 16, 32, 64) if entries[::step] == sample)
    assert sum(entry.words for entry in sample) <= most or len(sample) <= 1
    if step > 1:
        assert sum(entry.words for entry in entries[:: step // 2]) > most


def _topics(archive: Archive) -> dict[str, tuple[str, ...]]:
    reports: list[Report] = archive.found("")
    return {report.id: report.topics for report in reports}


def test_a_changed_report_gets_topics_and_the_others_keep_theirs(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "SMALL_ARCHIVE", 60)
    lines = tell(80)
    for n in (3, 4, 5):
        lines[n] = {**lines[n], "text": lines[n]["text"] + " Hợp tác xã nuôi ong; hợp tác xã."}
    archive.write_lines("tin.jsonl", lines)
    archive.index()
    before = _topics(archive)
    lines[7] = {**told(7), "text": "Hợp tác xã được khen; hợp tác xã và hợp tác xã."}
    archive.write_lines("tin.jsonl", lines)
    assert archive.index().analysed == 1
    now = _topics(archive)
    assert "hợp tác xã" in now["tin-0007"]
    assert {name for name in now if now[name] != before[name]} == {"tin-0007"}
