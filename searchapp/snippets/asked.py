"""A query -> what its matches show of it, read once for all the reports that it found.

What they show is a set of traits: each word of the query, its very spelling, and two of its words
near each other in the order typed.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from searchapp.analysis.syllables import fold, normalize_syllable, tokenize
from searchapp.model import Clause, Expansion, Expression, Target, Word
from searchapp.snippets.letters import Sought

Trait = tuple[str, str]
"""A folded word with "", an exact one with "=", or a folded one with that which follows it."""

Traits = int
"""A set of traits: a bit for each, by its number."""

Row = Sequence[int]
"""Words that may stand in a row, by their numbers."""

Found = tuple[Row, Row]
"""Words that may stand in a row, and the words of the query that are found where they do."""


class AskedClause(NamedTuple):
    """A clause that is to be found, its words by their numbers.

    Attributes:
        rows: What may stand in a row: the phrase, or two neighbours, or another writing.
    """

    target: Target
    phrase: bool
    words: Row
    rows: Sequence[Found]


class Asked:
    """What a query asks for, and all that was read of it so far; it grows with what is read.

    A word that is found by its beginning, or in another writing, shows the words that were typed.

    Attributes:
        words: All different words that are to be found, those of other writings included.
        clauses: Those that are not excluded.
        sought: The words, to find them in texts.
        traits: By their numbers.
    """

    def __init__(self, expression: Expression) -> None:
        clauses = [clause for clause in expression.clauses if not clause.excluded]
        words = [word for clause in clauses for word in clause.words]
        self.words = tuple(dict.fromkeys(word for one in clauses for word in _all_words(one)))
        numbers = {word: number for number, word in enumerate(self.words)}
        self.clauses = [_asked(clause, numbers) for clause in clauses]
        self.sought = Sought(
            {word.folded for word in self.words if not word.prefix},
            {word.folded for word in self.words if word.prefix},
        )
        self._matching: list[tuple[Row, Row]] = []
        self.traits: list[Trait] = []
        self._numbers: dict[Trait, int] = {}
        self._read: dict[str, tuple[list[str], Traits]] = {}
        self._joins: dict[tuple[str, str], Traits] = {}
        self._spellings = {word.exact for word in words if word.marked}
        self._places = {word.folded: place for place, word in reversed(list(enumerate(words)))}
        self._prefixes = [word.folded for word in words if word.prefix]
        self._stands_for: dict[str, tuple[str, ...]] = {}
        for clause in clauses:
            for other in clause.expansions:
                typed = tuple(word.folded for word in clause.words[other.start : other.end])
                self._stands_for |= {word.folded: typed for word in other.words}

    @classmethod
    def of(cls, query: "Expression | Asked") -> "Asked":
        """Return a query as it is, or begin to read it."""
        return query if isinstance(query, Asked) else cls(query)

    def read(self, raw: str) -> tuple[list[str], Traits]:
        """Return the words of the query that a stretch shows, and all its traits."""
        if raw not in self._read:
            forms = _forms(raw)
            words = self._words(forms)
            shown = 0
            for trait in self._shown(forms, words):
                shown |= self._bit(trait)
            self._read[raw] = words, shown
        return self._read[raw]

    def matching(self) -> Sequence[tuple[Row, Row]]:
        """Return, for each sought form, which words it is: as typed, and in any spelling.

        A mark that was left out may be any.
        """
        for exact, folded in self.sought.forms[len(self._matching) :]:
            words = list(enumerate(self.words))
            anyhow = [n for n, word in words if _is(word, folded, word.folded)]
            typed = [n for n, word in words if _is(word, exact, word.exact)]
            unmarked = (n for n in anyhow if not self.words[n].marked)
            self._matching.append((list({*unmarked, *typed}), anyhow))
        return self._matching

    def join(self, before: str, after: str) -> Traits:
        """Return what two words near each other show."""
        pair = before, after
        if pair not in self._joins:
            self._joins[pair] = self._bit(pair) if self._is_order(*pair) else 0
        return self._joins[pair]

    def _bit(self, trait: Trait) -> Traits:
        if trait not in self._numbers:
            self._numbers[trait] = len(self.traits)
            self.traits.append(trait)
        return 1 << self._numbers[trait]

    def _words(self, forms: Iterable[tuple[str, str]]) -> list[str]:
        """Return the words of the query, folded, that matching words show."""
        if not (self._stands_for or self._prefixes):  # nearly always
            return [folded for _, folded in forms]
        shown = (self._typed(folded) for _, folded in forms)
        return [word for words, _ in groupby(shown) for word in words]

    def _typed(self, folded: str) -> tuple[str, ...]:
        if folded in self._places:
            return (folded,)
        begun = tuple(prefix for prefix in self._prefixes if folded.startswith(prefix))
        return begun or self._stands_for.get(folded, (folded,))

    def _shown(self, forms: Iterable[tuple[str, str]], words: Sequence[str]) -> Iterator[Trait]:
        """Yield what a stretch of matching words shows, by their forms and what they show."""
        for word in words:
            yield word, ""
        for exact, _ in forms:
            if exact in self._spellings:
                yield exact, "="
        for before, after in pairwise(words):
            if self._is_order(before, after):
                yield before, after

    def _is_order(self, before: str, after: str) -> bool:
        """Tell whether two words stand in the order typed."""
        return self._places.get(before, 0) < self._places.get(after, 0)


def _forms(text: str) -> list[tuple[str, str]]:
    """Return the exact and the folded form of each word of a text."""
    words = text.split()
    if all(map(str.isalnum, words)):  # nearly always; nothing for the tokenizer to part
        return [(exact, fold(exact)) for exact in map(normalize_syllable, words)]
    return [(token.exact, token.folded) for token in tokenize(text)]


def _is(word: Word, form: str, typed: str) -> bool:
    return form.startswith(typed) if word.prefix else form == typed


def _all_words(clause: Clause) -> Iterator[Word]:
    return chain(clause.words, *(other.words for other in clause.expansions))


def _asked(clause: Clause, numbers: dict[Word, int]) -> AskedClause:
    words = [numbers[word] for word in clause.words]
    if clause.phrase:
        return AskedClause(clause.target, True, words, [(words, words)])
    rows: list[Found] = [(pair, pair) for pair in pairwise(words)]
    for other in clause.expansions:
        rows += _other_writing(other, words, [numbers[word] for word in other.words])
    return AskedClause(clause.target, False, words, rows)


def _other_writing(other: Expansion, words: Row, written: Row) -> Iterator[Found]:
    """Yield another writing, by itself and with its neighbours of the query.

    A word that is found in another writing is still looked for as it was typed; several words are
    as good as found.
    """
    before = words[max(0, other.start - 1) : other.start]
    typed, after = words[other.start : other.end], words[other.end : other.end + 1]
    found = typed if len(typed) > 1 else ()
    yield written, found
    if before:
        yield (*before, *written), (*before, *found)
    if after:
        yield (*written, *after), (*found, *after)
