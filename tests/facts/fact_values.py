"""What the tests of facts read, and how they write it down."""

from searchapp.facts import read_facts
from searchapp.model import DateFact, Facts, SourceDocument


def read(text: str, *, url: str | None = None, page_published: str | None = None) -> Facts:
    """Return the facts of a text."""
    return read_facts(
        SourceDocument("x", "x.txt", text, sha256="", url=url, page_published=page_published)
    )


def interval(fact: DateFact | None) -> str | None:
    """Return a day, or the first and the last: "2020-07-17", "2020-01-01..2020-06-30"."""
    if fact is None:
        return None
    return str(fact.start) if fact.start == fact.end else f"{fact.start}..{fact.end}"


def slugs(facts: Facts) -> list[str]:
    """Return the provinces, the first one first."""
    return [fact.place.slug for fact in facts.provinces]
