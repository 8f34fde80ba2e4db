"""How a place stands in its sentence: as the report's own, as a venue, as another's."""

import re
from collections.abc import Sequence
from enum import Enum

from searchapp.facts.page import Page
from searchapp.facts.places.mentions import Mention
from searchapp.facts.scan import holds_any


class Standing(Enum):
    """What a place is in its sentence."""

    SUBJECT = "subject"  # of the cluster, or the office, whose event it is
    OWN = "own"
    VENUE = "venue"
    GUEST = "guest"  # a guest's, or one that is visited, compared, helped


_GUEST_CUES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("kinh nghiệm",
     ("học tập kinh nghiệm", "học hỏi kinh nghiệm", "trao đổi kinh nghiệm")),
    ("khách", ("khách mời", "khách của", "đoàn khách", "khách từ", "vị khách")),
    ("các đoàn bạn", ("các đoàn bạn",)),
    ("đoàn c", ("đoàn công tác", "đoàn cán bộ")),
    ("đoàn đại biểu", ("đoàn đại biểu",)),
    ("hỗ trợ", ("hỗ trợ đồng bào", "hỗ trợ nhân dân", "hỗ trợ các tỉnh", "hỗ trợ tỉnh",
                "hỗ trợ bà con")),
    ("đồng bào", ("đồng bào các tỉnh", "đồng bào tỉnh", "đồng bào miền")),
    ("sang ", ("sang thăm", "sang dự", "sang huyện", "sang tỉnh", "sang thành phố")),
    ("quê ", ("quê ở", "quê tại", "quê quán")),
    ("sinh ", ("sinh tại", "sinh ở", "sinh ra tại", "sinh ra ở")),
    ("sau ", ("sau tỉnh", "sau các tỉnh")),
    (" sau", ("xếp sau", "đứng sau")),
    ("như ", ("như tỉnh", "như các tỉnh")),
    ("học tập ", ("học tập tại", "học tập ở")),
    *((cue, (cue,)) for cue in (
        "tham quan", "thăm quan", "kết nghĩa", "so với", "tỉnh bạn", "giao lưu", "tại thị trường",
        "xuất khẩu", "đến từ", "nguyên quán", "ủng hộ", "chi viện", "giúp đỡ", "công tác tại",
        "giáp với", "liền kề",
    )),
)  # fmt: skip
"""Words in lower case before a place that is not the report's own, by what they have in common."""

_OF_MEMBERS = re.compile(r"đến từ [^.;\n]{0,30}các tỉnh")
_CUE_REACH = 60
_LONGEST_CUE = max(len(cue) for _, cues in _GUEST_CUES for cue in cues)
_APART = re.compile(r"[.;\n]")
_LEAVES = re.compile(
    r"[^.;,\n]{0,30}? (?:sang (?:học|giao lưu|thăm|dự)|cũng gửi tặng|đến (?:thăm|học|tham quan)"
    r"|là khách mời|được mời|(?:dự )?với tư cách khách|cũng (?:đến|tới|về) dự)\b"
)
_ALONE = re.compile(r" ?\((?:đơn vị )?khách")
"""Behind the one place of a list that is a guest's."""

_VENUE = re.compile(
    r"(?:tại|ở) [^,.;:\n]{2,45}, (?:thành phố |tp\.? ?|tỉnh |huyện |thị xã )?$"
    r"|(?:tại|ở|đến|về) (?:thủ đô |thành phố |tp\.? ?|tỉnh |địa bàn |huyện |thị xã )?$"
)
_AT = ("tại ", "ở ", "đến ", "về ")
_FROM = re.compile(r"\btừ (?:thủ đô )?$")
_CLUSTER = re.compile(r"\b(?:cụm|khối)(?: giao ước)? thi đua[^.;\n()]{0,60}$")
_GOES_ON = re.compile(r" ?(?:,|;|và|-|–|\() ?(?:thuộc )?")


def find_standings(page: Page, mentions: Sequence[Mention]) -> list[Standing]:
    """Return how each place stands; in a list, or with the province behind a town, as the first."""
    found: list[Standing] = []
    first = 0  # of the list
    for at, mention in enumerate(mentions):
        before = mentions[at - 1] if at else None
        goes_on = before and _GOES_ON.fullmatch(page.folded, before.end, mention.start)
        first = first if goes_on else at
        if _LEAVES.match(page.folded, mention.end):
            found[first:] = [Standing.GUEST] * (at + 1 - first)
        elif _ALONE.match(page.folded, mention.end):
            found.append(Standing.GUEST)
        else:
            found.append(found[-1] if goes_on else _standing(page, mention))
    return found


def _cue_end(folded: str, mention: Mention) -> int:
    """Where the nearest words that announce a guest end, or far before where none are near."""
    low = max(0, mention.start - _CUE_REACH - _LONGEST_CUE)
    near = folded[low : mention.name_start]
    ends = [
        low + at + len(cue)
        for common, cues in _GUEST_CUES
        if common in near
        for cue in cues
        if (at := near.rfind(cue)) >= 0
    ]
    # The cue may be part of the name's own cue: "sang huyện Kim Thành".
    return min(max(ends), mention.start) if ends else -_CUE_REACH - 1


def _standing(page: Page, mention: Mention) -> Standing:
    end = _cue_end(page.folded, mention)
    if mention.start - end <= _CUE_REACH and not _APART.search(page.plain, end, mention.start):
        told = page.folded[max(0, end - 8) : mention.start]
        if not _OF_MEMBERS.search(told):
            return Standing.GUEST
    before = page.folded[max(0, mention.start - _CUE_REACH) : mention.start]
    if not mention.cue and "từ " in before and _FROM.search(before):
        return Standing.GUEST
    if holds_any(before, _AT) and _VENUE.search(before):
        return Standing.VENUE
    if page.in_head(mention.start) and "thi đua" in before and _CLUSTER.search(before):
        return Standing.SUBJECT
    return Standing.OWN
