"""What speed is measured with is the same every time, and made of what the reports hold."""

from pathlib import Path

import numpy as np
import pytest
from invented_news import write_shared

from benchmarks import analysed as analysing
from benchmarks.analysed import as_source
from benchmarks.cases import CLASSES, NEW_PHRASE, PHRASE, PLAIN, ROUTED, Drawing
from benchmarks.collections import CollectionError
from benchmarks.news import load_news
from benchmarks.terms import BREAK, Text
from benchmarks.workload import Workload, prepare
from searchapp.analysis.reports import analyse
from searchapp.analysis.syllables import fold
from searchapp.facts import read_facts

COUNT, QUERIES = 60, 6


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_shared(tmp_path_factory.mktemp("shared"), COUNT)


@pytest.fixture(scope="module")
def workload(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Workload:
    return prepare(shared, COUNT, tmp_path_factory.mktemp("scratch"), queries=QUERIES)


def test_another_run_asks_the_very_same_questions(
    workload: Workload, shared: Path, tmp_path: Path
) -> None:
    again = prepare(shared, COUNT, tmp_path, queries=QUERIES)
    assert again.cases == workload.cases
    assert again.archive.terms == workload.archive.terms
    assert np.array_equal(again.archive.stream, workload.archive.stream)
    assert again.archive.texts == workload.archive.texts


def test_a_class_is_the_same_whatever_else_is_asked(workload: Workload) -> None:
    for kind in CLASSES:
        alone = Drawing(workload.archive, QUERIES).draw((kind,))
        assert alone == tuple(case for case in workload.cases if case.kind == kind)
        assert alone


def test_what_was_analysed_is_not_analysed_again(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = prepare(shared, COUNT, tmp_path, queries=1)

    def refuse(*arguments: object) -> None:
        raise AssertionError("analysed again")

    monkeypatch.setattr(analysing, "_analyse_chunk", refuse)
    monkeypatch.setattr(analysing, "load_news", refuse, raising=False)
    assert prepare(shared, COUNT, tmp_path, queries=1).archive.folder == first.archive.folder


def test_fewer_reports_are_some_of_the_more(shared: Path) -> None:
    many = load_news(shared / "data", COUNT)
    assert load_news(shared / "data", 20) == many[:20]


def test_asking_for_more_reports_than_there_are_is_refused(shared: Path) -> None:
    with pytest.raises(CollectionError, match=f"chỉ có {COUNT} văn bản, cần {COUNT + 1}"):
        load_news(shared / "data", COUNT + 1)


def test_a_folder_without_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="SEARCHAPP_SHARED"):
        prepare(tmp_path, COUNT, tmp_path, queries=1)


def test_every_report_is_fed_as_the_product_analyses_it(workload: Workload) -> None:
    documents = {document.id: document for document in workload.documents()}
    ids = workload.archive.texts[Text.IDS]
    assert ids == sorted(documents)
    for fed in workload.archive.feed():
        source = as_source(documents[ids[fed.number]])
        facts = read_facts(source)
        terms = analyse(source.text, facts.title, [part.span for part in facts.residue])
        assert [word.replace(BREAK, "") for word in fed.exact] == list(terms.syllables)
        assert [word for word in fed.folded if word != BREAK] == [
            fold(word) for word in terms.syllables if word
        ]


def test_no_pair_goes_over_a_break(workload: Workload) -> None:
    for fed in workload.archive.feed():
        assert BREAK in fed.exact  # between title and text
        assert not any(BREAK in pair for pair in (*fed.exact_pairs, *fed.folded_pairs))


def test_every_report_has_a_province_a_kind_and_a_day(workload: Workload) -> None:
    texts = workload.archive.texts
    assert len(set(texts[Text.PROVINCES])) > 10
    assert len(set(texts[Text.KINDS])) > 3
    assert all(texts[Text.PROVINCES])
    assert len(set(workload.archive.days.tolist())) > COUNT // 2


def test_a_new_phrase_was_never_asked_before(workload: Workload) -> None:
    asked = [case.phrase for case in workload.cases if case.kind in (PHRASE, NEW_PHRASE)]
    assert len(set(asked)) == len(asked)


def test_half_of_the_fragments_are_typed_without_marks(workload: Workload) -> None:
    typed = [case.typed for case in workload.cases if case.kind == ROUTED]
    assert all(fold(text) == text for text in typed[1::2])
    assert any(fold(text) != text for text in typed[::2])


def test_peers_of_the_plain_class_are_asked_for_words_that_stand_in_a_title(
    workload: Workload,
) -> None:
    known = set(workload.archive.terms)
    for case in workload.cases:
        if case.kind == PLAIN:
            assert set(case.any_of) <= known
            assert not case.facets
