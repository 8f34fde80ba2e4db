"""Plain BM25 is what it says it is, over syllables and over words."""

import math

from benchmarks.collections import Document, Question
from benchmarks.peers.bm25 import K1, B, PlainBm25, exact_syllables, pyvi_words

DOCUMENTS = (
    Document("a", "Thi đua", "phong trào thi đua yêu nước"),
    Document("b", "", "khen thưởng"),
    Document("c", "", "thi hành án và thi tuyển"),
)


def ranked(query: str) -> list[str]:
    return list(PlainBm25(DOCUMENTS).answer([Question("q", query)])["q"])


def test_syllables_keep_their_diacritics_and_lose_their_case() -> None:
    assert exact_syllables("Thi ĐUA, khen thưởng") == ["thi", "đua", "khen", "thưởng"]


def test_pyvis_words_are_lower_case_and_no_punctuation() -> None:
    assert pyvi_words("Giáo viên khen thưởng học sinh.") == [
        "giáo_viên",
        "khen_thưởng",
        "học_sinh",
    ]
    assert pyvi_words("GIÁO VIÊN") == pyvi_words("giáo viên") == ["giáo_viên"]
    assert pyvi_words("") == []


def test_the_documents_that_share_a_syllable_come_best_first() -> None:
    assert ranked("thi đua") == ["a", "c"]
    assert ranked("THƯỞNG") == ["b"]


def test_other_diacritics_are_another_syllable() -> None:
    assert ranked("thuong") == []


def test_a_query_without_a_term_finds_nothing() -> None:
    assert ranked("") == []
    assert ranked("– ? !") == []


def test_titles_are_searched() -> None:
    assert ranked("phong") == ["a"]
    assert PlainBm25((Document("t", "Nhan đề", ""), *DOCUMENTS)).answer(
        [Question("q", "nhan")]
    ) == {"q": ["t"]}


def test_the_order_is_that_of_bm25_worked_by_hand() -> None:
    """Term frequency and length pull apart: the shorter text wins, as the formula says."""
    texts = {"long": "án án " + "x " * 12, "short": "án y z", "none": "w"}
    documents = [Document(name, "", text) for name, text in texts.items()]
    lengths = {name: len(text.split()) for name, text in texts.items()}
    mean = sum(lengths.values()) / 3
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))

    def score(name: str) -> float:
        frequency = texts[name].split().count("án")
        return idf * frequency / (frequency + K1 * (1 - B + B * lengths[name] / mean))

    expected = sorted(("long", "short"), key=score, reverse=True)
    assert list(PlainBm25(documents).answer([Question("q", "án")])["q"]) == expected
