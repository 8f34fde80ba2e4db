"""Movements and campaigns that a report names in quotes: phong trào “Đền ơn đáp nghĩa”."""

import re
from collections.abc import Iterator

from searchapp.facts.page import Page
from searchapp.facts.scan import find_all, matches_at
from searchapp.model import NamedFact

_NAMED = re.compile(
    r"(?:phong trào|cuộc vận động|đợt thi đua|chương trình thi đua)[^“”\"\n.;]{0,60}"
    r"(?P<quotes>(?:[“\"][^“”\"\n]{3,120}[”\"](?:[,;]? ?(?:và |hay |, |; )?)?){1,12})",
    re.IGNORECASE,
)
_BEGINNINGS = ("phong trào", "cuộc vận động", "đợt thi đua", "chương trình thi đua")
_QUOTE = re.compile(r"[“\"]([^“”\"\n]{3,120})[”\"]")
_MOST = 30


def read_movements(page: Page) -> tuple[NamedFact, ...]:
    """Return the movements, each once, in the text's order."""
    found: dict[str, NamedFact] = {}
    if "“" not in page.plain and '"' not in page.plain:
        return ()
    for fact in _named(page):
        if len(found) < _MOST:
            found.setdefault(fact.name.lower(), fact)
    return tuple(found.values())


def _named(page: Page) -> Iterator[NamedFact]:
    starts = find_all(page.folded, _BEGINNINGS)
    for match in matches_at(_NAMED, page.plain, starts):
        for quote in _QUOTE.finditer(page.plain, *match.span("quotes")):
            name = " ".join(page.text[quote.start(1) : quote.end(1)].split()).strip(" ,.;")
            if len(name.split()) > 1:
                yield NamedFact(name, page.evidence(*quote.span()))
