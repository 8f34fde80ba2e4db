"""Markdown: the words without the marks."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from searchapp.reading.encodings import decode
from searchapp.reading.extraction import Extraction

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:[^\n]*\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TITLE = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_CELLS_END = ("td_close", "th_close")
_BLOCKS_END = ("paragraph_close", "heading_close", "tr_close")


def extract(data: bytes) -> Extraction:
    """Return the text of a ``.md`` file, a blank line between blocks."""
    source, encoding, notes = decode(data)
    source = source.replace("\r\n", "\n").lstrip("\ufeff")
    title = None
    if front := _FRONT_MATTER.match(source):
        source = source[front.end() :]
        named = _TITLE.search(front.group(1))
        title = named.group(1).strip().strip("\"'") if named else None
        notes += ("phần khai báo ở đầu tệp Markdown không được đọc, trừ title",)
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    return Extraction("".join(_words(tokens)), title, encoding=encoding, notes=notes)


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    tight = False  # a tight list keeps its items together, as its author did
    for token in tokens:
        if token.type == "inline":
            yield "".join(map(_inline_words, token.children or ()))
        elif token.type in ("fence", "code_block"):
            yield token.content + "\n"
        elif token.type == "html_block":
            yield _TAG.sub("", token.content) + "\n"
        elif token.type in _CELLS_END:
            yield " | "
        elif token.type in _BLOCKS_END:
            tight = token.hidden or token.type == "tr_close"
            yield "\n" if tight else "\n\n"
        elif tight and token.type in ("bullet_list_close", "ordered_list_close", "table_close"):
            yield "\n"


def _inline_words(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "image":
        return "".join(map(_inline_words, token.children or ()))
    return token.content if token.type in ("text", "code_inline") else ""
