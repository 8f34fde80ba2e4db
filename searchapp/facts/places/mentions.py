"""The places that a text names, each with the words before it that say what kind of place it is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, islice
from typing import NamedTuple

from searchapp.analysis.remembered import Remembered
from searchapp.facts.page import fold_case
from searchapp.facts.places import communes, gazetteer
from searchapp.facts.places.announcing import ANNOUNCING, CUES
from searchapp.facts.places.communes import Commune
from searchapp.facts.places.gazetteer import District, Named, Province
from searchapp.facts.scan import find_all, matches_at
from searchapp.facts.words import UPPER, WORD, Words, key_of, words_around

_SURNAMES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lí đinh mai trịnh đào "
    "đoàn lâm tô tạ chu hà vương cao tống lương lưu thái nông triệu lò giàng quách phùng kiều tăng "
    "la ma trương vi hứa lại khổng nghiêm tòng quàng cà lường sùng vàng thào"
)
SURNAMES = frozenset(_SURNAMES.split())
"""Normalised surnames; a name behind one is a person's."""
_APOSTROPHES = frozenset("'’")
_GAP = re.compile(r"[ .'’]{1,3}|[ ]?[-–][ ]?|\n?")
_LIST_GAP = re.compile(
    r" ?(?:,|;|và|&|-|–|hoặc|với)(?: (?P<cue>huyện|và|các huyện))? ?| ?, (?:và )?"
)
_CAPITAL = re.compile(rf"([{UPPER}0-9](?<![^\W_].)[^\W_]*)")
_COMMUNE_WORDS = ("xã", "phường", "trấn", "khu")
# For folded text; a line's end may stand behind the third mark.
_COMMUNE_AHEAD = re.compile(r"(?:xã|phường|trấn|khu)[ .'’\n–-]{1,3}\n?")
_JOINING = frozenset(" .'’-–\n")
_NUMBERED = frozenset({"q", "quận", "p", "tt", "xã", "phường", "trấn", "khu"})
"""Words of which one stands before the number that is a unit's name: "Quận ủy 1", "Phường 5"."""
_NUMBER_REACH, _LONGEST_NUMBER_GAP = 16, 20
_REMEMBERED = 1 << 16
_LONGEST_NAME = 5
_LONGEST_LIST_GAP = 12
_HO_CHI_MINH = ("hồ", "chí", "minh")
_MAX_BEFORE = 6


class Mention(NamedTuple):
    """One place's name in a text; what it may stand for is narrowed by its cue.

    Attributes:
        start: Where the cue begins; ``name_start`` is where the name does.
        cue: The kind announced by the words before it, "" for a bare name.
        communes: Communes of this name since 1/7/2025.
        former: The provinces, of the 63, that had a commune of this name until then.
        before: Up to six normalised words before the cue, on the same line.
    """

    start: int
    name_start: int
    end: int
    cue: str
    before: tuple[str, ...]
    provinces: tuple[Province, ...] = ()
    districts: tuple[District, ...] = ()
    communes: tuple[Commune, ...] = ()
    former: tuple[str, ...] = ()

    @property
    def is_commune(self) -> bool:
        """Tell whether it names a commune and nothing above."""
        return bool(self.communes or self.former)


def find_mentions(text: str, folded: str | None = None) -> list[Mention]:
    """Return the places named in a text (evened out), in order; ``folded`` is it by ``fold_case``.

    Persons, streets and schools are left out.
    """
    found: list[Mention] = []
    communes_at = _commune_places(fold_case(text) if folded is None else folded)
    free, listed = 0, -1
    for start, word, seconds in _capitalised(text):
        if seconds is None and start >= listed and start not in communes_at:
            continue
        if start < free or not (
            start in communes_at
            or start < listed
            or (seconds and _may_be_name(text, start, start + len(word), seconds, found))
        ):
            continue
        words, at = words_around(text, start)
        kind, cue_at = _commune_cue(words, at, found)
        read = _commune(words, at, kind, cue_at) if kind else _unit(words, at, found)
        if read:
            mention, stop = read
            free = words.ends[stop - 1]
            listed = mention.end + _LONGEST_LIST_GAP if mention.is_commune else -1
            found.append(mention)
    return found


