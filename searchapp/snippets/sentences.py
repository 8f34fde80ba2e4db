"""Text -> where a reader may begin and stop: sentences, clauses, words.

A break is a pair: where the part before it ends, and where the part after it begins.
"""

import re
from collections.abc import Iterator

# A rule that begins with one set of characters is tried only where one of them stands.
_STOP = re.compile(r"[.!?…;\n](?:(?<=\S)[.!?…;]*[\"”’»)\]]*(?=\s|\Z)\s*|(?<=\n)\s*)")
_LAST = (".", "!", "?", "…", ";", '"', "”", "’", "»", ")", "]")
"""What the last letter of a sentence is, unless its line ends."""
_CLAUSE = re.compile(
    r"[,:\s](?<=\S[\s,:])(?:(?<=\S)\s+(?:[–—-]\s+)?|(?<=\s)\s*(?:[–—-]\s+|(?=[(“])))"
)
_SPACE = re.compile(r"\s+")
_LOOK_BACK = 16  # code points: longer than any abbreviation
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:[^\W\d_]\.)*"
    r"(?:[A-ZÀ-ỸĐ]|[A-ZĐ]{1,5}(?:-[A-ZĐ]{1,6})+|T[PXTS]|Tp|Tx|Tt|[Tt]h\.?[Ss]|[GBKTVĐ]S|PGS|CN"
    r"|NG[ƯN]T|NGND|NS[ƯN][TD]|[Đđ]/c|[Đđ]c|[Tt]r|[Ss]t|Mr|Mrs|Ms|Dr|v\.v|vv|tp|tx|tt|q|p|h|x)"
    r"\.\Z"
)
_CODE = re.compile(r"[\d/]\S*\Z")  # 12/QĐ-TTg
_MAY_BE_A_POINT = re.compile(r"[\d.]+|[IVXLC]+\.|[a-zđ]\.")
_NUMBER_OF_A_POINT = re.compile(
    r"(?:\A|\n|[.:;!?…)]\s)\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,5}|[a-zđ])\.\Z"
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the breaks between the sentences of a stretch.

    Sentences end with a mark of their own or with the line, but not with the dot of an
    abbreviation (TP. Th.S. v.v.), of an initial (Nguyễn Văn A.) or of a numbered point (1. a.).
    """
    for begin, following in stops(text, start, end):
        told = text[begin:following]
        kept = told.rstrip()
        if not kept:
            yield begin, following
        elif "\n" in told or _ends(text, begin + len(kept), following):
            yield begin + len(kept), following


def stops(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a sentence may end: its marks or the end of its line, and the space around.

    The space before the end of a line is walked back over: a rule that is tried at every space of
    a text takes five times as long.
    """
    for match in _STOP.finditer(text, start, end):
        begin, following = match.span()
        if text[begin] == "\n":
            while begin > start and text[begin - 1].isspace():  # none is part of a stop before
                begin -= 1
        yield begin, following


def begins(text: str, low: int, start: int) -> bool:
    """Tell whether a sentence begins at a place, as seen from ``low`` on."""
    before = text[low:start]
    told = before.rstrip()
    if not told.endswith(_LAST) and "\n" not in before[len(told) :]:
        return False
    return any(begin == start for _, begin in sentences(text, low, start))


def ends(text: str, low: int, end: int) -> bool:
    """Tell whether a sentence ends at a place, as seen from ``low`` on."""
    if text[end : end + 1] != "\n" and not text.endswith(_LAST, low, end):
        return False
    return any(stop == end for stop, _ in sentences(text, low, end + 1))


def _ends(text: str, end: int, following: int) -> bool:
    """Tell whether the mark that ends here, on its line, ends a sentence."""
    start = max(0, end - _LOOK_BACK)
    before = text[start:end]
    if before.rstrip().endswith(("…", "...")):
        return not text[following : following + 1].islower()
    if not before.endswith("."):
        return True
    word = before.rsplit(None, 1)[-1]
    if _ABBREVIATED.search(word) and not _CODE.match(word):
        return False
    if not _MAY_BE_A_POINT.fullmatch(word):
        return True
    return not _NUMBER_OF_A_POINT.search(before if not start else f" {before[1:]}")


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the breaks at commas, colons, dashes and before brackets."""
    for match in _CLAUSE.finditer(text, start, end):
        yield match.start(), match.end()


def words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the breaks at spaces."""
    for match in _SPACE.finditer(text, start, end):
        yield match.span()


def last_word_end(text: str, start: int, end: int) -> int | None:
    """Return where the part before the last break that ``words`` yields ends, if it yields any."""
    while end > start and not text[end - 1].isspace():
        end -= 1
    if end == start:
        return None
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
