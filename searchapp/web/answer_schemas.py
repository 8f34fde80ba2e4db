"""The answers of the JSON endpoint, described for OpenAPI.

They describe what ``representations`` makes; the tests hold the two together.
"""

from typing import Any

import marshmallow as ma
from marshmallow import fields

from searchapp.model import (
    AwardLevel,
    AwardStatus,
    CompletionKind,
    DateField,
    NoteKind,
    Precision,
    ReportType,
)
from searchapp.web.params import REPEATABLE
from searchapp.web.ways_out import DATES


def _text(*, null: bool = False, **described: Any) -> fields.String:
    return fields.String(required=True, allow_none=null, metadata=described)


def _whole() -> fields.Integer:
    return fields.Integer(required=True, metadata={"minimum": 0})


def _list(item: "type[ma.Schema] | fields.String") -> fields.List[Any]:
    inner = item if isinstance(item, fields.String) else fields.Nested(item)
    return fields.List(inner, required=True)


def _one(schema: "type[ma.Schema]", *, null: bool = False) -> fields.Nested:
    return fields.Nested(schema, required=True, allow_none=null)


class _Answer(ma.Schema):
    class Meta:
        """Nothing but what is described."""

        unknown = ma.RAISE


class Problem(_Answer):
    """An error, as RFC 9457 has it."""

    type = _text(format="uri-reference")
    title = _text()
    status = _whole()
    detail = _text()
    parameter = fields.String(metadata={"description": "Tham số có lỗi."})


class Offered(_Answer):
    """Filters that are offered, as the parameters that ask for them."""

    province = fields.List(fields.String())
    start = fields.String(data_key="from", metadata={"format": "date"})
    end = fields.String(data_key="to", metadata={"format": "date"})
    date = fields.String(metadata={"enum": [*DateField]})


class Note(_Answer):
    """What was done with the query, or is offered for it, and how many reports that finds."""

    kind = _text(enum=[*NoteKind])
    text = _text()
    query = _text(null=True)
    count = fields.Integer(required=True, allow_none=True, metadata={"minimum": 0})
    filters = _one(Offered, null=True)


class QueryEcho(_Answer):
    """The query as it was understood."""

    text = _text()
    notes = _list(Note)


class Place(_Answer):
    """A province."""

    slug = _text()
    name = _text()


class Province(Place):
    """A province of its day, and the one its land belongs to now."""

    now = _one(Place)
    host = fields.Boolean(required=True)
    evidence = _text()


class Date(_Answer):
    """An interval of days, both ends included, and how exactly it is told."""

    start = _text(format="date")
    end = _text(format="date")
    precision = _text(enum=[*Precision])
    completed = fields.Boolean(required=True)
    text = _text()
    evidence = _text()


class _Described(_Answer):
    id = _text()
    title = _text()
    provinces = _list(Province)
    event_date = _one(Date, null=True)
    published_date = _one(Date, null=True)
    period = _one(Date, null=True)
    types = _list(fields.String(metadata={"enum": [*ReportType]}))
    topics = _list(fields.String())
    url = _text(format="uri-reference")
    source_url = _text(null=True)


class Snippet(_Answer):
    """A passage, as plain text and as safe HTML with <mark>."""

    text = _text()
    html = _text()


class Duplicate(_Answer):
    """A report that is found too and is nearly the same text as a hit."""

    id = _text()
    title = _text()
    url = _text(format="uri-reference")


class Hit(_Described):
    """One found report, and the first ten of those that are nearly the same text."""

    score = fields.Float(required=True)
    snippet = _one(Snippet)
    duplicates = _list(Duplicate)
    duplicate_count = _whole()


class Bucket(_Answer):
    """One value of a facet, and how many reports one gets by choosing it."""

    value = _text()
    label = _text()
    count = _whole()
    selected = fields.Boolean(required=True)


class Facets(_Answer):
    """The values of each facet, most frequent first."""

    province = _list(Bucket)
    district = _list(Bucket)
    province_now = _list(Bucket)
    year = _list(Bucket)
    type = _list(Bucket)
    topic = _list(Bucket)


class WayOut(_Answer):
    """A filter in force, and how many reports there are without it."""

    without = _text(enum=[*REPEATABLE, DATES])
    label = _text()
    total = _whole()
    url = _text(format="uri-reference")


class SearchAnswer(_Answer):
    """One page of hits, best first, with the exact totals.

    ``total`` counts the matching reports, ``groups`` the hits to leaf through. Where nothing is
    found, ``ways_out`` tells what each filter keeps away.
    """

    query = _one(QueryEcho)
    total = _whole()
    groups = _whole()
    page = _whole()
    per_page = _whole()
    hits = _list(Hit)
    facets = _one(Facets)
    ways_out = _list(WayOut)
    took_ms = fields.Float(required=True)


class Suggestion(_Answer):
    """What may be meant, how many reports it gives and where they are."""

    text = _text()
    kind = _text(enum=[*CompletionKind])
    label = _text()
    count = _whole()
    url = _text(format="uri-reference")


class SuggestAnswer(_Answer):
    """What may be meant by a text that is still being typed, best first."""

    query = _text()
    suggestions = _list(Suggestion)
    took_ms = fields.Float(required=True)


class Named(_Answer):
    """A fact that is a name."""

    name = _text()
    evidence = _text()


class District(Named):
    """A district of its day, in a province (by slug)."""

    province = _text()


class FormerDistrict(_Answer):
    """The district that a commune was part of until 30/6/2025."""

    district = _text()
    province = _text()


class Commune(Named):
    """A commune since 1/7/2025, in a province of the 34 (by slug)."""

    province = _text()
    formerly = _one(FormerDistrict)


class Cluster(Named):
    """An emulation cluster or block, the units that lead it and the year for which they do."""

    heads = _list(Named)
    deputies = _list(Named)
    year = fields.Integer(required=True, allow_none=True)


class Byline(Named):
    """Who signed the report, and the office behind the name, if told."""

    source = _text(null=True)


class Person(Named):
    """A person with the position of that day."""

    position = _text()


class Award(_Answer):
    """An award: what, by whom, to whom."""

    award = _text()
    awarder = _text(null=True)
    recipients = _text()
    status = _text(enum=[*AwardStatus])
    level = _text(null=True, enum=[*AwardLevel, None])
    evidence = _text()


class CitedDocument(_Answer):
    """A document that the report cites."""

    number = _text()
    issuer = _text(null=True)
    date = _text(null=True, format="date")
    evidence = _text()


class Residue(_Answer):
    """A stretch of the text that is no part of the report; code points, end exclusive."""

    start = _whole()
    end = _whole()
    kind = _text()


class Similar(_Answer):
    """A report that shares topics with this one, and which."""

    id = _text()
    title = _text()
    topics = _list(fields.String())
    url = _text(format="uri-reference")


class ReportAnswer(_Described):
    """One report with every fact read from it, its text, and similar reports, best first."""

    path = _text()
    encoding = _text()
    sha256 = _text()
    notes = _list(fields.String())
    text = _text()
    districts = _list(District)
    communes = _list(Commune)
    type_evidence = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    cluster = _one(Cluster, null=True)
    host = _one(Named, null=True)
    byline = _one(Byline, null=True)
    persons = _list(Person)
    awards = _list(Award)
    movements = _list(Named)
    cited_documents = _list(CitedDocument)
    residue = _list(Residue)
    similar = _list(Similar)
