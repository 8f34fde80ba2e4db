"""The query language: words, "phrases", -exclusions and title:; everything else is text.

The grammar is our own and total: any text has a meaning, no text can cost more than its bound,
and none of it ever reaches an engine's own parser.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from searchapp.analysis.syllables import has_diacritic, tokenize
from searchapp.model import Clause, Expression, Target, Word

MAX_WORDS = 64
"""Further words are ignored; the longest question of the law collection has 62."""

# A quoted part may be bent (“ ”) or straight; one that is never closed is plain text.
_PART = re.compile(
    r"(?P<minus>(?<!\S)-(?=\S))?(?P<title>title:)?"
    r"(?:[\"“”„](?P<phrase>[^\"“”„]*)[\"“”]|(?P<word>[^\s\"“”„]+))"
    r"|[\"“”„]",
    re.IGNORECASE,
)


def parse(text: str) -> Expression:
    """Return the meaning of a query; an empty expression when there is no word in it."""
    budget = MAX_WORDS
    clauses: list[Clause] = []
    loose: list[Word] = []
    ignored = 0
    for part in _PART.finditer(unicodedata.normalize("NFC", text)):
        words = _words(part["phrase"] or part["word"] or "")
        kept = tuple(islice(words, budget))
        ignored += sum(1 for _ in words)
        budget -= len(kept)
        if not kept:
            continue
        if part["phrase"] is None and not part["minus"] and not part["title"]:
            loose += kept
        else:
            clauses.append(_clause(part, kept))
    if loose:
        clauses.insert(0, Clause(tuple(loose)))
    return Expression(tuple(clauses), ignored)


def _clause(part: re.Match[str], words: tuple[Word, ...]) -> Clause:
    return Clause(
        words,
        # One quoted word is a phrase too: asked for exactly as typed. So is -kinh-tế.
        phrase=part["phrase"] is not None or len(words) > 1,
        excluded=part["minus"] is not None,
        target=Target.TITLE if part["title"] else Target.TEXT,
    )


def _words(text: str) -> Iterator[Word]:
    for token in tokenize(text):
        raw = text[token.start : token.end]
        yield Word(raw, token.exact, token.folded, has_diacritic(raw))


def write(expression: Expression) -> str:
    """Return a text that parses to this expression."""
    return " ".join(_write_clause(clause) for clause in expression.clauses)


def _write_clause(clause: Clause) -> str:
    words = " ".join(word.text for word in clause.words)
    quoted = f'"{words}"' if clause.phrase else words
    title = "title:" if clause.target is Target.TITLE else ""
    return ("-" if clause.excluded else "") + title + quoted
