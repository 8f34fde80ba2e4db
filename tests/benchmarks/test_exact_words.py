"""Words that differ from others in their marks alone, and whether they are shown first."""

import json
from collections import Counter
from pathlib import Path

from click.testing import CliRunner

from benchmarks.collections import Document
from benchmarks.exact_words import choose, colliding, count, main

WORDS = ("chùa", "chưa", "chứa", "chua")


def test_a_spelling_is_counted_once_a_document() -> None:
    counted = count([Document("a", "Chùa", "chùa làng"), Document("b", "", "chùa, chưa")])
    assert counted[1] == Counter({("chùa",): 2, ("làng",): 1, ("chưa",): 1})
    assert counted[2] == Counter({("chùa", "chùa"): 1, ("chùa", "làng"): 1, ("chùa", "chưa"): 1})


def test_words_collide_that_differ_in_their_marks_alone() -> None:
    held = Counter({("chùa",): 3, ("chưa",): 2, ("chua",): 2, ("chứa",): 1, ("đê",): 9})
    assert list(colliding(held, reports=2)) == [("chùa",), ("chưa",)]
    assert list(colliding(held, reports=3)) == []
    assert list(colliding(held, reports=1, others=3)) == [("chùa",), ("chưa",), ("chứa",)]


def test_the_same_words_are_chosen_every_time() -> None:
    spellings = [(word,) for word in WORDS]
    assert choose(spellings, 2) == choose(spellings, 2)
    assert sorted(choose(spellings, 99)) == sorted(spellings)


def test_the_share_of_hits_with_the_very_word_is_printed(tmp_path: Path) -> None:
    rows = [
        {"id": f"{word}{n}", "title": f"Tin {n}", "text": f"Xã nhà có {word} thứ {n}."}
        for word in WORDS
        for n in range(12)
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "corpus.jsonl").write_text(text, "utf-8")
    (tmp_path / "queries.jsonl").write_text('{"id": "q", "text": "nhà"}\n', "utf-8")
    (tmp_path / "qrels.tsv").write_text("q\tchùa1\t1\n", "utf-8")
    done = CliRunner().invoke(main, [str(tmp_path), "--reports", "12"])
    assert done.exit_code == 0, done.output
    assert "1-syllable words 3\nexact P@10 1.0000" in done.stdout
