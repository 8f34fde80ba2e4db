"""How right the facts are: precision and recall per fact over a folder of texts with answers.

``python -m benchmarks.facts FOLDER...`` prints a table for each folder. A folder holds
``<name>.txt`` and ``answers.jsonl``, a line a text: its ``name`` and what a careful reader notes
down (``tests/facts/styles`` shows the form). A day or an interval is ``2020-07-17`` or
``2020-01-01..2020-06-30``; null or an empty list is what the text does not tell.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from searchapp.facts import read_facts
from searchapp.model import AwardStatus, DateFact, Facts, SourceDocument

FACTS = (
    "provinces", "event", "published", "period", "types", "cluster", "heads", "districts", "byline",
)  # fmt: skip
_MANY = frozenset({"provinces", "districts", "heads"})

Answer = Mapping[str, Any]


@dataclass
class Score:
    """How often a fact was told right over the texts of a folder.

    Attributes:
        told: Texts that tell the fact; ``read`` those for which something was read.
        right: Texts for which exactly what they tell was read.
        wrong: Texts for which something was read that they do not tell.
        silent: Texts that do not tell it and for which nothing was read.
    """

    told: int = 0
    read: int = 0
    right: int = 0
    wrong: int = 0
    silent: int = 0

    @property
    def precision(self) -> float:
        """Of what was read, the share that is right."""
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """Of what is told, the share that was read right."""
        return self.right / self.told if self.told else 1.0

    def add(self, wanted: object, found: object, *, right: bool, wrong: bool) -> None:
        """Count one text."""
        self.told += bool(wanted)
        self.read += bool(found)
        self.right += bool(wanted) and right
        self.wrong += wrong
        self.silent += not wanted and not found


@dataclass(frozen=True)
class Measured:
    """The scores of one folder.

    Attributes:
        texts: How many there are.
        confused: Awards that were read as granted though proposed, or the other way round.
    """

    texts: int
    scores: Mapping[str, Score]
    confused: int


def measure(folder: Path) -> Measured:
    """Read every text of a folder and compare with its answer."""
    scores = {name: Score() for name in FACTS}
    texts = confused = 0
    for answer, facts in _read(folder):
        texts += 1
        found = told(facts)
        for name in FACTS:
            right, wrong = _judge(name, answer, found[name])
            scores[name].add(answer[name], found[name], right=right, wrong=wrong)
        confused += _confused(answer["awards"], facts)
    return Measured(texts, scores, confused)


def _read(folder: Path) -> Iterator[tuple[Answer, Facts]]:
    for line in (folder / "answers.jsonl").read_text("utf-8").splitlines():
        answer = json.loads(line)
        text = (folder / f"{answer['name']}.txt").read_text("utf-8")
        yield answer, read_facts(SourceDocument(answer["name"], answer["name"], text, sha256=""))


def told(facts: Facts) -> dict[str, Any]:
    """Return what was read, in the form of the answers."""
    return {
        "provinces": [fact.place.slug for fact in facts.provinces],
        "event": _interval(facts.event_date),
        "published": _interval(facts.published_date),
        "period": _interval(facts.period),
        "types": [fact.type.value for fact in facts.types],
        "cluster": facts.cluster.name if facts.cluster else None,
        "heads": [fact.name for fact in facts.cluster.heads] if facts.cluster else [],
        "districts": [fact.name for fact in facts.districts],
        "byline": facts.byline.name if facts.byline else None,
    }


def _interval(fact: DateFact | None) -> str | None:
    if fact is None:
        return None
    return str(fact.start) if fact.start == fact.end else f"{fact.start}..{fact.end}"


def _judge(name: str, answer: Answer, found: Any) -> tuple[bool, bool]:
    """Whether what was read is exactly what is told, and whether it tells anything else."""
    wanted = answer[name]
    if name == "types":
        allowed = {*wanted, *answer["maybe_types"]}
        return set(wanted) <= set(found) <= allowed, not set(found) <= allowed
    if name in _MANY:
        want, have = _set(wanted), _set(found)
        return want == have, not have <= want
    same = _same(wanted) == _same(found)
    return same, bool(found) and not same


def _set(names: Sequence[str]) -> set[str]:
    return {_same(name) for name in names}


def _same(name: str | None) -> str:
    return " ".join((name or "").lower().replace("’", "'").replace("–", "-").split())


def _confused(wanted: Sequence[Sequence[str]], facts: Facts) -> int:
    """Awards whose name is only told with the other status."""
    statuses: dict[str, set[str]] = {}
    for award, status in wanted:
        statuses.setdefault(_same(award), set()).add(status)
    read = ((_same(fact.award), AwardStatus(fact.status).value) for fact in facts.awards)
    return sum(status not in statuses.get(award, {status}) for award, status in read)


def table(measured: Measured) -> str:
    """Return the scores as a Markdown table."""
    lines = ["| fact | told | right | wrong | precision | recall |", "|---|---|---|---|---|---|"]
    for name, score in measured.scores.items():
        lines.append(
            f"| {name} | {score.told} | {score.right} | {score.wrong} "
            f"| {score.precision:.3f} | {score.recall:.3f} |"
        )
    return "\n".join(lines)


@click.command(help=__doc__)
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
def main(folders: tuple[Path, ...]) -> None:
    """Print a table for each folder."""
    for folder in folders:
        measured = measure(folder)
        print(f"\n{folder}: {measured.texts} texts, {measured.confused} awards of wrong status\n")
        print(table(measured))


if __name__ == "__main__":
    main()
