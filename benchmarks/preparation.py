"""A folder -> a collection cut to what was asked for, and the product over it; told on stderr."""

from pathlib import Path
from typing import NoReturn

import click
from tqdm import tqdm

from benchmarks.collections import (
    Collection,
    keep_questions,
    limit_documents,
    load_collection,
    without_titles,
)
from benchmarks.product import build_index, open_index
from searchapp.engines.base import SearchEngine
from searchapp.errors import SearchAppError
from searchapp.indexing import Progress


def load(folder: Path, no_title: bool, limit_docs: int | None, count: int | None) -> Collection:
    """Read a collection and leave out what is not wanted.

    Raises:
        CollectionError: A file is missing or a line is not of the form.
    """
    collection = load_collection(folder)
    whole = len(collection.documents)
    # Documents first: which of them are judged must not depend on how many queries are asked.
    if limit_docs is not None:
        collection = limit_documents(collection, limit_docs)
    if count is not None:
        collection = keep_questions(collection, count)
    if no_title:
        collection = without_titles(collection)
    say(f"{collection.name}: {len(collection.documents)}/{whole} văn bản")
    say(
        f"{len(collection.questions)} câu hỏi "
        f"(bỏ {collection.unanswerable} câu không có văn bản liên quan)"
    )
    if limit_docs is not None and len(collection.documents) > limit_docs:
        say(f"Có nhiều hơn {limit_docs} văn bản được đánh giá: giữ tất cả các văn bản đó.")
    return collection


def build(collection: Collection, index: Path) -> SearchEngine:
    """The product over an index that is built there now.

    Raises:
        SearchAppError: The product refused.
    """
    say("Đang lập chỉ mục …")
    with tqdm(disable=None, leave=False, unit=" văn bản") as bar:
        report = build_index(collection, index, lambda step: _move(bar, step))
    say(f"Đã lập chỉ mục {report.reports} văn bản trong {report.duration_s:.1f} s")
    missing = len(collection.documents) - report.reports
    if missing:
        reasons = "; ".join(f"{one.path}: {one.reason}" for one in report.skipped[:3])
        say(f"Chú ý: {missing} văn bản không có trong chỉ mục. {reasons}")
    return open_index(collection, index)


def open_or_build(collection: Collection, index: Path) -> SearchEngine:
    """The product over the index that was kept there, if it is of these documents and readable.

    Raises:
        SearchAppError: The product refused.
    """
    try:
        engine = open_index(collection, index)
        engine.status()
    except SearchAppError as error:
        say(f"Không dùng lại được chỉ mục cũ: {error}")
        return build(collection, index)
    return engine


def say(text: str) -> None:
    """Tell how it goes, away from the figures."""
    click.echo(text, err=True)


def _move(bar: "tqdm[NoReturn]", step: Progress) -> None:
    bar.set_description(step.stage.value, refresh=False)
    bar.total, bar.n = step.total, step.done
    bar.refresh()
