"""Province and districts by a vote: what a text names, weighed by how it names it.

Weights and rules were set on reports of several provinces; see ``tests/facts/test_places.py`` for
what each is there for.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from searchapp.facts.page import Page
from searchapp.facts.places import gazetteer
from searchapp.facts.places.gazetteer import FIRST_DAY_OF_34, District, Province
from searchapp.facts.places.mentions import Mention, find_mentions
from searchapp.model import (
    DistrictFact,
    Evidence,
    EvidenceSource,
    Place,
    ProvinceFact,
)

_PROVINCE_CUE, _DISTRICT_CUE, _OFFICE, _BARE, _BARE_DISTRICT = 5.0, 3.0, 2.0, 1.0, 0.4
_COMMUNE = 1.2
_CITY = 2.5  # "TP. HCM" is how the city is always called: no more than another's bare name twice
_IN_TITLE, _IN_LEAD, _ELSEWHERE = 2.0, 1.5, 0.3
_ENOUGH = 1.6
"""A single bare name somewhere in a text tells nothing: one in title or lead may."""
_AHEAD = 1.25
"""The winner must lead by this factor: a tie is no answer."""
_ADDRESS = 2.0

_OFFICES = frozenset(
    {"catp", "sở", "cục", "ubnd", "hđnd", "đảng", "ban", "công", "hội", "đài", "chi", "viện"}
)
_GUEST = re.compile(
    r"(?:tham quan|thăm quan|học tập kinh nghiệm|trao đổi kinh nghiệm|kết nghĩa|so với|khách mời"
    r"|đoàn (?:công tác|đại biểu)|giao lưu|tại thị trường|xuất khẩu|như(?: các)? tỉnh|đến từ"
    r"|quê (?:ở|tại|quán))"
    r"[^.;\n]{0,60}$",
    re.IGNORECASE,
)
_VENUE = re.compile(r"(?:tại|ở|đến|từ) (?:thủ đô |thành phố |TP\.? ?|tỉnh )?$", re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?:cụm|khối)(?: thi đua)?(?: số \w+)?[^.\n]{0,40}?"
    r"\b(?:các|\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?:tỉnh"
    r"|thành phố)\b(?!,? (?:ủy|đoàn))"
    r"|(?:các|\d{1,2}|năm|sáu|bảy|tám) tỉnh,? (?:thành phố )?(?:trong |thuộc )(?:cụm|khối)\b"
    r"|cụm thi đua (?:các tỉnh|vùng|miền)",
    re.IGNORECASE,
)
_TOWNS_ONLY = re.compile(r"các (?:huyện|quận|thị xã|xã|phường|sở)", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\bBộ (?:Nội vụ|Y tế|Công an|Quốc phòng|Tài chính|Tư pháp|Xây dựng|Công [Tt]hương|Ngoại giao"
    r"|Khoa học"
    r"|Giáo dục|Giao thông|Nông nghiệp|Tài nguyên|Thông tin|Văn hóa|Lao động|Kế hoạch và Đầu tư"
    r"|Dân tộc)"
    r"|Ban Thi đua ?[-–,]? ?[Kk]hen thưởng Trung ương|Tổng [Ll]iên đoàn|Tổng cục"
    r"|Trung ương Đảng|Văn phòng (?:Chính phủ|Quốc hội|Chủ tịch nước)"
    r"|Kiểm toán [Nn]hà nước|Thanh tra Chính phủ|Ngân hàng Nhà nước Việt Nam|Tập đoàn"
    r"|Tổng [Cc]ông ty|Trung ương Đoàn"
    r"|(?:bộ|Bộ), (?:ban, )?ngành Trung ương|[Kk]hối thi đua các [Bb]ộ|toàn quốc"
    r"|Bảo hiểm [Xx]ã hội Việt Nam"
    r"|Viện Hàn lâm|Đài (?:Tiếng nói|Truyền hình) Việt Nam|Thông tấn xã Việt Nam|Ủy ban Dân tộc"
    r"|Tòa án nhân dân tối cao"
    r"|Viện [Kk]iểm sát nhân dân tối cao|Hội Liên hiệp Phụ nữ Việt Nam"
    r"|Đảng ủy Khối các cơ quan Trung ương"
)
_LOCAL = re.compile(
    r"\b(?:tỉnh|huyện|quận|thị xã|UBND|HĐND|Sở|thành phố|TP|xã|phường|Thành ủy)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Vote:
    weight: float
    mention: Mention
    slugs: tuple[str, ...]


def read_places(
    page: Page, url: str | None, day: date | None
) -> tuple[tuple[ProvinceFact, ...], tuple[DistrictFact, ...]]:
    """Return the provinces (the host first) and the districts that a report belongs to.

    Args:
        page: The text; residue does not vote.
        url: The page's address, a cue weaker than the text.
        day: The report's day; from 1/7/2025 provinces are those of the 34.
    """
    mentions = find_mentions(page.plain)
    votes = _votes(page, mentions, merged=day is not None and day >= FIRST_DAY_OF_34)
    slugs = _winners(page, votes, url, day)
    provinces = tuple(_fact(slug, votes, page, url, day) for slug in slugs)
    provinces = tuple({fact.place.slug: fact for fact in provinces}.values())
    return provinces, _district_facts(page, mentions, slugs, day)


def _votes(page: Page, mentions: Sequence[Mention], *, merged: bool) -> list[_Vote]:
    votes = []
    for mention in mentions:
        weight = _weight(mention) * _position(page, mention)
        votes.append(_Vote(weight, mention, _slugs(mention, merged=merged)))
    return votes


def _slugs(mention: Mention, *, merged: bool) -> tuple[str, ...]:
    """The provinces, of the 63, that a mention may speak for."""
    slugs = [unit.place.slug for unit in mention.provinces]
    slugs += [unit.province for unit in mention.districts]
    now = [slug for commune in mention.communes for slug in commune.formerly]
    slugs += now if merged else mention.former
    return tuple(dict.fromkeys(slugs))


def _weight(mention: Mention) -> float:
    if mention.is_commune:
        return _COMMUNE
    if mention.cue:
        if mention.provinces:
            return _PROVINCE_CUE if mention.cue == "tỉnh" else _CITY
        return _DISTRICT_CUE
    if not mention.provinces:
        return _BARE_DISTRICT
    return _OFFICE if _OFFICES.intersection(mention.before) else _BARE


def _position(page: Page, mention: Mention) -> float:
    """Title and lead count for more; a place that is only visited or compared for little."""
    before = page.plain[max(0, mention.start - 100) : mention.start]
    if _GUEST.search(before):
        return _ELSEWHERE
    place = _IN_TITLE if page.in_title(mention.start) else 1.0
    place = _IN_LEAD if page.in_lead(mention.start) else place
    return place * 0.5 if not mention.cue and _VENUE.search(before) else place


def _winners(
    page: Page, votes: Sequence[_Vote], url: str | None, day: date | None
) -> tuple[str, ...]:
    head = page.plain[page.head.start : page.head.end]
    if _is_national(page):
        return ()
    scores = _scores(votes, _address_slugs(url))
    if day and day >= FIRST_DAY_OF_34:
        scores = _joined(scores)
    ranked = sorted(scores, key=lambda slug: -scores[slug])
    if not ranked or scores[ranked[0]] < _ENOUGH:
        return ()
    if _names_several(head) and (members := _members(page, votes)):
        return tuple(sorted(members, key=lambda slug: -scores.get(slug, 0.0)))
    if len(ranked) > 1 and scores[ranked[0]] < _AHEAD * scores[ranked[1]]:
        return ()
    return tuple(ranked[:1])


def _scores(votes: Sequence[_Vote], address: Iterable[str]) -> dict[str, float]:
    """Sum the votes; a name that several provinces have goes to those named otherwise."""
    scores: dict[str, float] = defaultdict(float)
    for slug in address:
        scores[slug] += _ADDRESS
    for vote in votes:
        if len(vote.slugs) == 1:
            scores[vote.slugs[0]] += vote.weight
    certain = dict(scores)
    for vote in votes:
        if len(vote.slugs) > 1:
            heirs = [slug for slug in vote.slugs if slug in certain] or list(vote.slugs)
            best = max(certain.get(slug, 0.0) for slug in heirs)
            heirs = [slug for slug in heirs if certain.get(slug, 0.0) == best]
            for slug in heirs:
                scores[slug] += vote.weight / len(heirs)
    return dict(scores)


def _joined(scores: Mapping[str, float]) -> dict[str, float]:
    """The votes of the 63 for the 34, each under the old province that gave its name."""
    joined: dict[str, float] = defaultdict(float)
    for slug, score in scores.items():
        now = gazetteer.provinces_by_slug()[slug].now.slug
        joined[now if now in gazetteer.provinces_by_slug() else slug] += score
    return dict(joined)


def _is_national(page: Page) -> bool:
    """Whether title, or the first sentence, is about a national body and no province's."""
    subject = page.plain[page.title.start : page.title.end] if page.title else ""
    lead = page.plain[page.lead.start : page.lead.end]
    subject = subject if _NATIONAL.search(subject) else subject + " " + lead[:200]
    return bool(_NATIONAL.search(subject)) and not _LOCAL.search(_NATIONAL.sub(" ", subject))


