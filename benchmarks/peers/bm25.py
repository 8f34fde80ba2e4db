"""Plain BM25 (bm25s), over whichever terms."""

from collections.abc import Callable, Sequence

import bm25s

from benchmarks.collections import Document
from benchmarks.peers.base import DEPTH, Peer, field
from searchapp.analysis.compounds import segmenter
from searchapp.analysis.syllables import tokenize

K1 = 1.2
B = 0.75

Analyse = Callable[[str], list[str]]
"""Text -> its terms, in order."""


def exact_syllables(text: str) -> list[str]:
    """The product's own syllables: lower case, normalised, with their diacritics."""
    return [token.exact for token in tokenize(text)]


def pyvi_words(text: str) -> list[str]:
    """The words of a lower-case text as pyvi segments it, by the product's own segmenter.

    Documents and queries alike are lower-cased first, or a word at the head of a sentence would
    be another one than inside it. Punctuation is no word.
    """
    words = segmenter().words(text.lower())
    return [word for word in words if any(map(str.isalnum, word))]


class PlainBm25(Peer):
    """BM25 (bm25s, k1 1.2, b 0.75) over title and text as one field; no routing, no repair."""

    def __init__(self, documents: Sequence[Document], analyse: Analyse = exact_syllables) -> None:
        self._analyse = analyse
        self._ids = [document.id for document in documents]
        terms = [analyse(field(document)) for document in documents]
        self._vocabulary = {term for words in terms for term in words}
        self._index = bm25s.BM25(k1=K1, b=B)
        self._index.index(terms, show_progress=False)

    def rank(self, text: str) -> list[str]:
        """The ids of documents that share a term with the text, best first, at most ``DEPTH``."""
        terms = [term for term in self._analyse(text) if term in self._vocabulary]
        if not terms:
            return []
        depth = min(DEPTH, len(self._ids))
        ranks, scores = self._index.retrieve([terms], k=depth, show_progress=False)
        pairs = zip(ranks[0], scores[0], strict=True)
        return [self._ids[rank] for rank, score in pairs if score > 0]
