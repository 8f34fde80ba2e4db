"""``python -m benchmarks.relevance DIR``: does the right report come first, however it is typed?

Figures go to standard output, one ``nDCG@10 0.1234`` a line; progress goes to standard error.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import click
from tqdm import tqdm

from benchmarks.collections import (
    Collection,
    Question,
    keep_questions,
    limit_documents,
    load_collection,
    without_titles,
)
from benchmarks.outcomes import Outcome, as_json, details, lines, table
from benchmarks.peers import PlainBm25
from benchmarks.product import answer, build_index, open_index
from benchmarks.typing_variants import Typing, vary
from searchapp.engines.base import SearchEngine
from searchapp.errors import SearchAppError
from searchapp.indexing import Progress

ALL = "all"
_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(
    help="Đo chất lượng tìm kiếm trên bộ thử DIR (corpus.jsonl hoặc corpus.jsonl.gz, "
    "queries.jsonl, qrels.tsv): lập chỉ mục và tìm bằng chính sản phẩm."
)
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option(
    "--typing",
    type=click.Choice([*(typing.value for typing in Typing), ALL]),
    default=Typing.FULL.value,
    show_default=True,
    help="Cách gõ câu hỏi; all: lập chỉ mục một lần rồi đo mọi cách.",
)
@click.option("--no-title", is_flag=True, help="Lập chỉ mục văn bản không có nhan đề.")
@click.option(
    "--limit-docs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Chỉ giữ N văn bản (mọi văn bản có đánh giá, thêm các văn bản khác cho đủ).",
)
@click.option("--queries", type=click.IntRange(min=1), metavar="N", help="Chỉ N câu hỏi đầu.")
@click.option("--peer", is_flag=True, help="In kèm số đo của BM25 thường (bm25s).")
@click.option("--json", "json_wanted", is_flag=True, help="In kết quả dạng JSON.")
@click.option("--details", "details_file", type=_FILE, help="Ghi từng câu hỏi vào tệp JSONL này.")
@click.option("--keep-index", type=_FOLDER, help="Lập chỉ mục ở thư mục này và giữ lại.")
@click.option("--index", type=_FOLDER, help="Dùng lại chỉ mục mà --keep-index đã giữ.")
def main(
    folder: Path,
    typing: str,
    no_title: bool,
    limit_docs: int | None,
    queries: int | None,
    peer: bool,
    json_wanted: bool,
    details_file: Path | None,
    keep_index: Path | None,
    index: Path | None,
) -> None:
    """Measure and print."""
    if index and keep_index:
        raise click.UsageError("Chỉ dùng một trong hai: --index hoặc --keep-index.")
    typings = tuple(Typing) if typing == ALL else (Typing(typing),)
    try:
        collection = _load(folder, no_title, limit_docs, queries)
        outcomes = _measure(collection, typings, peer=peer, index=index, keep_index=keep_index)
    except SearchAppError as error:
        raise click.ClickException(str(error)) from error
    if details_file:
        rows = (row for outcome in outcomes for row in details(outcome))
        details_file.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    click.echo(_show(outcomes, json_wanted=json_wanted))


def _load(folder: Path, no_title: bool, limit_docs: int | None, count: int | None) -> Collection:
    collection = load_collection(folder)
    whole = len(collection.documents)
    # Documents first: which of them are judged must not depend on how many queries are asked.
    if limit_docs is not None:
        collection = limit_documents(collection, limit_docs)
    if count is not None:
        collection = keep_questions(collection, count)
    if no_title:
        collection = without_titles(collection)
    _say(f"{collection.name}: {len(collection.documents)}/{whole} văn bản")
    _say(
        f"{len(collection.questions)} câu hỏi "
        f"(bỏ {collection.unanswerable} câu không có văn bản liên quan)"
    )
    if limit_docs is not None and len(collection.documents) > limit_docs:
        _say(f"Có nhiều hơn {limit_docs} văn bản được đánh giá: giữ tất cả các văn bản đó.")
    return collection


def _measure(
    collection: Collection,
    typings: tuple[Typing, ...],
    *,
    peer: bool,
    index: Path | None,
    keep_index: Path | None,
) -> list[Outcome]:
    rival = PlainBm25(collection.documents) if peer else None
    with _engine(collection, index, keep_index) as engine:
        return [_ask(collection, typing, engine, rival) for typing in typings]


@contextmanager
def _engine(
    collection: Collection, index: Path | None, keep_index: Path | None
) -> Iterator[SearchEngine]:
    """The product over the collection: an index that stands, one to keep, or one for now."""
    if index:
        yield open_index(collection, index)
    elif keep_index:
        yield _built(collection, keep_index)
    else:
        with TemporaryDirectory(prefix="searchapp-benchmark-index-") as folder:
            yield _built(collection, Path(folder))


def _built(collection: Collection, index: Path) -> SearchEngine:
    _say("Đang lập chỉ mục …")
    with tqdm(disable=None, leave=False, unit=" văn bản") as bar:
        report = build_index(collection, index, lambda step: _move(bar, step))
    _say(f"Đã lập chỉ mục {report.reports} văn bản trong {report.duration_s:.1f} s")
    missing = len(collection.documents) - report.reports
    if missing:
        reasons = "; ".join(f"{one.path}: {one.reason}" for one in report.skipped[:3])
        _say(f"Chú ý: {missing} văn bản không có trong chỉ mục. {reasons}")
    return open_index(collection, index)


def _move(bar: "tqdm[NoReturn]", step: Progress) -> None:
    bar.set_description(step.stage.value, refresh=False)
    bar.total, bar.n = step.total, step.done
    bar.refresh()


def _ask(
    collection: Collection, typing: Typing, engine: SearchEngine, rival: PlainBm25 | None
) -> Outcome:
    typed = tuple(Question(one.id, vary(one.text, typing)) for one in collection.questions)
    started = time.perf_counter()
    ours, refused = answer(engine, tqdm(typed, desc=typing.value, disable=None, leave=False))
    mean_ms = 1000 * (time.perf_counter() - started) / len(typed)
    _say(f"{typing}: {len(typed)} câu hỏi, trung bình {mean_ms:.1f} ms")
    if refused:
        _say(f"Chú ý: {len(refused)} câu hỏi bị từ chối, như {refused[0]}; tính là 0.")
    peer = None if rival is None else rival.answer(typed)
    return Outcome(collection, typing, typed, ours, peer, mean_ms, refused)


def _show(outcomes: list[Outcome], *, json_wanted: bool) -> str:
    if json_wanted:
        return as_json(outcomes)
    return lines(outcomes[0]) if len(outcomes) == 1 else table(outcomes)


def _say(text: str) -> None:
    click.echo(text, err=True)


if __name__ == "__main__":
    main()
