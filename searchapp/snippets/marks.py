"""A report + a query -> what to mark: exactly the words that matched, as they are spelled there."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, pairwise
from typing import NamedTuple

from searchapp.analysis.syllables import Token
from searchapp.model import Clause, Expression, Report, Span, Target, Word
from searchapp.snippets.asked import Asked
from searchapp.snippets.letters import Letters, Sought

_GAP = re.compile(r"[^\w\n.;:!?]{0,3}")

_NOWHERE: frozenset[int] = frozenset()

Tokens = Mapping[int, Token]
"""Tokens by their place; two that stand side by side have places in a row, others never."""


def highlights(report: Report, query: Expression | Asked) -> tuple[Span, ...]:
    """Return the stretches of a report's text that match, in order, none touching another.

    Words typed with diacritics are marked where they stand exactly so; only in a report that
    never spells them so are their other spellings marked. Words that stand side by side in the
    query, or in another writing of theirs, are marked apart only where the report never has them
    side by side. All alternatives are marked.
    """
    read = Asked.of(query)
    tokens = _candidates(report, read.sought, _edges(report))
    found: set[int] = set()
    for target in Target:
        asked = [clause for clause in read.clauses if clause.target is target]
        if not asked:
            continue
        places = _Places(tokens if target is Target.TEXT else _in_title(report, tokens))
        for clause in asked:
            found |= _matching(clause, places)
    return tuple(_merged(report.text, tokens, sorted(found)))


def count_passages(report: Report, spans: Sequence[Span]) -> int:
    """Return how many lines (paragraphs) of a report hold a match; spans are sorted."""
    count, line_end = 0, -1
    for span in spans:
        if span.start > line_end:
            count += 1
            line_end = report.text.find("\n", span.start)
            if line_end < 0:
                break
    return count


# --- which tokens a clause matches ------------------------------------------------------------


class _Standing(NamedTuple):
    """Where a word stands as it was typed, a mark that was left out being any; and at all."""

    typed: Set[int]
    any: Set[int]


_STANDS_NOWHERE = _Standing(_NOWHERE, _NOWHERE)

_Run = tuple[Sequence[_Standing], Sequence[Word]]
"""Words that may stand in a row, and the words of the query that are found where they do."""


def _matching(clause: Clause, places: "_Places") -> set[int]:
    """Return the places of the tokens that the clause matches."""
    words = [places.of(word) for word in clause.words]
    if clause.phrase:
        return _runs([word.typed for word in words])
    found: set[int] = set()
    paired: set[Word] = set()
    for run, typed in chain(_pairs(clause, words), _other_writings(clause, words, places)):
        standing = _exact_first(run)
        found |= standing
        paired |= set(typed) if standing else set()
    for word, found_at in zip(clause.words, words, strict=True):
        if found_at.any and word not in paired:
            found |= found_at.typed or found_at.any
    return found


def _pairs(clause: Clause, words: Sequence[_Standing]) -> Iterator[_Run]:
    for at, (left, right) in enumerate(pairwise(words)):
        if left.any and right.any:
            yield (left, right), clause.words[at : at + 2]


def _other_writings(
    clause: Clause, words: Sequence[_Standing], places: "_Places"
) -> Iterator[_Run]:
    """Yield the expansions, each by itself and with its neighbours of the query.

    A word that is found in another writing is still looked for as it was typed; several words are
    as good as found.
    """
    for other in clause.expansions:
        run = tuple(places.of(word) for word in other.words)
        before, after = slice(max(0, other.start - 1), other.start), slice(other.end, other.end + 1)
        typed = clause.words[other.start : other.end]
        found = typed if len(typed) > 1 else ()
        yield run, found
        if clause.words[before]:
            yield (*words[before], *run), (*clause.words[before], *found)
        if clause.words[after]:
            yield (*run, *words[after]), (*found, *clause.words[after])


def _exact_first(words: Sequence[_Standing]) -> set[int]:
    return _runs([word.typed for word in words]) or _runs([word.any for word in words])


def _runs(standing: Sequence[Set[int]]) -> set[int]:
    """Return all places of the runs whose first word stands in the first set, and so on."""
    starts: Iterable[int] = standing[0]
    for behind, places in enumerate(standing[1:], 1):
        starts = [start for start in starts if start + behind in places]
    return {start + behind for start in starts for behind in range(len(standing))}


class _Places:
    """Where each word stands among tokens."""

    def __init__(self, tokens: Tokens) -> None:
        self._exact: defaultdict[str, set[int]] = defaultdict(set)
        self._folded: defaultdict[str, set[int]] = defaultdict(set)
        for place, token in tokens.items():
            self._exact[token.exact].add(place)
            self._folded[token.folded].add(place)

    def of(self, word: Word) -> _Standing:
        """Return where a word stands; for a prefix, where any word stands that begins so."""
        if word.prefix:
            begun = _beginning(self._folded, word.folded)
            return _Standing(_beginning(self._exact, word.exact) if word.marked else begun, begun)
        if word.folded not in self._folded:
            return _STANDS_NOWHERE
        anyhow = self._folded[word.folded]
        typed = self._exact.get(word.exact, _NOWHERE) if word.marked else anyhow
        return _Standing(typed, anyhow)


def _beginning(places: Mapping[str, Set[int]], prefix: str) -> Set[int]:
    """Return where any word stands that begins so."""
    return _NOWHERE.union(*(at for word, at in places.items() if word.startswith(prefix)))


# --- the tokens that can match ----------------------------------------------------------------


def _candidates(report: Report, sought: Sought, edges: Sequence[int]) -> dict[int, Token]:
    """Return the tokens that are a word of the clauses in any spelling, residue left out."""
    letters = Letters(report.text)
    skip = [residue.span for residue in report.facts.residue]
    return dict(_placed(letters, letters.tokens(sought, skip), edges))


def _placed(
    letters: Letters, tokens: Iterable[Token], edges: Sequence[int]
) -> Iterator[tuple[int, Token]]:
    place = end = section = now = 0
    for token in tokens:
        start = token.start
        if edges:
            now = bisect_right(edges, start)
        near = start - end == 1 or not letters.part_tokens(end, start)
        place += 1 if near and now == section else 2
        end, section = token.end, now
        yield place, token


def _edges(report: Report) -> list[int]:
    """Return where words on both sides are no neighbours, for the index as for marks."""
    title, residue = report.facts.title, report.facts.residue
    bounds = (title.start, title.end) if title else ()
    return sorted({*bounds, *(part.span.end for part in residue)})


def _in_title(report: Report, tokens: Tokens) -> dict[int, Token]:
    title = report.facts.title or Span(0, 0)
    return {
        place: token
        for place, token in tokens.items()
        if title.start <= token.start and token.end <= title.end
    }


# --- marks ------------------------------------------------------------------------------------


def _merged(text: str, tokens: Tokens, places: Iterable[int]) -> Iterator[Span]:
    """Join tokens that nothing but a little punctuation inside a sentence parts."""
    start = end = 0
    last = -1
    for place in places:
        token = tokens[place]
        if place != last + 1 or not _joins(text, end, token.start):
            if end:
                yield Span(start, end)
            start = token.start
        end, last = token.end, place
    if end:
        yield Span(start, end)


def _joins(text: str, end: int, start: int) -> bool:
    if start - end > 3:
        return False
    return text[end:start] == " " or _GAP.fullmatch(text, end, start) is not None
