"""Queries that people type, judged by reading the reports; see ``judged_queries.tsv``.

The columns of that file: the archive (the samples, or the five real reports); how the query is
typed; the query; what must be found first (reports of one step in any order, ``>`` before the next
step, ``|`` where nothing else may be found); what must not be found; what must be said (``-`` for
nothing, ``!`` before what must not be said).
"""

import os
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from searchapp.analysis.syllables import fold, tokenize
from searchapp.engines import open_engine
from searchapp.engines.base import SearchEngine
from searchapp.indexing import rebuild
from searchapp.model import Query, Report, SearchResult
from searchapp.searching import search
from searchapp.settings import Settings

SHARED = Path(os.environ.get("SEARCHAPP_SHARED", Path(__file__).parents[2] / "shared"))
SEEDS = SHARED / "seeds"
JUDGED = Path(__file__).with_name("judged_queries.tsv")

ALL = 100  # more than either archive holds
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """One query and what was judged of its answer.

    Attributes:
        first: Reports that stand first, step by step.
        whole: Whether nothing else is found.
        notes: The kinds of notes that must be told; None where that was not judged.
    """

    archive: str
    typing: str
    query: str
    first: tuple[frozenset[str], ...]
    whole: bool
    absent: frozenset[str]
    notes: frozenset[str] | None

    @property
    def typed(self) -> str:
        """The query as it reaches the search; decomposed ones are not kept so in the file."""
        form = "NFD" if self.typing == "decomposed" else "NFC"
        return unicodedata.normalize(form, self.query)


def judged() -> Iterator[Judged]:
    _, *lines = JUDGED.read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            columns = line.split("\t")
            yield read_row(*columns, *("",) * (6 - len(columns)))


def read_row(archive: str, typing: str, query: str, first: str, absent: str, notes: str) -> Judged:
    steps = (frozenset(step.split()) for step in first.strip("|").split(">"))
    said = frozenset(notes.split()) if notes else None
    return Judged(
        archive,
        typing,
        query,
        tuple(filter(None, steps)),
        first.endswith("|"),
        frozenset(absent.split()),
        said,
    )


@pytest.fixture(scope="module")
def samples(sample_settings: Settings) -> SearchEngine:
    return open_engine(sample_settings)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    if not SEEDS.is_dir():
        pytest.skip(f"no evaluation data at {SEEDS}")
    folder = tmp_path_factory.mktemp("judged")
    settings = Settings(documents=folder / "documents", index=folder / "index", jobs=1)
    settings.documents.mkdir()
    for path in SEEDS.glob("*.txt"):
        shutil.copyfile(path, settings.documents / f"{path.name[:3]}.txt")
    rebuild(settings)
    return open_engine(settings)


ARCHIVES = [
    pytest.param("samples"),
    pytest.param("seeds", marks=pytest.mark.shared),
]


def _case(row: Judged) -> object:
    marks = [pytest.mark.shared] if row.archive == "seeds" else []
    return pytest.param(row, marks=marks, id=f"{row.archive}: {row.typing}: {row.query}")


@pytest.mark.parametrize("row", [_case(row) for row in judged()])
def test_a_query_is_answered_as_it_was_judged(row: Judged, request: pytest.FixtureRequest) -> None:
    engine: SearchEngine = request.getfixturevalue(row.archive)
    result = search(engine, Query(row.typed, per_page=ALL))
    found = ids(result)
    at = 0
    for step in row.first:
        assert set(found[at : at + len(step)]) == step
        at += len(step)
    assert not row.whole or found[at:] == []
    assert not row.absent & set(found)
    check_notes(row, result)


def ids(result: SearchResult) -> list[str]:
    """The ids of all that was found, copies right behind their hit."""
    return [report.id for hit in result.hits for report in (hit.report, *hit.duplicates)]


def check_notes(row: Judged, result: SearchResult) -> None:
    said = {note.kind.value for note in result.notes}
    if row.notes == {"-"}:
        assert not said
    elif row.notes is not None:
        never = {kind.removeprefix("!") for kind in row.notes if kind.startswith("!")}
        assert {kind for kind in row.notes if not kind.startswith("!")} <= said
        assert not never & said


def test_enough_was_judged_of_either_archive() -> None:
    rows = list(judged())
    assert len(rows) >= 70
    assert len({(row.archive, row.typed) for row in rows}) == len(rows), "one is judged twice"
    assert {row.archive for row in rows} == {"samples", "seeds"}


# --- the very word first --------------------------------------------------------------------------


@pytest.mark.parametrize("archive", ARCHIVES)
def test_reports_with_the_very_word_stand_before_those_with_another_spelling_of_it(
    archive: str, request: pytest.FixtureRequest
) -> None:
    engine: SearchEngine = request.getfixturevalue(archive)
    told = {hit.report.id: words_of(hit.report) for hit in search(engine, Query(per_page=ALL)).hits}
    colliding = list(colliding_words(set().union(*told.values())))
    assert len(colliding) > SHOWN
    for word in colliding:
        shown = ids(search(engine, Query(word, per_page=SHOWN)))
        holding = [word in told[name] for name in shown]
        assert holding == sorted(holding, reverse=True), (word, shown)
        assert holding[0], word


def words_of(report: Report) -> set[str]:
    residue = [part.span for part in report.facts.residue]
    return {token.exact for token in tokenize(report.text, residue)}


def colliding_words(words: set[str]) -> Iterator[str]:
    """Yield the marked words that some other word is spelled like, but for its marks."""
    spellings: dict[str, set[str]] = {}
    for word in words:
        spellings.setdefault(fold(word), set()).add(word)
    for folded, same in sorted(spellings.items()):
        if len(same) > 1:
            yield from sorted(same - {folded})
