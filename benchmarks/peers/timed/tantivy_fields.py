"""tantivy, the Rust engine: a field a route, fast fields for what is filtered, sorted, counted."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from benchmarks.cases import Case
from benchmarks.peers.timed.base import FIELDS, Answer, Stopwatch, TimedEngine, routed_words
from benchmarks.terms import Fed
from benchmarks.workload import Workload

_ANALYSER = "words"
_HEAP_BYTES = 256_000_000
_THREADS = 2
_BUCKETS = 1000  # more than any facet has values


class TantivyEngine(TimedEngine):
    """An index on disk, merged into one segment."""

    name = "tantivy"

    @classmethod
    def build(cls, workload: Workload, folder: Path, tools: Path) -> float:  # noqa: ARG003
        """See ``TimedEngine.build``."""
        watch = Stopwatch()
        with watch.running():
            index = _registered(tantivy.Index(_schema(), path=str(folder)))
            writer = index.writer(heap_size=_HEAP_BYTES, num_threads=_THREADS)
        for fed in workload.archive.feed():
            row = _row(fed)
            with watch.running():
                writer.add_document(row)
        with watch.running():
            writer.commit()
            writer.wait_merging_threads()
        return watch.seconds

    def __init__(self, folder: Path, tools: Path) -> None:  # noqa: ARG002
        self._schema = _schema()
        self._index = _registered(tantivy.Index.open(str(folder)))
        self._searcher = self._index.searcher()

    def ask(self, case: Case) -> Answer:
        """See ``TimedEngine.ask``."""
        query = self._filtered(self._words(case), case)
        order = "day" if case.newest else None
        found: Any = self._searcher.search(
            query, limit=case.limit, count=True, order_by_field=order, offset=case.offset
        )
        places = [place for _, place in found.hits]
        top: Any = self._searcher.fast_field_values("number", places)
        return Answer(tuple(top), found.count, self._facets(query, case.facets))

    def _words(self, case: Case) -> Query:
        if case.routes:
            return _any(
                Query.boost_query(_any(self._term(name, term) for term in terms), weight)
                for name, weight, terms in routed_words(case)
                if terms
            )
        if case.phrase:
            return Query.phrase_query(self._schema, "exact", list(case.phrase))
        if case.prefix:
            return Query.regex_query(self._schema, "exact", re.escape(case.prefix) + ".*")
        occur = Occur.Must if case.all_of else Occur.Should
        terms = case.all_of or case.any_of
        return Query.boolean_query([(occur, self._term("exact", term)) for term in terms])

    def _term(self, name: str, term: str) -> Query:
        option = "position" if name == "exact" else "freq"
        return Query.term_query(self._schema, name, term, option)

    def _filtered(self, words: Query, case: Case) -> Query:
        if not case.filtered:
            return words
        needed = [words]
        for name, value in (("province", case.province), ("type", case.type)):
            if value:
                needed.append(_free(Query.term_query(self._schema, name, value, "basic")))
        if case.days:
            kind = tantivy.FieldType.Unsigned
            needed.append(_free(Query.range_query(self._schema, "day", kind, *case.days)))
        return Query.boolean_query([(Occur.Must, one) for one in needed])

    def _facets(self, query: Query, names: tuple[str, ...]) -> dict[str, dict[str, int]]:
        if not names:
            return {}
        wanted = {name: {"terms": {"field": name, "size": _BUCKETS}} for name in names}
        found: Any = self._searcher.aggregate(query, wanted)
        return {
            name: {bucket["key"]: bucket["doc_count"] for bucket in found[name]["buckets"]}
            for name in names
        }


def _free(query: Query) -> Query:
    """A filter must not score."""
    return Query.const_score_query(query, 0.0)


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _registered(index: tantivy.Index) -> tantivy.Index:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    index.register_tokenizer(_ANALYSER, builder.build())
    return index


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        option = "position" if name == "exact" else "freq"
        builder.add_text_field(name, tokenizer_name=_ANALYSER, index_option=option)
    for name in ("province", "type", "year"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_unsigned_field("number", fast=True)
    return builder.build()


def _row(fed: Fed) -> tantivy.Document:
    row = tantivy.Document()
    for name in FIELDS:
        row.add_text(name, " ".join(getattr(fed, name)))
    for name, value in (("province", fed.province), ("type", fed.kind), ("year", fed.year)):
        row.add_text(name, value)
    row.add_unsigned("day", fed.day)
    row.add_unsigned("number", fed.number)
    return row
