"""Every peer searches, folds or not as it says, and takes any text for words."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.collections import Document, Question
from benchmarks.peers import PEERS
from benchmarks.peers.base import DEPTH, Peer

DOCUMENTS = (
    Document("a", "Phong trào thi đua", "Xã vùng cao làm đường, dựng cầu, trồng rừng."),
    Document("b", "", "Giáo viên và học sinh quyên góp sách vở cho thư viện."),
    Document("c", "Lễ ký giao ước", "Các sở cùng ký kết, bầu cụm trưởng. \ud83d"),
)
FOLDING = {"tantivy ascii", "sqlite fts5"}
HOSTILE = [
    '"',
    '"" OR "',
    "*",
    "học*",
    "AND",
    "OR NOT AND",
    "text:học",
    "(",
    "((học sinh",
    "-học +sinh",
    "NEAR(học, 2)",
    "{a b} : học",
    "^học",
    "học~2",
    "[a TO b]",
    "'; DROP TABLE reports; --",
    "\\",
    "\x00",
    "",
    " ",
    "\ud83d",
    "học " * 400,
]


@pytest.fixture(scope="module")
def peers() -> Mapping[str, Peer]:
    """Every peer over the same three documents."""
    return {name: index(DOCUMENTS) for name, index in PEERS.items()}


@pytest.mark.parametrize("name", PEERS)
def test_the_obvious_document_comes_first(peers: Mapping[str, Peer], name: str) -> None:
    asked = [Question("1", "làm đường, trồng rừng"), Question("2", "học sinh quyên góp và làm")]
    run = peers[name].answer(asked)
    assert (run["1"][0], run["2"][0]) == ("a", "b")


@pytest.mark.parametrize("name", PEERS)
def test_titles_are_searched_and_case_does_not_matter(peers: Mapping[str, Peer], name: str) -> None:
    assert peers[name].rank("THI ĐUA")[:1] == ["a"]


@pytest.mark.parametrize("name", PEERS)
def test_one_word_of_many_is_enough(peers: Mapping[str, Peer], name: str) -> None:
    assert peers[name].rank("rừng zzzz qqqq") == ["a"]


@pytest.mark.parametrize("name", PEERS)
def test_only_peers_that_fold_find_without_diacritics(peers: Mapping[str, Peer], name: str) -> None:
    assert peers[name].rank("truong trong") == (["c", "a"] if name in FOLDING else [])


def test_only_tantivy_folds_the_letter_that_bears_no_diacritic(peers: Mapping[str, Peer]) -> None:
    assert peers["tantivy ascii"].rank("dung duong") == ["a"]
    assert peers["sqlite fts5"].rank("duong") == []
    assert peers["sqlite fts5"].rank("đuong") == ["a"]


@pytest.mark.parametrize("name", PEERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_harms_a_peer(peers: Mapping[str, Peer], name: str, text: str) -> None:
    """What is left of it are its words, whatever stands around them."""
    found = peers[name].rank(text)
    assert found == [] or "học" in text
    if name != "bm25s pyvi":  # for which signs part words that it joins without them
        assert found == peers[name].rank(" ".join(re.findall(r"[^\W_]+", text)))


@given(text=st.text(max_size=40))
def test_any_text_is_answered_with_each_document_at_most_once(
    peers: Mapping[str, Peer], text: str
) -> None:
    for peer in peers.values():
        found = peer.rank(text)
        assert len(found) == len(set(found))


@pytest.mark.parametrize("name", PEERS)
def test_no_more_is_given_than_the_measures_look_at(name: str) -> None:
    many = [Document(str(number), "", "thi đua khen thưởng") for number in range(DEPTH + 20)]
    found = PEERS[name](many).rank("thi đua khen thưởng")
    assert len(found) == len(set(found)) == DEPTH
