"""``searchapp facts``: what is read from files, with its evidence; of many, how much is told."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from searchapp.cli.coverage import LABELS, Coverage, missing
from searchapp.cli.failures import tell_errors
from searchapp.facts import read_facts
from searchapp.model import DateFact, Facts, Skipped, SourceDocument
from searchapp.reading import read_files
from searchapp.searching import TYPE_LABELS
from searchapp.settings import Settings
from searchapp.web import representations, wording

_LACKING = {"province": "chưa rõ tỉnh", "date": "chưa rõ ngày"}
_DATES = ("event_date", "published_date", "period")


@click.command("facts", help="In những gì đọc được từ từng tệp, kèm nguyên văn làm căn cứ.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In JSON cho chương trình khác đọc.")
@click.option("--summary", is_flag=True, help="Chỉ in bảng tổng hợp.")
@click.option("--missing", "only_missing", is_flag=True, help="Chỉ in báo cáo chưa rõ tỉnh, ngày.")
@tell_errors
def facts_command(
    files: tuple[Path, ...], as_json: bool, summary: bool, only_missing: bool
) -> None:
    """Print the facts of each file, of every file in a folder; exit 1 when one was not read."""
    coverage = Coverage()
    for document, facts in _read(files, coverage):
        if only_missing:
            _print_missing(document, facts, as_json=as_json)
        elif as_json and not summary:
            click.echo(json.dumps(representations.facts(document, facts), ensure_ascii=False))
        elif not summary:
            _print_facts(document, facts)
    if summary or not (as_json or only_missing or coverage.reports < 2):
        _print_summary(coverage, as_json=as_json)
    elif only_missing and not as_json:
        _print_hint(coverage)
    if coverage.skipped:
        raise SystemExit(1)


def _read(files: tuple[Path, ...], coverage: Coverage) -> Iterator[tuple[SourceDocument, Facts]]:
    for found in read_files(files, Settings.from_environment()):
        if isinstance(found, Skipped):
            coverage.skipped += 1
            click.echo(f"Bỏ qua {found.path}: {found.reason}", err=True)
            continue
        facts = read_facts(found)
        coverage.add(facts)
        yield found, facts


# --- one report ---------------------------------------------------------------------------------


def _print_facts(document: SourceDocument, facts: Facts) -> None:
    click.secho(document.path, bold=True)
    title = facts.title and document.text[facts.title.start : facts.title.end]
    click.echo(f"  tiêu đề: {title or 'không có'}")
    for term, told in _lines(facts):
        click.echo(f"  {term}: {told}")
    click.echo()


def _lines(facts: Facts) -> Iterator[tuple[str, str]]:
    for place in facts.provinces:
        yield "tỉnh", f"{place.place.name} (nay: {place.now.name}) ← “{place.evidence.text}”"
    for name in _DATES:
        yield LABELS[name], _interval(getattr(facts, name))
    for kind in facts.types:
        yield "loại", f"{TYPE_LABELS[kind.type]} ← “{kind.evidence.text}”"
    if facts.cluster:
        yield "cụm, khối", f"{facts.cluster.name} ← “{facts.cluster.evidence.text}”"
        for head in facts.cluster.heads:
            yield "đứng đầu", f"{head.name} ← “{head.evidence.text}”"
    below = [(fact.name, fact.evidence.text) for fact in facts.districts]
    below += [(fact.name, fact.evidence.text) for fact in facts.communes]
    for name, words in below:
        yield "huyện, xã", f"{name} ← “{words}”"
    if facts.host:
        yield "đơn vị tổ chức", facts.host.name
    for award in facts.awards:
        by = f" của {award.awarder}" if award.awarder else ""
        status = wording.AWARD_STATUSES[award.status]
        yield "khen thưởng", f"{award.award}{by} ({status}): {award.recipients}"
    if facts.byline:
        yield "người viết", facts.byline.name


def _interval(fact: DateFact | None) -> str:
    if fact is None:
        return "chưa rõ"
    inferred = f" ({wording.inferred_part(fact)} suy ra)" if fact.completed else ""
    return f"{fact.start} – {fact.end}{inferred} ← “{fact.evidence.text}”"


# --- many ---------------------------------------------------------------------------------------


def _print_missing(document: SourceDocument, facts: Facts, *, as_json: bool) -> None:
    lacks = missing(facts)
    if not lacks:
        return
    if as_json:
        told: dict[str, Any] = {"path": document.path, "id": document.id, "missing": lacks}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        line = f" ({document.id})" if document.path.endswith(".jsonl") else ""
        click.echo(f"{document.path}{line}\t{', '.join(_LACKING[name] for name in lacks)}")


def _print_hint(coverage: Coverage) -> None:
    told = ", ".join(f"{_LACKING[name]}: {coverage.lacking[name]}" for name in _LACKING)
    click.echo(
        f"{coverage.reports} báo cáo; {told}. Bổ sung bằng tệp <tên tệp>.meta.json đặt cạnh báo "
        'cáo, ví dụ {"province": "Hưng Yên", "event_date": "7/10/2020"}.',
        err=True,
    )


def _print_summary(coverage: Coverage, *, as_json: bool) -> None:
    if as_json:
        told = {name: count for name, count, _ in coverage.rows()}
        click.echo(
            json.dumps(
                {
                    "reports": coverage.reports,
                    "skipped": coverage.skipped,
                    "told": told,
                    "missing": {name: coverage.lacking[name] for name in _LACKING},
                }
            )
        )
        return
    click.secho(f"{coverage.reports} báo cáo, {coverage.skipped} tệp bị bỏ qua", bold=True)
    for name, count, share in coverage.rows():
        click.echo(f"  {LABELS[name]:<18} {count:>7}  {share:>6.1%}")
    for name, label in _LACKING.items():
        click.echo(f"  {label:<18} {coverage.lacking[name]:>7}")
