"""suggest(): what was typed so far in, suggestions out; called while somebody types."""

import math
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence

from searchapp.engines.base import SearchEngine
from searchapp.model import Completion, CompletionKind, Suggestions
from searchapp.query.completing import complete, with_keys_read

MOST = 10
"""Suggestions in one answer."""
_SHARES: Mapping[CompletionKind, float] = {
    CompletionKind.TOPIC: 0.5,
    CompletionKind.PLACE: 0.3,
    CompletionKind.CLUSTER: 0.2,
}
"""Of the places in a list: no kind takes the place of another that has something to offer."""


def suggest(engine: SearchEngine, text: str, limit: int = MOST) -> Suggestions:
    """Return what may be meant by a text that is still being typed.

    Raises:
        NoIndexError: Nothing was published yet.
    """
    started = time.perf_counter()
    query = complete(text, limit)
    found = engine.suggest(query)
    if not found and query.readings:
        found = engine.suggest(with_keys_read(query, engine.vocabulary()))
    took_ms = (time.perf_counter() - started) * 1000
    return Suggestions(text, tuple(_mixed(found, limit)), took_ms)


def _mixed(found: Iterable[Completion], limit: int) -> list[Completion]:
    """Return the best of all kinds: diacritics as typed first, titles where there is room."""
    distinct = list(_distinct(found))
    chosen: list[Completion] = []
    for agrees in (True, False):
        same = [one for one in distinct if one.agrees is agrees]
        names = [one for one in same if one.kind is not CompletionKind.TITLE]
        titles = [one for one in same if one.kind is CompletionKind.TITLE]
        chosen += _shared(names, limit - len(chosen))
        chosen += titles[: limit - len(chosen)]
    return chosen


def _distinct(found: Iterable[Completion]) -> Iterator[Completion]:
    """Yield suggestions best first, of equal texts the best, and no title before a name."""
    seen: set[str] = set()
    for one in sorted(found, key=_order):
        text = one.text.casefold()
        if text not in seen:
            seen.add(text)
            yield one


def _order(one: Completion) -> tuple[bool, bool, float, str]:
    return not one.agrees, one.kind is CompletionKind.TITLE, -one.score, one.text


def _shared(names: Sequence[Completion], room: int) -> list[Completion]:
    """Return the best names of each kind up to its share, then the best of the others."""
    left = {kind: math.ceil(share * room) for kind, share in _SHARES.items()}
    within: list[Completion] = []
    beyond: list[Completion] = []
    for one in names:
        left[one.kind] -= 1
        (within if left[one.kind] >= 0 else beyond).append(one)
    return sorted([*within, *beyond][:room], key=_order)
