"""Another search over the same documents, to know what a figure is worth."""

from collections.abc import Callable, Iterable, Sequence

import bm25s

from benchmarks.collections import Document, Question
from benchmarks.measures import Run
from searchapp.analysis.syllables import tokenize

K1 = 1.2
B = 0.75
DEPTH = 100
"""Documents a query, as many as Recall@100 looks at."""

Analyse = Callable[[str], list[str]]
"""Text -> its terms, in order."""


def exact_syllables(text: str) -> list[str]:
    """The product's own syllables: lower case, normalised, with their diacritics."""
    return [token.exact for token in tokenize(text)]


class PlainBm25:
    """BM25 (bm25s, k1 1.2, b 0.75) over title and text as one field; no routing, no repair."""

    def __init__(self, documents: Sequence[Document], analyse: Analyse = exact_syllables) -> None:
        self._analyse = analyse
        self._ids = [document.id for document in documents]
        terms = [analyse(f"{document.title}\n{document.text}") for document in documents]
        self._vocabulary = {term for words in terms for term in words}
        self._index = bm25s.BM25(k1=K1, b=B)
        self._index.index(terms, show_progress=False)

    def answer(self, questions: Iterable[Question]) -> Run:
        """The documents that share a term with each query, best first, at most ``DEPTH``."""
        return {question.id: self._rank(question.text) for question in questions}

    def _rank(self, text: str) -> list[str]:
        terms = [term for term in self._analyse(text) if term in self._vocabulary]
        if not terms:
            return []
        depth = min(DEPTH, len(self._ids))
        ranks, scores = self._index.retrieve([terms], k=depth, show_progress=False)
        pairs = zip(ranks[0], scores[0], strict=True)
        return [self._ids[rank] for rank, score in pairs if score > 0]
