"""A text that the analysis cannot take costs itself, not the archive."""

import pytest
from archives import Archive

from searchapp.engines import open_engine
from searchapp.facts import read_facts
from searchapp.indexing import analysing
from searchapp.indexing.cache import Cache
from searchapp.indexing.pipeline import Pipeline
from searchapp.indexing.progress import RebuildReport
from searchapp.model import Facts, SourceDocument


def _fail_on(word: str) -> object:
    def read(document: SourceDocument) -> Facts:
        if word in document.text:
            raise RecursionError("too deep")
        return read_facts(document)

    return read


def _rebuild(archive: Archive) -> RebuildReport:
    archive.settings.index.mkdir(exist_ok=True)
    with Cache(archive.settings.index / "cache.sqlite") as cache:
        return Pipeline(archive.settings, cache, lambda _: None).run(allow_drop=False)


def test_a_text_that_cannot_be_analysed_is_skipped_with_its_reason_and_tried_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write("a.txt", "Huyện họp ở đình làng.")
    archive.write("b.txt", "Huyện họp ở bến sông.")
    with monkeypatch.context() as faulty:
        faulty.setattr(analysing, "read_facts", _fail_on("bến"))
        report = _rebuild(archive)
    assert report.reports == 1
    (skipped,) = report.skipped
    assert skipped.path == "b.txt"
    assert "RecursionError" in skipped.reason
    assert open_engine(archive.settings).status().reports == 1
    again = _rebuild(archive)
    assert (again.reports, again.analysed, again.skipped) == (2, 1, ())
