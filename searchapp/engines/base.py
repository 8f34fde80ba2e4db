"""The seam: what searching and indexing ask of an engine, whichever it is.

Only plain values cross it, so that a second engine (a distributed one, say) gets the very same
terms. How an engine must behave is written down as a contract suite, ``tests/engines/contract.py``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from searchapp.analysis.reports import Analysis
from searchapp.model import (
    Completion,
    CompletionQuery,
    Expression,
    Filters,
    IndexStatus,
    Report,
    Sort,
)
from searchapp.query.vocabulary import Vocabulary


class Strictness(IntEnum):
    """What was required of the loose words of a query: the strictest that finds (enough).

    It is decided by the words alone, before any filter, or the counts of a facet could differ
    from the lists behind them.
    """

    SOME = 1  # the telling ones of the words
    NEAR = 2  # every word, not far from each other
    ALL = 3  # every word
    ADJACENT = 4  # every word, at least two of them side by side as typed


EXACT_WORDS = 5
"""Of so few words, reports that hold them exactly as typed stand before all others."""


@dataclass(frozen=True, slots=True)
class EngineQuery:
    """What to find: every report that matches the expression and passes the filters.

    Attributes:
        facets: The names of the fields to count, disjunctively: each under all filters but its own.
        offset: Hits to leave out from the front, each with its duplicates.
        limit: At most this many hits.
        preferred: Places and times that lift the reports which have them, and force nothing.
        lift: How much one is lifted that has all of it, as a share of the best score.
        strict: Never relax: an expression that matches nothing finds nothing.
        most: Of these facets only so many values are wanted, the most frequent, of equals those
            that sort first; and besides them UNKNOWN and the values in ``filters``.
        also_count: Other filters, under each of which the reports that match are counted too.
    """

    expression: Expression
    filters: Filters
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = ()
    strict: bool = False
    preferred: tuple[Filters, ...] = ()
    lift: float = 0.0
    most: Mapping[str, int] = field(default_factory=dict, hash=False)
    also_count: tuple[Filters, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineHit:
    """One hit; hits stand best first, and a later one never scores higher.

    Attributes:
        duplicates: Reports that are found as well and are nearly the same text, best first;
            at most some ten. They are no hits of their own.
        duplicate_count: How many there are.
    """

    report: Report
    score: float
    duplicates: tuple[Report, ...] = ()
    duplicate_count: int = 0


@dataclass(frozen=True, slots=True)
class EngineResult:
    """The answer to an EngineQuery.

    Attributes:
        total: Exactly how many reports match, duplicates included, as in the facets.
        groups: How many hits there are to leaf through: nearly identical reports are one.
        exact_total: How many of them hold the words exactly as typed, where that was asked for
            by a diacritic; otherwise None.
        exact_anywhere: Whether any report does, whatever the filters.
        facets: For each asked field, value -> count, zero counts left out, sorted by value.
        strictness: What was required in the end; None when the query has no loose words.
        loosened: Whether no report holds the phrases, so that their words were looked for
            (``searchapp.query.relaxing.loosen``).
        also_counted: How many match and pass each of the filters that were to be counted too.
    """

    total: int
    groups: int
    exact_total: int | None
    hits: tuple[EngineHit, ...]
    facets: Mapping[str, Mapping[str, int]]
    strictness: Strictness | None
    status: IndexStatus
    loosened: bool = False
    exact_anywhere: bool = False
    also_counted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SimilarReport:
    """A report that shares topics with another one; ``topics`` stand in that one's order."""

    report: Report
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A report and its terms, ready to be written.

    Attributes:
        fingerprint: Of all that the entry is made of, see ``EntrySource``; empty where nobody
            asks whether it changed.
    """

    report: Report
    analysis: Analysis
    fingerprint: bytes = b""


class EntrySource(Protocol):
    """Where a build gets its entries; pickled, so that each process asks for its own stretch."""

    def contents(self) -> Mapping[str, bytes]:
        """Return every id with 16 bytes that change with whatever its entry is made of.

        That is the text, the facts, the vocabulary of topics and the code.
        """

    def entries(self, ids: Sequence[str]) -> Iterator[IndexEntry]:
        """Yield the entries of some ids, in the order asked."""


BUILD_MEMORY_BYTES = 2 * 1024**3
"""What a build may take of memory where nothing else is said."""


class GenerationWriter(Protocol):
    """Takes the entries of a new generation, in the order of their ids."""

    @property
    def added(self) -> int:
        """How many reports were written."""

    @property
    def reused(self) -> int:
        """How many ``take`` took over from the serving generation."""

    def add(self, entry: IndexEntry) -> None:
        """Add one report.

        Raises:
            ValueError: The id is not greater than the one added before it.
        """

    def take(
        self,
        source: EntrySource,
        *,
        jobs: int = 1,
        memory_bytes: int = BUILD_MEMORY_BYTES,
        tell: Callable[[int, int], None] | None = None,
    ) -> None:
        """Take everything from a source, instead of adding reports one by one.

        What the serving generation holds under the same fingerprint is taken over from it.

        Args:
            source: Asked in ``jobs`` processes at once.
            jobs: How many processes work.
            memory_bytes: What all of them together may take of memory, roughly.
            tell: Called with how many reports are done and how many there are.
        """


class SearchEngine(Protocol):
    """Searches the serving generation and builds the next one. Safe to share between threads."""

    def build(self, *, allow_drop: bool = False) -> AbstractContextManager[GenerationWriter]:
        """Open a new generation; publish it when the block ends, discard it when it raises.

        Args:
            allow_drop: Publish also when the number of reports drops suddenly.

        Raises:
            BuildFailedError: On leaving the block, when the generation is not fit to serve.
        """

    def search(self, query: EngineQuery) -> EngineResult:
        """Return the hits, the exact total and the counts.

        Raises:
            NoIndexError: Nothing was published yet.
        """

    def report(self, report_id: str) -> Report:
        """Return one report.

        Raises:
            ReportNotFoundError: No report has this id.
            NoIndexError: Nothing was published yet.
        """

    def suggest(self, query: CompletionQuery) -> tuple[Completion, ...]:
        """Return what goes on with what was typed, from the start of any of its words.

        A kind after the other, of each the best first: with the diacritics that were typed, then
        from an earlier word, then of more reports.

        Raises:
            NoIndexError: Nothing was published yet.
        """

    def similar(self, report_id: str, limit: int) -> tuple[SimilarReport, ...]:
        """Return those that share topics with a report, best first, ``limit`` at most, not itself.

        The rarer the shared topics, and the more of them, the better; equals stand in the order
        of their ids.

        Raises:
            ReportNotFoundError: No report has this id.
            NoIndexError: Nothing was published yet.
        """

    def vocabulary(self) -> Vocabulary:
        """Return the words of the serving generation."""

    def status(self) -> IndexStatus:
        """Return what serves.

        Raises:
            NoIndexError: Nothing was published yet.
        """

    def rollback(self) -> str:
        """Let the generation before the serving one serve, and return its name.

        Raises:
            NoIndexError: There is none that is whole.
        """
