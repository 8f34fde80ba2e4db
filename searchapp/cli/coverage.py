"""How many of many reports tell each fact, and which lack a province or a date."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from searchapp.model import Facts

LABELS = {
    "title": "tiêu đề",
    "provinces": "tỉnh, thành phố",
    "event_date": "ngày sự kiện",
    "published_date": "ngày đăng",
    "period": "kỳ báo cáo",
    "types": "loại",
    "districts": "huyện, xã",
    "cluster": "cụm, khối",
    "host": "đơn vị tổ chức",
    "byline": "người viết",
    "persons": "người được nêu",
    "awards": "khen thưởng",
    "movements": "phong trào",
    "cited_documents": "văn bản được dẫn",
}
"""The facts that are counted, as the command calls them."""


def missing(facts: Facts) -> list[str]:
    """Return which of what every search filters by a report does not tell."""
    dated = facts.event_date or facts.published_date or facts.period
    lacks = {"province": not facts.provinces, "date": not dated}
    return [name for name, is_lacking in lacks.items() if is_lacking]


@dataclass
class Coverage:
    """The counts so far."""

    reports: int = 0
    skipped: int = 0
    told: Counter[str] = field(default_factory=Counter)
    lacking: Counter[str] = field(default_factory=Counter)

    def add(self, facts: Facts) -> None:
        """Count one report."""
        self.reports += 1
        self.told.update(name for name in LABELS if _tells(facts, name))
        self.lacking.update(missing(facts))

    def rows(self) -> Iterator[tuple[str, int, float]]:
        """Yield each fact with how many reports tell it, and their share."""
        for name in LABELS:
            yield name, self.told[name], self.told[name] / max(1, self.reports)


def _tells(facts: Facts, name: str) -> bool:
    if name == "districts":
        return bool(facts.districts or facts.communes)
    return bool(getattr(facts, name))