def _capitalised(text: str) -> Iterator[tuple[int, str, frozenset[str] | None]]:
    """Words with a capital or a digit, where they begin, and what may follow them in a name."""
    parts = _CAPITAL.split(text)  # one call for all is far faster than one for each
    words = parts[1::2]
    starts = islice(accumulate(map(len, parts)), 0, None, 2)
    return zip(starts, words, map(_seconds().__getitem__, words), strict=False)


def _commune_places(folded: str) -> frozenset[int]:
    """Where a word right behind one for a kind of commune begins."""
    places = find_all(folded, _COMMUNE_WORDS)
    return frozenset([match.end() for match in matches_at(_COMMUNE_AHEAD, folded, places)])


@cache
def _seconds() -> Remembered[frozenset[str] | None]:
    """By a word, what may follow it in a name that it begins, or None where it begins none."""
    beginnings = _beginnings()
    longest = max(map(len, beginnings))

    def look_up(word: str) -> frozenset[str] | None:
        may_begin = len(word) <= longest or word[0] == "0"  # most others are foreign words
        return beginnings.get(key_of(word)) if may_begin else None

    return Remembered(look_up, _REMEMBERED)


def _may_be_name(
    text: str, start: int, end: int, seconds: frozenset[str], found: Sequence[Mention]
) -> bool:
    """Whether the first word of a name may be one: a look at its neighbours before a closer one."""
    if text[start].isdigit() and not _may_be_number(text, start, found):
        return False
    if "" in seconds:
        return True
    following = WORD.search(text, end)
    return bool(following and key_of(following[0]) in seconds)


def _may_be_number(text: str, start: int, found: Sequence[Mention]) -> bool:
    """Whether a number may be a name: "Quận 1, 3", "Phường 5"; most numbers count something."""
    if found and start - found[-1].end < _LONGEST_NUMBER_GAP:
        return True
    if text[start - 1 : start] not in _JOINING:
        return False  # "5/7": no word of those below is joined to it
    ahead = WORD.findall(text, max(0, start - _NUMBER_REACH), start)[-2:]
    return not _NUMBERED.isdisjoint(map(key_of, ahead))


@cache
def _beginnings() -> Mapping[str, frozenset[str]]:
    """The second words of the names of provinces and districts by the first; "" for no second."""
    seconds: dict[str, set[str]] = {}
    for key in gazetteer.names():
        seconds.setdefault(key[0], set()).add(key[1] if len(key) > 1 else "")
    return {first: frozenset(found) for first, found in seconds.items()}


# --- communes -----------------------------------------------------------------------------------


def _commune_cue(words: Words, at: int, found: Sequence[Mention]) -> tuple[str, int]:
    """The kind of commune announced before a name, or by the list that it goes on with."""
    for length in (2, 1):
        first = at - length
        kind = communes.KINDS.get(words.keys[first:at]) if first >= 0 else None
        if first > 0 and words.keys[first - 1 : at] == ("thị", "xã"):
            break  # a town, not a commune
        if kind and _joined(words, first, at):
            return kind, first
    last = found[-1] if found else None
    if last and last.is_commune and not _cue(words, at)[0] and _goes_on(words, last, at):
        return last.cue, at
    return "", at


def _commune(words: Words, at: int, kind: str, cue_at: int) -> tuple[Mention, int] | None:
    for stop in range(min(len(words.keys), at + communes.LONGEST), at, -1):
        key = words.keys[at:stop]
        now = communes.communes().get(key, ())
        former = communes.former_communes().get(key, ())
        if not (now or former) or not _is_written_as_name(words, at, stop):
            continue
        start, end = words.starts[cue_at], words.ends[stop - 1]
        mention = Mention(
            start, words.starts[at], end, kind, words.before(cue_at, _MAX_BEFORE),
            communes=tuple(one for one in now if one.kind == kind) or now,
            former=tuple(dict.fromkeys(_of_kind(former, kind))),
        )  # fmt: skip
        return mention, stop
    return None


def _of_kind(former: Sequence[tuple[str, str]], kind: str) -> list[str]:
    return [slug for one, slug in former if one == kind] or [slug for _, slug in former]


def _is_written_as_name(words: Words, at: int, stop: int) -> bool:
    return _joined(words, at, stop - 1) and all(
        words.is_capitalised(i) or words.keys[i].isdigit() for i in range(at, stop)
    )


