"""``python -m benchmarks.relevance_peers DIR...``: searchapp beside other engines.

Every system indexes the same documents once and is asked the same queries, in every way of typing.
A Markdown table a collection goes to standard output, progress to standard error.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.collections import Collection, Question
from benchmarks.comparison import OURS, Answered, Comparison, Row, as_data, as_markdown
from benchmarks.measures import Run, measure_each
from benchmarks.peers import PEERS
from benchmarks.preparation import build, load, open_or_build, say
from benchmarks.product import answer
from benchmarks.typing_variants import Typing
from benchmarks.ways import Way
from searchapp.engines.base import SearchEngine
from searchapp.errors import SearchAppError

Answer = Callable[[Sequence[Question]], Run]

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    help="So sánh sản phẩm với các công cụ tìm kiếm khác (bm25s, tantivy, SQLite FTS5) trên các "
    "bộ thử DIR: cùng văn bản, cùng câu hỏi, mọi cách gõ."
)
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=_FOLDER)
@click.option(
    "--typing",
    "typings",
    multiple=True,
    type=click.Choice([typing.value for typing in Typing]),
    help="Cách gõ câu hỏi; có thể nêu nhiều lần. Mặc định: mọi cách.",
)
@click.option("--short", is_flag=True, help="Hỏi thêm chỉ 3–5 âm tiết liền nhau của câu hỏi.")
@click.option(
    "--no-title",
    "untitled",
    metavar="NAME",
    multiple=True,
    help="Tên bộ thử cần lập chỉ mục không có nhan đề; có thể nêu nhiều lần.",
)
@click.option("--limit-docs", type=click.IntRange(min=1), metavar="N", help="Chỉ giữ N văn bản.")
@click.option("--queries", type=click.IntRange(min=1), metavar="N", help="Chỉ N câu hỏi đầu.")
@click.option("--kept", type=_FOLDER, help="Giữ chỉ mục của sản phẩm ở đây và dùng lại.")
@click.option("--json", "json_wanted", is_flag=True, help="In kết quả dạng JSON, đủ mọi số đo.")
def main(
    folders: tuple[Path, ...],
    typings: tuple[str, ...],
    short: bool,
    untitled: tuple[str, ...],
    limit_docs: int | None,
    queries: int | None,
    kept: Path | None,
    json_wanted: bool,
) -> None:
    """Measure and print."""
    _check_names(folders, untitled)
    ways = _ways(typings, short=short)
    comparisons = []
    try:
        for folder in folders:
            name = folder.resolve().name
            collection = load(folder, name in untitled, limit_docs, queries)
            comparisons.append(_compare(collection, ways, kept))
            if not json_wanted:
                click.echo(as_markdown(comparisons[-1]) + "\n")
    except SearchAppError as error:
        raise click.ClickException(str(error)) from error
    if json_wanted:
        data = [as_data(comparison) for comparison in comparisons]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _check_names(folders: Sequence[Path], untitled: Sequence[str]) -> None:
    names = [folder.resolve().name for folder in folders]
    for name in untitled:
        if name not in names:
            raise click.UsageError(f"--no-title {name}: không có bộ thử nào tên như vậy.")
    if len(set(names)) < len(names):
        raise click.UsageError("Hai bộ thử trùng tên thư mục; hãy đổi tên một bộ.")


def _ways(typings: Sequence[str], *, short: bool) -> list[Way]:
    chosen = [typing for typing in Typing if not typings or typing in typings]
    return [Way(typing, cut) for cut in ((False, True) if short else (False,)) for typing in chosen]


def _compare(collection: Collection, ways: Sequence[Way], kept: Path | None) -> Comparison:
    """One system after the other, so that one index at a time is held."""
    asked = {way.name: way.ask(collection) for way in ways}
    answered: dict[str, dict[str, Answered]] = {name: {} for name in asked}
    for system, answers in _systems(collection, kept):
        for way, questions in asked.items():
            one = answered[way][system] = _ask(collection, questions, answers)
            say(f"{system}, {way}: {one.mean():.4f}, trung bình {one.mean_ms:.1f} ms")
    return Comparison(collection, tuple(Row(way, row) for way, row in answered.items()))


def _systems(collection: Collection, kept: Path | None) -> Iterator[tuple[str, Answer]]:
    """Yield each system's name and how it answers, its index made: ours, then the peers."""
    with _product(collection, kept) as engine:
        yield OURS, partial(_answer_ours, engine)
    for name, index in PEERS.items():
        say(f"{name}: đang lập chỉ mục …")
        yield name, index(collection.documents).answer


@contextmanager
def _product(collection: Collection, kept: Path | None) -> Iterator[SearchEngine]:
    if kept:
        yield open_or_build(collection, kept / collection.name)
    else:
        with TemporaryDirectory(prefix="searchapp-benchmark-index-") as folder:
            yield build(collection, Path(folder))


def _answer_ours(engine: SearchEngine, questions: Sequence[Question]) -> Run:
    run, refused = answer(engine, questions)
    if refused:
        say(f"Chú ý: {len(refused)} câu hỏi bị từ chối, như {refused[0]}; tính là 0.")
    return run


def _ask(collection: Collection, questions: Sequence[Question], answers: Answer) -> Answered:
    started = time.perf_counter()
    run = answers(questions)
    mean_ms = 1000 * (time.perf_counter() - started) / len(questions)
    return Answered(measure_each(collection, run), mean_ms)


if __name__ == "__main__":
    main()
