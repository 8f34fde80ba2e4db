"""What is asked, class by class, drawn with a fixed seed from real vocabulary and headlines."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType

import numpy as np

from benchmarks.terms import Archive, Array, Text
from searchapp.analysis.syllables import fold, is_syllable, normalize_syllable, tokenize

FACETS = ("province", "year", "type")
RARE, AND, OR = "rare term", "AND of 2 common", "OR of 3 common"
PHRASE, NEW_PHRASE = "phrase of common words", "new phrase each time"
FILTERED, COUNTED = "common + province + dates", "three facets"
NEWEST, DEEP, PREFIX = "newest first", "page 50", "prefix"
ROUTED, PLAIN = "routed", "routed, peers ask plain words"
WHOLE = "routed, whole answer with snippets"
_SEED = 20260101
_COMMON, _FAIRLY_COMMON = 60, 200  # the most frequent syllables
_RARE = (3, 40)  # reports that hold a rare term
_NEW_PHRASES = 4  # times as many as other queries: each is asked but once
_PATIENCE = 200  # places that are looked at for each phrase
_QUOTING = '"“”()[]:*-'  # what the query language would read something into
_FRAGMENT = (3, 8)  # syllables


@dataclass(frozen=True, slots=True)
class Case:
    """One question, the same for every engine. All terms are exact syllables.

    Attributes:
        kind: The name of its class.
        all_of: Terms that are all required; ``any_of``: at least one of them.
        phrase: Terms that stand side by side in this order.
        prefix: What a term begins with.
        province: A slug, or "".
        days: First and last day of the event, both included.
        facets: What is counted over all that is found.
        newest: Whether the latest day comes first, not the best score.
        typed: What a reader types. Of peers, ``any_of`` (the words) and ``routes`` are asked.
        routes: Whether folded forms and pairs of words are asked beside the words.
    """

    kind: str
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    prefix: str = ""
    province: str = ""
    days: tuple[int, int] | None = None
    type: str = ""
    facets: tuple[str, ...] = ()
    newest: bool = False
    offset: int = 0
    limit: int = 10
    typed: str = ""
    routes: bool = False

    @property
    def filtered(self) -> bool:
        """Whether anything but words is required."""
        return bool(self.province or self.days or self.type)


class Drawing:
    """Draws the cases of an archive; the same archive gives the same ones."""

    def __init__(self, archive: Archive, count: int) -> None:
        self._archive = archive
        self._random = random.Random(_SEED)
        self.count = count

    def draw(self, kinds: tuple[str, ...] = ()) -> tuple[Case, ...]:
        """Return the cases of the classes, ``count`` a class (of new phrases some more)."""
        return tuple(case for kind in kinds or CLASSES for case in self._class(kind))

    def _class(self, kind: str) -> tuple[Case, ...]:
        """Draw one class, the same cases whatever else is drawn."""
        self._random.seed(f"{_SEED} {kind}")
        return tuple(_DRAWINGS[kind](self))

    # --- words ---

    @cached_property
    def _by_frequency(self) -> list[int]:
        """The numbers of the syllables, the most frequent first."""
        order = np.argsort(-self._archive.holding, kind="stable").tolist()
        return [number for number in order if is_syllable(self._archive.terms[number])]

    @cached_property
    def _common(self) -> list[str]:
        return [self._archive.terms[number] for number in self._by_frequency[:_COMMON]]

    @cached_property
    def _rare(self) -> list[str]:
        holding, terms = self._archive.holding, self._archive.terms
        rare = [n for n in self._by_frequency if _RARE[0] <= holding[n] <= _RARE[1]]
        return [terms[n] for n in rare or self._by_frequency[-self.count :]]

    def _runs(self, count: int) -> Iterator[tuple[str, ...]]:
        """Yield phrases of fairly common words from anywhere in the archive, none of them twice."""
        fairly = np.zeros(len(self._archive.terms) + 1, bool)  # the last one stands for a break
        fairly[self._by_frequency[:_FAIRLY_COMMON]] = True
        seen: set[tuple[str, ...]] = set()
        for _ in range(_PATIENCE * count):
            codes = self._archive.codes(self._random.randrange(len(self._archive)))
            found = self._run(codes, fairly)
            if found and found not in seen:
                seen.add(found)
                yield found
            if len(seen) == count:
                return

    def _run(self, codes: Array, fairly: Array) -> tuple[str, ...]:
        """Return two to four common words in a row from a place drawn, or nothing."""
        length = self._random.choice((2, 3, 3, 4))
        if len(codes) <= length:
            return ()
        at = self._random.randrange(len(codes) - length)
        run = codes[at : at + length]
        return tuple(self._archive.terms[code] for code in run) if fairly[run].all() else ()

    def _some(self, among: list[str], count: int) -> tuple[str, ...]:
        return tuple(self._random.sample(among, min(count, len(among))))

    # --- classes ---

    def rare(self) -> Iterator[Case]:
        """Yield one rare word each."""
        for term in self._some(self._rare, self.count):
            yield Case(RARE, all_of=(term,))

    def two(self, kind: str) -> Iterator[Case]:
        """Yield two common words each, both required."""
        for _ in range(self.count):
            yield Case(kind, all_of=self._some(self._common, 2))

    def three(self) -> Iterator[Case]:
        """Yield three common words each, any of them required."""
        for _ in range(self.count):
            yield Case(OR, any_of=self._some(self._common, 3))

    def phrases(self) -> Iterator[Case]:
        """Yield some phrases, each to be asked again and again."""
        for run in self._runs(self.count):
            yield Case(PHRASE, phrase=run)

    def new_phrases(self) -> Iterator[Case]:
        """Yield more phrases, each to be asked but once, and none of the other ones."""
        known = {case.phrase for case in self._class(PHRASE)}
        self._random.seed(f"{_SEED} {NEW_PHRASE}")
        for run in self._runs(self.count * _NEW_PHRASES):
            if run not in known:
                yield Case(NEW_PHRASE, phrase=run)

    def filtered(self) -> Iterator[Case]:
        """Yield two common words in a province and a span of days."""
        for case in self.two(FILTERED):
            yield replace(case, province=self._province(), days=self._days())

    def deep(self) -> Iterator[Case]:
        """Yield two common words, hits 491 to 500."""
        for case in self.two(DEEP):
            yield replace(case, offset=490)

    def prefixes(self) -> Iterator[Case]:
        """Yield the first three letters of fairly common words."""
        fairly = [self._archive.terms[number] for number in self._by_frequency[:_FAIRLY_COMMON]]
        begun = {term[:3] for term in fairly if len(term) > 3}
        # Another spelling of the letters (quý is held as quí) would be read as a word as well.
        begun = {letters for letters in begun if normalize_syllable(letters) == letters}
        for _ in range(self.count):
            yield Case(PREFIX, prefix=self._random.choice(sorted(begun)))

    def routed(self, kind: str) -> Iterator[Case]:
        """Yield fragments of headlines as typed, every other without marks, most with a filter.

        Peers of the plain class are asked for the words as they are written, whatever was typed:
        few reports hold words without marks, which would be no comparison.
        """
        for at in range(self.count):
            fragment = self._fragment()
            typed = fold(fragment) if at % 2 else fragment
            words = fragment if kind == PLAIN else typed
            case = Case(kind, any_of=_words(words), typed=typed, routes=kind != PLAIN)
            case = self._with_filter(case, at)
            yield replace(case, facets=() if kind == PLAIN else FACETS)

    def _fragment(self) -> str:
        titles = self._archive.texts[Text.TITLES]
        fragment = ""
        while not _FRAGMENT[0] <= len(_words(fragment)) <= _FRAGMENT[1]:
            words = [word.strip(_QUOTING) for word in self._random.choice(titles).split()]
            length = self._random.randint(*_FRAGMENT)
            start = self._random.randrange(max(1, len(words) - length + 1))
            fragment = " ".join(words[start : start + length])
        return fragment

    def _with_filter(self, case: Case, at: int) -> Case:
        filters: tuple[Callable[[], Case], ...] = (
            lambda: case,
            lambda: replace(case, province=self._province()),
            lambda: replace(case, days=self._days()),
            lambda: replace(case, type=self._random.choice(self._archive.texts[Text.KINDS])),
        )
        return filters[at // 2 % len(filters)]()

    def _province(self) -> str:
        return self._random.choice(self._archive.texts[Text.PROVINCES])

    def _days(self) -> tuple[int, int]:
        """Return one to five years, in the midst of those of the archive."""
        day = date.fromordinal(int(self._random.choice(self._archive.days)))
        first = date(day.year, 1, 1)
        last = date(day.year + self._random.randrange(5), 12, 31)
        return first.toordinal(), last.toordinal()


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.exact for token in tokenize(text)))


_DRAWINGS: Mapping[str, Callable[[Drawing], Iterator[Case]]] = MappingProxyType(
    {
        RARE: Drawing.rare,
        AND: lambda drawing: drawing.two(AND),
        OR: Drawing.three,
        PHRASE: Drawing.phrases,
        NEW_PHRASE: Drawing.new_phrases,
        FILTERED: Drawing.filtered,
        COUNTED: lambda drawing: (replace(case, facets=FACETS) for case in drawing.two(COUNTED)),
        NEWEST: lambda drawing: (replace(case, newest=True) for case in drawing.two(NEWEST)),
        DEEP: Drawing.deep,
        PREFIX: Drawing.prefixes,
        ROUTED: lambda drawing: drawing.routed(ROUTED),
        PLAIN: lambda drawing: drawing.routed(PLAIN),
        WHOLE: lambda drawing: drawing.routed(WHOLE),
    }
)
CLASSES = tuple(_DRAWINGS)
"""The names of all classes, in the order in which they are told."""