# --- provinces and districts ----------------------------------------------------------------------


def _unit(words: Words, at: int, found: Sequence[Mention]) -> tuple[Mention, int] | None:
    ahead = words.keys[at : at + _LONGEST_NAME]
    for length in range(len(ahead), 0, -1):
        named = gazetteer.names().get(ahead[:length])
        stop = at + length
        if named and _joined(words, at, stop - 1):
            mention = _mention(words, at, stop, named, found)
            return (mention, stop) if mention else None
    return None


def _mention(
    words: Words, at: int, stop: int, named: Named, found: Sequence[Mention]
) -> Mention | None:
    """The place that the words from ``at`` to ``stop`` name, or None where they name no place."""
    cue, cue_at = _cue(words, at)
    if not cue and found and found[-1].cue and not found[-1].is_commune:
        # A bare name in a list takes the cue of the list: "các huyện Phù Cừ, Tiên Lữ".
        cue = found[-1].cue if _goes_on(words, found[-1], at) else ""
    before = words.before(cue_at, _MAX_BEFORE)
    if not _is_place(words, at, stop, cue, None if cue_at < at else before):
        return None
    start, end = words.starts[cue_at], words.ends[stop - 1]
    return Mention(start, words.starts[at], end, cue, before, *_narrowed(cue, named))


def _cue(words: Words, at: int) -> tuple[str, int]:
    """The kind announced right before a name and where it begins, or "" and the name's place."""
    for length in (2, 1):
        first = at - length
        kind = CUES.get(words.keys[first:at]) if first >= 0 else None
        if kind and _joined(words, first, at):
            return kind, first
    return "", at


def _is_capital(words: Words, at: int) -> bool:
    """Whether a word is as one of a name is: "leo" of "Ea H'leo" goes on with the one before."""
    goes_on = at > 0 and words.gap(at - 1) in _APOSTROPHES
    return words.is_capitalised(at) or words.keys[at][:1].isdigit() or goes_on


def _joined(words: Words, first: int, last: int) -> bool:
    """Whether only spaces or hyphens stand between the words from first to last."""
    for at in range(first, last):
        gap = words.gap(at)
        if gap != " " and not _GAP.fullmatch(gap):
            return False
    return True


def _goes_on(words: Words, last: Mention, at: int) -> bool:
    return bool(_LIST_GAP.fullmatch(words.text, last.end, words.starts[at]))


def _is_place(words: Words, at: int, stop: int, cue: str, before: tuple[str, ...] | None) -> bool:
    """Whether a name is a place's; ``before`` is None where a cue right before it says so."""
    first = words.text[words.starts[at]]
    if not (first.isupper() or (first.isdigit() and cue == "quận")):
        return False
    if before is None:
        return True
    if not all(_is_capital(words, i) for i in range(at, stop)):
        return False
    if first.isdigit():
        return bool(cue)
    if before[-1:] in ANNOUNCING or before[-2:] in ANNOUNCING:
        return False
    if words.keys[at:stop] == _HO_CHI_MINH:
        return False
    return not _in_a_persons_name(words, at, stop)


def _in_a_persons_name(words: Words, at: int, stop: int) -> bool:
    """Whether capitalised words right before the name begin with a surname: Lê Thái Bình."""
    shouts = words.text[words.starts[at] : words.ends[stop - 1]].isupper()
    for length in (1, 2, 3):
        first = at - length
        if first < 0 or not words.is_capitalised(first) or words.gap(first) != " ":
            return False
        if words.keys[first] in SURNAMES and (not shouts or length > 1):
            return True
    return False


def _narrowed(cue: str, named: Named) -> tuple[tuple[Province, ...], tuple[District, ...]]:
    """Only what the cue allows: "tỉnh Thái Bình" is no city, "huyện Hưng Hà" no province."""
    provinces, districts = named.provinces, named.districts
    if not cue:
        return provinces, districts
    if cue == "tỉnh":
        return provinces, () if provinces else districts
    allowed = tuple([unit for unit in districts if unit.kind == cue])
    if cue != "thành phố":
        return (), allowed or districts
    cities = [unit for unit in provinces if "thành phố" in (unit.kind, unit.kind_now)]
    kept = tuple([unit for unit in cities if unit.kind == "thành phố" or not allowed])
    return kept, allowed or districts
