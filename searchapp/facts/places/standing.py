"""How a place stands in its sentence: as the report's own, as a venue, as another's."""

import re
from collections.abc import Sequence
from enum import Enum

from searchapp.facts.page import Page
from searchapp.facts.places.mentions import Mention


class Standing(Enum):
    """What a place is in its sentence."""

    OWN = "own"
    VENUE = "venue"
    GUEST = "guest"  # a guest's, or one that is visited, compared, helped


_GUEST = re.compile(
    r"(?:tham quan|thăm quan|học tập kinh nghiệm|học hỏi kinh nghiệm|trao đổi kinh nghiệm|kết nghĩa"
    r"|so với|khách mời|khách của|đoàn khách|khách từ|vị khách|các đoàn bạn|tỉnh bạn"
    r"|đoàn (?:công tác|đại biểu|cán bộ)|giao lưu|tại thị trường|xuất khẩu|như(?: các)? tỉnh"
    r"|đến từ(?! (?:[^.;\n]{0,30} )?các tỉnh)|quê (?:ở|tại|quán)|nguyên quán"
    r"|sinh (?:ra )?(?:tại|ở)|ủng hộ|chi viện|giúp đỡ"
    r"|hỗ trợ (?:đồng bào|nhân dân|các tỉnh|tỉnh|bà con)|đồng bào (?:các tỉnh|tỉnh|miền)"
    r"|xếp sau|đứng sau|sau (?:các )?tỉnh|học tập (?:tại|ở)|công tác tại|giáp (?:với )?|liền kề"
    r"|sang (?:thăm|dự)|\bsang(?= ?$))"
    r"[^.;\n]{0,60}$",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"[^.;,\n]{0,30}? (?:sang (?:học|giao lưu|thăm|dự)|cũng gửi tặng|đến (?:thăm|học|tham quan)"
    r"|là khách mời)\b| ?\((?:đơn vị )?khách",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"(?:tại|ở) [^,.;:\n]{2,45}, (?:thành phố |TP\.? ?|tỉnh |huyện |thị xã )?$"
    r"|(?:tại|ở|đến|về) (?:thủ đô |thành phố |TP\.? ?|tỉnh |địa bàn |huyện |thị xã )?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\btừ (?:thủ đô )?$", re.IGNORECASE)
_GOES_ON = re.compile(r" ?(?:,|;|và|-|–|\() ?(?:thuộc )?", re.IGNORECASE)
_REACH = 100


def find_standings(page: Page, mentions: Sequence[Mention]) -> list[Standing]:
    """Return how each place stands; in a list, or with the province behind a town, as the first."""
    found: list[Standing] = []
    for at, mention in enumerate(mentions):
        before = mentions[at - 1] if at else None
        if _LEAVES.match(page.plain, mention.end):
            found.append(Standing.GUEST)
        elif before and _GOES_ON.fullmatch(page.plain, before.end, mention.start):
            found.append(found[-1])
        else:
            found.append(_standing(page, mention))
    return found


def _standing(page: Page, mention: Mention) -> Standing:
    before = page.plain[max(0, mention.start - _REACH) : mention.start]
    if _GUEST.search(before):
        return Standing.GUEST
    if not mention.cue and _FROM.search(before):
        return Standing.GUEST
    return Standing.VENUE if _VENUE.search(before) else Standing.OWN