def _names_several(head: str) -> bool:
    return any(not _TOWNS_ONLY.search(match.group()) for match in _SEVERAL.finditer(head))


def _members(page: Page, votes: Sequence[_Vote]) -> set[str]:
    """The provinces of a cluster: those that stand in a list of provinces."""
    named = [vote for vote in votes if vote.mention.provinces and len(vote.slugs) >= 1]
    members: set[str] = set()
    for one, other in itertools.pairwise(named):
        between = page.plain[one.mention.end : other.mention.start]
        if re.fullmatch(
            r" ?(?:,|;|và|-|–|&| )*(?:(?:các )?tỉnh|thành phố|TP\.?)? ?",
            between.strip() or ",",
            re.IGNORECASE,
        ):
            members |= {_province_of(one), _province_of(other)}
    return members if len(members) > 1 else set()


def _province_of(vote: _Vote) -> str:
    return vote.mention.provinces[0].place.slug


def _address_slugs(url: str | None) -> tuple[str, ...]:
    """The province in a page's host name: ``langson.gov.vn``, ``baohungyen.vn``."""
    host = re.sub(r"^[a-z]+://", "", (url or "").lower()).partition("/")[0]
    labels = [label.replace("-", "") for label in host.split(".")]
    found = {
        slug: key
        for slug, key in _address_keys().items()
        if any(
            label in (key, "bao" + key, "dai" + key, "tdkt" + key)
            or (len(key) > 5 and label.endswith(key))
            for label in labels
        )
    }
    longest = max(map(len, found.values()), default=0)
    return tuple(slug for slug, key in found.items() if len(key) == longest)


