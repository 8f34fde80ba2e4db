"""``python -m benchmarks.exact_words DIR``: is what was typed with its marks what is shown first?

Asks for words that are spelled like others but for their marks, one syllable and two, and counts
how many of the first ten hits hold the very spelling. DIR is a collection as for
``benchmarks.relevance``; of it only the documents are used.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from tqdm import tqdm

from benchmarks.collections import Document
from benchmarks.preparation import build, load
from benchmarks.product import open_index
from searchapp.analysis.syllables import fold, tokenize
from searchapp.engines.base import SearchEngine
from searchapp.errors import SearchAppError
from searchapp.model import Query
from searchapp.searching import rank

Spelling = tuple[str, ...]
"""The syllables of a word, normalised."""

SHOWN = 10
_SEED = 20260101
_LENGTHS = (1, 2)  # syllables
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    help="Đo xem từ gõ đủ dấu có đứng trước những từ chỉ khác dấu hay không, trên các văn bản "
    "của bộ thử DIR."
)
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--index", type=_FOLDER, help="Dùng lại chỉ mục đã có của bộ thử này.")
@click.option("--no-title", is_flag=True, help="Lập chỉ mục văn bản không có nhan đề.")
@click.option("--words", type=click.IntRange(min=1), default=200, show_default=True, metavar="N",
              help="Số từ mỗi loại, chọn ngẫu nhiên nhưng lần nào cũng như nhau.")  # fmt: skip
@click.option("--reports", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
              help="Mỗi cách viết phải có trong ít nhất N văn bản.")  # fmt: skip
def main(folder: Path, index: Path | None, no_title: bool, words: int, reports: int) -> None:
    """Measure and print."""
    try:
        collection = load(folder, no_title, None, None)
        with TemporaryDirectory(prefix="searchapp-benchmark-index-") as temporary:
            engine = open_index(collection, index) if index else build(collection, Path(temporary))
            counted = count(tqdm(collection.documents, disable=None, leave=False))
            for length in _LENGTHS:
                asked = choose(list(colliding(counted[length], reports)), words)
                click.echo(f"{length}-syllable words {len(asked)}")
                click.echo(f"exact P@{SHOWN} {precision(engine, asked):.4f}")
    except SearchAppError as error:
        raise click.ClickException(str(error)) from error


def count(documents: Iterable[Document]) -> dict[int, Counter[Spelling]]:
    """Return in how many documents each spelling of one syllable, and of two, stands."""
    counted: dict[int, Counter[Spelling]] = {length: Counter() for length in _LENGTHS}
    for document in documents:
        for length, found in _spellings(f"{document.title}\n{document.text}").items():
            counted[length].update(found)
    return counted


def colliding(counted: Counter[Spelling], reports: int, others: int = 2) -> Iterator[Spelling]:
    """Yield the marked spellings that differ from so many others in their marks alone.

    Args:
        counted: In how many documents each spelling stands.
        reports: In how many it must stand, and each of the others.
        others: How many of them there must be.
    """
    same: dict[Spelling, list[Spelling]] = defaultdict(list)
    for spelling, held in counted.items():
        if held >= reports:
            same[_fold(spelling)].append(spelling)
    for folded in sorted(same):
        if len(same[folded]) > others:
            yield from sorted(set(same[folded]) - {folded})


def choose(spellings: list[Spelling], most: int) -> list[Spelling]:
    """Return at most so many of them, by chance but the same ones every time."""
    chance = random.Random(_SEED)
    return chance.sample(spellings, min(most, len(spellings)))


def precision(engine: SearchEngine, asked: Iterable[Spelling]) -> float:
    """Return which share of all hits that are shown holds the very spelling asked for."""
    held = [
        spelling in _spellings(hit.report.text)[len(spelling)]
        for spelling in asked
        for hit in rank(engine, Query(" ".join(spelling), per_page=SHOWN)).hits
    ]
    return sum(held) / max(1, len(held))


def _spellings(text: str) -> dict[int, set[Spelling]]:
    syllables = [token.exact for token in tokenize(text) if token.exact.isalpha()]
    return {1: {(syllable,) for syllable in syllables}, 2: set(pairwise(syllables))}


def _fold(spelling: Spelling) -> Spelling:
    return tuple(map(fold, spelling))


if __name__ == "__main__":
    main()
