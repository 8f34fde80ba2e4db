"""What each place that a text names says for the province of the report.

Weights and rules were set on reports of several provinces; see ``tests/facts/test_places.py`` for
what each is there for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from searchapp.facts.page import Page
from searchapp.facts.places import gazetteer
from searchapp.facts.places.mentions import Mention
from searchapp.facts.places.standing import Standing, find_standings

_PROVINCE_CUE, _DISTRICT_CUE, _OFFICE, _BARE, _BARE_DISTRICT = 5.0, 3.0, 2.0, 1.0, 0.4
_COMMUNE = 1.2
_CITY = 4.0  # "TP. HCM" is how the city is always called, so that says less than "tỉnh"
_IN_TITLE, _IN_LEAD = 2.0, 1.5
_OF_GUESTS, _OF_VENUE, _OF_SUBJECT = 0.2, 0.5, 2.0

ENOUGH = 1.6
"""A single bare name somewhere in a text tells nothing: one in title or lead may."""

_OFFICES = frozenset(
    {"catp", "sở", "cục", "ubnd", "hđnd", "đảng", "ban", "công", "hội", "đài", "chi", "viện", "kho",
     "thuế", "tand", "vksnd", "bhxh", "lđlđ", "mttq", "phòng", "quan", "đoàn"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vote:
    """One mention's say.

    Attributes:
        slugs: The provinces, of the 63, that it may speak for.
    """

    weight: float
    mention: Mention
    slugs: tuple[str, ...]
    standing: Standing

    @property
    def is_province(self) -> bool:
        """Tell whether a province itself is named."""
        return bool(self.mention.provinces)

    @property
    def slug(self) -> str:
        """The province that is named, or the first that is spoken for."""
        named = self.mention.provinces
        return named[0].place.slug if named else self.slugs[0]


def cast_votes(page: Page, mentions: Sequence[Mention], *, merged: bool) -> list[Vote]:
    """Return the votes in the order of the text; ``merged`` is whether it is of after 30/6/2025."""
    standings = find_standings(page, mentions)
    return [
        Vote(
            _weight(mention) * _position(page, mention, standing),
            mention,
            _slugs(mention, merged=merged),
            standing,
        )
        for mention, standing in zip(mentions, standings, strict=True)
    ]


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
        return _OFFICE if _OFFICES.intersection(mention.before[-4:]) else _BARE_DISTRICT
    # "Nguồn Hậu Giang: ..." in the last line, "Sở Nội vụ Hậu Giang" anywhere.
    told = mention.before[-1:] == ("nguồn",) or _OFFICES.intersection(mention.before)
    return _OFFICE if told else _BARE


def _position(page: Page, mention: Mention, standing: Standing) -> float:
    """Title and lead count for more; a place that is only visited or compared for little."""
    if standing is Standing.GUEST:
        return _OF_GUESTS
    place = _IN_TITLE if page.in_title(mention.start) else 1.0
    place = _IN_LEAD if page.in_lead(mention.start) else place
    if standing is Standing.SUBJECT:
        place *= _OF_SUBJECT
    if standing is Standing.VENUE:
        place *= _OF_VENUE
    return place


def count_votes(votes: Sequence[Vote], weak: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the sum for each province; a name of several goes to those that are named otherwise.

    ``weak`` are provinces that something besides names speaks for, with its weight.
    """
    scores: dict[str, float] = defaultdict(float)
    for slug, weight in weak:
        scores[slug] += weight
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


def join_merged(scores: Mapping[str, float]) -> dict[str, float]:
    """Return the votes of the 63 for the 34, each under the old province that gave its name."""
    joined: dict[str, float] = defaultdict(float)
    for slug, score in scores.items():
        now = gazetteer.provinces_by_slug()[slug].now.slug
        joined[now if now in gazetteer.provinces_by_slug() else slug] += score
    return dict(joined)
