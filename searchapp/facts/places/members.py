"""The provinces of a cluster that has several: all its members, the host first."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from searchapp.facts.page import Page
from searchapp.facts.places.standing import Standing
from searchapp.facts.places.votes import Vote
from searchapp.facts.scan import find_all, matches_at

_SEVERAL = re.compile(
    r"(?:cụm|khối)(?: thi đua)?(?: số \w+)?[^.\n]{0,40}?"
    r"\b(?<!số )(?:các|\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?:tỉnh"
    r"|thành phố)\b(?!,? (?:ủy|đoàn))"
    r"|(?:các|\d{1,2}|năm|sáu|bảy|tám) tỉnh,? (?:thành phố )?(?:trong |thuộc )(?:cụm|khối)\b"
    r"|cụm thi đua (?:các tỉnh|vùng|miền)"
)  # for folded text
_TOWNS_ONLY = re.compile(
    r"các (?:huyện|quận|thị xã|xã|phường|sở)(?![^.]* (?:tỉnh|thành phố)$)", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|0?\d|1\d) tỉnh\b(?!,? (?:ủy|đoàn))", re.IGNORECASE
)
_ANNOUNCED = re.compile(r"\bcác tỉnh(?:, thành phố|, thành)?:? ?(?=(?-i:[A-ZĐ]))", re.IGNORECASE)
_CLUSTER = re.compile(r"\b(?:cụm|khối)\b")
_CLUSTERS = ("cụm", "khối")
_COUNTS = (1, 2, 3)
"""Characters of the count before "tỉnh"."""

_LIST = re.compile(
    r" ?(?:,|;|và|-|–|&|rồi|còn|đến| )*"
    r"(?:(?-i:[A-ZĐ]{2,6})|Công an|Tòa án nhân dân|(?:Hội|Sở|Cục|Ban|Kho bạc) [^,.;:\n]{2,20})? ?"
    r"(?:(?:các )?tỉnh|thành phố|TP\.?)? ?",
    re.IGNORECASE,
)
_DELEGATION = re.compile(r"(?:đoàn|đại diện|sở [^,.;\n]{2,20}|hội [^,.;\n]{2,20}) $", re.IGNORECASE)
_LEADS = re.compile(
    r"(?:cụm trưởng|trưởng cụm|khối trưởng|trưởng khối|đăng cai|chủ trì|đơn vị trưởng)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(?:sẽ|năm sau|nhận cờ|bầu|chuyển|trao|nhiệm kỳ tới|phó)\b", re.IGNORECASE)
_FEWEST = 2


def is_of_several(page: Page, votes: Sequence[Vote]) -> bool:
    """Tell whether the report is about a cluster whose members are provinces."""
    head = page.folded[page.head.start : page.head.end]
    clusters = find_all(head, _CLUSTERS)
    if not clusters:
        return False
    counted = [at - back for at in find_all(head, (" tỉnh",)) for back in _COUNTS if at >= back]
    told = matches_at(_SEVERAL, head, sorted(clusters + counted))
    if any(not _TOWNS_ONLY.search(match.group()) for match in told):
        return True
    named = {vote.slug for vote in votes if vote.is_province and vote.mention.cue == "tỉnh"}
    if not _CLUSTER.search(head):
        return False
    listed = len(list(_pairs(page, [vote for vote in votes if vote.is_province])))
    if listed >= _FEWEST and "các tỉnh" in page.folded and _ANNOUNCED.search(page.plain):
        return True
    return len(named) > _FEWEST and bool(_COUNTED.search(page.plain))


def find_members(page: Page, votes: Sequence[Vote], scores: Mapping[str, float]) -> tuple[str, ...]:
    """Return the members that the text names, the host first; () where it names one at most.

    Who stands in a list of provinces is a member, and whoever else takes part in its own right:
    neither guests nor places that are only compared.
    """
    named = [vote for vote in votes if vote.is_province and vote.standing is not Standing.GUEST]
    listed = {at for one, other in _pairs(page, named) for at in (one, other)}
    members = {
        vote.slug for at, vote in enumerate(named) if at in listed or _takes_part(page, vote)
    }
    if len(members) < _FEWEST:
        return ()
    host = _host(page, named)
    ranked = sorted(members, key=lambda slug: (slug != host, -scores.get(slug, 0.0), slug))
    return tuple(ranked)


def _pairs(page: Page, named: Sequence[Vote]) -> Iterator[tuple[int, int]]:
    """Neighbours with nothing but a comma, or the like, between them."""
    for (at, one), (other_at, other) in itertools.pairwise(enumerate(named)):
        if _LIST.fullmatch(page.plain, one.mention.end, other.mention.start):
            yield at, other_at


def _takes_part(page: Page, vote: Vote) -> bool:
    mention = vote.mention
    if vote.standing is Standing.VENUE and not page.in_head(mention.start):
        return False  # an excursion's goal
    before = page.plain[max(0, mention.start - 25) : mention.start]
    return mention.cue == "tỉnh" or bool(_DELEGATION.search(before))


def _host(page: Page, named: Sequence[Vote]) -> str | None:
    """Who invites: the venue's province if title or lead tell it, else the head of the cluster."""
    for vote in named:
        if vote.standing is Standing.VENUE and page.in_head(vote.mention.start):
            return vote.slug
    for vote in named:
        end = vote.mention.end
        after = page.plain[end : end + 40].partition(".")[0].partition("\n")[0]
        before = page.plain[max(0, vote.mention.start - 40) : vote.mention.start]
        before = before.rpartition(".")[2].rpartition("\n")[2]
        if (_LEADS.search(after) or _LEADS.search(before)) and not _NEXT.search(before + after):
            return vote.slug
    return None
