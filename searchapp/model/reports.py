"""A report of the archive: its source, its facts and its topics."""

from dataclasses import dataclass

from searchapp.model.facts import Facts
from searchapp.model.sources import SourceDocument


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the archive: its source, its facts and its topics.

    Attributes:
        title: For display: the title, or the beginning of the lead where there is none.
        topics: Phrases that tell what the report is about, most telling first.
    """

    source: SourceDocument
    facts: Facts
    title: str
    topics: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id that addresses and results use."""
        return self.source.id

    @property
    def text(self) -> str:
        """The text that all offsets refer to."""
        return self.source.text
