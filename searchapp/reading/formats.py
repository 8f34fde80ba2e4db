"""Which reader reads which ending. JSONL is not here: it is streamed, a report a line."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from searchapp.reading import html, markdown, pdf, plain_text, word
from searchapp.reading.extraction import Extraction

EXTRACTORS: Mapping[str, Callable[[bytes], Extraction]] = MappingProxyType(
    {
        ".txt": plain_text.extract,
        ".md": markdown.extract,
        ".html": html.extract,
        ".htm": html.extract,
        ".docx": word.extract,
        ".pdf": pdf.extract,
    }
)
