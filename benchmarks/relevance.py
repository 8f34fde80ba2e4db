"""``python -m benchmarks.relevance DIR``: does the right report come first, however it is typed?

Figures go to standard output, one ``nDCG@10 0.1234`` a line; progress goes to standard error.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from tqdm import tqdm

from benchmarks.collections import Collection
from benchmarks.outcomes import Outcome, as_json, details, lines, table
from benchmarks.peers.bm25 import PlainBm25
from benchmarks.preparation import build, load, say
from benchmarks.product import answer, open_index
from benchmarks.typing_variants import Typing
from benchmarks.ways import Way
from searchapp.engines.base import SearchEngine
from searchapp.errors import SearchAppError

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
@click.option("--short", is_flag=True, help="Chỉ hỏi 3–5 âm tiết liền nhau của mỗi câu hỏi.")
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
    short: bool,
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
    ways = [Way(one, short) for one in (Typing if typing == ALL else [Typing(typing)])]
    try:
        collection = load(folder, no_title, limit_docs, queries)
        outcomes = _measure(collection, ways, peer=peer, index=index, keep_index=keep_index)
    except SearchAppError as error:
        raise click.ClickException(str(error)) from error
    if details_file:
        rows = (row for outcome in outcomes for row in details(outcome))
        details_file.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    click.echo(_show(outcomes, json_wanted=json_wanted))


def _measure(
    collection: Collection,
    ways: list[Way],
    *,
    peer: bool,
    index: Path | None,
    keep_index: Path | None,
) -> list[Outcome]:
    rival = PlainBm25(collection.documents) if peer else None
    with _engine(collection, index, keep_index) as engine:
        return [_ask(collection, way, engine, rival) for way in ways]


@contextmanager
def _engine(
    collection: Collection, index: Path | None, keep_index: Path | None
) -> Iterator[SearchEngine]:
    """The product over the collection: an index that stands, one to keep, or one for now."""
    if index:
        yield open_index(collection, index)
    elif keep_index:
        yield build(collection, keep_index)
    else:
        with TemporaryDirectory(prefix="searchapp-benchmark-index-") as folder:
            yield build(collection, Path(folder))


def _ask(
    collection: Collection, way: Way, engine: SearchEngine, rival: PlainBm25 | None
) -> Outcome:
    typed = way.ask(collection)
    started = time.perf_counter()
    ours, refused = answer(engine, tqdm(typed, desc=way.name, disable=None, leave=False))
    mean_ms = 1000 * (time.perf_counter() - started) / len(typed)
    say(f"{way.name}: {len(typed)} câu hỏi, trung bình {mean_ms:.1f} ms")
    if refused:
        say(f"Chú ý: {len(refused)} câu hỏi bị từ chối, như {refused[0]}; tính là 0.")
    peer = None if rival is None else rival.answer(typed)
    return Outcome(collection, way, typed, ours, peer, mean_ms, refused)


def _show(outcomes: list[Outcome], *, json_wanted: bool) -> str:
    if json_wanted:
        return as_json(outcomes)
    return lines(outcomes[0]) if len(outcomes) == 1 else table(outcomes)


if __name__ == "__main__":
    main()
