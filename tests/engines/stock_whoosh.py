"""The oracle: stock Whoosh, written by its own writer, searched exhaustively by its own code.

It holds the very same terms as a generation's arrays, in fields of its own, with the same formula
as its weighting. What the arrays answer must be what Whoosh answers, however slowly.
"""

import random
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from whoosh.analysis import RegexTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query import Phrase, Term
from whoosh.searching import Searcher

from searchapp.analysis.reports import BREAK, Analysis
from searchapp.analysis.syllables import fold
from searchapp.engines.base import EngineQuery, EngineResult, IndexEntry
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.lookup import Lookup
from searchapp.engines.whoosh.matching import match
from searchapp.engines.whoosh.scoring import ArchiveBM25
from searchapp.model import Clause, Expression, Facts, Filters, Report, SourceDocument

GAP = "|"
"""Holds a break's place where only places matter; no token can look like it."""
WORDS = (
    *("thi", "thị", "thì", "đua", "dua", "đưa", "khen", "khén", "thưởng", "thường", "hội"),
    *("hỏi", "nghị", "nghi", "bưởi", "buổi", "2020", "ubnd", "hòa", "họa", "xã", "xa"),
)
"""Normalised already; many fold to the same."""


def random_sequences(reports: int, seed: int) -> list[Analysis]:
    """Reports of random words, some with a title, some with breaks, one without any word."""
    chance = random.Random(seed)
    return [_sequence(chance) for _ in range(reports)] + [Analysis((), 0, {})]


def _sequence(chance: random.Random) -> Analysis:
    title = chance.choices(WORDS, k=chance.choice((0, 0, 3, 8)))
    body = chance.choices((*WORDS, BREAK), k=chance.choice((1, 4, 30, 300)))
    return Analysis((*title, BREAK, *body) if title else tuple(body), len(title), {})


def entry(number: int, analysis: Analysis) -> IndexEntry:
    """An entry without a text: engines take its terms, whatever they were made from."""
    source = SourceDocument(f"r{number:05}", f"r{number:05}.txt", "", sha256="0" * 64)
    return IndexEntry(Report(source, Facts(), ""), analysis)


def folded(syllables: Iterable[str]) -> list[str]:
    """The folded form of each syllable."""
    return [fold(syllable) for syllable in syllables]


def stock_index(reports: Sequence[Analysis]) -> Searcher:
    """A searcher over everything that the arrays hold, one field a kind of term."""
    text = TEXT(analyzer=RegexTokenizer(r"\S+"), phrase=True)
    index = RamStorage().create_index(Schema(id=ID(stored=True), **dict.fromkeys(_FIELDS, text)))
    writer = index.writer()
    for number, analysis in enumerate(reports):
        writer.add_document(id=f"r{number:05}", **_fields(analysis))
    writer.commit()
    return index.searcher(weighting=ArchiveBM25())


_FIELDS = (
    *("exact", "folded", "exact_pair", "folded_pair", "exact_title", "folded_title"),
    *("exact_order", "folded_order", "exact_title_order", "folded_title_order"),
)


def _fields(analysis: Analysis) -> dict[str, str]:
    fields = {}
    for kind, syllables in (
        ("exact", list(analysis.syllables)),
        ("folded", folded(analysis.syllables)),
    ):
        title = syllables[: analysis.title_length]
        fields[kind] = _join(syllables)
        fields[f"{kind}_title"] = _join(title)
        fields[f"{kind}_pair"] = " ".join(pair(*both) for both in pairwise(syllables) if all(both))
        fields[f"{kind}_order"] = _join(syllables, GAP)
        fields[f"{kind}_title_order"] = _join(title, GAP)
    return fields


def _join(syllables: Iterable[str], at_breaks: str = "") -> str:
    return " ".join(filter(None, (syllable or at_breaks for syllable in syllables)))


def pair(left: str, right: str) -> str:
    """Two neighbours as one term."""
    return f"{left}_{right}"


def term_scores(searcher: Searcher, field: str, term: str) -> dict[str, float]:
    """The score that one term gives to each report that holds it."""
    hits = searcher.search(Term(field, term), limit=None)
    return {hit["id"]: hit.score for hit in hits}


def phrase_ids(searcher: Searcher, field: str, words: Sequence[str]) -> set[str]:
    """The reports in which words follow each other without a gap."""
    return {hit["id"] for hit in searcher.search(Phrase(field, list(words)), limit=None)}


class Twins:
    """The same reports in a generation and in a stock index."""

    def __init__(self, root: Path, reports: list[Analysis]) -> None:
        self.reports = reports
        self.engine = WhooshEngine(root)
        with self.engine.build() as writer:
            for number, analysis in enumerate(reports):
                writer.add(entry(number, analysis))
        self.stock: Searcher = stock_index(reports)

    def __repr__(self) -> str:
        return f"{len(self.reports)} reports"

    def scores(self, *clauses: Clause) -> dict[str, float]:
        """Return what the arrays' posting lists alone score, for everything that matches."""
        lookup = Lookup(self.engine._current())
        matches = match(lookup, Expression(clauses))
        docs = np.flatnonzero(matches.mask)
        scores = matches.score(lookup, docs)
        reports = [lookup.snapshot.stored(int(number)) for number in docs]
        return {report.id: float(score) for report, score in zip(reports, scores, strict=True)}

    def ask(self, *clauses: Clause, strict: bool = False) -> EngineResult:
        """Ask the arrays for everything that matches."""
        query = EngineQuery(Expression(clauses), Filters(), limit=10_000, strict=strict)
        return self.engine.search(query)
