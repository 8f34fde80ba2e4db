"""A collection through the product's own doors: rebuild into an index, then search it."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.collections import Collection, CollectionError, Document, Question
from benchmarks.measures import Run
from searchapp.engines import open_engine
from searchapp.engines.base import SearchEngine
from searchapp.errors import QueryError
from searchapp.indexing import Progress, RebuildReport, rebuild
from searchapp.model import Query
from searchapp.searching import rank
from searchapp.settings import Settings

DEPTH = 100
"""Hits a query, as many as Recall@100 looks at."""

_FINGERPRINT = "collection.sha256"


def build_index(
    collection: Collection, index: Path, progress: Callable[[Progress], None] | None = None
) -> RebuildReport:
    """Rebuild ``index`` from a temporary archive that holds the collection as one JSONL file.

    Raises:
        SearchAppError: The product refused.
    """
    with TemporaryDirectory(prefix="searchapp-benchmark-") as folder:
        documents = Path(folder)
        write_archive(collection.documents, documents / "corpus.jsonl")
        index.mkdir(parents=True, exist_ok=True)
        settings = Settings.from_environment(documents=documents, index=index)
        report = rebuild(settings, full=True, progress=progress)
    (index / _FINGERPRINT).write_text(collection.fingerprint() + "\n", encoding="ascii")
    return report


def open_index(collection: Collection, index: Path) -> SearchEngine:
    """The engine over an index that ``build_index`` built from the very same documents.

    Raises:
        CollectionError: The index holds something else, or nothing.
        SearchAppError: The product cannot open it.
    """
    written = index / _FINGERPRINT
    if not written.is_file() or written.read_text("ascii").strip() != collection.fingerprint():
        raise CollectionError(
            f"{index} không phải là chỉ mục của đúng bộ văn bản này (cùng --no-title, "
            "--limit-docs). Hãy tạo lại bằng --keep-index."
        )
    return open_engine(Settings.from_environment(index=index))


def write_archive(documents: Iterable[Document], path: Path) -> None:
    """One line a document, with its own id; an empty title is left out, not given as empty."""
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            row = {"id": document.id, "title": document.title, "text": document.text}
            # Escaped: a lone surrogate, which JSON may hold and UTF-8 may not, gets through.
            file.write(json.dumps({name: value for name, value in row.items() if value}) + "\n")


def answer(engine: SearchEngine, questions: Iterable[Question]) -> tuple[Run, tuple[str, ...]]:
    """The ids of at most ``DEPTH`` hits a query, best first; and the queries that were refused."""
    run: dict[str, list[str]] = {}
    refused: list[str] = []
    for question in questions:
        try:
            result = rank(engine, Query(text=question.text, per_page=DEPTH))
        except QueryError:
            refused.append(question.id)
        else:
            # Copies are found as well: they stand right below their hit.
            run[question.id] = [
                report.id for hit in result.hits for report in (hit.report, *hit.duplicates)
            ]
    return run, tuple(refused)
