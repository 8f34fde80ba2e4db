"""Communes, wards, townships and special zones: those since 1/7/2025, and those before.

Hundreds of communes bear a district's name, and thousands share theirs with others, so a commune
is only ever read behind the word for its kind ("xã Nhân Khang"). The data files are written by
``data/build_communes.py`` and read once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from searchapp.facts.places.tables import parts, rows
from searchapp.facts.words import name_key

Key = tuple[str, ...]

KINDS: Mapping[Key, str] = MappingProxyType(
    {("xã",): "xã", ("phường",): "phường", ("thị", "trấn"): "thị trấn", ("đặc", "khu"): "đặc khu",
     ("tt",): "thị trấn", ("p",): "phường"}
)  # fmt: skip
"""Normalised words right before a name, and the kind of commune that they announce."""

LONGEST = 6
"""Words of the longest name."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune since 1/7/2025.

    Attributes:
        kind: ``xã``, ``phường`` or ``đặc khu``.
        province: The slug of one of the 34.
        formerly: Of the 63, the slugs of those that its land was of.
        district: The full name of the district that most of it was of until 30/6/2025.
    """

    name: str
    kind: str
    province: str
    formerly: tuple[str, ...]
    district: str

    @property
    def full_name(self) -> str:
        """The official name: "Xã Phù Cừ"."""
        return f"{self.kind.capitalize()} {self.name}"


@cache
def communes() -> Mapping[Key, tuple[Commune, ...]]:
    """Return the communes since 1/7/2025 by the words of their names."""
    found: dict[Key, list[Commune]] = {}
    for row in rows("communes.tsv"):
        formerly = [part.partition("/") for part in parts(row["formerly"])]
        slugs = tuple(dict.fromkeys(slug for slug, _, _ in formerly))
        commune = Commune(row["name"], row["kind"], row["province"], slugs, formerly[0][2])
        found.setdefault(name_key(commune.name), []).append(commune)
    return MappingProxyType({key: tuple(many) for key, many in found.items()})


@cache
def former_communes() -> Mapping[Key, tuple[tuple[str, str], ...]]:
    """Return kind and province (one of the 63) of the communes until 30/6/2025, by name."""
    found: dict[Key, list[tuple[str, str]]] = {}
    for row in rows("former_communes.tsv"):
        for name in parts(row["names"]):
            found.setdefault(name_key(name), []).append((row["kind"], row["province"]))
    return MappingProxyType({key: tuple(many) for key, many in found.items()})
