"""Offsets + text -> what to mark in a report, and the passage that shows best why it was found.

The text is tokenised by the same analysis as the index, so a mark stands on exactly the words
that matched, in whatever way they were typed and are spelled.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from searchapp.analysis.syllables import Token, tokenize
from searchapp.model import Clause, Expression, Report, Snippet, Span, Target, Word

SNIPPET_LENGTH = 280
"""Code points: two lines of a results page."""

_LEAD = 60  # code points shown before the first mark of a passage
_MOST_PASSAGES = 400  # compared for the best one; a report rarely has more matches
_GAP = re.compile(r"[^\w\n.;:!?]{0,3}")
_TO_SPACE = dict.fromkeys(map(ord, "\n\t\u00a0\u2007\u202f"), " ")

Test = Callable[[Token, Word], bool]


def highlights(report: Report, expression: Expression) -> tuple[Span, ...]:
    """Return the stretches of a report's text that match, in order, none touching another.

    Words typed with diacritics are marked where they stand exactly so; only in a report that
    never spells them so are their other spellings marked. Words that stand side by side in the
    query are marked apart only where the report never has them side by side.
    """
    tokens = list(tokenize(report.text, _residue(report)))
    found: list[Token] = []
    for target in Target:
        clauses = [c for c in expression.clauses if c.target is target and not c.excluded]
        inside = tokens if target is Target.TEXT else _title_tokens(report, tokens)
        for clause in clauses:
            places = _Places(inside, clause.words).matching(clause)
            found += [inside[place] for place in places]
    return _merge(report.text, sorted(set(found), key=lambda token: token.start))


def _residue(report: Report) -> list[Span]:
    return [residue.span for residue in report.facts.residue]


def _title_tokens(report: Report, tokens: Sequence[Token]) -> list[Token]:
    title = report.facts.title
    if title is None:
        return []
    return [token for token in tokens if title.start <= token.start and token.end <= title.end]


class _Places:
    """Where the words of a clause stand among a report's tokens, in any spelling."""

    def __init__(self, tokens: Sequence[Token], words: Sequence[Word]) -> None:
        self._tokens = tokens
        self._of: dict[str, list[int]] = {word.folded: [] for word in words}
        for place, token in enumerate(tokens):
            if token.folded in self._of:
                self._of[token.folded].append(place)

    def matching(self, clause: Clause) -> set[int]:
        """Return the places of the tokens that the clause matches."""
        if clause.phrase:
            return self._runs(clause.words, _as_typed)
        found: set[int] = set()
        paired: set[Word] = set()
        for pair in pairwise(clause.words):
            places = self._exact_first(pair)
            found |= places
            paired |= set(pair) if places else set()
        for word in dict.fromkeys(clause.words):
            if word not in paired:
                found |= self._exact_first((word,))
        return found

    def _exact_first(self, words: Sequence[Word]) -> set[int]:
        return self._runs(words, _as_typed) or self._runs(words, _folded)

    def _runs(self, words: Sequence[Word], test: Test) -> set[int]:
        """Return the places of all tokens that belong to a run matching the words in order."""
        found: set[int] = set()
        for start in self._of[words[0].folded]:
            run = self._tokens[start : start + len(words)]
            if len(run) == len(words) and all(map(test, run, words)):
                found.update(range(start, start + len(words)))
        return found


def _as_typed(token: Token, word: Word) -> bool:
    return token.exact == word.exact if word.marked else token.folded == word.folded


def _folded(token: Token, word: Word) -> bool:
    return token.folded == word.folded


def _merge(text: str, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Join tokens that nothing but a little punctuation inside a sentence parts."""
    spans: list[Span] = []
    for token in tokens:
        if spans and _GAP.fullmatch(text, spans[-1].end, token.start):
            spans[-1] = Span(spans[-1].start, token.end)
        else:
            spans.append(Span(token.start, token.end))
    return tuple(spans)


def count_passages(report: Report, spans: Sequence[Span]) -> int:
    """Return how many lines (paragraphs) of a report hold a match."""
    ends = [i for i, char in enumerate(report.text) if char == "\n"]
    return len({bisect_right(ends, span.start) for span in spans})


# --- the passage ------------------------------------------------------------------------------


def snippet(report: Report, spans: Sequence[Span]) -> Snippet:
    """Return the passage with the most different matches, the earliest of equals.

    The title is not repeated where the body matches too, and residue is never shown. Without any
    match the passage is the beginning of the body.
    """
    body = _body_start(report)
    shown = [span for span in spans if span.start >= body] or list(spans)
    if not shown:
        return _cut(report, body, ())
    best = max(
        shown[:_MOST_PASSAGES], key=lambda span: (_richness(report, span, shown), -span.start)
    )
    return _cut(report, best.start, shown)


def _body_start(report: Report) -> int:
    title = report.facts.title
    if title is None or not report.text[title.end :].strip():
        return 0
    return len(report.text) - len(report.text[title.end :].lstrip())


def _richness(report: Report, first: Span, spans: Sequence[Span]) -> tuple[int, int]:
    """Count the different words, then the words, that a passage from this match on would show."""
    end = first.start + SNIPPET_LENGTH - _LEAD
    shown = [span for span in spans if first.start <= span.start and span.end <= end]
    words = {report.text[span.start : span.end].casefold() for span in shown}
    return sum(len(word.split()) for word in words), len(shown)


def _cut(report: Report, focus: int, spans: Sequence[Span]) -> Snippet:
    start, end = _fit(report, focus)
    text = report.text[start:end]
    before = "…" if report.text[:start].strip() and start > _body_start(report) else ""
    after = "…" if report.text[end:].strip() else ""
    shift = len(before) - start
    marks = tuple(
        Span(max(span.start, start) + shift, min(span.end, end) + shift)
        for span in spans
        if span.start < end and span.end > start
    )
    return Snippet(before + text.translate(_TO_SPACE) + after, marks)


def _fit(report: Report, focus: int) -> tuple[int, int]:
    """Return a stretch around ``focus`` that keeps whole words and holds no residue."""
    text = report.text
    pieces = list(_clean_pieces(report)) or [(0, 0)]
    first, last = next((piece for piece in pieces if piece[1] > focus), pieces[-1])
    if focus >= _body_start(report):
        first = max(first, _body_start(report))
    start = _word_start(text, focus - _LEAD) if focus - _LEAD > first else first
    start += len(text[start:last]) - len(text[start:last].lstrip())
    end = min(last, start + SNIPPET_LENGTH)
    if end < last:
        space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
        end = space if space > start + SNIPPET_LENGTH // 2 else end
    return start, start + len(text[start:end].rstrip())


def _clean_pieces(report: Report) -> Iterator[tuple[int, int]]:
    """Yield the stretches between the residue."""
    position = 0
    for span in _residue(report):
        if report.text[position : span.start].strip():
            yield position, span.start
        position = max(position, span.end)
    if report.text[position:].strip():
        yield position, len(report.text)


def _word_start(text: str, position: int) -> int:
    """Move back to the beginning of a word (no further than one is long)."""
    floor = max(0, position - 20)
    while position > floor and not text[position - 1].isspace():
        position -= 1
    return position
