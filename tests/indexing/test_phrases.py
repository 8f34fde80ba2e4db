"""The pieces of an archive -> the phrases that recur in it, and how firmly they keep together."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from searchapp.indexing import phrases as phrases_module
from searchapp.indexing.phrases import Phrase, PhraseCounter, phrase_key

Archive = Sequence[Sequence[str]]


def phrases(archive: Archive, least: int = 1) -> dict[str, Phrase]:
    counter = PhraseCounter()
    for pieces in archive:
        counter.add(pieces)
    return {phrase.label: phrase for phrase in counter.phrases(least)}


FILLER = [f"lo việc{chr(97 + n)} khác{chr(97 + n)}" for n in range(20)]


def test_a_phrase_is_counted_with_its_reports() -> None:
    found = phrases([["chuyển_đổi số", "chuyển_đổi số ngay"], ["sớm chuyển_đổi số"], FILLER])
    phrase = found["chuyển đổi số"]
    assert (phrase.words, phrase.count, phrase.reports) == (("chuyển đổi", "số"), 3, 2)


def test_spellings_of_a_word_are_one_and_the_usual_one_is_shown() -> None:
    found = phrases([["kỹ_thuật số"], ["kĩ_thuật số", "kỹ_thuật số"], FILLER])
    assert found["kỹ thuật số"].count == 3
    assert phrase_key("kĩ_thuật số") == phrase_key("kỹ thuật số")


def test_a_fragment_of_something_longer_is_no_phrase() -> None:
    text = ["xây_dựng nông_thôn mới"]
    found = phrases([text, text, text, ["xây_dựng cầu"], ["xây_dựng trường"], FILLER])
    assert "xây dựng nông thôn mới" in found
    assert not {"xây dựng nông thôn", "nông thôn mới", "nông thôn"} & set(found)


def test_words_that_stand_together_by_chance_are_no_phrase() -> None:
    words = ("đê", "lúa", "ong", "rừng")
    pieces = [f"{left} {right}" for left in words for right in words for _ in range(3)]
    assert phrases([pieces, pieces]) == {}


def test_what_stands_once_is_no_phrase_and_neither_is_a_single_syllable() -> None:
    found = phrases([["nuôi_ong lấy_mật", "đê", "đê"], ["nuôi_ong giỏi", "đê"]])
    assert set(found) == {"nuôi ong"}


def test_fewer_reports_than_asked_for_are_not_enough() -> None:
    archive = [["nuôi_ong", "nuôi_ong", "hợp_tác_xã"], ["hợp_tác_xã"]]
    assert set(phrases(archive, 2)) == {"hợp tác xã"}


def test_of_a_large_archive_evenly_spread_reports_are_counted() -> None:
    counter = PhraseCounter(most_counted=100)
    for number in range(1000):
        counter.add(["nuôi_ong", "trồng rau sạch" if number % 2 else "hợp_tác_xã"])
    assert counter.reports == 1000
    assert 5 <= counter.counted <= 40
    (phrase,) = [phrase for phrase in counter.phrases() if phrase.label == "nuôi ong"]
    assert phrase.reports == phrase.count == counter.counted


def test_an_archive_of_nothing_has_no_phrases() -> None:
    assert phrases([]) == phrases([[], []]) == {}


_words = st.sampled_from(["a_b", "c", "d_e", "i", "o_u_a"])
_pieces = st.lists(st.lists(_words, min_size=1, max_size=8).map(" ".join), max_size=6)


@given(st.lists(_pieces, max_size=6))
def test_counts_are_those_of_counting_one_by_one(archive: list[list[str]]) -> None:
    counts: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    for pieces in archive:
        runs = [run for piece in pieces for run in _runs(piece.split(" "))]
        counts.update(runs)
        reports.update(set(runs))
    for label, phrase in phrases(archive).items():
        written = " ".join(word.replace(" ", "_") for word in phrase.words)
        assert (phrase.count, phrase.reports) == (counts[written], reports[written])
        assert 2 <= label.count(" ") + 1 <= phrases_module.MOST_SYLLABLES
        assert phrase.cohesion <= 1.0 + 1e-9


def _runs(words: list[str]) -> list[str]:
    return [
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    ]
