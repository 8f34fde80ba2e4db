"""The province, or provinces, and the districts and communes that a report belongs to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from searchapp.facts.page import Page
from searchapp.facts.places import gazetteer
from searchapp.facts.places.addresses import address_slugs, desk_cues, host_cues
from searchapp.facts.places.gazetteer import FIRST_DAY_OF_34, District, Province
from searchapp.facts.places.members import find_members, is_of_several
from searchapp.facts.places.mentions import Mention, find_mentions
from searchapp.facts.places.national import is_national
from searchapp.facts.places.standing import Standing
from searchapp.facts.places.votes import ENOUGH, Vote, cast_votes, count_votes, join_merged
from searchapp.model import (
    CommuneFact,
    DistrictFact,
    Evidence,
    EvidenceSource,
    Place,
    ProvinceFact,
    Span,
)

_AHEAD = 1.25
"""The winner must lead by this factor: a tie is no answer."""
_ADDRESS, _DESK = 2.0, 1.6
_NEAR = 45
_HELPED = re.compile(
    r"\b(?:ở|ngụ(?: tại)?|đồng bào|hộ dân|hộ nghèo|nhân dân|giúp|hỗ trợ|nhà tình (?:thương|nghĩa))"
    r" (?:các |hai |(?:xã|quận|huyện) [^.;\n]{2,15}(?:,| và) )?$"
)


@dataclass(frozen=True, slots=True)
class Places:
    """The provinces of a report, the host first, and what it names below them."""

    provinces: tuple[ProvinceFact, ...] = ()
    districts: tuple[DistrictFact, ...] = ()
    communes: tuple[CommuneFact, ...] = ()


def read_places(page: Page, url: str | None, day: date | None) -> Places:
    """Return the places that a report belongs to: districts until 30/6/2025, communes since.

    Args:
        page: The text; residue does not vote.
        url: The page's address, a cue weaker than the text.
        day: The report's day; from 1/7/2025 provinces are those of the 34.
    """
    merged = day is not None and day >= FIRST_DAY_OF_34
    votes = cast_votes(page, find_mentions(page.plain, page.folded), merged=merged)
    cues = dict(_weak_cues(page))
    slugs = _winners(page, votes, cues, url, merged=merged)
    provinces = tuple(_fact(slug, votes, cues, page, url, merged=merged) for slug in slugs)
    provinces = tuple({fact.place.slug: fact for fact in provinces}.values())
    if len(provinces) > 1:
        # A cluster of provinces meets somewhere, but is about none of their districts.
        host = replace(provinces[0], is_host=True)
        return Places((host, *provinces[1:]))
    if merged:
        return Places(provinces, communes=_commune_facts(page, votes, provinces))
    return Places(provinces, _district_facts(page, votes, slugs, day))


def _weak_cues(page: Page) -> Iterator[tuple[str, Span]]:
    yield from host_cues(page)
    yield from desk_cues(page)


def _winners(
    page: Page,
    votes: Sequence[Vote],
    cues: Mapping[str, Span],
    url: str | None,
    *,
    merged: bool,
) -> tuple[str, ...]:
    of_several = is_of_several(page, votes)
    if is_national(page) and not of_several:
        return ()
    weak = [(slug, _ADDRESS) for slug in address_slugs(url)] + [(slug, _DESK) for slug in cues]
    scores = count_votes(votes, weak)
    if merged:
        scores = join_merged(scores)
    if of_several and (members := find_members(page, votes, scores)):
        return members
    ranked = sorted(scores, key=lambda slug: -scores[slug])
    if not ranked or scores[ranked[0]] < ENOUGH:
        return ()
    ahead = 1.0 if _is_subject(votes, ranked[0]) else _AHEAD
    if len(ranked) > 1 and scores[ranked[0]] < ahead * scores[ranked[1]]:
        return ()
    return tuple(ranked[:1])


def _is_subject(votes: Sequence[Vote], slug: str) -> bool:
    """Whether the cluster whose event it is names the province as its own."""
    return any(vote.standing is Standing.SUBJECT and vote.slugs == (slug,) for vote in votes)


def _fact(
    slug: str,
    votes: Sequence[Vote],
    cues: Mapping[str, Span],
    page: Page,
    url: str | None,
    *,
    merged: bool,
) -> ProvinceFact:
    known = gazetteer.provinces_by_slug()[slug]
    mine = [vote for vote in votes if _is_for(vote, known, merged=merged)]
    if mine:
        best = max(mine, key=lambda vote: (_is_full_name(vote), slug in vote.slugs, vote.weight))
        evidence = page.evidence(best.mention.start, best.mention.end)
    elif slug in cues:
        evidence = page.evidence(cues[slug].start, cues[slug].end)
    else:
        evidence = Evidence(url or "", None, EvidenceSource.ADDRESS)
    return ProvinceFact(known.now if merged else known.place, known.now, evidence)


def _is_for(vote: Vote, known: Province, *, merged: bool) -> bool:
    """Whether a vote is for a province, or since 2025 for any that became one with it."""
    if not merged:
        return known.place.slug in vote.slugs
    return any(gazetteer.provinces_by_slug()[slug].now == known.now for slug in vote.slugs)


def _is_full_name(vote: Vote) -> bool:
    return bool(vote.mention.provinces) and bool(vote.mention.cue)


def _district_facts(
    page: Page, votes: Sequence[Vote], slugs: Sequence[str], day: date | None
) -> tuple[DistrictFact, ...]:
    """Districts of the report's provinces, in the order of the text.

    A name without its kind ("Lâm Hà, Đam Rông") counts in title and lead, where nothing else bears
    it.
    """
    facts: dict[tuple[str, str], DistrictFact] = {}
    for vote in votes:
        mention = vote.mention
        units = [unit for unit in mention.districts if unit.province in slugs]
        if not units or not _is_district(page, mention) or _is_helped(page, mention):
            continue
        unit = _of_the_day(units, mention.cue, day)
        evidence = page.evidence(mention.start, mention.end)
        facts.setdefault(
            (unit.province, unit.full_name), DistrictFact(unit.full_name, unit.province, evidence)
        )
    return tuple(facts.values())


def _commune_facts(
    page: Page, votes: Sequence[Vote], provinces: Sequence[ProvinceFact]
) -> tuple[CommuneFact, ...]:
    """Communes of the report's province, in the order of the text."""
    facts: dict[str, CommuneFact] = {}
    slugs = {fact.place.slug for fact in provinces}
    for vote in votes:
        mention = vote.mention
        here = [unit for unit in mention.communes if unit.province in slugs]
        if len(here) == 1:
            unit = here[0]
            evidence = page.evidence(mention.start, mention.end)
            fact = CommuneFact(
                unit.full_name, unit.province, unit.district, unit.formerly[0], evidence
            )
            facts.setdefault(fact.name, fact)
    return tuple(facts.values())


def _is_district(page: Page, mention: Mention) -> bool:
    return bool(mention.cue) or (not mention.provinces and page.in_head(mention.start))


def _is_helped(page: Page, mention: Mention) -> bool:
    """Whether it is named behind the opening as where somebody lives or is helped only."""
    start = mention.start
    before = page.folded[max(0, start - _NEAR) : start]
    return start >= page.opening.end and bool(_HELPED.search(before))


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
