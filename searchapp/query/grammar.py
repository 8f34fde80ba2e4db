"""The query language: words, "phrases", -exclusions, OR, prefix*, title: and typed filters.

Everything else is text. The grammar is our own and total: any text has a meaning, no text can cost
more than its bound, and none of it ever reaches an engine's own parser.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from searchapp.analysis.syllables import fold, has_diacritic, tokenize
from searchapp.model import Clause, Expression, FieldTerm, Target, Word
from searchapp.query.fields import FIELDS, NO_NAMES, Names, read_field

MAX_WORDS = 64
"""Further words are ignored; the longest question of the law collection has 62."""
MIN_PREFIX = 3
"""Letters before a ``*``; fewer would stand for half of all words."""

_FIELD = "|".join(sorted(FIELDS, key=len, reverse=True))
# A quoted part may be bent (“ ”) or straight; one that is never closed is plain text.
_PART = re.compile(
    rf"(?P<minus>(?<!\S)-(?=\S))?(?:(?P<title>title:)|(?P<field>{_FIELD}):\s?)?"
    r"(?:[\"“”„](?P<phrase>[^\"“”„]*)[\"“”]|(?P<word>[^\s\"“”„]+))"
    r"|[\"“”„]",
    re.IGNORECASE,
)
_OR = "OR"
_SENTENCE = 6  # loose words
# 90/KH-UBND, 05-CT/TW: parts that make one name. A date (15/7/2020) has no letters.
_CODE = re.compile(r"\d+[^\W\d_]{0,4}(?=[^/]*/)(?=.*[^\W\d_])(?:[-/&][^\W_]+)+", re.IGNORECASE)


@dataclass(slots=True)
class _Unit:
    """A part of the query as it stands in line: a clause, or a run of loose words.

    Attributes:
        apart: Whether the run never joins the one before it.
    """

    words: list[Word]
    clause: Clause | None = None
    apart: bool = False

    @property
    def excluded(self) -> bool:
        return self.clause is not None and self.clause.excluded


@dataclass(slots=True)
class _Line:
    """What was read so far, from left to right."""

    names: Names
    budget: int = MAX_WORDS
    ignored: int = 0
    units: list[_Unit | str] = field(default_factory=list)  # a str is the OR as it was typed
    fields: list[FieldTerm] = field(default_factory=list)

    def take(self, text: str, *, prefix: bool = False) -> tuple[Word, ...]:
        """Return the words of a text, as many as the bound still allows."""
        words = _words(text)
        kept = tuple(islice(words, self.budget))
        self.ignored += sum(1 for _ in words)
        self.budget -= len(kept)
        return (*kept[:-1], _beginning(kept[-1])) if prefix and kept else kept

    def part_words(self) -> None:
        """Let the words that follow begin a run of their own, even behind other words."""
        self.units.append(_Unit([], apart=True))

    def add_loose(self, words: Sequence[Word], *, apart: bool = False) -> None:
        """Add words to the run that stands last, or begin one."""
        last = self.units[-1] if self.units else None
        if apart:
            self.units.append(_Unit(list(words), apart=True))
        elif isinstance(last, _Unit) and last.clause is None:
            last.words += words
        elif words:
            self.units.append(_Unit(list(words)))


def parse(text: str, names: Names = NO_NAMES, *, strict: bool = False) -> Expression:
    """Return the meaning of a query; an empty expression when there is no word in it.

    Args:
        text: What was typed.
        names: What the values of typed filters may be called.
        strict: Whether a quoted part is a phrase even in the middle of a sentence.
    """
    line = _Line(names)
    text = unicodedata.normalize("NFC", text)
    position = 0
    while (part := _PART.search(text, position)) is not None:
        position = part.end()
        if not line.budget:
            line.ignored += sum(1 for _ in tokenize(part["phrase"] or part["word"] or ""))
        elif part["field"] and not part["minus"]:
            position = _read_field(line, part, text)
        else:
            _read_part(line, part)
    _settle_ors(line)
    sentence = not strict and _is_sentence(line)
    if sentence:
        line.units = list(_unquoted(line))
    return Expression(_assemble(line.units), line.ignored, tuple(line.fields), sentence)


def _is_sentence(line: _Line) -> bool:
    """Tell whether the quoted parts stand in a sentence, a headline say, and mark no phrase.

    Nobody types so many loose words around a phrase that must be there; whoever pastes a sentence
    does. Source: measured on headlines of news, of which one in twenty has quotation marks.
    """
    loose = sum(len(unit.words) for unit in line.units if isinstance(unit, _Unit))
    return loose >= _SENTENCE and any(map(_is_quoted, line.units))


def _is_quoted(unit: "_Unit | str") -> bool:
    clause = None if isinstance(unit, str) else unit.clause
    return clause is not None and not clause.excluded and clause.target is Target.TEXT


def _unquoted(line: _Line) -> "list[_Unit | str]":
    rest = _Line(line.names)
    for unit in line.units:
        if isinstance(unit, _Unit) and (unit.clause is None or _is_quoted(unit)):
            rest.add_loose(unit.clause.words if unit.clause else unit.words, apart=unit.apart)
        else:
            rest.units.append(unit)
    return rest.units


def _read_field(line: _Line, part: re.Match[str], text: str) -> int:
    """Read a typed filter, whose name may go on behind its first word; return where it ends."""
    name = FIELDS[part["field"].casefold()]
    start = part.end("field") + (2 if text[part.end("field") + 1].isspace() else 1)
    found = read_field(name, text[start:], line.names)
    if found is None:  # it names nothing: its words are words, and the reader is told
        line.fields.append(FieldTerm(name, part[0].strip(), ()))
        line.add_loose(line.take(part["phrase"] or part["word"] or ""))
        return part.end()
    values, length = found
    line.fields.append(FieldTerm(name, text[part.start() : start + length], values))
    line.part_words()  # an OR beside a filter joins nothing
    return start + length


def _read_part(line: _Line, part: re.Match[str]) -> None:
    word = part["word"] or ""
    if word == _OR and not (part["minus"] or part["title"]):
        line.units.append(word)
        return
    if part["field"]:  # an excluded filter: there is none, so these are words
        word = f"{part['field']} {word}"
    words = line.take(part["phrase"] or word, prefix=_is_prefix(part["word"] or ""))
    if not words:
        line.part_words()
        return
    code = part["phrase"] is None and len(words) > 1 and _CODE.fullmatch(word) is not None
    if part["phrase"] is None and not (part["minus"] or part["title"] or code):
        line.add_loose(words)
    else:
        line.units.append(_Unit([], _clause(part, words)))


def _is_prefix(word: str) -> bool:
    return word.endswith("*") and word[:-1].isalnum() and len(word) > MIN_PREFIX


def _clause(part: re.Match[str], words: tuple[Word, ...]) -> Clause:
    return Clause(
        words,
        # One quoted word is a phrase too: asked for exactly as typed. So is -kinh-tế.
        phrase=part["phrase"] is not None or len(words) > 1,
        excluded=part["minus"] is not None,
        target=Target.TITLE if part["title"] else Target.TEXT,
    )


# --- alternatives -------------------------------------------------------------------------------


def _assemble(units: "Sequence[_Unit | str]") -> tuple[Clause, ...]:
    """Return the clauses: loose words in one, but for those that are alternatives to others."""
    grouped = list(_grouped(units))
    loose = [word for unit, group in grouped if not group for word in unit.words]
    clauses = [Clause(tuple(loose))] if loose else []
    for unit, group in grouped:
        if unit.clause is not None:
            clauses.append(replace(unit.clause, group=group))
        elif group:
            clauses.append(Clause(tuple(unit.words), group=group))
    return tuple(clauses)


def _settle_ors(line: _Line) -> None:
    """Leave out every OR that joins nothing: no word is spelled so."""
    rest = _Line(line.names)
    units = line.units
    for at, unit in enumerate(units):
        if isinstance(unit, _Unit):
            if unit.clause is None:
                rest.add_loose(unit.words, apart=unit.apart)
            else:
                rest.units.append(unit)
        elif _joins(rest.units[-1:]) and _joins(units[at + 1 : at + 2]):
            rest.units.append(unit)
    line.units = rest.units


def _joins(side: Sequence[_Unit | str]) -> bool:
    """Tell whether what stands on one side of an OR can be an alternative."""
    unit = side[0] if side else None
    return isinstance(unit, _Unit) and (bool(unit.words) or not (unit.excluded or not unit.clause))


def _grouped(units: Sequence[_Unit | str]) -> Iterator[tuple[_Unit, int]]:
    """Yield each unit with the number of its group of alternatives; 0 where it has none."""
    group = 0
    for at, unit in enumerate(units):
        if isinstance(unit, str):
            continue
        after_or = at > 0 and units[at - 1] == _OR
        before_or = units[at + 1 : at + 2] == [_OR]
        if before_or and not after_or:
            group += 1
        yield unit, group if before_or or after_or else 0


def _beginning(word: Word) -> Word:
    """Return a word as the beginning of others, letter by letter: quy* is also of quyết."""
    exact = word.text.lower()
    return replace(word, exact=exact, folded=fold(exact), prefix=True)


def _words(text: str) -> Iterator[Word]:
    for token in tokenize(text):
        raw = text[token.start : token.end]
        yield Word(raw, token.exact, token.folded, has_diacritic(raw))


# --- and back -----------------------------------------------------------------------------------


def write(expression: Expression) -> str:
    """Return a text that parses to this expression."""
    written = " ".join(term.typed for term in expression.fields if term.values)
    loose_before = False
    for clauses in groups(expression):
        # Loose words that are alternatives must not run into those that are not.
        apart = '""' if loose_before and _is_run(clauses[0]) else ""
        texts = f" {_OR} ".join(map(_write_clause, clauses))
        written = " ".join(filter(None, (written, apart, texts)))
        loose_before = _is_run(clauses[-1])
    return written


def _is_run(clause: Clause) -> bool:
    return not (clause.phrase or clause.excluded or clause.target is Target.TITLE)


def _write_clause(clause: Clause) -> str:
    words = " ".join(map(_write_word, clause.words))
    quoted = f'"{words}"' if clause.phrase else words
    title = "title:" if clause.target is Target.TITLE else ""
    return ("-" if clause.excluded else "") + title + quoted


def _write_word(word: Word) -> str:
    text = "or" if word.text == _OR else word.text  # as in tinh:OR, where it is no operator
    return text + "*" * word.prefix


def groups(expression: Expression) -> Iterator[tuple[Clause, ...]]:
    """Yield the clauses that are alternatives to each other; of one that has none, itself."""
    for clause in expression.clauses:
        members = tuple(c for c in expression.clauses if clause.group and c.group == clause.group)
        if not members or members[0] is clause:
            yield members or (clause,)
