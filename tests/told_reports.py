"""Reports whose title and residue are given parts of a text, for tests of marks and passages."""

from hypothesis import strategies as st

from searchapp.analysis.syllables import tokenize
from searchapp.model import Facts, Report, Residue, Snippet, SourceDocument, Span
from searchapp.query import parse
from searchapp.snippets import highlights, snippet


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


def marks(told: Report, query: str) -> list[str]:
    return [told.text[span.start : span.end] for span in highlights(told, parse(query))]


def passage(told: Report, query: str) -> Snippet:
    return snippet(told, highlights(told, parse(query)))


def shown(found: Snippet) -> list[str]:
    return [found.text[span.start : span.end] for span in found.highlights]


# --- any report and query ---

WORDS = ("thi", "đua", "Thị", "dua", "khen", "thưởng", "đê", "Đê", "06", "nắng", "mưa", "<b>", "&")
GAPS = (" ", " ", " ", ", ", ". ", "\n", "\n\n", " – ", "\u00a0", "/")
texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=160).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
queries = st.lists(
    st.sampled_from(
        ["thi", "đua", "dua", "khen", "thưởng", "đê", "6", '"thi đua"', "-mưa", "title:đê"]
    ),
    max_size=5,
).map(" ".join)
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
