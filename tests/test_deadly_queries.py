"""Whatever is typed gets an answer, and soon."""

import time

import pytest

from searchapp.engines import open_engine
from searchapp.engines.base import SearchEngine
from searchapp.model import Query
from searchapp.searching import search
from searchapp.settings import Settings

ALL = 100  # more than the samples hold


@pytest.fixture(scope="module")
def engine(sample_settings: Settings) -> SearchEngine:
    """The engine over the sample archive."""
    return open_engine(sample_settings)


DEADLY = {
    "star": "*",
    "question marks": "????",
    "eight prefixes": "t* d* k* n* h* c* b* m*",
    "a range": "[a TO z]",
    "an open range": "{* TO *}",
    "fuzzy words": "thi~2 đua~2",
    "a phrase of 400 words": '"' + "thi đua " * 200 + '"',
    "400 words": "thi đua khen thưởng " * 100,
    "100,000 letters": "a" * 100_000,
    "100,000 marked letters": "ế" * 100_000,
    "100,000 words": "đua " * 100_000,
    "5,000 parentheses": "(" * 5_000 + "thi" + ")" * 5_000,
    "5,000 nested NOTs": "NOT (" * 5_000,
    "50,000 quotes": '"' * 50_000,
    "50,000 open phrases": '"thi ' * 50_000,
    "10,000 exclusions": "-thi " * 10_000,
    "10,000 titles": "title:thi " * 10_000,
    "64 phrases": '"thi đua" ' * 64,
    "64 excluded phrases": '-"thi đua" ' * 64,
    "ANDs and ORs": "thi AND đua OR " * 500,
    "a boost": "thi^999999999999",
    "a field": "path:/etc/passwd id:*",
    "a regular expression": 'r"(a+)+$" /(a+)+$/',
    "NUL": "thi\x00đua",
    "only NULs": "\x00" * 1_000,
    "emoji": "👩‍👩‍👧‍👦" * 1_000,
    "right to left": "\u202e\u202dthi đua\u202c" * 100,
    "marks without letters": "\u0301" * 10_000,
    "zalgo": "t" + "\u0301" * 10_000,
    "digits": "9" * 10_000,
    "zeros": "0" * 10_000,
    "keys": "huwngs" * 1_000,
    "keys of 64 words": "dduwowngf " * 64,
    "lone surrogate": "\ud800thi",
    "an injection": "'; DROP TABLE reports; --",
    "a template": "{{7*7}} ${7*7} <script>alert(1)</script>",
    "a long syllable": "nghiêng" * 1_000,
    "the commonest words": "và của các là năm tỉnh thi đua khen thưởng",
    "half a pair": "\ufeff\u200b\u00ad",
}


@pytest.mark.parametrize("verbatim", [False, True], ids=["repaired", "verbatim"])
@pytest.mark.parametrize("text", DEADLY.values(), ids=DEADLY.keys())
def test_no_query_is_deadly(engine: SearchEngine, text: str, verbatim: bool) -> None:
    started = time.perf_counter()
    result = search(engine, Query(text, verbatim=verbatim, per_page=ALL))
    assert time.perf_counter() - started < 3
    assert result.total == len(result.hits)
