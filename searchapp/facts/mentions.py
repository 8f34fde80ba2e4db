"""The places that a text names, each with the words before it that say what kind of place it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from searchapp.analysis.syllables import Token, tokenize
from searchapp.facts import gazetteer
from searchapp.facts.gazetteer import District, Province
from searchapp.facts.page import Page

CUES: dict[tuple[str, ...], str] = {
    ("tỉnh",): "tỉnh", ("tỉnh", "ủy"): "tỉnh", ("tỉnh", "đoàn"): "tỉnh",
    ("huyện",): "huyện", ("huyện", "ủy"): "huyện", ("huyện", "đoàn"): "huyện",
    ("huyện", "đảo"): "huyện",
    ("h",): "huyện", ("q",): "quận",
    ("quận",): "quận", ("quận", "ủy"): "quận", ("quận", "đoàn"): "quận",
    ("thị", "xã"): "thị xã", ("thị", "ủy"): "thị xã", ("tx",): "thị xã", ("thị", "đoàn"): "thị xã",
    ("thành", "phố"): "thành phố", ("thành", "ủy"): "thành phố", ("tp",): "thành phố",
    ("thành", "đoàn"): "thành phố",
}  # fmt: skip
"""Normalised syllables right before a name, and the kind of unit that they announce."""

BELOW = frozenset(
    {("xã",), ("phường",), ("thị", "trấn"), ("thôn",), ("ấp",), ("bản",), ("làng",), ("khu", "phố"),
     ("tổ",), ("buôn",), ("xóm",), ("đặc", "khu"), ("đảng", "ủy", "xã"), ("đảng", "ủy", "phường")}
)  # fmt: skip
"""Before a name they announce a commune or less: 429 communes bear a district's name."""

NO_PLACE = frozenset(
    {("đường",), ("phố",), ("trường",), ("thpt",), ("thcs",), ("tiểu", "học"), ("mầm", "non"),
     ("đại", "học"), ("cao", "đẳng"), ("công", "ti"), ("cổ", "phần"), ("tnhh",), ("tập", "đoàn"),
     ("báo",), ("tạp", "chí"), ("khách", "sạn"), ("ngân", "hàng"), ("đồng", "chí"), ("đ", "c"),
     ("ông",), ("bà",), ("anh",), ("chị",), ("em",), ("nhà", "máy"), ("chợ",), ("cầu",), ("đền",),
     ("chùa",), ("bệnh", "viện"), ("quốc", "lộ"), ("nhà", "hàng"), ("thương", "hiệu"), ("bia",),
     ("sông",), ("núi",), ("hồ",), ("biển",), ("nhà", "báo"), ("phóng", "viên"), ("quán",),
     ("giải", "phóng"), ("nhà", "thờ"), ("huân", "chương"), ("chiến", "thắng"), ("chiến", "dịch"),
     ("nhà", "hát"), ("vì",), ("nền",), ("gia", "đình"), ("tác", "giả"), ("thực", "hiện")}
)  # fmt: skip
"""Before a name they announce a street, a school, a firm, a newspaper, a person: no unit."""

_SURNAMES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lí đinh mai trịnh đào "
    "đoàn lâm tô tạ chu hà vương cao tống lương lưu thái nông triệu lò giàng quách phùng kiều tăng "
    "la ma trương vi hứa lại khổng nghiêm tòng quàng cà lường sùng vàng thào"
)
SURNAMES = frozenset(_SURNAMES.split())
"""Normalised surnames; a name behind one is a person's."""
_GAP = re.compile(r"[ .'’]{1,3}|[ ]?[-–][ ]?|\n?")
_LIST_GAP = re.compile(r" ?(?:,|;|và|&|-|–|hoặc|với)(?: (?:huyện|và|các huyện))? ?| ?, (?:và )?")
_HO_CHI_MINH = ("hồ", "chí", "minh")
_MAX_BEFORE = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """One place's name in a text.

    Attributes:
        cue: The kind announced by the words before it, "" for a bare name.
        start: Where the cue begins; ``name_start`` is where the name does.
        before: Up to six normalised syllables before the cue, on the same line.
    """

    start: int
    name_start: int
    end: int
    cue: str
    provinces: tuple[Province, ...]
    districts: tuple[District, ...]
    before: tuple[str, ...]


def find_mentions(page: Page) -> list[Mention]:
    """Return the places named in the text, in order; persons, streets and schools left out."""
    tokens = list(tokenize(page.plain))
    syllables = [gazetteer.respell(token.exact) for token in tokens]
    known = gazetteer.names()
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        mention = None
        if syllables[at] in known:
            mention, length = _match(page.plain, tokens, syllables, at, found)
        if mention:
            found.append(mention)
            at += length
        else:
            at += 1
    return found


