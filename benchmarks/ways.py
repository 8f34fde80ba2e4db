"""A way to ask a query: whole or only a few syllables of it, then typed."""

from dataclasses import dataclass

from benchmarks.collections import Collection, Question
from benchmarks.typing_variants import Typing, shorten, vary


@dataclass(frozen=True, slots=True)
class Way:
    """How a query is asked.

    Attributes:
        short: Whether only a few of its syllables are.
    """

    typing: Typing
    short: bool = False

    @property
    def name(self) -> str:
        """``none``, or ``short none``."""
        return f"short {self.typing}" if self.short else self.typing.value

    def ask(self, collection: Collection) -> tuple[Question, ...]:
        """The collection's queries, asked this way."""
        return tuple(Question(one.id, self.text(one.text)) for one in collection.questions)

    def text(self, text: str) -> str:
        """A query's text, asked this way."""
        return vary(shorten(text) if self.short else text, self.typing)
