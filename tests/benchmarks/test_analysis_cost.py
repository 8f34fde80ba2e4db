"""What an analysis costs: every step is measured over the texts that are found."""

import gzip
import json
from pathlib import Path

from click.testing import CliRunner

from benchmarks.analysis_cost import main, measure, texts
from searchapp.model import SourceDocument


def test_the_texts_of_a_folder_are_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("hai", "utf-8")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "c.txt").write_text("một", "utf-8")
    assert list(texts(tmp_path)) == ["một", "hai"]


def test_a_collection_gives_title_and_text(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "1", "title": "Tên", "text": "chữ"}) + "\n")
    assert list(texts(tmp_path)) == ["Tên\n\nchữ"]


def test_every_step_has_its_cost() -> None:
    documents = [SourceDocument("1", "1", "Ngày 5/3/2021, tỉnh Cà Mau họp hội nghị.", "")] * 5
    steps = measure(documents, rounds=2)
    assert list(steps) == ["facts", "terms", "kept"]
    assert all(cost > 0 for cost in steps.values())


def test_the_command_prints_a_line_a_step(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ngày 5/3/2021, tỉnh Cà Mau họp.", "utf-8")
    result = CliRunner().invoke(main, [str(tmp_path), "--rounds", "1"])
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()] == [
        "1",
        "facts",
        "terms",
        "kept",
    ]
