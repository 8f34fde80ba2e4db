"""The tokens that can match are found as by tokenising everything."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st
from told_reports import Cuts, Writings, asked, cut, cuts, queries, texts, writings

from searchapp.analysis.syllables import Token, fold, normalize_syllable, tokenize
from searchapp.model import Clause, Expression, Report, Span, Target, Word
from searchapp.snippets import highlights
from searchapp.snippets.letters import Sought, find

SPELLINGS = (
    "thi", "Thị", "THÌ", "đua", "Ðua", "dua", "ký", "kĩ", "Kỳ", "y", "ý", "quý", "quí", "thuỷ",
    "thủy", "06", "6", "006", "60", "0", "m²", "ﬁ", "fi", "ｔｈｉ", "Å", "ß", "ss", "İ", "i", "K",
    "k", "th\u00adi", "t\u200ch\u200di", "\u0301thi", "thi\u0301", "①", "1", "٣", "文", "thi文",
    "_thi_", "~", "~thi", "😀", "\ud800", "ʼthi", "º", "o", "nghị", "Ŀ", "l", "\u1e9e", "\u017f",
)  # fmt: skip
GLUE = ("", " ", " ", " ", "\u00a0", "-", ".", "\u00ad", "\u0301", "\n", "\u200b")
spelled = st.lists(
    st.tuples(st.sampled_from(SPELLINGS) | st.text(max_size=2), st.sampled_from(GLUE)), max_size=30
).map(lambda parts: "".join(word + glue for word, glue in parts))
forms = spelled | spelled.map(lambda text: unicodedata.normalize("NFD", text))
wanted_words = st.lists(st.sampled_from(SPELLINGS), max_size=6).map(
    lambda raws: {token.folded for raw in raws for token in tokenize(raw)}
)
wanted_beginnings = st.tuples(wanted_words, st.integers(1, 3)).map(
    lambda drawn: {word[: drawn[1]] for word in drawn[0]}
)


@given(forms, wanted_words, wanted_beginnings, st.lists(st.integers(0, 40), max_size=6))
def test_words_are_found_as_by_tokenising_everything(
    text: str, words: set[str], beginnings: set[str], bounds: list[int]
) -> None:
    edges = sorted(set(bounds))
    skip = [Span(*pair) for pair in pairwise(edges)][::2]
    plain = [
        token
        for token in tokenize(text, skip)
        if token.folded in words or token.folded.startswith(tuple(beginnings))
    ]
    assert found(text, Sought(words, beginnings), skip) == plain


@given(forms, wanted_words)
def test_the_tokens_before_a_word_are_counted_as_by_tokenising_everything(
    text: str, words: set[str]
) -> None:
    places = [at for at, token in enumerate(tokenize(text)) if token.folded in words]
    assert find(text, Sought(words)).ordinals.tolist() == places


def test_every_letter_is_found_by_its_own_folded_form() -> None:
    for char in map(chr, range(0x3100)):
        if char.isalnum():
            folded = fold(normalize_syllable(f"x{char}x"))
            assert found(f"- x{char}x -", Sought([folded])), hex(ord(char))


@given(st.integers(1, 24), st.integers(0, 24), st.booleans())
def test_long_words_and_numbers_are_found_to_their_last_letter(
    length: int, zeros: int, number: bool
) -> None:
    word = ("1234567890" * 3 if number else "abcdeghiklmnopqrstuvxabcd")[:length]
    text = f"{word} {'0' * zeros if number else ''}{word} {word}1 {word[:-1]}. {word}"
    plain = [token for token in tokenize(text) if token.folded == word]
    assert len(plain) >= 3
    assert found(text, Sought([word])) == plain
    begun = [token for token in tokenize(text) if token.folded.startswith(word)]
    assert found(text, Sought((), [word])) == begun


def found(text: str, sought: Sought, skip: Sequence[Span] = ()) -> list[Token]:
    words = find(text, sought, skip)
    forms = (sought.forms[form] for form in words.forms)
    places = zip(words.starts.tolist(), words.ends.tolist(), strict=True)
    return [Token(*form, *place) for form, place in zip(forms, places, strict=True)]


# --- marks, worked out the long way -------------------------------------------------------------


def plain_marks(told: Report, expression: Expression) -> set[tuple[int, int]]:
    """The words to mark, by tokenising all and trying every place."""
    title = told.facts.title or Span(0, 0)
    residue = [part.span for part in told.facts.residue]
    kept = set(tokenize(told.text, residue))
    row: list[Token | None] = []
    for token in tokenize(told.text):
        if token.start >= title.end > (row[-1].start if row and row[-1] else title.end):
            row.append(None)
        row.append(token if token in kept else None)
    found: set[Token] = set()
    for clause in expression.clauses:
        if not clause.excluded:
            inside = [t if t and _is_inside(t, clause, title) else None for t in row]
            found |= _of_clause(inside, clause)
    return {(token.start, token.end) for token in found}


def _is_inside(token: Token, clause: Clause, title: Span) -> bool:
    return clause.target is Target.TEXT or (title.start <= token.start and token.end <= title.end)


def _of_clause(row: list[Token | None], clause: Clause) -> set[Token]:
    if clause.phrase:
        return _runs(row, clause.words, typed=True)
    pairs = {pair: _exact_first(row, pair) for pair in pairwise(clause.words)}
    others, paired = _in_other_writings(row, clause)
    paired |= {word for pair, found in pairs.items() if found for word in pair}
    alone = [_exact_first(row, (word,)) for word in clause.words if word not in paired]
    return set().union(*pairs.values(), others, *alone)


def _in_other_writings(row: list[Token | None], clause: Clause) -> tuple[set[Token], set[Word]]:
    """What stands in other writings, and which words of the query need not be found apart."""
    found: set[Token] = set()
    paired: set[Word] = set()
    for other in clause.expansions:
        ways = list(product({max(other.start - 1, 0), other.start}, {other.end, other.end + 1}))
        for start, end in ways:
            if (start, end) == (other.start - 1, other.end + 1):
                continue
            words = clause.words
            run = words[start : other.start] + other.words + words[other.end : end]
            if standing := _exact_first(row, run):
                found |= standing
                paired |= set(words[start : other.start] + words[other.end : end])
                paired |= set(words[other.start : other.end] if other.end - other.start > 1 else ())
    return found, paired


def _exact_first(row: list[Token | None], words: tuple[Word, ...]) -> set[Token]:
    return _runs(row, words, typed=True) or _runs(row, words, typed=False)


def _runs(row: list[Token | None], words: tuple[Word, ...], *, typed: bool) -> set[Token]:
    found: set[Token] = set()
    for at in range(len(row) - len(words) + 1):
        run = [token for token in row[at : at + len(words)] if token]
        if len(run) == len(words) and all(
            _is(token.exact, word.exact, word)
            if typed and word.marked
            else _is(token.folded, word.folded, word)
            for token, word in zip(run, words, strict=True)
        ):
            found.update(run)
    return found


def _is(form: str, typed: str, word: Word) -> bool:
    return form.startswith(typed) if word.prefix else form == typed


@given(texts, queries, writings, cuts, st.integers(0, 6))
def test_the_words_marked_are_those_found_the_long_way(
    text: str, query: str, others: Writings, parts: Cuts, title_words: int
) -> None:
    told = cut(text, parts, title_words)
    expression = asked(query, others)
    marked = {
        (span.start + token.start, span.start + token.end)
        for span in highlights(told, expression)
        for token in tokenize(text[span.start : span.end])
    }
    assert marked == plain_marks(told, expression)
