"""Reports whose title and residue are given parts of a text, for tests of marks and passages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from searchapp.analysis.syllables import tokenize
from searchapp.model import (
    Clause,
    Expansion,
    Expression,
    Facts,
    Report,
    Residue,
    Snippet,
    SourceDocument,
    Span,
)
from searchapp.query import parse
from searchapp.query.relaxing import is_loose
from searchapp.snippets import highlights, snippet

Writings = Sequence[tuple[int, int, str]]
"""Of each: how many words to pass over, how many it stands for, how else they are written."""


def report(text: str, *residue: str, title: str | None = None) -> Report:
    """Return a report whose residue and title are the given parts of its text."""
    spans = sorted((_find(text, part) for part in residue), key=lambda span: span.start)
    facts = Facts(
        title=_find(text, title) if title else None,
        residue=tuple(Residue(span, "advert") for span in spans),
    )
    return Report(SourceDocument("x", "x.txt", text, sha256=""), facts, title or text[:40])


def _find(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def marks(told: Report, query: str, others: Writings = ()) -> list[str]:
    spans = highlights(told, asked(query, others))
    return [told.text[span.start : span.end] for span in spans]


def passage(told: Report, query: str) -> Snippet:
    return snippet(told, highlights(told, parse(query)))


def shown(found: Snippet) -> list[str]:
    return [found.text[span.start : span.end] for span in found.highlights]


def asked(query: str, others: Writings = ()) -> Expression:
    """Return what a query asks for, with other writings of words of its loose clauses."""
    expression = parse(query)
    clauses = [
        replace(clause, expansions=tuple(_expansions(clause, others)))
        if is_loose(clause)
        else clause
        for clause in expression.clauses
    ]
    return replace(expression, clauses=tuple(clauses))


def _expansions(clause: Clause, others: Writings) -> Iterator[Expansion]:
    end = 0
    for skipped, length, writing in others:
        start, end = end + skipped, end + skipped + length
        if end <= len(clause.words):
            yield Expansion(start, end, parse(writing).clauses[0].words)


def may_be_marked(folded: str, expression: Expression) -> bool:
    """Tell whether a token is a word of the query, begins as one does, or is of another writing."""
    words = [
        word
        for clause in expression.clauses
        if not clause.excluded
        for word in (*clause.words, *(word for other in clause.expansions for word in other.words))
    ]
    return any(
        folded.startswith(word.folded) if word.prefix else folded == word.folded for word in words
    )


# --- any report and query ---

WORDS = ("thi", "đua", "Thị", "dua", "khen", "thưởng", "đê", "Đê", "06", "nắng", "mưa", "<b>", "&")
GAPS = (" ", " ", " ", ", ", ". ", "\n", "\n\n", " – ", "\u00a0", "/")
texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=160).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
queries = st.lists(
    st.sampled_from(
        [
            "thi",
            "đua",
            "dua",
            "khen",
            "thưởng",
            "đê",
            "6",
            '"thi đua"',
            "-mưa",
            "title:đê",
            "OR",
            "thư*",
            "thưở*",
            "mưa*",
            "-nắn*",
            "title:thư*",
        ]
    ),
    max_size=5,
).map(" ".join)
writings = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(1, 3),
        st.sampled_from(["mưa", "dua", "nang mua", "thi đua khen", "ubnd", "đê 6"]),
    ),
    max_size=3,
)
cuts = st.lists(st.tuples(st.integers(0, 160), st.integers(1, 12)), max_size=4)
Cuts = list[tuple[int, int]]


def cut(text: str, parts: Cuts, title_words: int) -> Report:
    """Return a report with residue in place of some words and the first words as its title."""
    tokens = list(tokenize(text))
    residue: list[Residue] = []
    for first, count in sorted(parts):
        words = tokens[first : first + count]
        if words and (not residue or words[0].start >= residue[-1].span.end):
            residue.append(Residue(Span(words[0].start, words[-1].end), "advert"))
    title = tokens[:title_words]
    facts = Facts(title=Span(0, title[-1].end) if title else None, residue=tuple(residue))
    return Report(SourceDocument("x", "x", text, ""), facts, "x")
