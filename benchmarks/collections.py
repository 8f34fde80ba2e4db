"""A test collection on disk -> its documents, queries and judgements, or a clear refusal."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from searchapp.errors import SearchAppError


class CollectionError(SearchAppError):
    """A collection cannot be used; the message names the file, the line and the remedy."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document; ``title`` may be empty."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One query of a collection."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well a document answers a query: 0 not at all, more is better."""

    query: str
    document: str
    relevance: int


@dataclass(frozen=True, slots=True)
class Collection:
    """What a search can be measured with, in the order of its files.

    Attributes:
        name: That of its folder.
        unanswerable: How many queries of the files were left out of ``questions`` because no
            document is judged relevant to them: nothing could be measured with them.
    """

    name: str
    documents: tuple[Document, ...]
    questions: tuple[Question, ...]
    judgements: tuple[Judgement, ...]
    unanswerable: int = 0

    def fingerprint(self) -> str:
        """SHA-256, hexadecimal, of what an index over it would hold."""
        digest = hashlib.sha256()
        for document in self.documents:
            line = json.dumps([document.id, document.title, document.text])
            digest.update(line.encode() + b"\n")
        return digest.hexdigest()


def load_collection(folder: Path) -> Collection:
    """Read a collection whole.

    Raises:
        CollectionError: A file is missing or a line is not of the form.
    """
    judgements = tuple(_read_judgements(folder / "qrels.tsv"))
    answerable = {one.query for one in judgements if one.relevance > 0}
    asked = [Question(row["id"], row["text"]) for row in _read_rows(folder / "queries.jsonl")]
    questions = tuple(question for question in asked if question.id in answerable)
    if not questions:
        raise CollectionError(
            f"{folder}: không câu hỏi nào trong queries.jsonl có văn bản liên quan trong "
            "qrels.tsv. Hãy kiểm tra mã câu hỏi ở hai tệp có giống nhau không."
        )
    documents = tuple(load_documents(folder))
    skipped = len(asked) - len(questions)
    return Collection(folder.resolve().name, documents, questions, judgements, skipped)


def load_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a collection, which here needs no queries.

    Raises:
        CollectionError: The file is missing or a line is not of the form.
    """
    return map(_document, _read_rows(_corpus_file(folder)))


def keep_questions(collection: Collection, count: int) -> Collection:
    """The collection with its first ``count`` queries only, and the judgements of those."""
    questions = collection.questions[:count]
    ids = {question.id for question in questions}
    judgements = tuple(one for one in collection.judgements if one.query in ids)
    return replace(collection, questions=questions, judgements=judgements)


def limit_documents(collection: Collection, count: int) -> Collection:
    """The collection with every judged document, filled up with others to ``count``.

    The others are drawn by a hash of their ids: a sample that is the same every time, and that
    does not favour the beginning of a file sorted by source or by day.
    """
    judged = {one.document for one in collection.judgements}
    others = [document.id for document in collection.documents if document.id not in judged]
    room = max(0, count - (len(collection.documents) - len(others)))
    kept = judged | set(islice(sorted(others, key=_draw), room))
    documents = tuple(document for document in collection.documents if document.id in kept)
    return replace(collection, documents=documents)


def without_titles(collection: Collection) -> Collection:
    """The collection as a known-item set: a headline must find its text by the text alone."""
    documents = tuple(replace(document, title="") for document in collection.documents)
    return replace(collection, documents=documents)


def _draw(document_id: str) -> bytes:
    return hashlib.sha256(document_id.encode(errors="surrogatepass")).digest()


def _document(row: dict[str, str]) -> Document:
    return Document(row["id"], row["title"], row["text"])


def _corpus_file(folder: Path) -> Path:
    packed = folder / "corpus.jsonl.gz"
    return packed if packed.is_file() else folder / "corpus.jsonl"


def _read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a JSONL file, every id once, ``id`` and ``text`` present."""
    seen: set[str] = set()
    for number, line in _numbered_lines(path):
        row = _parse_row(path, number, line)
        if row["id"] in seen:
            raise _bad_line(path, number, f"mã {row['id']!r} đã có ở dòng trên; hãy bỏ dòng trùng")
        seen.add(row["id"])
        yield row


def _parse_row(path: Path, number: int, line: str) -> dict[str, str]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _bad_line(path, number, f"không phải JSON ({error})") from None
    if not isinstance(row, dict):
        raise _bad_line(path, number, 'cần một đối tượng JSON như {"id": "d1", "text": "…"}')
    row = {"id": row.get("id"), "title": row.get("title") or "", "text": row.get("text")}
    for name, value in row.items():
        if not isinstance(value, str):
            raise _bad_line(path, number, f"trường {name!r} thiếu, hoặc không phải là chuỗi")
    return row


def _read_judgements(path: Path) -> Iterator[Judgement]:
    """The judgements of a TSV file; a first line whose relevance is no number is a header."""
    for position, (number, line) in enumerate(_numbered_lines(path)):
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) != 3:
            raise _bad_line(path, number, "cần ba cột cách nhau bằng tab: câu hỏi, văn bản, mức")
        try:
            yield Judgement(fields[0], fields[1], int(fields[2]))
        except ValueError:
            if position:
                problem = f"mức liên quan {fields[2]!r} phải là một số nguyên"
                raise _bad_line(path, number, problem) from None


def _numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that are not blank, counted from 1.

    Only LF ends a line: U+2028 and its like may stand inside a JSON string.
    """
    for number, line in enumerate(_read_text(path).split("\n"), start=1):
        if line.strip():
            yield number, line.rstrip("\r")


def _read_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    except FileNotFoundError:
        raise CollectionError(
            f"Không thấy tệp {path}. Một bộ thử cần ba tệp: corpus.jsonl (hoặc corpus.jsonl.gz), "
            "queries.jsonl và qrels.tsv."
        ) from None
    except UnicodeDecodeError as error:
        raise CollectionError(f"{path}: không phải UTF-8 ({error}). Hãy lưu lại tệp.") from None
    except (OSError, EOFError, zlib.error) as error:
        raise CollectionError(f"{path}: không đọc được ({error}). Hãy kiểm tra tệp.") from None


def _bad_line(path: Path, number: int, problem: str) -> CollectionError:
    return CollectionError(f"{path}, dòng {number}: {problem}.")
