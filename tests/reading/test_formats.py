"""Every format gives its words, in order, without its marks."""

import contextlib
import zlib

import pytest
from sample_files import (
    BODY,
    TEXT,
    as_tcvn3,
    as_vni,
    as_windows_1258,
    page,
    pdf_file,
    pdf_of,
    pdf_stream,
    with_document_xml,
    word_file,
    word_xml,
)

from searchapp.errors import ReadingError, ReadingLimitError
from searchapp.reading import markdown, pdf, plain_text, web_page, word
from searchapp.reading.extraction import clean

LINKED_DATA = '<script type="application/ld+json">%s</script>'
PARAGRAPHS = tuple(TEXT.split("\n\n"))


def test_plain_text_keeps_every_line() -> None:
    text = TEXT + "\n\nĐọc 265 lượt\nQUẢNG CÁO"
    assert clean(plain_text.extract(text.encode()).text) == text


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    source = (
        "# Hội nghị *sơ kết*\n\nMột [liên kết](http://x.example) và `mã`.\nDòng hai.\n\n"
        "- mục một\n- mục **hai**\n\n| Đơn vị | Cờ |\n|---|---|\n| Sở A | 2 |\n\n"
        "> trích dẫn\n\n<div>thẻ</div>\n"
    )
    expected = (
        "Hội nghị sơ kết\n\nMột liên kết và mã.\nDòng hai.\n\nmục một\nmục hai\n\n"
        "Đơn vị | Cờ |\nSở A | 2 |\n\ntrích dẫn\n\nthẻ"
    )
    assert clean(markdown.extract(source.encode()).text) == expected


def test_the_front_matter_of_markdown_gives_the_title_alone() -> None:
    extraction = markdown.extract(f'---\ntitle: "Sơ kết"\nlayout: tin\n---\n{TEXT}'.encode())
    assert (extraction.title, clean(extraction.text)) == ("Sơ kết", TEXT)
    assert extraction.notes


def test_a_page_gives_its_body_without_menu_and_footer() -> None:
    extraction = web_page.extract(page().encode())
    assert extraction.text.split("\n\n")[-2:] == list(BODY)
    assert "Trang chủ" not in extraction.text
    assert "Sơ đồ trang" not in extraction.text


def test_short_lines_of_the_body_are_kept_and_those_elsewhere_are_not() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    article = f"<div><p>Phú Mẫu</p>{body}<p><b>Tin, ảnh: Văn Mẫu</b></p></div>"
    source = page(body=(article, "<div><p>Lượt truy cập: 12</p></div>"))
    text = web_page.extract(source.encode()).text
    assert text.split("\n\n")[-4:] == ["Phú Mẫu", *BODY, "Tin, ảnh: Văn Mẫu"]


def test_line_breaks_of_a_page_are_kept() -> None:
    body = (f"<div>{BODY[0]}<br/>{BODY[1]}<BR>Tin: Mẫu<br><br>Hết.</div>",)
    text = clean(web_page.extract(page(body=body).encode()).text)
    assert text.endswith(f"{BODY[0]}\n{BODY[1]}\nTin: Mẫu\n\nHết.")


def test_a_page_gives_what_its_markup_says_of_it() -> None:
    head = (
        '<link rel="canonical" href="https://tin.example.vn/a/1.html">'
        '<meta property="article:published_time" content="2021-03-13T08:00:00+07:00">'
    )
    extraction = web_page.extract(page(title="Khối các sở họp", head=head).encode())
    assert extraction.title == "Khối các sở họp"
    assert extraction.url == "https://tin.example.vn/a/1.html"
    assert extraction.page_published == "2021-03-13T08:00:00+07:00"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="DC.date.issued" content="13/03/2021">', "13/03/2021"),
        ('<meta itemprop="datePublished" content="2021-03-13">', "2021-03-13"),
        (LINKED_DATA % '{"@graph":[{"datePublished":"2021-03-13"}]}', "2021-03-13"),
        (LINKED_DATA % '{"datePublished":', None),
        ('<meta property="article:modified_time" content="2024-01-01">', None),
        ("", None),
    ],
)
def test_a_date_is_taken_from_the_markup_as_written(head: str, expected: str | None) -> None:
    assert web_page.extract(page(head=head).encode()).page_published == expected


def test_one_time_element_is_the_pages_date_and_several_are_not() -> None:
    one = '<time datetime="2021-03-13">13/3</time>'
    assert web_page.extract(page(body=(*BODY, one)).encode()).page_published == "2021-03-13"
    two = one + '<time datetime="2024-05-05">5/5</time>'
    assert web_page.extract(page(body=(*BODY, two)).encode()).page_published is None


def test_a_page_without_a_recognised_body_keeps_all_visible_words_and_says_so() -> None:
    extraction = web_page.extract("<p>Sơ kết<br>quý I</p><script>x()</script><p>Hết</p>".encode())
    assert clean(extraction.text) == "Sơ kết\nquý I\nHết"
    assert extraction.notes


def test_a_page_typed_without_diacritics_keeps_its_body() -> None:
    from searchapp.analysis.syllables import fold

    extraction = web_page.extract(page(body=tuple(map(fold, BODY))).encode())
    assert extraction.text.split("\n\n")[-2:] == list(map(fold, BODY))
    assert not extraction.notes


@pytest.mark.parametrize("charset", ["windows-1258", "iso-8859-1", "nonsense", "utf-8"])
def test_a_pages_charset_is_honoured_where_the_bytes_agree(charset: str) -> None:
    source = as_windows_1258(page(head=f'<meta charset="{charset}">'))
    extraction = web_page.extract(source)
    assert BODY[0] in clean(extraction.text)
    assert extraction.encoding == "windows-1258"


