"""What the analysis of a report costs, and which share of it the facts are.

``python -m benchmarks.analysis_cost SOURCE`` reads texts from a folder of ``.txt`` files or from a
collection (a folder with ``corpus.jsonl`` or ``corpus.jsonl.gz``) and prints milliseconds a report
for the facts, for the terms and pieces, and for what the cache keeps of them. The three are
measured in turn over the same texts, in one process, and the least of several rounds is told: these
are costs, and everything else that a machine does only adds to them.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import click

from benchmarks.collections import load_documents
from searchapp.analysis.reports import Analysis, analyse
from searchapp.facts import read_facts
from searchapp.indexing.analysing import keep
from searchapp.indexing.versions import KEY_BYTES
from searchapp.model import Facts, SourceDocument

Steps = dict[str, float]
"""Name of a step -> milliseconds a report."""


def texts(source: Path) -> Iterator[str]:
    """Yield the texts of a folder or of a collection, titles first."""
    if any(source.glob("corpus.jsonl*")):
        for document in load_documents(source):
            yield f"{document.title}\n\n{document.text}"
        return
    for path in sorted(source.rglob("*.txt")):
        yield path.read_text("utf-8", errors="replace")


def measure(documents: Sequence[SourceDocument], rounds: int) -> Steps:
    """Return what each step costs a report, the least of some rounds."""
    least: Steps = {}
    for _ in range(rounds):
        for name, cost in _round(documents).items():
            least[name] = min(cost, least.get(name, cost))
    return least


def _round(documents: Sequence[SourceDocument]) -> Steps:
    facts: list[Facts] = []
    analyses: list[Analysis] = []
    steps = {
        "facts": lambda: facts.extend(map(read_facts, documents)),
        "terms": lambda: analyses.extend(map(_analyse, documents, facts)),
        "kept": lambda: list(map(_encode, documents, facts, analyses)),
    }
    return {name: _time(step) * 1000 / len(documents) for name, step in steps.items()}


def _time(step: Callable[[], object]) -> float:
    started = time.process_time()
    step()
    return time.process_time() - started


def _analyse(document: SourceDocument, facts: Facts) -> Analysis:
    return analyse(document.text, facts.title, [part.span for part in facts.residue])


def _encode(document: SourceDocument, facts: Facts, analysis: Analysis) -> object:
    return keep(bytes(KEY_BYTES), document, facts, analysis, numbered=False)


@click.command(help=__doc__)
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--limit", default=1000, show_default=True, help="Texts at most.")
@click.option("--rounds", default=5, show_default=True, help="How often all is measured.")
def main(source: Path, limit: int, rounds: int) -> None:
    """Print what each step costs."""
    found = list(islice(texts(source), limit))
    documents = [SourceDocument(str(at), str(at), text, "") for at, text in enumerate(found)]
    steps = measure(documents, rounds)
    whole = sum(steps.values())
    length = sum(map(len, found)) // max(1, len(found))
    print(f"{len(found)} texts of {length} characters, {whole:.2f} ms a report")
    for name, cost in steps.items():
        print(f"{name} {cost:.2f} ms {cost / whole:.0%}")


if __name__ == "__main__":
    main()
