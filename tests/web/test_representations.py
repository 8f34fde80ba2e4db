"""The JSON shapes, from values made by hand."""

import sys
from datetime import UTC, datetime
from html.parser import HTMLParser
from subprocess import run
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from web_values import FACTS, REPORT, SOURCE, TEXT

from searchapp.engines.base import SimilarReport
from searchapp.model import (
    Bucket,
    Facet,
    Facts,
    Hit,
    IndexStatus,
    Note,
    NoteKind,
    Query,
    SearchResult,
    Snippet,
    Span,
)
from searchapp.web import representations

DATE_JSON = {
    "start": "2021-07-03",
    "end": "2021-07-03",
    "precision": "day",
    "completed": False,
    "text": "3/7/2021",
    "evidence": "Ngày 3/7/2021",
}
PROVINCE_JSON = {
    "slug": "ha-nam",
    "name": "Hà Nam",
    "now": {"slug": "ninh-binh", "name": "Ninh Bình"},
    "host": False,
    "evidence": "tỉnh Hà Nam",
}


def answer() -> dict[str, Any]:
    """A search's answer with one of everything."""
    return representations.search_result(
        SearchResult(
            query=Query("sơ kết", page=2, per_page=5),
            total=6,
            hits=(Hit(REPORT, 2.5, Snippet("sơ <kết>", (Span(0, 2),)), 1, (REPORT,), 12),),
            facets=(Facet("year", (Bucket("2021", "2021", 6, selected=True),)),),
            notes=(Note(NoteKind.SUGGESTION, "Có phải", "sơ kết", 4),),
            status=IndexStatus("gen-000001", datetime(2026, 1, 1, tzinfo=UTC), 6, 1, "1"),
            took_ms=1.5,
            groups=5,
        )
    )


def test_a_search_has_the_fixed_shape() -> None:
    assert answer() == {
        "query": {
            "text": "sơ kết",
            "notes": [
                {
                    "kind": "suggestion",
                    "text": "Có phải",
                    "query": "sơ kết",
                    "count": 4,
                    "filters": None,
                }
            ],
        },
        "total": 6,
        "groups": 5,
        "page": 2,
        "per_page": 5,
        "hits": [
            {
                "id": "khoi/2",
                "title": "Khối thi đua số 2 sơ kết",
                "score": 2.5,
                "snippet": {"text": "sơ <kết>", "html": "<mark>sơ</mark> &lt;kết&gt;"},
                "provinces": [PROVINCE_JSON],
                "event_date": DATE_JSON,
                "published_date": None,
                "period": None,
                "types": ["so_ket"],
                "topics": ["thi đua"],
                "url": "/reports/khoi/2",
                "source_url": "https://a.example/2",
                "duplicates": [
                    {
                        "id": "khoi/2",
                        "title": "Khối thi đua số 2 sơ kết",
                        "url": "/reports/khoi/2",
                    }
                ],
                "duplicate_count": 12,
            }
        ],
        "facets": {"year": [{"value": "2021", "label": "2021", "count": 6, "selected": True}]},
        "ways_out": [],
        "took_ms": 1.5,
    }


def test_facts_have_the_fixed_shape() -> None:
    assert representations.facts(SOURCE, FACTS) == {
        "path": "2021/khoi-2.txt",
        "title": "Khối thi đua số 2 sơ kết",
        "provinces": [PROVINCE_JSON],
        "districts": [{"name": "Huyện Lý Nhân", "province": "ha-nam", "evidence": "Lý Nhân"}],
        "communes": [
            {
                "name": "Xã Lý Nhân",
                "province": "ninh-binh",
                "formerly": {"district": "Huyện Lý Nhân", "province": "ha-nam"},
                "evidence": "xã Lý Nhân",
            }
        ],
        "event_date": DATE_JSON,
        "published_date": None,
        "period": None,
        "types": ["so_ket"],
        "type_evidence": {"so_ket": "sơ kết"},
        "cluster": {
            "name": "Khối thi đua số 2",
            "heads": [{"name": "Huyện Lý Nhân", "evidence": "Huyện Lý Nhân làm Trưởng khối"}],
            "deputies": [],
            "year": 2021,
            "evidence": "Khối thi đua số 2",
        },
        "host": {"name": "UBND huyện", "evidence": "UBND huyện tổ chức"},
        "byline": {"name": "Thu Mẫu", "source": None, "evidence": "Thu Mẫu"},
        "persons": [{"name": "Trần Mẫu", "position": "Chủ tịch", "evidence": "Chủ tịch Trần Mẫu"}],
        "awards": [
            {
                "award": "Bằng khen",
                "awarder": None,
                "recipients": "hai xã",
                "status": "proposed",
                "level": "province",
                "evidence": "đề nghị",
            }
        ],
        "movements": [{"name": "Đền ơn", "evidence": "“Đền ơn”"}],
        "cited_documents": [
            {"number": "9/KH", "issuer": "UBND tỉnh", "date": "2021-01-02", "evidence": "9/KH"}
        ],
        "residue": [{"start": 24, "end": 26, "kind": "menu"}],
        "encoding": "utf-8",
    }


def test_what_the_text_does_not_tell_is_null_or_empty() -> None:
    told = representations.facts(SOURCE, Facts())
    assert {name for name, value in told.items() if value} == {"path", "encoding"}
    assert told["title"] is None
    assert told["byline"] is None


def test_a_report_has_its_facts_and_its_text() -> None:
    told = representations.report(REPORT, ())
    assert told["text"] == TEXT
    assert told["id"] == "khoi/2"
    assert told.items() >= (representations.facts(SOURCE, FACTS) | {"title": REPORT.title}).items()


def test_a_report_tells_what_is_similar_by_which_topics() -> None:
    told = representations.report(REPORT, [SimilarReport(REPORT, ("thi đua", "đê điều"))])
    assert told["similar"] == [
        {
            "id": "khoi/2",
            "title": "Khối thi đua số 2 sơ kết",
            "topics": ["thi đua", "đê điều"],
            "url": "/reports/khoi/2",
        }
    ]


def test_an_address_quotes_what_an_id_may_hold() -> None:
    assert representations.report_path("a b/ố?#%") == "/reports/a%20b/%E1%BB%91%3F%23%25"


def test_the_command_line_gets_its_json_without_flask() -> None:
    program = "import sys, searchapp.web.representations; sys.exit('flask' in sys.modules)"
    assert run([sys.executable, "-c", program], check=False).returncode == 0


class _Reader(HTMLParser):
    """Reads HTML back: its text, and which tags it has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(st.sampled_from("a<>&\"'/ mscript="), max_size=40), st.data())
def test_marked_text_reads_back_as_itself_with_no_tag_but_mark(
    text: str, data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    reader = _Reader()
    reader.feed(representations.marked(text, spans))
    reader.close()
    assert reader.text == text
    assert reader.tags <= {"mark"}
