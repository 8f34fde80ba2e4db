"""What names a province without naming it: a page's address, the mark of a newspaper's desk.

Both are weak cues: a paper also writes about its neighbours.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from searchapp.facts.page import Page
from searchapp.facts.places import gazetteer
from searchapp.facts.scan import find_all, matches_at
from searchapp.model import Span

_DESK = re.compile(r"[ *(“-]{0,4}(?P<code>[A-ZĐ]{2,5})(?: ?(?:online|điện tử|ĐT))?[ )]{0,2}[-–:]")
_HOST = re.compile(r"(?<![\w@.-])(?:https?://)?((?:[a-z0-9-]{1,63}\.){1,4}(?:vn|com|org|net))\b")
_NOT_HOSTS = frozenset({"advert", "related"})
_MOST_HOSTS = 20


def desk_cues(page: Page) -> Iterator[tuple[str, Span]]:
    """Yield the province of a desk's mark before the first words ("LSO -"), and where it stands."""
    starts = _line_starts(page.plain, page.head.start, page.lead.end)
    for match in matches_at(_DESK, page.plain, starts, page.lead.end):
        if slug := _desks().get(match["code"]):
            yield slug, Span(match.start("code"), match.end("code"))


def _line_starts(text: str, start: int, end: int) -> list[int]:
    breaks = find_all(text, "\n", max(0, start - 1), end)
    return [*([0] if start == 0 else []), *(at + 1 for at in breaks)]


@cache
def _desks() -> Mapping[str, str]:
    return {
        desk: slug for slug, known in gazetteer.provinces_by_slug().items() for desk in known.desks
    }


def host_cues(page: Page) -> Iterator[tuple[str, Span]]:
    """Yield the provinces of the addresses that stand in the text, adverts left out."""
    hidden = [part.span for part in page.residue if part.kind in _NOT_HOSTS]
    if ".vn" not in page.text and ".com" not in page.text:
        return
    for number, match in enumerate(_HOST.finditer(page.text)):
        if number >= _MOST_HOSTS:
            return
        span = Span(*match.span(1))
        if not any(part.start <= span.start < part.end for part in hidden):
            for slug in address_slugs(match[1]):
                yield slug, span


def address_slugs(url: str | None) -> tuple[str, ...]:
    """Return the province in a page's host name: ``langson.gov.vn``, ``baohungyen.vn``."""
    if not url:
        return ()
    host = re.sub(r"^[a-z]+://", "", url.lower()).partition("/")[0]
    labels = [label.replace("-", "") for label in host.split(".")]
    found = {
        slug: key
        for slug, key in _address_keys().items()
        if any(
            label in (key, "bao" + key, "dai" + key, "tdkt" + key)
            or (len(key) > 5 and label.endswith(key))
            for label in labels
        )
    }
    longest = max(map(len, found.values()), default=0)
    return tuple(slug for slug, key in found.items() if len(key) == longest)


@cache
def _address_keys() -> Mapping[str, str]:
    keys = {slug: slug.replace("-", "") for slug in gazetteer.provinces_by_slug()}
    return keys | {"ho-chi-minh": "hochiminhcity"}