def _match(
    text: str, tokens: Sequence[Token], syllables: Sequence[str], at: int, found: Sequence[Mention]
) -> tuple[Mention | None, int]:
    for key, named in gazetteer.names()[syllables[at]]:
        stop = at + len(key)
        if tuple(syllables[at:stop]) != key or not _joined(text, tokens, at, stop):
            continue
        cue, cue_at = _cue(text, tokens, syllables, at)
        before = _before(text, tokens, syllables, cue_at)
        start, end = tokens[cue_at].start, tokens[stop - 1].end
        mention = Mention(
            start, tokens[at].start, end, cue, named.provinces, named.districts, before
        )
        mention = _listed(text, mention, found)
        if _is_place(text, tokens, syllables, at, stop, mention):
            return _narrowed(mention), len(key)
        return None, 1
    return None, 1


def _joined(text: str, tokens: Sequence[Token], at: int, stop: int) -> bool:
    """Whether only spaces or hyphens stand between the syllables of the name."""
    return all(
        _GAP.fullmatch(text, tokens[i].end, tokens[i + 1].start) for i in range(at, stop - 1)
    )


def _cue(text: str, tokens: Sequence[Token], syllables: Sequence[str], at: int) -> tuple[str, int]:
    """The kind announced right before a name and where it begins, or "" and the name's place."""
    for length in (2, 1):
        first = at - length
        if first < 0 or not _joined(text, tokens, first, at + 1):
            continue
        kind = CUES.get(tuple(syllables[first:at]))
        if kind:
            return kind, first
    return "", at


def _before(
    text: str, tokens: Sequence[Token], syllables: Sequence[str], at: int
) -> tuple[str, ...]:
    first = at
    while first > max(0, at - _MAX_BEFORE):
        gap = text[tokens[first - 1].end : tokens[first].start]
        if "\n" in gap or ". " in gap or ";" in gap:
            break
        first -= 1
    return tuple(syllables[first:at])


def _listed(text: str, mention: Mention, found: Sequence[Mention]) -> Mention:
    """A bare name in a list takes the cue of the list: "các huyện Phù Cừ, Tiên Lữ"."""
    if mention.cue or not found or not found[-1].cue:
        return mention
    if _LIST_GAP.fullmatch(text, found[-1].end, mention.start):
        return replace(mention, cue=found[-1].cue)
    return mention


def _is_place(
    text: str,
    tokens: Sequence[Token],
    syllables: Sequence[str],
    at: int,
    stop: int,
    mention: Mention,
) -> bool:
    name = text[mention.name_start : mention.end]
    if not (name[0].isupper() or (name[0].isdigit() and mention.cue == "quận")):
        return False
    if mention.start < mention.name_start:
        return True
    if mention.cue and not mention.districts and not mention.provinces:
        return False
    if not all(
        tokens[i].exact[0].isdigit() or text[tokens[i].start].isupper() for i in range(at, stop)
    ):
        return False
    if name[0].isdigit():
        return bool(mention.cue)
    before = mention.before
    if (
        before[-1:] in BELOW
        or before[-2:] in BELOW
        or before[-1:] in NO_PLACE
        or before[-2:] in NO_PLACE
    ):
        return False
    if tuple(syllables[at:stop]) == _HO_CHI_MINH:
        return False
    return not _in_a_persons_name(text, tokens, syllables, at, stop)


def _in_a_persons_name(
    text: str, tokens: Sequence[Token], syllables: Sequence[str], at: int, stop: int
) -> bool:
    """Whether capitalised syllables right before the name begin with a surname: Lê Thái Bình."""
    line_shouts = text[tokens[at].start : tokens[stop - 1].end].isupper()
    for length in (1, 2, 3):
        first = at - length
        if first < 0 or not text[tokens[first].start].isupper():
            return False
        if text[tokens[first].end : tokens[first + 1].start] != " ":
            return False
        if syllables[first] in SURNAMES and (not line_shouts or length > 1):
            return True
    return False


def _narrowed(mention: Mention) -> Mention:
    """Only what the cue allows: "tỉnh Thái Bình" is no city, "huyện Hưng Hà" no province."""
    if not mention.cue:
        return mention
    if mention.cue == "tỉnh":
        return replace(mention, districts=()) if mention.provinces else mention
    allowed = tuple(unit for unit in mention.districts if unit.kind == mention.cue)
    if mention.cue == "thành phố":
        cities = tuple(
            unit for unit in mention.provinces if "thành phố" in (unit.kind, unit.kind_now)
        )
        cities = tuple(unit for unit in cities if unit.kind == "thành phố" or not allowed)
        return replace(mention, provinces=cities, districts=allowed or mention.districts)
    return replace(mention, provinces=(), districts=allowed or mention.districts)
