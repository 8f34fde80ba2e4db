"""The command measures the product itself, on a small collection of our own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.collections import Document
from benchmarks.product import write_archive
from benchmarks.relevance import main
from benchmarks.typing_variants import Typing
from benchmarks.ways import Way

DOCUMENTS = [
    ("d1", "Sơ kết thi đua 6 tháng", "Khối các huyện biểu dương phong trào làm đường nông thôn."),
    ("d2", "Phát động đợt cao điểm", "Công đoàn kêu gọi đoàn viên thi đua hoàn thành kế hoạch."),
    ("d3", "", "Thầy giáo vùng cao được tặng bằng khen vì nhiều năm bám bản dạy chữ."),
    ("d4", "Giá cà phê", "Nông dân trồng cà phê phấn khởi vì giá tăng mạnh trong tuần."),
    ("Số 5@điều 2", "Ký giao ước", "Cụm thi đua các sở ký giao ước năm mới và bầu cụm trưởng."),
]
QUERIES = [
    ("q1", "phong trào làm đường nông thôn", "d1"),
    ("q2", "thầy giáo vùng cao được tặng bằng khen", "d3"),
    ("q3", "các sở ký giao ước năm mới", "Số 5@điều 2"),
]
FIGURES = re.compile(r"nDCG@10 (\d\.\d{4})\nMRR@10 (\d\.\d{4})\nRecall@100 (\d\.\d{4})\n")
PERFECT = "nDCG@10 1.0000\nMRR@10 1.0000\nRecall@100 1.0000\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of five documents and three queries that are easy when typed in full."""
    folder = tmp_path_factory.mktemp("tiny")
    corpus = [{"id": one, "title": title, "text": text} for one, title, text in DOCUMENTS]
    write_rows(folder / "corpus.jsonl", corpus)
    write_rows(folder / "queries.jsonl", [{"id": one, "text": text} for one, text, _ in QUERIES])
    rows = "".join(f"{query}\t{document}\t1\n" for query, _, document in QUERIES)
    (folder / "qrels.tsv").write_text(rows, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def index(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of it that was kept."""
    index = tmp_path_factory.mktemp("kept") / "index"
    run(folder, "--keep-index", index)
    return index


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result


def refused(*arguments: object) -> str:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code != 0
    assert result.stdout == ""
    return result.stderr


def test_the_command_prints_a_line_a_measure_and_nothing_else(folder: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.relevance", str(folder)]
    root = Path(__file__).parents[2]
    done = subprocess.run(
        command, capture_output=True, check=True, cwd=root, env=os.environ, timeout=120
    )
    assert done.stdout.decode() == PERFECT
    assert "5 văn bản" in done.stderr.decode()


@pytest.mark.parametrize("typing", Typing)
def test_every_way_of_typing_finds_the_right_document(
    folder: Path, index: Path, typing: Typing
) -> None:
    assert run(folder, "--index", index, "--typing", typing.value).stdout == PERFECT


def test_the_peer_is_printed_beside_us_without_disturbing_our_lines(
    folder: Path, index: Path
) -> None:
    printed = run(folder, "--index", index, "--typing", "none", "--peer").stdout
    assert printed.startswith(PERFECT)
    peer = "".join(f"{line}\n" for line in printed.splitlines()[3:])
    assert peer.count("bm25s ") == 3
    assert FIGURES.fullmatch(peer.replace("bm25s ", ""))


def test_all_ways_of_typing_make_one_table(folder: Path, index: Path) -> None:
    rows = run(folder, "--index", index, "--typing", "all").stdout.splitlines()
    assert [row.split()[0] for row in rows] == ["typing", *(typing.value for typing in Typing)]


def test_only_some_syllables_of_a_query_can_be_asked(
    folder: Path, index: Path, tmp_path: Path
) -> None:
    file = tmp_path / "details.jsonl"
    printed = run(folder, "--index", index, "--short", "--typing", "none", "--details", file)
    assert FIGURES.fullmatch(printed.stdout)
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert {row["typing"] for row in rows} == {"short none"}
    asked = [Way(Typing.NONE, short=True).text(text) for _, text, _ in QUERIES]
    assert [row["text"] for row in rows] == asked
    assert all(len(text.split()) <= 5 for text in asked)


def test_json_holds_the_same_figures(folder: Path, index: Path) -> None:
    shown = json.loads(run(folder, "--index", index, "--json", "--peer").stdout)
    assert (shown["documents"], shown["queries"]) == (5, 3)
    assert shown["typings"]["full"]["nDCG@10"] == 1.0
    assert set(shown["typings"]["full"]["bm25s"]) == {"nDCG@10", "MRR@10", "Recall@100"}


def test_details_are_written_a_query_a_line(folder: Path, index: Path, tmp_path: Path) -> None:
    file = tmp_path / "details.jsonl"
    run(folder, "--index", index, "--queries", 2, "--details", file)
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["q1", "q2"]
    assert rows[0]["found"][0] == "d1"


def test_without_titles_a_title_is_not_searched(folder: Path, tmp_path: Path) -> None:
    known = tmp_path / "known"
    known.mkdir()
    (known / "corpus.jsonl").write_bytes((folder / "corpus.jsonl").read_bytes())
    write_rows(known / "queries.jsonl", [{"id": "q", "text": "sơ kết"}])
    (known / "qrels.tsv").write_text("q\td1\t1\n", encoding="utf-8")
    assert run(known).stdout == PERFECT
    assert run(known, "--no-title").stdout == PERFECT.replace("1.0000", "0.0000")


def test_a_limit_indexes_fewer_documents(folder: Path) -> None:
    result = run(folder, "--limit-docs", 4, "--json")
    assert json.loads(result.stdout)["documents"] == 4
    assert "4/5 văn bản" in result.stderr


def test_an_index_of_other_documents_is_refused(folder: Path, index: Path, tmp_path: Path) -> None:
    assert "--keep-index" in refused(folder, "--index", index, "--no-title")
    assert "--keep-index" in refused(folder, "--index", tmp_path)


def test_a_missing_collection_is_refused_with_the_files_that_it_needs(tmp_path: Path) -> None:
    assert "qrels.tsv" in refused(tmp_path / "nothing")


def test_only_one_index_can_be_asked_for(folder: Path, tmp_path: Path) -> None:
    assert "--keep-index" in refused(folder, "--index", tmp_path, "--keep-index", tmp_path)


def test_an_archive_line_without_a_title_has_no_title(tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    write_archive([Document("a", "", "một\u2028hai \ud83d"), Document("b", "Hai", "ba")], file)
    rows = [json.loads(line) for line in file.read_text("ascii").splitlines()]
    assert rows == [
        {"id": "a", "text": "một\u2028hai \ud83d"},
        {"id": "b", "title": "Hai", "text": "ba"},
    ]
