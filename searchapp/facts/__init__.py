"""Text -> facts with evidence: what a report says of itself, and the words that say it.

One module a fact. The order matters: residue is found first and read by no other fact (but
publication stamps), then the title, then everything else from a shared view of the text. What a
person wrote in the metadata takes the place of what would be read, also where one fact helps to
read another.
"""

from datetime import date

from searchapp.facts.awards import read_awards
from searchapp.facts.bylines import read_byline
from searchapp.facts.citations import read_citations
from searchapp.facts.clusters import read_cluster
from searchapp.facts.dates.candidates import find_candidates
from searchapp.facts.dates.events import fits, read_event
from searchapp.facts.dates.period_mentions import find_periods
from searchapp.facts.dates.periods import read_period
from searchapp.facts.dates.publication import find_stamps, read_publication
from searchapp.facts.hosts import read_host
from searchapp.facts.kinds import read_types
from searchapp.facts.metadata import (
    is_withheld,
    read_written_date,
    read_written_period,
    read_written_places,
    read_written_types,
)
from searchapp.facts.movements import read_movements
from searchapp.facts.page import Page, even_out, fold_case
from searchapp.facts.people import read_persons
from searchapp.facts.places.provinces import Places, read_places
from searchapp.facts.residue import find_residue
from searchapp.facts.titles import find_title
from searchapp.model import (
    DateFact,
    Facts,
    ReportType,
    SourceDocument,
    Span,
    TypeFact,
)

__all__ = ["read_facts"]


def read_facts(document: SourceDocument) -> Facts:
    """Return everything that can be read from one report; what it does not tell stays empty."""
    evened = even_out(document.text)
    lower = fold_case(evened)
    residue = find_residue(document.text, evened, lower)
    page = Page(document.text, residue, find_title(document, residue), evened, lower)
    types = _types(page, document)
    event, published, period = _dates(page, document, types)
    places = _places(page, document, _day(event, published, period, types))
    return Facts(
        title=page.title,
        provinces=places.provinces,
        districts=places.districts,
        communes=places.communes,
        event_date=event,
        published_date=published,
        period=period,
        types=types,
        cluster=read_cluster(page),
        host=read_host(page),
        byline=read_byline(page),
        persons=read_persons(page),
        awards=read_awards(page),
        movements=read_movements(page),
        cited_documents=read_citations(page),
        residue=residue,
    )


def _types(page: Page, document: SourceDocument) -> tuple[TypeFact, ...]:
    if is_withheld(document, "type"):
        return ()
    return read_written_types(document) or read_types(page)


def _dates(
    page: Page, document: SourceDocument, types: tuple[TypeFact, ...]
) -> tuple[DateFact | None, DateFact | None, DateFact | None]:
    """Event, publication and period, in an order in which each may complete the next."""
    periods = find_periods(page, types)
    stamps = find_stamps(page)
    candidates = find_candidates(page, [Span(stamp.start, stamp.end) for stamp in stamps])
    published, event, period = None, None, None
    if not is_withheld(document, "published_date"):
        published = read_written_date(document, "published_date")
        published = published or read_publication(
            page,
            stamps,
            document.page_published,
            lambda day, clock: fits(page, candidates, day, clock=clock),
        )
    if not is_withheld(document, "event_date"):
        day = published.start if published else None
        event = read_written_date(document, "event_date")
        event = event or read_event(page, candidates, day, periods)
    if not is_withheld(document, "period"):
        period = read_written_period(document)
        period = period or read_period(page, periods, _day(event, published, None, types))
    return event, published, period


def _day(
    event: DateFact | None,
    published: DateFact | None,
    period: DateFact | None,
    types: tuple[TypeFact, ...],
) -> date | None:
    """The report's day: of its event, else of its publication, else where its period points to.

    A review is held when its period ends, a pledge is signed when it begins.
    """
    if told := event or published:
        return told.start
    if period is None:
        return None
    reviews = {ReportType.SO_KET, ReportType.TONG_KET, ReportType.DAI_HOI}
    return period.end if reviews & {fact.type for fact in types} else period.start


def _places(page: Page, document: SourceDocument, day: date | None) -> Places:
    if is_withheld(document, "province"):
        return Places()
    places = read_places(page, document.url, day)
    written = read_written_places(document, day)
    if not written:
        return places
    slugs = {fact.place.slug for fact in written}
    return Places(
        written,
        tuple(fact for fact in places.districts if fact.province in slugs),
        tuple(fact for fact in places.communes if fact.province in slugs),
    )
