"""PDFs: lines on pages, joined into paragraphs again."""

import io
import re
from collections.abc import Iterator
from itertools import chain

import pypdf
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from searchapp.errors import ReadingError, ReadingLimitError
from searchapp.reading.encodings import repair
from searchapp.reading.extraction import Extraction

_SHORT_LINE = 0.75  # of the page's longest lines: such a line ends its paragraph
_PIECES = 0.1  # more single letters than this are suspicious; ở and ý make up 1 or 2 in 100
_TORN = 1.1  # this many times more words: some are pieces
_COLUMN_GAP = re.compile(r"\s{6,}")
_NEW_ITEM = re.compile(r"\s*(?:[-–—+*•●▪]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[IVX]{1,5}\.\s|[a-zđ]\)\s)")
_ENDS = (".", "!", "?", ":", ";", "…", "./.", "”")


def extract(data: bytes) -> Extraction:
    """Return the text of a ``.pdf`` file, page by page, a blank line between paragraphs.

    Raises:
        ReadingError: It is damaged, locked with a password, or made of images.
    """
    pages = list(_pages(data))
    empty = sum(not page.strip() for page in pages)
    if empty == len(pages):
        raise ReadingError("PDF chỉ có ảnh, không có chữ; hãy nhận dạng chữ (OCR) rồi đưa lại")
    paragraphs = "\n\n".join(chain.from_iterable(map(_paragraphs, pages)))
    text, encoding, notes = repair(paragraphs)
    if empty:
        notes += (f"{empty}/{len(pages)} trang PDF không có chữ (có thể là ảnh)",)
    return Extraction(text, encoding=encoding, notes=notes)


def _pages(data: bytes) -> Iterator[str]:
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise ReadingError("PDF có mật khẩu; hãy bỏ mật khẩu rồi đưa lại")
        for page in document.pages:
            yield _text(page)
    except DependencyError as error:
        raise ReadingError("PDF được mã hoá; hãy lưu lại thành PDF không mã hoá") from error
    except LimitReachedError as error:
        raise ReadingLimitError("PDF bung ra quá lớn") from error
    except PyPdfError as error:
        raise ReadingError("PDF bị hỏng hoặc bị cắt cụt; hãy xuất lại tệp") from error


def _text(page: pypdf.PageObject) -> str:
    """Return the text of a page, read by position where reading in order tears words apart.

    In order is right for columns. But where a font lacks some Vietnamese letters, and another one
    lends them, pypdf then puts a space at each change of font: "h ộ i ngh ị".
    """
    in_order = page.extract_text()
    words = in_order.split()
    if sum(len(word) == 1 and word.isalpha() for word in words) <= _PIECES * len(words):
        return in_order
    by_position = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    torn = len(words) > _TORN * len(by_position.split()) > 0
    return by_position if torn else in_order


def _paragraphs(page: str) -> Iterator[str]:
    lines = [_line(line) for line in page.split("\n")]
    # The width of the text block; the longest tenth may be headers that stick out.
    lengths = sorted(map(len, filter(None, lines)))
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    gathered: list[str] = []
    for line in lines:
        if gathered and _starts_anew(gathered[-1], line, width):
            yield " ".join(gathered)
            gathered = []
        if line:
            gathered.append(line)
    if gathered:
        yield " ".join(gathered)


def _line(line: str) -> str:
    columns = (" ".join(column.split()) for column in _COLUMN_GAP.split(line))
    return " | ".join(filter(None, columns))


def _starts_anew(before: str, line: str, width: int) -> bool:
    if not line or _NEW_ITEM.match(line):
        return True
    if line[0].islower():
        return False
    return len(before) < _SHORT_LINE * width or (before.endswith(_ENDS) and len(before) < width)
