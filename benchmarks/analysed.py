"""News -> an archive of terms: every report analysed once, for every engine the same terms.

Reports are analysed in chunks by several processes, and each chunk is kept on disk by its content.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.collections import Document
from benchmarks.preparation import say
from benchmarks.terms import Archive, Text
from benchmarks.traits import Traits, traits_of
from searchapp.analysis.reports import BREAK, analyse
from searchapp.analysis.version import analyzer_version
from searchapp.facts import read_facts
from searchapp.model import Metadata, SourceDocument
from searchapp.reading.documents import assemble
from searchapp.reading.encodings import repair
from searchapp.reading.extraction import Extraction

_FORM = 1  # of what is kept; another number makes all of it anew
_CHUNK = 500

Array = npt.NDArray[Any]


def analysed(documents: Sequence[Document], scratch: Path) -> Archive:
    """Return the archive of the documents; chunks that were analysed before are not analysed again.

    It is named after what it holds, so that another analyser that makes the same terms leaves all
    indexes of it good.
    """
    chunks = [documents[at : at + _CHUNK] for at in range(0, len(documents), _CHUNK)]
    files = [scratch / "chunks" / f"{_key(chunk)}.npz" for chunk in chunks]
    _analyse_missing(chunks, files)
    growing = scratch / f"archive.{os.getpid()}"
    _merge(files, growing)
    folder = scratch / f"archive-{_digest(growing)}"
    if folder.is_dir():
        shutil.rmtree(growing)
    else:
        growing.rename(folder)
    return Archive(folder)


def as_source(document: Document) -> SourceDocument:
    """Return a document as the product's reader hands it on."""
    text = repair(document.text).text
    metadata = Metadata(title=document.title or None)
    return assemble(document.id, "news.jsonl", "", Extraction(text), metadata)


def _key(chunk: Sequence[Document]) -> str:
    digest = hashlib.sha256(f"{_FORM} {analyzer_version()}".encode())
    for document in chunk:
        digest.update(json.dumps([document.id, document.title, document.text]).encode())
    return digest.hexdigest()[:24]


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _analyse_missing(chunks: Sequence[Sequence[Document]], files: Sequence[Path]) -> None:
    missing = [
        (chunk, file) for chunk, file in zip(chunks, files, strict=True) if not file.is_file()
    ]
    if not missing:
        return
    files[0].parent.mkdir(parents=True, exist_ok=True)
    say(f"Đang phân tích {sum(len(chunk) for chunk, _ in missing)} văn bản …")
    if len(missing) == 1:
        _analyse_chunk(*missing[0])
        return
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(missing))) as pool:
        list(pool.map(_analyse_chunk, *zip(*missing, strict=True)))


def _analyse_chunk(chunk: Sequence[Document], file: Path) -> None:
    """Analyse some documents and keep what came out; their terms are numbered as they come."""
    numbers: dict[str, int] = {}
    streams: list[Array] = []
    titles: list[int] = []
    traits: list[Traits] = []
    for document in chunk:
        source = as_source(document)
        facts = read_facts(source)
        terms = analyse(source.text, facts.title, [part.span for part in facts.residue])
        codes = [
            -1 if term == BREAK else numbers.setdefault(term, len(numbers))
            for term in terms.syllables
        ]
        streams.append(np.array(codes, np.int32))
        titles.append(terms.title_length)
        traits.append(traits_of(source, facts))
    _save_chunk(file, chunk, numbers, streams, titles, traits)


def _save_chunk(
    file: Path,
    chunk: Sequence[Document],
    numbers: dict[str, int],
    streams: Sequence[Array],
    titles: Sequence[int],
    traits: Sequence[Traits],
) -> None:
    texts: dict[str, list[str]] = {
        "terms": list(numbers),
        "ids": [document.id for document in chunk],
        "titles": [document.title for document in chunk],
        "provinces": [one.province for one in traits],
        "province_names": [one.province_name for one in traits],
        "kinds": [one.kind for one in traits],
    }
    partial_file = file.with_suffix(f".{os.getpid()}.npz")
    np.savez(
        partial_file,
        stream=np.concatenate([np.empty(0, np.int32), *streams]),
        lengths=np.array([len(one) for one in streams], np.int64),
        title_lengths=np.array(titles, np.int32),
        days=np.array([one.day for one in traits], np.int32),
        texts=np.frombuffer(json.dumps(texts).encode(), np.uint8),
    )
    partial_file.rename(file)


def _merge(files: Sequence[Path], folder: Path) -> None:
    """Write one archive: terms in the order of their bytes, reports in that of their ids."""
    loaded = [dict(np.load(file)) for file in files]
    texts = [json.loads(bytes(one["texts"])) for one in loaded]
    terms = sorted({term for one in texts for term in one["terms"]}, key=str.encode)
    numbers = {term: number for number, term in enumerate(terms)}
    streams = [
        _renumbered(one["stream"], [numbers[term] for term in text["terms"]])
        for one, text in zip(loaded, texts, strict=True)
    ]
    of_report = partial(_concatenate, loaded)
    ids = [one for text in texts for one in text["ids"]]
    order = np.array(sorted(range(len(ids)), key=lambda at: _bytes(ids[at])), np.int64)
    lengths = of_report("lengths")
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "stream.npy", _reordered(np.concatenate(streams), lengths, order))
    np.save(folder / "ends.npy", np.cumsum(lengths[order]))
    np.save(folder / "title_lengths.npy", of_report("title_lengths")[order])
    np.save(folder / "days.npy", of_report("days")[order])
    sorted_texts: dict[Text, list[str]] = {
        name: [found[at] for at in order]
        for name in Text
        if name is not Text.TERMS
        for found in [[one for text in texts for one in text[name]]]
    }
    sorted_texts[Text.TERMS] = terms
    (folder / "texts.json").write_text(json.dumps(sorted_texts), "ascii")


def _concatenate(loaded: Sequence[dict[str, Array]], name: str) -> Array:
    return np.concatenate([one[name] for one in loaded])


def _renumbered(stream: Array, numbers: Sequence[int]) -> Array:
    """BREAK, which is -1, takes the last of the numbers: itself."""
    return np.array([*numbers, -1], np.int32)[stream]


def _reordered(stream: Array, lengths: Array, order: Array) -> Array:
    ends = np.cumsum(lengths)
    return np.concatenate(list(_pieces(stream, ends - lengths, ends, order)))


def _pieces(stream: Array, starts: Array, ends: Array, order: Array) -> Iterator[Array]:
    for at in order:
        yield stream[starts[at] : ends[at]]


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
