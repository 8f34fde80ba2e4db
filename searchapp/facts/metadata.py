"""What a person wrote about a report wins over what was read; what cannot be understood is told."""

import logging
import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from searchapp.analysis.syllables import fold
from searchapp.facts.dates.expressions import find_days
from searchapp.facts.dates.periods import read_period_words
from searchapp.facts.places.provinces import read_place_name
from searchapp.model import (
    UNKNOWN,
    DateFact,
    Evidence,
    EvidenceSource,
    Precision,
    ProvinceFact,
    ReportType,
    SourceDocument,
    TypeFact,
)

_LOG = logging.getLogger(__name__)
_MONTH = re.compile(r"(?:tháng )?(\d{1,2})/(\d{4})|(\d{4})-(\d{2})")
_LONGEST = timedelta(days=11 * 366)  # two terms; a longer span is a slip, not a date
_YEAR = re.compile(r"(?:năm )?(\d{4})")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2}) ?(?:/|\.\.|…|đến|to|–) ?(\d{4}-\d{2}-\d{2})")
_UNKNOWN = frozenset({UNKNOWN, "chưa rõ", "không rõ"})
_TYPE_NAMES = {
    "ky ket giao uoc": ReportType.KY_GIAO_UOC,
    "ky giao uoc thi dua": ReportType.KY_GIAO_UOC,
}
_TYPE_NAMES |= {kind.value.replace("_", " "): kind for kind in ReportType}


def is_withheld(document: SourceDocument, field: str) -> bool:
    """Tell whether a person wrote that a fact is unknown: then it is not read either."""
    written = getattr(document.metadata, field)
    values = (written,) if isinstance(written, str) else written or ()
    return any(value.strip().lower() in _UNKNOWN for value in values)


def read_written_date(document: SourceDocument, field: str) -> DateFact | None:
    """Return the date of a metadata field: ISO, 17/7/2020, 7/2020, 2020, or two days with "/"."""
    written = getattr(document.metadata, field)
    if written is None:
        return None
    interval = _interval(written.strip())
    if interval is None:
        _ignored(document, field, written)
        return None
    start, end, precision = interval
    return DateFact(start, end, precision, written, _evidence(written))


def read_written_period(document: SourceDocument) -> DateFact | None:
    """Return the period of the metadata: as in a text ("6 tháng đầu năm 2020") or as a date."""
    written = document.metadata.period
    if written is None:
        return None
    fact = read_period_words(written)
    if fact:
        return replace(fact, text=written, evidence=_evidence(written))
    return read_written_date(document, "period")


def read_written_places(document: SourceDocument, day: date | None) -> tuple[ProvinceFact, ...]:
    """Return the provinces of the metadata: names in any spelling, or slugs."""
    facts = []
    for name in document.metadata.province:
        places = read_place_name(name, day)
        if places:
            facts.append(ProvinceFact(*places, _evidence(name)))
        else:
            _ignored(document, "province", name)
    return tuple({fact.place.slug: fact for fact in facts}.values())


def read_written_types(document: SourceDocument) -> tuple[TypeFact, ...]:
    """Return the kinds of the metadata: values (``so_ket``) or names ("Sơ kết")."""
    facts = []
    for name in document.metadata.type:
        kind = _TYPE_NAMES.get(
            " ".join(fold(name).lower().replace("_", " ").replace("-", " ").split())
        )
        if kind:
            facts.append(TypeFact(kind, _evidence(name)))
        else:
            _ignored(document, "type", name)
    return tuple({fact.type: fact for fact in facts}.values())


def _interval(written: str) -> tuple[date, date, Precision] | None:
    head = re.sub(r"T\d{2}:.*|[ ,]+\d{1,2}:\d{2}.*", "", written)
    if both := _RANGE.fullmatch(head):
        return _both(both)
    day = next((found for found in find_days(head) if found.year), None)
    days = day.days(day.year) if day and day.year and _starts(head, day.start) else None
    if days:
        return *days, Precision.DAY
    if month := _MONTH.fullmatch(head):
        return _month(int(month[2] or month[3]), int(month[1] or month[4]))
    if year := _YEAR.fullmatch(head):
        return _year(int(year[1]))
    return None


def _starts(written: str, at: int) -> bool:
    """Whether only the word for a day stands before a place."""
    return written[:at].strip().lower() in {"", "ngày"}


def _both(match: re.Match[str]) -> tuple[date, date, Precision] | None:
    try:
        start, end = (date.fromisoformat(part) for part in match.groups())
    except ValueError:
        return None
    possible = start <= end and start.year >= 1900 and end.year <= 2099
    return (start, end, Precision.DAY) if possible and end - start <= _LONGEST else None


def _month(year: int, month: int) -> tuple[date, date, Precision] | None:
    if not (1900 <= year <= 2099 and 1 <= month <= 12):
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), Precision.MONTH


def _year(year: int) -> tuple[date, date, Precision] | None:
    if not 1900 <= year <= 2099:
        return None
    return date(year, 1, 1), date(year, 12, 31), Precision.YEAR


def _evidence(written: str) -> Evidence:
    return Evidence(written, None, EvidenceSource.METADATA)


def _ignored(document: SourceDocument, field: str, written: str) -> None:
    _LOG.warning("%s: metadata %s=%r không hiểu được nên bỏ qua.", document.path, field, written)
