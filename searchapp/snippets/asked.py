"""A query -> what its matches show of it, read once for all the reports that it found.

What they show is a set of traits: each word of the query, its very spelling, and two of its words
near each other in the order typed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.syllables import tokenize
from searchapp.model import Clause, Expansion, Expression, Target, Word
from searchapp.snippets.letters import Sought, spellings

_SPELLING = 0.25  # where a word that stands once is worth 1
_ORDER = 0.5  # of what the less telling of both words is worth


class Trait(NamedTuple):
    """What may be shown of a query.

    Attributes:
        worth: Where all of its words stand once.
        words: The numbers of the traits that are its words; none of a very spelling, whose worth
            is the same however often the word stands.
    """

    worth: float
    words: tuple[int, ...]


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
        traits: By their numbers; those that are words are of one word, itself.
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
        self._exact = [word.exact if word.marked else None for word in self.words]
        self._begun = [number for word, number in numbers.items() if word.prefix]
        self._whole = defaultdict[str, list[int]](list)
        for word, number in numbers.items():
            if not word.prefix:
                self._whole[word.folded].append(number)
        self.traits: list[Trait] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._names: list[str] = []
        self._read: dict[str, tuple[list[int], list[int]]] = {}
        self._forms: dict[str, tuple[int, int | None]] = {}
        self._joins: dict[tuple[int, int], int | None] = {}
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

    def read(self, raw: str) -> tuple[list[int], list[int]]:
        """Return the words of the query that a stretch shows, and all its traits."""
        if raw not in self._read:
            shown = [self._forms.get(word) or self._form(word) for word in _words(raw)]
            words = [word for word, _ in shown]
            if self._stands_for or self._prefixes:  # hardly ever
                words = list(map(self._number, self._typed([self._names[n] for n in words])))
            traits = {*words, *[spelled for _, spelled in shown], *map(self.join, pairwise(words))}
            traits.discard(None)
            self._read[raw] = words, cast("list[int]", list(traits))
        return self._read[raw]

    def _form(self, word: str) -> tuple[int, int | None]:
        """Return the number of a word in its folded form, and of its spelling if that is asked."""
        exact, folded = spellings()[word]
        spelled = self._number(exact, "=") if exact in self._spellings else None
        form = self._forms[word] = self._number(folded), spelled
        return form

    def matching(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return which words each sought form is, as typed and in any spelling: words x forms.

        A mark that was left out may be any.
        """
        for exact, folded in self.sought.forms[len(self._matching) :]:
            anyhow = [*self._whole.get(folded, ())]
            anyhow += [n for n in self._begun if folded.startswith(self.words[n].folded)]
            typed = [n for n in anyhow if self._exact[n] in {None, exact} or self._begins(n, exact)]
            self._matching.append((typed, anyhow))
        typed_forms, any_forms = zip(*self._matching, strict=True) if self._matching else ((), ())
        return self._table(typed_forms), self._table(any_forms)

    def _begins(self, number: int, exact: str) -> bool:
        word = self.words[number]
        return word.prefix and exact.startswith(word.exact)

    def _table(self, words_of_forms: Sequence[Row]) -> NDArray[np.bool_]:
        forms = len(words_of_forms)
        table = np.zeros(len(self.words) * forms, bool)
        cells = [word * forms + form for form, words in enumerate(words_of_forms) for word in words]
        if cells:
            table[cells] = True
        return table.reshape(len(self.words), forms)

    def join(self, pair: tuple[int, int]) -> int | None:
        """Return what two words near each other show, if they stand in the order typed."""
        if pair not in self._joins:
            first, second = self._names[pair[0]], self._names[pair[1]]
            in_order = self._places.get(first, 0) < self._places.get(second, 0)
            self._joins[pair] = self._number(first, second) if in_order else None
        return self._joins[pair]

    def _number(self, word: str, more: str = "") -> int:
        """Return the number of a trait: of a folded word, of an exact one with "=", of two."""
        number = self._numbers.get((word, more))
        if number is None:
            number = self._numbers[word, more] = len(self.traits)
            self.traits.append(self._trait(number, word, more))
            self._names.append(word)
        return number

    def _trait(self, number: int, word: str, more: str) -> Trait:
        if not more:
            return Trait(1.0, (number,))
        if more == "=":
            return Trait(_SPELLING, ())
        return Trait(_ORDER, (self._numbers[word, ""], self._numbers[more, ""]))

    def _typed(self, words: Iterable[str]) -> Iterator[str]:
        """Yield the words of the query, folded, that matching words show."""
        for shown, _ in groupby(map(self._typed_for, words)):
            yield from shown

    def _typed_for(self, folded: str) -> tuple[str, ...]:
        if folded in self._places:
            return (folded,)
        begun = tuple(prefix for prefix in self._prefixes if folded.startswith(prefix))
        return begun or self._stands_for.get(folded, (folded,))


def _words(text: str) -> Sequence[str]:
    """Return the words of a text as they are spelled."""
    words = text.split()
    if all(map(str.isalnum, words)):  # nearly always; nothing for the tokenizer to part
        return words
    return [text[token.start : token.end] for token in tokenize(text)]


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
