"""What every peer is: documents indexed once, and a ranking of them for a text."""

from abc import ABC, abstractmethod
from collections.abc import Iterable

from benchmarks.collections import Document, Question
from benchmarks.measures import Run

DEPTH = 100
"""Documents a query, as many as Recall@100 looks at."""


class Peer(ABC):
    """A search over documents that were given to it when it was made."""

    @abstractmethod
    def rank(self, text: str) -> list[str]:
        """The ids of documents that share a term with the text, best first, at most ``DEPTH``."""

    def answer(self, questions: Iterable[Question]) -> Run:
        """The ranking of each query."""
        return {question.id: self.rank(question.text) for question in questions}


def field(document: Document) -> str:
    """Title and text as one field.

    A lone surrogate, which JSON may hold and UTF-8 may not, becomes a question mark.
    """
    text = f"{document.title}\n{document.text}"
    return text.encode("utf-8", "replace").decode("utf-8")
