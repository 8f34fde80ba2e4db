"""Word files (.docx): paragraphs and tables in the order of the document."""

import io
import zipfile
from collections.abc import Iterator

import docx
from lxml import etree

from searchapp.errors import ReadingError, ReadingLimitError
from searchapp.reading.encodings import repair
from searchapp.reading.extraction import Extraction

_MOST_MEMBERS = 5_000
_MOST_UNPACKED_BYTES = 200_000_000
_MOST_TEXT_BYTES = 60_000_000  # document.xml: its tree takes about seven times as much
_HIGHEST_RATIO = 200  # text packs to a tenth or so; above this it is a bomb
_RATIO_MATTERS_FROM_BYTES = 2_000_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_TEXT = f"{_W}t"
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_CHARACTERS[f"{_W}softHyphen"] = "\u00ad"  # in a TCVN3 font this is a letter, ư


def extract(data: bytes) -> Extraction:
    """Return the text of a ``.docx`` file: a blank line between paragraphs, a line a table row.

    Raises:
        ReadingError: It is not a Word file, or it is locked with a password.
        ReadingLimitError: It would unpack to more than a report can be.
    """
    _check_package(data)
    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (KeyError, ValueError, etree.LxmlError, zipfile.BadZipFile) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise ReadingError("không phải tài liệu Word (.docx) nguyên vẹn") from error
    # Word keeps a second, older rendering of drawings with the same words.
    etree.strip_elements(body, _FALLBACK, with_tail=False)
    text, encoding, notes = repair("\n\n".join(_blocks(body)))
    return Extraction(text, encoding=encoding, notes=notes)


def _check_package(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadingError("tệp Word kiểu cũ (.doc) hoặc có mật khẩu; hãy lưu lại thành .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_members(package.infolist())
            _check_entities(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise ReadingError(
            "tệp .docx bị hỏng hoặc bị cắt cụt; hãy mở bằng Word và lưu lại"
        ) from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MOST_MEMBERS:
        raise ReadingLimitError(f"tệp .docx chứa quá nhiều thành phần ({len(members)})")
    if sum(member.file_size for member in members) > _MOST_UNPACKED_BYTES:
        raise ReadingLimitError("tệp .docx bung ra quá lớn")
    for member in members:
        if member.file_size > _most_unpacked(member):
            raise ReadingLimitError(f"tệp .docx bung ra quá lớn ({member.filename})")


def _most_unpacked(member: zipfile.ZipInfo) -> int:
    by_ratio = max(_RATIO_MATTERS_FROM_BYTES, _HIGHEST_RATIO * member.compress_size)
    return min(by_ratio, _MOST_TEXT_BYTES) if member.filename.endswith(".xml") else by_ratio


def _check_entities(package: zipfile.ZipFile) -> None:
    # Word writes no DOCTYPE; one is there to define entities that grow or reach outside.
    for member in package.infolist():
        if member.filename.endswith((".xml", ".rels")):
            with package.open(member) as part:
                if b"<!DOCTYPE" in part.read(_HEAD_BYTES).replace(b"\0", b""):
                    raise ReadingError("tệp .docx khai báo DOCTYPE, không an toàn để đọc")


_HEAD_BYTES = 65_536


def _blocks(body: etree._Element) -> Iterator[str]:
    """Yield paragraphs and tables; what wraps them (a content control) is opened."""
    waiting = list(reversed(body))
    while waiting:
        element = waiting.pop()
        if element.tag == _PARAGRAPH:
            yield _words(element)
        elif element.tag == _TABLE:
            yield "\n".join(_rows(element))
        else:
            waiting.extend(reversed(element))


def _rows(table: etree._Element) -> Iterator[str]:
    for row in table.iter(_ROW):
        cells = [[_words(p) for p in cell.iter(_PARAGRAPH)] for cell in row.iter(_CELL)]
        filled = [[words for words in cell if words.strip()] for cell in cells]
        if all(len(cell) <= 1 for cell in filled):
            yield " | ".join(cell[0] for cell in filled if cell)
        else:
            yield from (words for cell in filled for words in cell)


def _words(paragraph: etree._Element) -> str:
    # Not python-docx's own text: it leaves out what was inserted with changes tracked.
    found = paragraph.iter(_TEXT, *_CHARACTERS)
    return "".join(_CHARACTERS.get(node.tag) or node.text or "" for node in found)
