"""Extraction + metadata -> SourceDocument: one way for every format."""

import re
from collections.abc import Sequence

from searchapp.errors import ReadingError
from searchapp.model import Metadata, SourceDocument
from searchapp.reading.extraction import Extraction, clean, clean_line

MAX_TEXT = 500_000
"""Code points of a report that are kept, some 200 pages; facts and marks cost time by length."""
_LINES_OF_A_TITLE = 4
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def assemble(
    report_id: str,
    path: str,
    sha256: str,
    extraction: Extraction,
    metadata: Metadata,
    notes: Sequence[str] = (),
) -> SourceDocument:
    """Return the document: clean text that begins with the title, if one is known.

    What a person wrote wins over what stands in the file.

    Raises:
        ReadingError: There is no text.
    """
    text = clean(extraction.text).strip("\n")
    if _LETTER_OR_DIGIT.search(text) is None:
        raise ReadingError("không có chữ nào trong tệp")
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
        notes = (*notes, f"dài quá {MAX_TEXT} ký tự: chỉ đọc phần đầu; hãy chia nhỏ tệp này")
    title = clean_line(metadata.title or extraction.title or "")
    return SourceDocument(
        id=report_id,
        path=path,
        text=_with_title(title, text) if title else text,
        sha256=sha256,
        title_given=bool(title),
        url=_web_address(metadata.url) or _web_address(clean_line(extraction.url or "")),
        page_published=extraction.page_published,
        encoding=extraction.encoding,
        metadata=metadata,
        notes=(*extraction.notes, *notes),
    )


def _web_address(url: str | None) -> str | None:
    """Return an address that a reader may be led to; no script, no file."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def _with_title(title: str, text: str) -> str:
    lines = text.split("\n")
    for count in range(1, min(_LINES_OF_A_TITLE, len(lines)) + 1):
        if _same(" ".join(lines[:count]), title):
            lines = lines[count:]
            break
    rest = "\n".join(lines).strip("\n")
    return f"{title}\n\n{rest}" if rest else title


def _same(first: str, second: str) -> bool:
    return " ".join(first.casefold().split()) == " ".join(second.casefold().split())
