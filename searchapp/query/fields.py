"""Filters that are typed into the text: tinh:"hưng yên", nam:2020, loai:sơ-kết."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

Names = Mapping[str, Callable[[str], tuple[str, ...]]]
"""Field of ``Filters`` -> what gives the values that a name stands for, if any."""
NO_NAMES: Names = MappingProxyType({})

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("tinh", "tỉnh", "province"), "province"),
        **dict.fromkeys(("nam", "năm", "year"), "year"),
        **dict.fromkeys(("loai", "loại", "type"), "type"),
    }
)
"""What may be typed before the colon -> the field of ``Filters``."""

_MOST_WORDS = 6  # of a name: "Bà Rịa - Vũng Tàu", "thành phố Hồ Chí Minh"
_MOST_YEARS = 100
_WORD = re.compile(r"[^\s\"“”„]+")
_QUOTED = re.compile(r"[\"“”„]([^\"“”„]*)[\"“”]")
_YEARS = re.compile(r"((?:19|20)\d\d)(?:(?:-|\.\.|–)((?:19|20)\d\d))?")


def read_field(name: str, text: str, names: Names) -> tuple[tuple[str, ...], int] | None:
    """Return the values that stand at the beginning of a text, and how long their names are.

    A quoted name stands by itself; an unquoted one goes on for as many words as still name
    something: in ``tinh:hưng yên thi đua`` for two. None when nothing is named.
    """
    quoted = _QUOTED.match(text)
    if quoted is not None:
        values = _values(name, quoted[1], names)
        return (values, quoted.end()) if values else None
    found = None
    for _, word in zip(range(_MOST_WORDS), _WORD.finditer(text), strict=False):
        values = _values(name, text[: word.end()], names)
        if values:
            found = values, word.end()
    return found


def _values(name: str, text: str, names: Names) -> tuple[str, ...]:
    years = _years(text.strip()) if name == "year" else ()
    if years:
        return years
    return names[name](text.strip()) if name in names else ()


def _years(text: str) -> tuple[str, ...]:
    match = _YEARS.fullmatch(text)
    if match is None:
        return ()
    first, last = sorted((int(match[1]), int(match[2] or match[1])))
    years = range(first, last + 1)
    return tuple(map(str, years)) if len(years) <= _MOST_YEARS else ()
