"""Values for units below the province, as filters and facets name them: "hung-yen/huyen-phu-cu".

Districts until 30/6/2025 and communes since stand side by side: a report names the ones of its day.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from searchapp.analysis.syllables import fold
from searchapp.facts.places import communes, gazetteer
from searchapp.facts.words import WORD


def unit_value(province: str, full_name: str) -> str:
    """Return the value of a unit: its province's slug and its own name's, from a full name."""
    return f"{province}/{'-'.join(WORD.findall(fold(full_name).lower()))}"


def province_of(value: str) -> str:
    """Return the slug of the province that a unit's value names."""
    return value.partition("/")[0]


def unit_name(value: str) -> str | None:
    """Return the full name ("Huyện Phù Cừ") of a value, or None where there was no such unit."""
    return _names().get(value)


@cache
def _names() -> Mapping[str, str]:
    return MappingProxyType({unit_value(slug, name): name for slug, name in _units()})


def _units() -> Iterator[tuple[str, str]]:
    for many in communes.communes().values():
        yield from ((commune.province, commune.full_name) for commune in many)
    for district in gazetteer.districts():
        yield district.province, district.full_name
