"""What a person wrote wins: sidecars, JSONL fields, and how titles come to stand first."""

import json
from pathlib import Path

import pytest
from conftest import ReadAll
from sample_files import TEXT, as_tcvn3, as_windows_1258, page, write

from searchapp.model import Metadata, Skipped, SourceDocument

TITLE = TEXT.split("\n")[0]
REST = TEXT.split("\n\n", 1)[1]


def test_a_sidecar_is_read_and_its_title_stands_first(documents: Path, read_all: ReadAll) -> None:
    write(documents / "a.txt", REST)
    sidecar = {
        "title": "Khối các sở họp",
        "url": "https://tin.example.vn/1",
        "province": "Hà Nam",
        "event_date": "5/7/2022",
        "published_date": 2022,
        "period": "6 tháng đầu năm 2022",
        "type": ["so_ket", "khen_thuong"],
    }
    write(documents / "a.txt.meta.json", json.dumps(sidecar))
    document = read_all()["a.txt"]
    assert isinstance(document, SourceDocument)
    assert document.text == f"Khối các sở họp\n\n{REST}"
    assert document.title_given
    assert document.url == "https://tin.example.vn/1"
    assert document.metadata == Metadata(
        title="Khối các sở họp",
        url="https://tin.example.vn/1",
        province=("Hà Nam",),
        event_date="5/7/2022",
        published_date="2022",
        period="6 tháng đầu năm 2022",
        type=("so_ket", "khen_thuong"),
    )
    assert document.notes == ()


def test_a_sidecar_wins_over_the_markup(documents: Path, read_all: ReadAll) -> None:
    write(documents / "a.html", page(head='<link rel="canonical" href="https://x.example/1">'))
    sidecar = '{"title": "Tên đúng", "url": "https://y.example/2"}'
    write(documents / "a.html.meta.json", sidecar)
    document = read_all()["a.html"]
    assert isinstance(document, SourceDocument)
    assert document.text.startswith("Tên đúng\n\n")
    assert document.url == "https://y.example/2"


def test_a_title_that_the_text_begins_with_is_not_repeated(
    documents: Path, read_all: ReadAll
) -> None:
    write(documents / "a.txt", TEXT.replace("sở tổ chức", "sở\ntổ chức", 1))
    write(documents / "a.txt.meta.json", json.dumps({"title": TITLE}))
    document = read_all()["a.txt"]
    assert isinstance(document, SourceDocument)
    assert document.text == TEXT
    assert document.title_given


def test_without_a_title_nothing_is_put_before_the_text(documents: Path, read_all: ReadAll) -> None:
    write(documents / "a.txt", TEXT)
    document = read_all()["a.txt"]
    assert isinstance(document, SourceDocument)
    assert (document.text, document.title_given) == (TEXT, False)


BAD_SIDECARS = (
    ('{"titel": "x"}', "“titel”"),
    ('{"title": ["x"]}', "“title”"),
    ('{"province": [1, {}]}', "“province”"),
    ('{"event_date": true}', "“event_date”"),
    ("{", "JSON"),
    ("[]", "JSON"),
    ('{"title": "\\ud800"}', None),
    ("[" * 100_000, "JSON"),
    (b"\xff\xfe", "JSON"),
    ("1" * 1_000_001, "quá lớn"),
)


def test_a_bad_sidecar_is_told_and_its_report_still_read(
    documents: Path, read_all: ReadAll
) -> None:
    for number, (sidecar, _) in enumerate(BAD_SIDECARS):
        write(documents / f"{number}.txt", TEXT)
        write(documents / f"{number}.txt.meta.json", sidecar)
    for (name, document), (_, complaint) in zip(read_all().items(), BAD_SIDECARS, strict=True):
        assert isinstance(document, SourceDocument)
        assert document.text == TEXT
        assert [complaint in note for note in document.notes if complaint] == [True] * bool(
            complaint
        )
        assert all(note.startswith(f"{name}.meta.json: ") for note in document.notes)


def test_a_jsonl_file_holds_a_report_a_line(documents: Path, read_all: ReadAll) -> None:
    lines = [
        {"id": "a/1 x", "title": "Tên", "text": REST, "province": "ha-nam", "extra": {}},
        {"id": 7, "text": TEXT, "title": TITLE},
        {"text": TEXT, "event_date": "5/7/2022"},
    ]
    write(documents / "p/x.jsonl", "\n\n".join(map(json.dumps, lines)))
    results = read_all()
    assert list(results) == ["a/1 x", "7", "p-x-5"]
    first, second, third = results.values()
    assert isinstance(first, SourceDocument)
    assert (first.text, first.title_given) == (f"Tên\n\n{REST}", True)
    assert first.metadata == Metadata(title="Tên", province=("ha-nam",))
    assert (first.path, first.notes) == ("p/x.jsonl", ())
    assert isinstance(second, SourceDocument)
    assert (second.text, second.title_given) == (TEXT, True)
    assert isinstance(third, SourceDocument)
    assert third.metadata.event_date == "5/7/2022"


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[1]",
        "7",
        '{"id": "x"}',
        '{"id": "x", "text": 7}',
        '{"id": "x", "text": "  "}',
        '{"id": true, "text": "x"}',
        '{"id": [], "text": "x"}',
        '{"id": "\\n", "text": "x"}',
        json.dumps({"id": "x" * 300, "text": "x"}),
        json.dumps({"id": "x", "text": "x", "title": "x" * 100_001}),
        '{"text": "x", "other": ' + "[" * 100_000,
        "[" * 100_000,
        '{"id": ' + "9" * 5000 + ', "text": "x"}',
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(
    documents: Path, read_all: ReadAll, bad: str
) -> None:
    good = json.dumps({"id": "good", "text": TEXT})
    write(documents / "x.jsonl", f"{bad}\n{good}\n")
    results = read_all()
    assert list(results) == ["x.jsonl:1", "good"]
    assert isinstance(results["x.jsonl:1"], Skipped)


def test_a_line_that_is_too_long_is_left_out(documents: Path, read_all: ReadAll) -> None:
    long, good = ({"id": name, "text": "dài " * size} for name, size in (("l", 9000), ("g", 9)))
    write(documents / "x.jsonl", "\n".join(map(json.dumps, (long, good, long))))
    results = read_all(max_file_bytes=5000)
    assert list(results) == ["x.jsonl:1", "g", "x.jsonl:3"]


def test_a_line_may_be_in_another_encoding(documents: Path, read_all: ReadAll) -> None:
    western = {"id": "w", "text": TEXT}
    line = as_windows_1258(json.dumps(western, ensure_ascii=False))
    font = {"id": "t", "title": as_tcvn3("Hội nghị"), "text": as_tcvn3(TEXT)}
    write(documents / "x.jsonl", line + b"\n" + json.dumps(font).encode())
    first, second = read_all().values()
    assert isinstance(first, SourceDocument)
    assert (first.text, first.encoding) == (TEXT, "windows-1258")
    assert isinstance(second, SourceDocument)
    assert (second.text, second.encoding) == (f"Hội nghị\n\n{TEXT}", "tcvn3")
    assert first.notes
    assert second.notes


def test_a_jsonl_file_in_utf_16_is_refused_once_with_the_remedy(
    documents: Path, read_all: ReadAll
) -> None:
    write(documents / "x.jsonl", '{"id": "a", "text": "chữ"}\n'.encode("utf-16") * 3)
    (refused,) = read_all().values()
    assert isinstance(refused, Skipped)
    assert "UTF-8" in refused.reason
