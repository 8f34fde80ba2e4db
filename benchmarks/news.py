"""The 100,000 news reports that speed is measured with, in an order that no source decides."""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.collections import CollectionError, Document

FILES = ("gov_news/corpus.jsonl.gz", "scale/news_75k.jsonl.gz")
"""Below the folder of shared data; each line has ``id``, ``title`` and ``text``."""


def load_news(data: Path, count: int) -> list[Document]:
    """Return ``count`` of the reports, drawn by a hash of their ids, so always the same ones.

    Raises:
        CollectionError: A file is missing, or there are fewer reports.
    """
    everything = [document for name in FILES for document in _read(data / name)]
    if len(everything) < count:
        raise CollectionError(f"{data}: chỉ có {len(everything)} văn bản, cần {count}.")
    return sorted(everything, key=_draw)[:count]


def write_news(documents: Sequence[Document], data: Path) -> None:
    """Write the reports as a folder that ``load_news`` reads: all in the first file."""
    for name in FILES:
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(data / name, "wt", encoding="utf-8") as file:
            for document in documents if name == FILES[0] else ():
                row = {"id": document.id, "title": document.title, "text": document.text}
                file.write(json.dumps(row) + "\n")


def _read(path: Path) -> Iterator[Document]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield Document(row["id"], row.get("title") or "", row["text"])
    except (OSError, ValueError, KeyError) as error:
        raise CollectionError(
            f"{path}: không đọc được ({error}). Hãy chỉ đúng thư mục bằng SEARCHAPP_SHARED."
        ) from error


def _draw(document: Document) -> bytes:
    return hashlib.sha256(document.id.encode(errors="surrogatepass")).digest()
