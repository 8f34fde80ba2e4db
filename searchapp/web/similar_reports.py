"""The reports that share topics with the one on the page, ready to be laid out."""

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.engines.base import SimilarReport
from searchapp.model import DateField
from searchapp.web.addresses import Link, report_address, search_address
from searchapp.web.results_page import places, when


@dataclass(frozen=True, slots=True)
class SimilarCard:
    """A similar report: where and when it was, and a search for each topic that is shared."""

    title: str
    address: str
    meta: tuple[str, ...]
    topics: tuple[Link, ...]


def cards(found: Sequence[SimilarReport]) -> list[SimilarCard]:
    """Similar reports in their order."""
    return [_card(similar) for similar in found]


def _card(similar: SimilarReport) -> SimilarCard:
    report = similar.report
    return SimilarCard(
        title=report.title,
        address=report_address(report.id),
        meta=(places(report.facts), when(report.facts, DateField.ANY)),
        topics=tuple(Link(topic, search_address([("topic", topic)])) for topic in similar.topics),
    )
