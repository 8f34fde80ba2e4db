"""What a report says of itself: values that carry their evidence and their precision."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from searchapp.model.sources import Evidence, Span


class Precision(StrEnum):
    """How exactly a date is told: its interval is one of these, or a run of them."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateFact:
    """An interval of days, both ends included.

    Attributes:
        text: The words of the date itself ("7/10/2020").
        evidence: The words around it that say what it is the date of ("Chiều ngày 7/10/2020").
        completed: Whether a part that the text leaves out (the year) was taken from its context.
    """

    start: date
    end: date
    precision: Precision
    text: str
    evidence: Evidence
    completed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A province by its slug ("hung-yen") and its short name ("Hưng Yên")."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ProvinceFact:
    """A province as of the report's day, and the one its land belongs to since 1/7/2025.

    Attributes:
        is_host: Of a cluster of several provinces, whether it is the one that invited.
    """

    place: Place
    now: Place
    evidence: Evidence
    is_host: bool = False


@dataclass(frozen=True, slots=True)
class DistrictFact:
    """A district by its full name of the day ("Huyện Phù Cừ"), in a province (by slug)."""

    name: str
    province: str
    evidence: Evidence


class ReportType(StrEnum):
    """What kind of event a report tells of."""

    SO_KET = "so_ket"
    TONG_KET = "tong_ket"
    KY_GIAO_UOC = "ky_giao_uoc"
    PHAT_DONG = "phat_dong"
    KHEN_THUONG = "khen_thuong"
    DAI_HOI = "dai_hoi"
    KHAC = "khac"


@dataclass(frozen=True, slots=True)
class TypeFact:
    """One kind of a report; ``inferred`` when the words of the kind itself are absent."""

    type: ReportType
    evidence: Evidence
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A fact that is a name: a host, a cluster's head, a movement."""

    name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class CommuneFact:
    """A commune since 1/7/2025 ("Xã Phù Cừ"), in a province of the 34 (by slug).

    Attributes:
        formerly: The district that most of it was of until 30/6/2025 ("Huyện Phù Cừ").
        formerly_province: The slug of that district's province, one of the 63.
    """

    name: str
    province: str
    formerly: str
    formerly_province: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ClusterFact:
    """An emulation cluster or block (cụm, khối thi đua), and who leads it.

    Attributes:
        name: In an evened-out form: "Khối các huyện, thị xã, thành phố", "Cụm số 3".
        heads: The units that lead it at the event; those of the next year are left out.
        deputies: Their deputies.
        year: The year for which they lead it, where the text tells.
    """

    name: str
    evidence: Evidence
    heads: tuple[NamedFact, ...] = ()
    deputies: tuple[NamedFact, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person with the position of that day, as written."""

    name: str
    position: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class BylineFact:
    """Who signed the report, and the office behind the name, if told."""

    name: str
    source: str | None
    evidence: Evidence


class AwardStatus(StrEnum):
    """Granted is not proposed."""

    GRANTED = "granted"
    PROPOSED = "proposed"


class AwardLevel(StrEnum):
    """Whose award it is, from the state down to a unit's own."""

    STATE = "state"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class AwardFact:
    """An award: what, by whom, to whom (as written).

    Attributes:
        level: Whose award it is, or None where the text does not tell.
    """

    award: str
    awarder: str | None
    recipients: str
    status: AwardStatus
    evidence: Evidence
    level: AwardLevel | None = None


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that the report cites ("90/KH-UBND"), with its issuer and date, if told."""

    number: str
    issuer: str | None
    date: date | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Residue:
    """A stretch of text that the scraped page left behind: kept for display, not for search."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was read from one report; what the text does not tell is None or empty."""

    title: Span | None = None
    provinces: tuple[ProvinceFact, ...] = ()
    districts: tuple[DistrictFact, ...] = ()
    communes: tuple[CommuneFact, ...] = ()
    event_date: DateFact | None = None
    published_date: DateFact | None = None
    period: DateFact | None = None
    types: tuple[TypeFact, ...] = ()
    cluster: ClusterFact | None = None
    host: NamedFact | None = None
    byline: BylineFact | None = None
    persons: tuple[PersonFact, ...] = ()
    awards: tuple[AwardFact, ...] = ()
    movements: tuple[NamedFact, ...] = ()
    cited_documents: tuple[CitedDocument, ...] = ()
    residue: tuple[Residue, ...] = ()
