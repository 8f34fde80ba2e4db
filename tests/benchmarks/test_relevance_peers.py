"""The command asks every system the same, and prints a table a collection."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.peers import PEERS
from benchmarks.relevance_peers import main
from benchmarks.typing_variants import Typing

DOCUMENTS = [
    ("d1", "Sơ kết thi đua", "Khối các huyện biểu dương phong trào làm đường nông thôn."),
    ("d2", "Phát động", "Công đoàn kêu gọi đoàn viên hoàn thành kế hoạch trước hạn."),
    ("d3", "Công bố", "Thầy giáo vùng cao được tặng bằng khen vì nhiều năm bám bản."),
]
QUERIES = [("q1", "phong trào làm đường nông thôn", "d1"), ("q2", "công bố", "d3")]


def write_collection(folder: Path) -> Path:
    folder.mkdir()
    corpus = [{"id": one, "title": title, "text": text} for one, title, text in DOCUMENTS]
    _write(folder / "corpus.jsonl", corpus)
    _write(folder / "queries.jsonl", [{"id": one, "text": text} for one, text, _ in QUERIES])
    rows = "".join(f"{query}\t{document}\t1\n" for query, _, document in QUERIES)
    (folder / "qrels.tsv").write_text(rows, encoding="utf-8")
    return folder


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two collections, which hold the same."""
    parent = tmp_path_factory.mktemp("collections")
    return write_collection(parent / "one"), write_collection(parent / "two")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of indexes that are kept."""
    return tmp_path_factory.mktemp("kept")


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def measured(*arguments: object) -> Result:
    result = invoke(*arguments)
    assert result.exit_code == 0, result.output
    return result


def test_a_table_a_collection_with_every_way_and_every_system(
    folders: tuple[Path, Path], kept: Path
) -> None:
    lines = measured(*folders, "--kept", kept, "--short").stdout.splitlines()
    assert [line.split(":")[0] for line in lines if line.startswith("##")] == ["## one", "## two"]
    table = lines[2 : lines.index("", 2)]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    assert cells[0] == ["asked", "searchapp", *PEERS, "best peer", "difference", "p"]
    asked = [typing.value for typing in Typing]
    ways = [*asked, *(f"short {typing}" for typing in asked)]
    assert [row[0] for row in cells[2:]] == [*ways, "ms a query"]
    assert {len(row) for row in cells} == {len(PEERS) + 5}
    full = cells[2]
    assert full[1:-3] == ["1.0000"] * (len(PEERS) + 1)
    assert full[-2:] == ["+0.0000", "1.0000"]


def test_only_the_ways_that_are_named_are_asked(folders: tuple[Path, Path], kept: Path) -> None:
    arguments = ("--kept", kept, "--typing", "none", "--typing", "full", "--json")
    (shown,) = json.loads(measured(folders[0], *arguments).stdout)
    assert list(shown["rows"]) == ["full", "none"]
    systems = shown["rows"]["none"]["systems"]
    assert list(systems) == ["searchapp", *PEERS]
    assert systems["searchapp"]["nDCG@10"] == systems["tantivy ascii"]["nDCG@10"] == 1
    assert systems["bm25s syllables"]["nDCG@10"] < 1


def test_an_index_that_was_kept_is_used_again(folders: tuple[Path, Path], tmp_path: Path) -> None:
    arguments = (folders[0], "--typing", "full", "--kept", tmp_path)
    first, second = measured(*arguments), measured(*arguments)
    assert "Đã lập chỉ mục 3 văn bản" in first.stderr
    assert "Đã lập chỉ mục" not in second.stderr
    assert figures(first) == figures(second)


def test_fewer_documents_and_queries_can_be_asked_for_and_need_another_index(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    arguments = (folders[0], "--typing", "full", "--kept", tmp_path)
    limited = measured(*arguments, "--limit-docs", 2, "--queries", 1, "--json")
    (shown,) = json.loads(limited.stdout)
    assert (shown["documents"], shown["queries"]) == (2, 1)
    assert "Đã lập chỉ mục 3 văn bản" in measured(*arguments).stderr


def figures(result: Result) -> str:
    """The table without its last row, which tells the time that it took."""
    return result.stdout.partition("| ms a query")[0]


def test_a_collection_can_be_without_titles(folders: tuple[Path, Path]) -> None:
    """“Công bố” stands in a title alone; with titles every system finds it, as the table says."""
    arguments = (folders[1], "--typing", "full", "--no-title", "two", "--json")
    (shown,) = json.loads(measured(*arguments).stdout)
    recalls = {one["Recall@100"] for one in shown["rows"]["full"]["systems"].values()}
    assert recalls == {0.5}


def test_what_cannot_be_measured_is_refused(folders: tuple[Path, Path], tmp_path: Path) -> None:
    assert "--no-title" in invoke(folders[0], "--no-title", "three").stderr
    assert "trùng tên" in invoke(folders[0], folders[0]).stderr
    missing = invoke(tmp_path / "nothing")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "qrels.tsv" in missing.stderr
    assert invoke().exit_code == 2
