"""Provinces and districts: the 63 until 30/6/2025, the 34 since, and every way to name them.

The data files are written by ``data/build_gazetteer.py`` and read once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from searchapp.analysis.syllables import fold
from searchapp.facts.places.tables import parts, rows
from searchapp.facts.words import name_key
from searchapp.model import Place

FIRST_DAY_OF_34 = date(2025, 7, 1)
"""Since this day there are 34 provinces and no districts. Source: Resolution 202/2025/QH15."""

Key = tuple[str, ...]
"""A name as the normalised syllables of its spelling."""


@dataclass(frozen=True, slots=True)
class Province:
    """One of the 63, and the one of the 34 that its land belongs to.

    Attributes:
        kind: ``tỉnh`` or ``thành phố``.
        aliases: Names in reports besides ``place.name``; ``typed`` only where one is asked for.
        desks: The marks of its newspapers before the first words of a report ("LSO -").
    """

    place: Place
    kind: str
    now: Place
    kind_now: str
    aliases: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class District:
    """A unit below the province under one of the names it bore, with that name's days.

    Attributes:
        kind: ``huyện``, ``quận``, ``thị xã`` or ``thành phố``.
        province: The slug of one of the 63.
        first: The name's first day, or None where it is older than the data.
        last: The name's last day.
    """

    name: str
    kind: str
    province: str
    first: date | None
    last: date
    aliases: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The official name: "Huyện Phù Cừ"."""
        return f"{self.kind.capitalize()} {self.name}"

    def stood_on(self, day: date) -> bool:
        """Tell whether the district bore this name on a day."""
        return (self.first is None or self.first <= day) and day <= self.last


@dataclass(frozen=True, slots=True)
class Named:
    """Everything that one name may stand for."""

    provinces: tuple[Province, ...] = ()
    districts: tuple[District, ...] = ()


def province(slug: str) -> Place | None:
    """Return the province of a slug, of the 63 or of the 34."""
    known = provinces_by_slug().get(slug)
    return known.place if known else _now_by_slug().get(slug)


def province_now(slug: str) -> Place | None:
    """Return the one of the 34 that a slug, of the 63 or of the 34, belongs to."""
    known = provinces_by_slug().get(slug)
    return known.now if known else _now_by_slug().get(slug)


def provinces_then() -> tuple[Place, ...]:
    """Return the 63 provinces until 30/6/2025, from north to south."""
    return tuple(known.place for known in provinces_by_slug().values())


def provinces_now() -> tuple[Place, ...]:
    """Return the 34 provinces since 1/7/2025, from north to south."""
    return tuple(_now_by_slug().values())


def province_by_name(name: str) -> Place | None:
    """Return the province that a person means: any spelling, alias, slug, with or without marks.

    ``tỉnh`` and ``thành phố`` before the name are understood; the 63 are looked at first.
    """
    return province_by_key(name_key(name))


def province_by_key(name: Key) -> Place | None:
    """Return the province that a person means by a name whose words' keys these are."""
    key = _without_kind(name)
    exact = _typed_names().get(key)
    return exact or _typed_names().get(tuple(fold(syllable) for syllable in key))


def may_begin_a_province(key: str) -> bool:
    """Tell whether any name of a province begins with the word of a key, marked or not."""
    return fold(key) in _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(fold(key[0]) for key in (*_typed_names(), *_KINDS))


_KINDS = (("tỉnh",), ("tinh",), ("thành", "phố"), ("thanh", "pho"), ("tp",))


def _without_kind(key: Key) -> Key:
    for kind in _KINDS:
        if key[: len(kind)] == kind and len(key) > len(kind):
            return key[len(kind) :]
    return key


@cache
def provinces_by_slug() -> Mapping[str, Province]:
    """Return the 63 by slug, from north to south."""
    provinces = (
        Province(
            place=Place(row["slug"], row["name"]),
            kind=row["kind"],
            now=Place(row["slug_now"], row["name_now"]),
            kind_now=row["kind_now"],
            aliases=parts(row["aliases"]),
            typed=parts(row["typed"]),
            desks=parts(row["desks"]),
        )
        for row in rows("provinces.tsv")
    )
    return MappingProxyType({known.place.slug: known for known in provinces})


@cache
def districts() -> tuple[District, ...]:
    """Return every name that a district has borne."""
    return tuple(
        District(
            name=row["name"],
            kind=row["kind"],
            province=row["province"],
            first=date.fromisoformat(row["from"]) if row["from"] else None,
            last=date.fromisoformat(row["to"]),
            aliases=parts(row["aliases"]),
        )
        for row in rows("districts.tsv")
    )


@cache
def names() -> Mapping[Key, Named]:
    """Return what each name stands for, by its words."""
    provinces: dict[Key, list[Province]] = {}
    below: dict[Key, list[District]] = {}
    for known in provinces_by_slug().values():
        for name in (known.place.name, *known.aliases):
            provinces.setdefault(name_key(name), []).append(known)
    for district in districts():
        for name in (district.name, *district.aliases):
            below.setdefault(name_key(name), []).append(district)
    return MappingProxyType(
        {
            key: Named(tuple(provinces.get(key, ())), tuple(below.get(key, ())))
            for key in {**provinces, **below}
        }
    )


@cache
def _now_by_slug() -> Mapping[str, Place]:
    places = {known.now.slug: known.now for known in provinces_by_slug().values()}
    return MappingProxyType(places)


@cache
def _typed_names() -> Mapping[Key, Place]:
    """Every spelling of a province, marked and folded; the 63 win over the 34."""
    found: dict[Key, Place] = {}
    for key, place in _spelled():
        found.setdefault(key, place)
        found.setdefault(tuple(fold(syllable) for syllable in key), place)
    return MappingProxyType(found)


def _spelled() -> Iterator[tuple[Key, Place]]:
    for known in provinces_by_slug().values():
        yield name_key(known.place.name), known.place
        yield name_key(known.place.slug), known.place
        yield (known.place.slug.replace("-", ""),), known.place
    for place in provinces_now():
        yield name_key(place.name), place
    for known in provinces_by_slug().values():
        for name in (*known.aliases, *known.typed):
            yield name_key(name), known.place
