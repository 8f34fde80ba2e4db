"""Which reader reads which ending. JSONL is not here: it is streamed, a report a line."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from searchapp.reading import markdown, pdf, plain_text, web_page, word
from searchapp.reading.extraction import Extraction

EXTRACTORS: Mapping[str, Callable[[bytes], Extraction]] = MappingProxyType(
    {
        ".txt": plain_text.extract,
        ".md": markdown.extract,
        ".html": web_page.extract,
        ".htm": web_page.extract,
        ".docx": word.extract,
        ".pdf": pdf.extract,
    }
)
