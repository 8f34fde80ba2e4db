"""Archives that change: a source of their entries, and all that an engine answers about one."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from drafts import Draft, ask, day
from invented_reports import told

from searchapp.engines.base import EngineResult, IndexEntry, SearchEngine
from searchapp.model import DateRange, Filters, Sort
from searchapp.query.completing import complete

FACETS = ("province", "district", "type", "topic", "year")
QUERIES = (
    *("", "lúa", "lua", "gặt lúa", "hội nghị họp", '"gặt lúa"', "họp -lúa", "title:chợ"),
    *("chợ phiên", "đắp đê trồng cây", "bà* con", "khối chợ quê", "vườn OR rừng"),
)
TYPED = ("c", "ch", "chợ", "h", "hội", "l", "lúa", "ha", "khối", "cum", "huyện", "x", "b")
_TITLES = ("Chợ phiên", "CHỢ PHIÊN", "Hội vật", "Lúa mới", "Bến đò", "Xóm trại", "")
_CLUSTERS = (
    None,
    None,
    ("Khối các chợ quê", "khối các chợ quê"),
    ("Khối các chợ quê", "Hội nghị họp"),
    ("Cụm bến sông", "bà con"),
)


@dataclass(frozen=True)
class Drafts:
    """An ``EntrySource`` of drafts; each has a fingerprint that says all it is made of."""

    drafts: Mapping[str, Draft]

    def contents(self) -> Mapping[str, bytes]:
        """See ``EntrySource.contents``."""
        return {one: _fingerprint(draft) for one, draft in self.drafts.items()}

    def entries(self, ids: Sequence[str]) -> Iterator[IndexEntry]:
        """See ``EntrySource.entries``."""
        return (self.drafts[one].entry() for one in ids)


def _fingerprint(draft: Draft) -> bytes:
    return random.Random(repr(draft)).randbytes(16)


def drawn(chance: random.Random, report_id: str) -> Draft:
    """A report, of which some share titles, places, clusters and even their texts."""
    year = chance.choice((2019, 2020))
    return Draft(
        report_id,
        chance.choice(_TITLES),
        told(chance.randrange(25)) + chance.choice(("", "", " Thêm một câu.", " Bà con vui.")),
        provinces=tuple(chance.sample(("ha-nam", "thai-binh", "hue"), chance.choice((0, 1, 2)))),
        types=chance.choice(((), ("so_ket",), ("tong_ket",))),
        topics=tuple(chance.sample(("lúa", "đê", "chợ phiên", "bến đò"), chance.choice((0, 1, 2)))),
        units=chance.choice(((), (("Huyện Vũ Thư", "thai-binh"),))),
        cluster=chance.choice(_CLUSTERS),
        event=chance.choice((None, day(year, 5, chance.randint(1, 28)))),
    )


def drawn_archive(chance: random.Random, size: int) -> dict[str, Draft]:
    """An archive of some reports."""
    ids = [f"{chance.choice('abc')}{number:03}" for number in range(size)]
    return {one: drawn(chance, one) for one in ids}


def edited(chance: random.Random, archive: Mapping[str, Draft], edits: int) -> dict[str, Draft]:
    """The archive after some reports were changed, taken out, put in or copied."""
    after = dict(archive)
    for _ in range(edits):
        known = chance.choice(sorted(after))
        fresh = f"{chance.choice('abc')}{chance.randrange(1000):03}"
        match chance.choice(("change", "remove", "add", "copy")):
            case "change":
                after[known] = drawn(chance, known)
            case "remove":
                del after[known]
            case "add":
                after[fresh] = drawn(chance, fresh)
            case "copy":
                after[fresh] = replace(after[known], id=fresh)
    return after


def answers(engine: SearchEngine, ids: Sequence[str]) -> tuple[object, list[float]]:
    """Everything that an engine answers, and apart from it the scores in it."""
    told_: list[object] = []
    scores: list[float] = []
    within = Filters(province=("ha-nam",), dates=DateRange(date(2020, 1, 1), date(2020, 12, 31)))
    for text in QUERIES:
        for filters in (Filters(), within):
            for sort in (Sort.RELEVANCE, Sort.NEWEST):
                result = ask(engine, text, filters, sort=sort, facets=FACETS)
                told_.append((text, sort, *_told(result)))
                scores += [hit.score for hit in result.hits]
    told_ += [_suggested(engine, text) for text in TYPED]
    words = engine.vocabulary()
    told_ += [
        (words.count(word), words.count_folded(word), words.count_pair("gặt", word))
        for word in ("lúa", "chợ", "thêm", "không")
    ]
    told_ += [engine.report(one) for one in ids]
    told_ += [[one.report.id for one in engine.similar(report, 5)] for report in ids[:5]]
    status = engine.status()
    return (told_, status.reports, status.provinces), scores


def _suggested(engine: SearchEngine, text: str) -> list[tuple[object, ...]]:
    found = engine.suggest(complete(text, 20))
    return [(one.text, one.kind, one.value, one.count, one.field) for one in found]


def _told(result: EngineResult) -> tuple[object, ...]:
    hits = [
        (hit.report.id, [copy.id for copy in hit.duplicates], hit.duplicate_count)
        for hit in result.hits
    ]
    return result.total, result.groups, result.exact_total, hits, result.facets, result.strictness
