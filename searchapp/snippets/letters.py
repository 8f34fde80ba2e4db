"""Text + words -> the tokens that are these words in any spelling, without tokenising the rest.

A text is rewritten with one byte a code point, so offsets stay: the bare small letter or digit,
a space for what is in no word, ``~`` for what has no such letter of its own (combining marks,
ligatures, foreign scripts). In bytes a word is found at the speed of memory. What is found is then
read by the one tokenizer, so the outcome is exactly that of tokenising everything.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.syllables import Token, fold, normalize_syllable, tokenize
from searchapp.model import Span

_SPACE, _ODD = b" ", b"~"
_NO_LETTER = _SPACE + _ODD
_START = attrgetter("start")
_KNOWN = 0x3000  # code points with a letter of their own; all after them are odd
# y stands for i in open syllables: both are sought as i, and told apart by the tokenizer.
_SOUGHT = bytes.maketrans(b"y", b"i")


class Letters:
    """The letters of a text, to find words in.

    The bytes begin and end with a space more than the text, so that every word has one before
    and one after it; place ``n`` of the text is place ``n + 1`` of the bytes.
    """

    def __init__(self, text: str) -> None:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        letters = _letters().take(codes, mode="clip").tobytes()
        self._text = text
        self._bytes = _SPACE + letters + _SPACE

    def tokens(self, sought: "Sought", skip: Sequence[Span] = ()) -> list[Token]:
        """Return the tokens that are sought, in order.

        Those that touch a skipped span (sorted by start) are left out, as ``tokenize`` does.
        """
        forms, text = sought.forms, self._text
        found = list(self._odd_tokens())
        for start, end in self._runs(sought):
            exact, folded = forms[text[start:end]]
            found.append(Token(exact, folded, start, end))
        words, prefixes = sought.words, sought.prefixes
        kept = [one for one in found if one[1] in words or one[1].startswith(prefixes)]
        if prefixes:  # a word may begin with a prefix
            kept = list(set(kept))
        kept.sort(key=_START)
        return list(_outside(kept, skip)) if skip else kept

    def part_tokens(self, start: int, end: int) -> bool:
        """Tell whether any token stands between two tokens that end and start there."""
        between = self._bytes[start + 1 : end + 1]
        if between.strip(_NO_LETTER):
            return True
        return _ODD in between and any(True for _ in tokenize(self._text[start:end]))

    def _runs(self, sought: "Sought") -> list[tuple[int, int]]:
        """Return where the letters of what is sought stand between two spaces."""
        letters, found = self._bytes, list[tuple[int, int]]()
        for spaced in sought.spaced:
            length = len(spaced) - 2
            at = letters.find(spaced)
            while at >= 0:
                found.append((at, at + length))
                at = letters.find(spaced, at + length)
        for pattern in sought.patterns:
            for match in pattern.finditer(letters):
                found.append((match.start(), match.end() - 1))
        return found

    def _odd_tokens(self) -> Iterator[Token]:
        """Yield the tokens of all that stands between two spaces with an odd letter in it."""
        odd = self._bytes.find(_ODD)
        while odd >= 0:
            start, end = self._bytes.rindex(_SPACE, 0, odd), self._bytes.index(_SPACE, odd)
            for exact, folded, first, last in tokenize(self._text[start : end - 1]):
                yield Token(exact, folded, start + first, start + last)
            odd = self._bytes.find(_ODD, end)


class Forms(dict[str, tuple[str, str]]):
    """The exact and the folded form of each word as spelled, read once."""

    def __missing__(self, raw: str) -> tuple[str, str]:
        exact = normalize_syllable(raw)
        self[raw] = exact, fold(exact)
        return self[raw]

    def read(self, text: str) -> list[tuple[str, str]]:
        """Return the forms of the words of a text, in order."""
        words = text.split()
        if all(map(str.isalnum, words)):  # nearly always; nothing for the tokenizer to part
            return [self[word] for word in words]
        return [(token.exact, token.folded) for token in tokenize(text)]


class Sought:
    """Folded words to find in texts, and beginnings of words.

    Attributes:
        forms: Of all words that were found so far.
        spaced: The letters of words between two spaces.
        patterns: For what may be spelled in more than one way; each begins with a space.
    """

    def __init__(self, words: Iterable[str], prefixes: Iterable[str] = ()) -> None:
        self.words = frozenset(words)
        self.prefixes = tuple(prefixes)
        self.forms = Forms()
        sought = {_letters_of(word) for word in self.words}
        numbers = {word for word in sought if word.isdigit()}  # with any number of zeros before
        self.spaced = [_SPACE + word + _SPACE for word in sought - numbers]
        self.patterns = [re.compile(rb" 0*%s(?= )" % number) for number in numbers]
        for prefix in {_letters_of(prefix) for prefix in self.prefixes}:
            self.patterns.append(re.compile(rb" 0*%s[0-9a-z]*(?= )" % prefix))


def _letters_of(word: str) -> bytes:
    return word.encode("utf-8").translate(_SOUGHT)


def _outside(tokens: Iterable[Token], skip: Sequence[Span]) -> Iterator[Token]:
    spans = iter(skip)
    current = next(spans, None)
    for token in tokens:
        while current is not None and current.end <= token.start:
            current = next(spans, None)
        if current is None or current.start >= token.end:
            yield token


@cache
def _letters() -> NDArray[np.uint8]:
    """Return the letter of every code point, made at first use (in a hundredth of a second)."""
    return np.frombuffer(b"".join(map(_letter, map(chr, range(_KNOWN)))) + _ODD, np.uint8)


def _letter(char: str) -> bytes:
    if not char.isalnum():
        joins = len(list(tokenize(f"a{char}a"))) == 1  # a combining mark, an invisible character
        return _ODD if joins else _SPACE
    bare = fold(normalize_syllable(char))
    if len(bare) == 1 and bare.isascii():
        return bare.encode("ascii").translate(_SOUGHT)
    return _ODD
