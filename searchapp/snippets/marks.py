"""A report + a query -> what to mark: exactly the words that matched, as they are spelled there."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, pairwise

from searchapp.analysis.syllables import Token
from searchapp.model import Clause, Expression, Report, Span, Target, Word
from searchapp.snippets.letters import Letters

_GAP = re.compile(r"[^\w\n.;:!?]{0,3}")

_NOWHERE: frozenset[int] = frozenset()

Tokens = Mapping[int, Token]
"""Tokens by their place; two that stand side by side have places in a row, others never."""


def highlights(report: Report, expression: Expression) -> tuple[Span, ...]:
    """Return the stretches of a report's text that match, in order, none touching another.

    Words typed with diacritics are marked where they stand exactly so; only in a report that
    never spells them so are their other spellings marked. Words that stand side by side in the
    query, or in another writing of theirs, are marked apart only where the report never has them
    side by side. All alternatives are marked.
    """
    clauses = [clause for clause in expression.clauses if not clause.excluded]
    edges = _edges(report)
    tokens = _candidates(report, clauses, edges)
    found: set[int] = set()
    for target in Target:
        asked = [clause for clause in clauses if clause.target is target]
        if not asked:
            continue
        places = _Places(tokens if target is Target.TEXT else _in_title(report, tokens))
        for clause in asked:
            found |= _matching(clause, places)
    return _merge(report.text, [tokens[place] for place in sorted(found)], edges)


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


def _matching(clause: Clause, places: "_Places") -> set[int]:
    """Return the places of the tokens that the clause matches."""
    if clause.phrase:
        return _runs([places.typed(word) for word in clause.words])
    found: set[int] = set()
    paired: set[Word] = set()
    for run, words in chain(_pairs(clause), _other_writings(clause)):
        standing = _exact_first(places, run)
        found |= standing
        paired |= set(words) if standing else set()
    for word in dict.fromkeys(clause.words):
        if word not in paired:
            found |= _exact_first(places, (word,))
    return found


_Run = tuple[Sequence[Word], Sequence[Word]]
"""Words that stand in a row, and the words of the query that are found where they do."""


def _pairs(clause: Clause) -> Iterator[_Run]:
    return ((pair, pair) for pair in pairwise(clause.words))


def _other_writings(clause: Clause) -> Iterator[_Run]:
    """Yield the expansions, each by itself and with its neighbours of the query.

    A word that is found in another writing is still looked for as it was typed; several words are
    as good as found.
    """
    for other in clause.expansions:
        typed = clause.words[other.start : other.end]
        found = typed if len(typed) > 1 else ()
        yield other.words, found
        if before := clause.words[max(0, other.start - 1) : other.start]:
            yield (*before, *other.words), (*before, *found)
        if after := clause.words[other.end : other.end + 1]:
            yield (*other.words, *after), (*found, *after)


def _exact_first(places: "_Places", words: Sequence[Word]) -> set[int]:
    return _runs([places.typed(word) for word in words]) or _runs(
        [places.folded(word) for word in words]
    )


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

    def typed(self, word: Word) -> Set[int]:
        """Return where a word stands as it was typed: a mark that was left out may be any."""
        if not word.marked:
            return self.folded(word)
        if word.prefix:
            return _beginning(self._exact, word.exact)
        return self._exact.get(word.exact, _NOWHERE)

    def folded(self, word: Word) -> Set[int]:
        """Return where a word stands in any spelling."""
        if word.prefix:
            return _beginning(self._folded, word.folded)
        return self._folded.get(word.folded, _NOWHERE)


def _beginning(places: Mapping[str, Set[int]], prefix: str) -> Set[int]:
    """Return where any word stands that begins so."""
    return _NOWHERE.union(*(at for word, at in places.items() if word.startswith(prefix)))


# --- the tokens that can match ----------------------------------------------------------------


def _candidates(
    report: Report, clauses: Iterable[Clause], edges: Sequence[int]
) -> dict[int, Token]:
    """Return the tokens that are a word of the clauses in any spelling, residue left out."""
    letters = Letters(report.text)
    asked = [word for clause in clauses for word in _all_words(clause)]
    words = {word.folded for word in asked if not word.prefix}
    prefixes = {word.folded for word in asked if word.prefix}
    skip = [residue.span for residue in report.facts.residue]
    return dict(_placed(letters, letters.tokens(words, prefixes, skip=skip), edges))


def _all_words(clause: Clause) -> Iterator[Word]:
    """Yield the words of a clause and of its expansions."""
    return chain(clause.words, *(other.words for other in clause.expansions))


def _placed(
    letters: Letters, tokens: Iterable[Token], edges: Sequence[int]
) -> Iterator[tuple[int, Token]]:
    place = end = section = 0
    for token in tokens:
        now = bisect_right(edges, token.start) if edges else 0
        near = token.start - end == 1 or not letters.part_tokens(end, token.start)
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


def _merge(text: str, tokens: Iterable[Token], edges: Sequence[int]) -> tuple[Span, ...]:
    """Join tokens that nothing but a little punctuation inside a sentence parts."""
    spans: list[Span] = []
    for token in tokens:
        if spans and _joins(text, spans[-1].end, token.start, edges):
            spans[-1] = Span(spans[-1].start, token.end)
        else:
            spans.append(Span(token.start, token.end))
    return tuple(spans)


def _joins(text: str, end: int, start: int, edges: Sequence[int]) -> bool:
    if start - end > 3:
        return False
    if text[end:start] != " " and not _GAP.fullmatch(text, end, start):
        return False
    return not edges or bisect_right(edges, end - 1) == bisect_right(edges, start)
