"""Provinces that are words of a query: hưng yên, hung yen, tp hcm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from searchapp.analysis.syllables import is_syllable
from searchapp.facts.places.gazetteer import (
    may_begin_a_province,
    province_by_key,
    provinces_by_slug,
)
from searchapp.facts.words import name_key
from searchapp.model import Place, Word

_REMEMBERED = 4096  # words of queries
_LONGEST = 5  # words of a name: "Bà Rịa - Vũng Tàu"
_KINDS = frozenset((("tinh",), ("pho",), ("tp",)))
_ALSO_A_PERSON = frozenset(("ho-chi-minh",))
"""Provinces that bear a person's name: "phong cách Hồ Chí Minh" is no place."""


def slugs_of(place: Place) -> tuple[str, ...]:
    """Return the slugs under which reports of a province are filed, by the names of their day.

    A name of today of which there was none before means what became it: Huế is Thừa Thiên Huế.
    """
    known = provinces_by_slug()
    became = [slug for slug, one in known.items() if one.now.slug == place.slug]
    older = became if place.slug not in known and len(became) == 1 else []
    return (place.slug, *older)


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A province that the words ``start`` to ``end`` of a query name."""

    start: int
    end: int
    place: Place


def read_places(words: Sequence[Word]) -> tuple[NamedPlace, ...]:
    """Return the provinces that are named by some words, from the left, the longest names first.

    A word typed with diacritics names only what is spelled so: "hưng yến" is no province.
    """
    return tuple(_places(words))


def _places(words: Sequence[Word]) -> Iterator[NamedPlace]:
    keys = [_key(word.exact) for word in words]
    at = 0
    while at < len(words):
        found = None
        if may_begin_a_province(keys[at][0]):
            ends = range(min(len(words), at + _LONGEST), at, -1)
            found = next((named for end in ends if (named := _named(words, keys, at, end))), None)
        if found is not None:
            yield found
        at = found.end if found else at + 1


@lru_cache(_REMEMBERED)
def _key(exact: str) -> tuple[str, ...]:
    """Return the keys of a word: nearly always one, and never none."""
    return name_key(exact) or (exact,)


def _named(
    words: Sequence[Word], keys: Sequence[tuple[str, ...]], start: int, end: int
) -> NamedPlace | None:
    name = words[start:end]
    if len(name) == 1 and not name[0].marked and is_syllable(name[0].text):
        return None  # "hue" is many words
    place = province_by_key(tuple(chain.from_iterable(keys[start:end])))
    if place is None or not _is_spelled(name, place):
        return None
    before = tuple(word.folded for word in words[max(0, start - 1) : start])
    if place.slug in _ALSO_A_PERSON and before not in _KINDS and len(name) > 1 and before:
        return None
    return NamedPlace(start, end, place)


def _is_spelled(name: Sequence[Word], place: Place) -> bool:
    marked = {word.exact for word in name if word.marked}
    return marked <= {*name_key(place.name), "tỉnh", "thành", "phố"}
