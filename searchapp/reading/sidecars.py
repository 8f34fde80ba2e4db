"""What a person wrote about a report: a ``.meta.json`` beside it, or the fields of a JSONL line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from searchapp.errors import ReadingError
from searchapp.model import Metadata
from searchapp.reading.extraction import clean_line
from searchapp.reading.regular_files import read_bytes

_KEYS = tuple(field.name for field in fields(Metadata))
_LISTS = ("province", "type")
_MOST_BYTES = 1_000_000


def read_sidecar(path: Path) -> tuple[Metadata, tuple[str, ...]]:
    """Return what a sidecar says, and notes on what could not be used of it."""
    try:
        values = json.loads(read_bytes(path, _MOST_BYTES).decode("utf-8-sig"))
    except ReadingError as error:
        return Metadata(), (f"{path.name}: {error}",)
    except (ValueError, RecursionError):
        return Metadata(), (f"{path.name}: không phải JSON hợp lệ, không dùng được",)
    if not isinstance(values, dict):
        return Metadata(), (f"{path.name}: cần một đối tượng JSON {{ … }}, không dùng được",)
    metadata, notes = metadata_of(values)
    unknown = (f"không có trường “{clean_line(key)[:80]}”" for key in values if key not in _KEYS)
    return metadata, tuple(f"{path.name}: {note}" for note in (*notes, *unknown))


def metadata_of(values: Mapping[str, object]) -> tuple[Metadata, tuple[str, ...]]:
    """Return the metadata among the values, and a note for each one of a wrong kind.

    Other keys are not looked at. A number is taken as it is written (``"event_date": 2020``).
    """
    found: dict[str, str | tuple[str, ...]] = {}
    notes: list[str] = []
    for key in _KEYS:
        value = values.get(key)
        texts = tuple(_texts(value if isinstance(value, list) and key in _LISTS else [value]))
        if None in texts:
            kind = "một chuỗi hoặc danh sách chuỗi" if key in _LISTS else "một chuỗi"
            notes.append(f"trường “{key}” phải là {kind}, không được dùng")
        elif texts:
            found[key] = tuple(filter(None, texts)) if key in _LISTS else texts[0] or ""
    return Metadata(**found), tuple(notes)  # type: ignore[arg-type]


def _texts(values: list[object]) -> Iterator[str | None]:
    """Yield each value as clean text, None for what is no text; leave out what is empty."""
    for value in values:
        if isinstance(value, str):
            if text := clean_line(value):
                yield text
        elif isinstance(value, int) and not isinstance(value, bool):
            yield str(value)
        elif value is not None:
            yield None
