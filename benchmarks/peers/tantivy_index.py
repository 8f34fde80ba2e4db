"""tantivy, the Rust engine, as it comes: BM25 over its default analyser's tokens."""

from collections.abc import Sequence

import tantivy

from benchmarks.collections import Document
from benchmarks.peers.base import DEPTH, Peer, field

_TEXT, _POSITION = "text", "position"
_ANALYSER = "peer"
_LONGEST_BYTES = 40  # Source: tantivy's TokenizerManager, the tokenizer "default"
_HEAP_BYTES = 128_000_000


class Tantivy(Peer):
    """An index in memory; k1 1.2 and b 0.75 are tantivy's own.

    Args:
        documents: What is indexed, title and text as one field.
        folding: Whether letters are folded to ASCII (``ế`` to ``e``, ``đ`` to ``d``).
    """

    def __init__(self, documents: Sequence[Document], *, folding: bool = False) -> None:
        self._ids = [document.id for document in documents]
        self._analyser = _analyser(folding=folding)
        self._schema = _schema()
        index = tantivy.Index(self._schema)
        index.register_tokenizer(_ANALYSER, self._analyser)
        _write(index, documents)
        self._searcher = index.searcher()

    def rank(self, text: str) -> list[str]:
        """The ids of documents that share a term with the text, best first, at most ``DEPTH``."""
        hits = self._searcher.search(self._query(text), limit=DEPTH).hits
        return [self._ids[self._searcher.doc(place)[_POSITION][0]] for _, place in hits]

    def _query(self, text: str) -> tantivy.Query:
        """Any of the terms that the analyser makes of the text."""
        terms = self._analyser.analyze(text.encode("utf-8", "replace").decode("utf-8"))
        anyone = tantivy.Occur.Should
        return tantivy.Query.boolean_query(
            [(anyone, tantivy.Query.term_query(self._schema, _TEXT, term)) for term in terms]
        )


def _analyser(*, folding: bool) -> tantivy.TextAnalyzer:
    """Tantivy's "default" (words of letters and digits, not too long, lower case), or folding."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(_LONGEST_BYTES))
    builder = builder.filter(tantivy.Filter.lowercase())
    if folding:
        builder = builder.filter(tantivy.Filter.ascii_fold())
    return builder.build()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_TEXT, tokenizer_name=_ANALYSER)
    builder.add_unsigned_field(_POSITION, stored=True)
    return builder.build()


def _write(index: tantivy.Index, documents: Sequence[Document]) -> None:
    """By one thread, so that documents of equal score come in the same order every time."""
    writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
    for position, document in enumerate(documents):
        row = tantivy.Document()
        row.add_text(_TEXT, field(document))
        row.add_unsigned(_POSITION, position)
        writer.add_document(row)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
