"""Whoosh's own part of a generation, written from arrays, is what its own writer writes."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stock_whoosh import GAP, Twins
from whoosh.index import create_in, open_dir
from whoosh.reading import IndexReader
from whoosh.util.numeric import byte_to_length, length_to_byte

from searchapp.analysis.reports import BREAK
from searchapp.engines.whoosh.inversion import invert
from searchapp.engines.whoosh.schema import TEXT_FIELD, make_schema
from searchapp.engines.whoosh.scoring import round_lengths

patient = settings(deadline=None, derandomize=True, max_examples=60)


@pytest.fixture(scope="module")
def readers(
    both: Twins, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[IndexReader, IndexReader]]:
    """The generation's own segment, and one that stock Whoosh wrote of the same words."""
    generations = both.engine.generations
    name = generations.current()
    assert name is not None
    ours = open_dir(generations.path(name) / "whoosh", readonly=True).reader()
    index = create_in(tmp_path_factory.mktemp("stock"), make_schema())
    writer = index.writer()
    for analysis in both.reports:
        text = " ".join(syllable or GAP for syllable in analysis.syllables)
        stored = {TEXT_FIELD: text, "report": b""}
        unknown = dict.fromkeys(("province", "province_now", "type"), "unknown")
        writer.add_document(**stored, **unknown)
    writer.commit()
    stock = index.reader()
    yield ours, stock
    ours.close()
    stock.close()


Postings = list[tuple[int, float, int]]


def _postings(reader: IndexReader, field: str, term: bytes) -> Postings:
    matcher = reader.postings(field, term)
    found = []
    while matcher.is_active():
        times = matcher.value_as("frequency") if field == TEXT_FIELD else 1
        found.append((matcher.id(), matcher.weight(), times))
        matcher.next()
    return found


def test_the_segment_holds_what_a_stock_writer_writes(
    readers: tuple[IndexReader, IndexReader],
) -> None:
    ours, stock = readers
    terms = [term for term in stock.all_terms() if term != (TEXT_FIELD, GAP.encode())]
    assert list(ours.all_terms()) == terms
    for field, term in terms:
        assert _postings(ours, field, term) == _postings(stock, field, term)
        assert ours.doc_frequency(field, term) == stock.doc_frequency(field, term)
        assert ours.frequency(field, term) == stock.frequency(field, term)
        assert ours.term_info(field, term).max_weight() == stock.term_info(field, term).max_weight()


def test_the_segment_knows_how_long_each_report_is_without_breaks(
    both: Twins, readers: tuple[IndexReader, IndexReader]
) -> None:
    ours, _ = readers
    lengths = [sum(word != BREAK for word in report.syllables) for report in both.reports]
    assert ours.doc_count_all() == len(both.reports)
    assert ours.field_length(TEXT_FIELD) == sum(lengths)
    rounded = _rounded(lengths)
    for number, length in enumerate(lengths):
        assert (ours.doc_field_length(number, TEXT_FIELD) or 0) == rounded[length]


def _rounded(lengths: list[int]) -> dict[int, int]:
    """Each length as Whoosh remembers it: rounded to what one byte can say."""
    return {length: byte_to_length(length_to_byte(length)) for length in lengths}


def test_every_report_is_stored_at_its_number(both: Twins) -> None:
    stored = [hit.report.id for hit in both.ask().hits]
    assert stored == [f"r{number:05}" for number in range(len(both.reports))]


@patient
@given(st.lists(st.integers(0, 1_000_000), max_size=20))
def test_lengths_are_rounded_as_whoosh_rounds_them(lengths: list[int]) -> None:
    rounded = [byte_to_length(length_to_byte(length)) for length in lengths]
    assert round_lengths(np.array(lengths, np.int32)).tolist() == rounded


@patient
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), max_size=60))
def test_inverting_groups_every_occurrence_by_term_and_document(
    occurrences: list[tuple[int, int]],
) -> None:
    by_document = sorted(occurrences, key=lambda occurrence: occurrence[1])
    terms = np.array([term for term, _ in by_document], np.int32)
    docs = np.array([doc for _, doc in by_document], np.int32)
    inverted = invert(terms, docs, 7)
    for term in range(7):
        owned = slice(inverted.indptr[term], inverted.indptr[term + 1])
        counted = sorted(Counter(doc for t, doc in by_document if t == term).items())
        got = zip(inverted.docs[owned].tolist(), inverted.freqs[owned].tolist(), strict=True)
        assert list(got) == counted