@pytest.mark.parametrize(("legacy", "name"), [(as_tcvn3, "tcvn3"), (as_vni, "vni")])
@pytest.mark.parametrize("entities", [False, True])
def test_legacy_fonts_are_read_inside_pages(legacy, name, entities) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    source = legacy(page(head='<meta charset="utf-8">'))
    data = source.encode("ascii", "xmlcharrefreplace") if entities else source.encode()
    extraction = web_page.extract(data)
    assert extraction.text.split("\n\n")[-2:] == list(BODY)
    assert extraction.encoding == name
    assert extraction.notes


@pytest.mark.parametrize("data", [b"", b"<!-- -->", b"\0\0", b"<?xml version='1.0'?>"])
def test_a_page_without_markup_or_words_has_no_text(data: bytes) -> None:
    try:
        text = web_page.extract(data).text
    except ReadingError:
        text = ""
    assert not text.strip()


def test_a_word_file_gives_paragraphs_and_tables_in_order() -> None:
    data = word_file(*PARAGRAPHS, table=(("Đơn vị", "Cờ"), ("Sở A", "2")))
    expected = [PARAGRAPHS[0], "Đơn vị | Cờ\nSở A | 2", *PARAGRAPHS[1:]]
    assert clean(word.extract(data).text).split("\n\n") == expected


def test_a_cell_of_several_paragraphs_is_not_squeezed_into_a_line() -> None:
    data = word_file("Đầu", table=(("Sở Nội vụ\nSố 1", "Độc lập"),))
    cell = "<w:tc><w:p><w:r><w:t>một</w:t></w:r></w:p><w:p><w:r><w:t>hai</w:t></w:r></w:p></w:tc>"
    assert "Sở Nội vụ\nSố 1 | Độc lập" in word.extract(data).text
    data = with_document_xml(word_xml(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))
    assert word.extract(data).text == "một\nhai"


def test_inserted_words_and_controls_of_a_word_file_are_read_and_deleted_ones_not() -> None:
    data = with_document_xml(
        word_xml(
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>Sơ kết</w:t></w:r>"
            "<w:ins><w:r><w:t> quý I</w:t><w:tab/></w:r></w:ins>"
            "<w:del><w:r><w:delText>quý IV</w:delText></w:r></w:del></w:p></w:sdtContent></w:sdt>"
        )
    )
    assert word.extract(data).text == "Sơ kết quý I\t"


@pytest.mark.parametrize(("legacy", "name"), [(as_tcvn3, "tcvn3"), (as_vni, "vni")])
def test_legacy_fonts_are_read_inside_word_files(legacy, name) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    extraction = word.extract(word_file(*map(legacy, PARAGRAPHS)))
    assert (clean(extraction.text), extraction.encoding) == (TEXT, name)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word_file(*PARAGRAPHS)[:3000], "cắt cụt"),
        (b"", "bị hỏng"),
        (b"PK\x03\x04 nothing", "bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "kiểu cũ"),
        (with_document_xml(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "DOCTYPE"),
        (with_document_xml(b"<x"), "nguyên vẹn"),
        (with_document_xml(word_xml("<w:p/>" * 12_000_000)), "bung ra quá lớn"),
    ],
)
def test_a_broken_or_swollen_word_file_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        word.extract(data)


def test_a_pdf_gives_its_paragraphs_page_by_page() -> None:
    first = (
        "BÁO CÁO SƠ KẾT",
        "Sáng ngày 5/7/2022, khối thi đua các sở của tỉnh đã họp để đánh giá nửa năm",
        "phong trào.",
        "Nhiều đơn vị hoàn thành sớm chỉ tiêu, được biểu dương ngay tại hội nghị và được",
        "đề nghị khen thưởng.",
        "- Sở A;",
        "- Sở B.",
    )
    text = pdf.extract(pdf_file(first, ("Trang sau.",))).text
    assert text.split("\n\n") == [
        first[0],
        f"{first[1]} {first[2]}",
        f"{first[3]} {first[4]}",
        *first[5:],
        "Trang sau.",
    ]


def test_a_legacy_font_is_read_inside_a_pdf() -> None:
    lines = tuple(as_tcvn3(line) for line in PARAGRAPHS)
    extraction = pdf.extract(pdf_file(lines, legacy=True))
    assert " ".join(extraction.text.split()) == " ".join(TEXT.split())
    assert extraction.encoding == "tcvn3"


def test_pages_without_words_are_told_and_a_pdf_of_images_is_refused() -> None:
    assert "1/2 trang" in pdf.extract(pdf_file(PARAGRAPHS, ())).notes[0]
    with pytest.raises(ReadingError, match="OCR"):
        pdf.extract(pdf_file((), ()))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"not a pdf", b"%PDF-1.4\n%%EOF"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match="PDF"):
        pdf.extract(data)


def test_a_pdf_that_was_cut_off_gives_what_is_left_or_a_reason() -> None:
    whole = pdf_file(PARAGRAPHS)
    for length in range(0, len(whole), 97):
        with contextlib.suppress(ReadingError):
            assert pdf.extract(whole[:length]).text


def test_a_pdf_with_a_password_is_refused() -> None:
    import io

    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(pdf_file(PARAGRAPHS)))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(ReadingError, match="mật khẩu"):
        pdf.extract(stream.getvalue())


def test_a_pdf_stream_that_swells_is_refused() -> None:
    packed = zlib.compress(zlib.compress(b" " * 100_000_000, 9), 9)
    bomb = pdf_stream(packed).replace(b"<<", b"<</Filter[/FlateDecode/FlateDecode]", 1)
    with pytest.raises(ReadingLimitError):
        pdf.extract(pdf_of([b"<<>>"], [bomb]))
