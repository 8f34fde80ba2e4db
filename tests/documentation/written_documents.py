"""The project's documents as the tests read them: fenced blocks, tables, headings, links."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FIRST_CELL = re.compile(r"^\| ([^|]*?) \|(.*)\|$", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language and its lines."""

    language: str
    text: str


def read(name: str) -> str:
    """Return a document's text."""
    return (ROOT / name).read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    """Return the contents of a document's fenced blocks in a language, in order."""
    return [text for found, text in _FENCE.findall(read(name)) if found == language]


def commands(name: str) -> list[str]:
    """Return the command lines of a document's shell blocks, comments cut off, in order."""
    lines = "".join(blocks(name, "sh")).splitlines()
    bare = [re.sub(r"\s+# .*$", "", line).strip() for line in lines]
    return [line for line in bare if line]


def headings(name: str) -> list[str]:
    """Return a document's headings without their marks."""
    return [text for _, text in _HEADING.findall(_FENCE.sub("", read(name)))]


def anchors(name: str) -> set[str]:
    """Return what a link may name behind ``#``, by the rule of the forges."""
    words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings(name))
    return {text.strip().replace(" ", "-") for text in words}


def links(name: str) -> list[str]:
    """Return the targets of a document's links and pictures."""
    return _LINK.findall(_FENCE.sub("", read(name)))


def rows(name: str, heading: str) -> list[tuple[str, ...]]:
    """Return the code words of each row's first cell of the tables right under a heading."""
    section = _section(name, heading)
    found = [tuple(_CODE.findall(cell)) for cell, _ in _FIRST_CELL.findall(section)]
    return [codes for codes in found if codes]


def first_words(name: str, heading: str) -> list[str]:
    """Return the code words of the first column under a heading, in order."""
    return [word for row in rows(name, heading) for word in row]


def second_cells(name: str, heading: str) -> dict[str, str]:
    """Return, for each code word of the first column, the text of the second."""
    found = _FIRST_CELL.findall(_section(name, heading))
    return {
        word: rest.split("|")[0].strip() for cell, rest in found for word in _CODE.findall(cell)
    }


def _section(name: str, heading: str) -> str:
    text = read(name)
    match = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert match, f"{name} has no heading {heading!r}"
    end = re.search(r"^#+ ", text[match.end() :], re.MULTILINE)
    return text[match.end() : match.end() + end.start() if end else len(text)]
