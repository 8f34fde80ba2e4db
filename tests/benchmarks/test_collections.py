"""A collection is read as it stands, or refused with the file, the line and the remedy."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.collections import (
    CollectionError,
    Judgement,
    Question,
    keep_questions,
    limit_documents,
    load_collection,
    without_titles,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [{"id": f"d{n}", "title": f"Nhan đề {n}", "text": f"Bài số {n}"} for n in range(10)]
    write_rows(tmp_path / "corpus.jsonl", rows)
    write_rows(
        tmp_path / "queries.jsonl",
        [{"id": "q1", "text": "bài một", "split": "x"}, {"id": "q2", "text": "bài hai"}],
    )
    (tmp_path / "qrels.tsv").write_text("q1\td1\t1\nq1\td4\t0\nq2\td2\t2\n", encoding="utf-8")
    return tmp_path


def write_rows(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_a_collection_is_read_in_the_order_of_its_files(folder: Path) -> None:
    collection = load_collection(folder)
    assert [document.id for document in collection.documents] == [f"d{n}" for n in range(10)]
    assert collection.questions == (Question("q1", "bài một"), Question("q2", "bài hai"))
    assert Judgement("q2", "d2", 2) in collection.judgements
    assert collection.name == folder.name


def test_a_packed_corpus_is_read_like_a_plain_one(folder: Path) -> None:
    plain = load_collection(folder)
    corpus = folder / "corpus.jsonl"
    (folder / "corpus.jsonl.gz").write_bytes(gzip.compress(corpus.read_bytes()))
    corpus.unlink()
    assert load_collection(folder) == plain


def test_a_header_a_byte_order_mark_and_windows_line_ends_are_no_judgements(folder: Path) -> None:
    plain = load_collection(folder)
    text = "\ufeffquery\tdocument\trelevance\r\nq1\td1\t1\r\nq1\td4\t0\r\n\r\nq2\td2\t2\r\n"
    (folder / "qrels.tsv").write_bytes(text.encode())
    assert load_collection(folder) == plain


def test_a_document_needs_no_title(folder: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": "d1", "text": "a"},
        {"id": "d2", "title": None, "text": "b"},
    ]
    write_rows(folder / "corpus.jsonl", rows)
    assert [document.title for document in load_collection(folder).documents] == ["", ""]


def test_a_query_without_a_relevant_document_is_left_out_and_counted(folder: Path) -> None:
    (folder / "qrels.tsv").write_text("q1\td1\t0\nq2\td2\t1\n", encoding="utf-8")
    collection = load_collection(folder)
    assert [question.id for question in collection.questions] == ["q2"]
    assert collection.unanswerable == 1


def test_a_limit_keeps_the_judged_documents_and_fills_up_in_the_order_of_the_file(
    folder: Path,
) -> None:
    collection = load_collection(folder)
    limited = limit_documents(collection, 6)
    ids = [document.id for document in limited.documents]
    assert len(ids) == 6
    assert {"d1", "d2", "d4"} < set(ids)
    assert ids == sorted(ids)
    assert limit_documents(collection, 6) == limited


def test_a_greater_limit_holds_the_documents_of_a_smaller_one(folder: Path) -> None:
    collection = load_collection(folder)
    sets = [set(limit_documents(collection, count).documents) for count in range(1, 12)]
    assert all(smaller <= greater for smaller, greater in pairwise(sets))
    assert len(sets[0]) == 3
    assert len(sets[-1]) == 10


def test_the_first_queries_keep_their_own_judgements(folder: Path) -> None:
    first = keep_questions(load_collection(folder), 1)
    assert first.questions == (Question("q1", "bài một"),)
    assert {one.query for one in first.judgements} == {"q1"}
    assert len(first.documents) == 10


def test_a_fingerprint_tells_what_an_index_would_hold(folder: Path) -> None:
    collection = load_collection(folder)
    assert collection.fingerprint() == load_collection(folder).fingerprint()
    assert collection.fingerprint() == keep_questions(collection, 1).fingerprint()
    assert collection.fingerprint() != without_titles(collection).fingerprint()
    assert collection.fingerprint() != limit_documents(collection, 5).fingerprint()


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_named_with_what_a_collection_needs(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(CollectionError, match=rf"{name}.*cần ba tệp"):
        load_collection(folder)


@pytest.mark.parametrize(
    ("name", "line", "problem"),
    [
        ("corpus.jsonl", "{", "không phải JSON"),
        ("corpus.jsonl", "[" * 100_000, "không phải JSON"),
        ("corpus.jsonl", "[1]", "một đối tượng JSON"),
        ("corpus.jsonl", '{"id": "x"}', "'text'"),
        ("corpus.jsonl", '{"id": 7, "text": "x"}', "'id'"),
        ("corpus.jsonl", '{"id": "d1", "title": ["x"], "text": "x"}', "'title'"),
        ("corpus.jsonl", '{"id": "d1", "text": "x"}', "'d1' đã có"),
        ("queries.jsonl", '{"id": "q9"}', "'text'"),
        ("qrels.tsv", "q1 d1 1", "ba cột"),
        ("qrels.tsv", "q1\t0\td1\t1", "ba cột"),
        ("qrels.tsv", "q1\td1\tcao", "'cao'"),
    ],
)
def test_a_bad_line_is_named_with_its_number(
    folder: Path, name: str, line: str, problem: str
) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    number = len((folder / name).read_text("utf-8").splitlines())
    with pytest.raises(CollectionError, match=rf"{name}, dòng {number}: .*{problem}"):
        load_collection(folder)


def test_bytes_that_are_no_utf_8_are_refused(folder: Path) -> None:
    (folder / "queries.jsonl").write_bytes(b'{"id": "q1", "text": "\xff"}\n')
    with pytest.raises(CollectionError, match=r"queries\.jsonl: không phải UTF-8"):
        load_collection(folder)


@pytest.mark.parametrize("raw", [b"no gzip", gzip.compress(b"x" * 999)[:-9]])
def test_a_broken_packed_file_is_refused(folder: Path, raw: bytes) -> None:
    (folder / "corpus.jsonl.gz").write_bytes(raw)
    with pytest.raises(CollectionError, match=r"corpus\.jsonl\.gz: không đọc được"):
        load_collection(folder)


def test_judgements_of_other_queries_are_refused(folder: Path) -> None:
    (folder / "qrels.tsv").write_text("z1\td1\t1\n", encoding="utf-8")
    with pytest.raises(CollectionError, match=r"mã câu hỏi"):
        load_collection(folder)