def _address_keys() -> Mapping[str, str]:
    keys = {slug: slug.replace("-", "") for slug in gazetteer.provinces_by_slug()}
    return keys | {
        "thua-thien-hue": "thuathienhue",
        "ba-ria-vung-tau": "bariavungtau",
        "ho-chi-minh": "hochiminhcity",
    }


def _fact(
    slug: str, votes: Sequence[_Vote], page: Page, url: str | None, day: date | None
) -> ProvinceFact:
    known = gazetteer.provinces_by_slug()[slug]
    merged = day is not None and day >= FIRST_DAY_OF_34
    mine = [vote for vote in votes if _is_for(vote, known, merged=merged)]
    if not mine:
        evidence = Evidence(url or "", None, EvidenceSource.ADDRESS)
    else:
        best = max(mine, key=lambda vote: (_is_full_name(vote), slug in vote.slugs, vote.weight))
        evidence = page.evidence(best.mention.start, best.mention.end)
    return ProvinceFact(known.now if merged else known.place, known.now, evidence)


def _is_for(vote: _Vote, known: Province, *, merged: bool) -> bool:
    """Whether a vote is for a province, or since 2025 for any that became one with it."""
    if not merged:
        return known.place.slug in vote.slugs
    return any(gazetteer.provinces_by_slug()[slug].now == known.now for slug in vote.slugs)


def _is_full_name(vote: _Vote) -> bool:
    return bool(vote.mention.provinces) and bool(vote.mention.cue)


def _district_facts(
    page: Page, mentions: Sequence[Mention], slugs: Sequence[str], day: date | None
) -> tuple[DistrictFact, ...]:
    """Districts of the report's provinces that the text calls by their kind, in its order."""
    facts: dict[tuple[str, str], DistrictFact] = {}
    if day and day >= FIRST_DAY_OF_34:
        return ()
    for mention in mentions:
        units = [unit for unit in mention.districts if unit.province in slugs]
        if not units or not mention.cue:
            continue
        unit = _of_the_day(units, mention.cue, day)
        evidence = page.evidence(mention.start, mention.end)
        facts.setdefault(
            (unit.province, unit.full_name), DistrictFact(unit.full_name, unit.province, evidence)
        )
    return tuple(facts.values())


def _of_the_day(units: Sequence[District], cue: str, day: date | None) -> District:
    """The name that the text uses if it ever was one, of those the one of the day, or the last."""
    return max(
        units,
        key=lambda unit: (unit.kind == cue, day is not None and unit.stood_on(day), unit.last),
    )


def read_place_name(name: str, day: date | None) -> tuple[Place, Place] | None:
    """Return the province of a name that a person wrote, then and now, or None."""
    place = gazetteer.province_by_name(name)
    if place is None:
        return None
    now = gazetteer.province_now(place.slug) or place
    return (now if day and day >= FIRST_DAY_OF_34 else place), now
