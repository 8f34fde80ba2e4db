"""Makes small files of every format, well-formed or hostile, for the tests of reading."""

import io
import unicodedata
import zipfile
import zlib
from pathlib import Path

import docx

TEXT = (
    "Khối thi đua các sở tổ chức hội nghị sơ kết\n\n"
    "Sáng ngày 5/7/2022, khối thi đua các sở của tỉnh đã họp để đánh giá nửa năm phong trào.\n\n"
    "Nhiều đơn vị hoàn thành sớm chỉ tiêu, được biểu dương ngay tại hội nghị."
)
BODY = (
    "Sáng ngày 12/3/2021, tại hội trường của huyện, các đơn vị trong khối đã tổ chức hội nghị để "
    "đánh giá những kết quả của phong trào trong năm và bàn về những nhiệm vụ mới cho năm nay, "
    "với sự có mặt của nhiều đại biểu đến từ các xã và thị trấn.",
    "Theo báo cáo được trình bày tại hội nghị, các đơn vị đã hoàn thành những chỉ tiêu được giao "
    "từ đầu năm, trong đó có nhiều tập thể và cá nhân được khen vì thành tích trong công việc "
    "của mình và của đơn vị, nhất là trong những tháng có dịch.",
)
PAGE = """<!DOCTYPE html>
<html><head>{head}<title>{title} | Cổng thông tin</title></head><body>
<ul><li><a href="/">Trang chủ</a></li><li><a href="/gt">Giới thiệu</a></li></ul>
<h1>{title}</h1>
{body}
<div><a href="/lienhe">Liên hệ</a> <a href="/sodo">Sơ đồ trang</a></div>
</body></html>"""


def write(path: Path, content: str | bytes) -> Path:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def page(title: str = "Hội nghị khối thi đua", head: str = "", body: tuple[str, ...] = BODY) -> str:
    """Return a web page with a menu and a footer around its body."""
    paragraphs = "\n".join(f"<p>{paragraph}</p>" for paragraph in body)
    return PAGE.format(head=head, title=title, body=paragraphs)


def word_file(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """Return a .docx: the first paragraph, the table, the other paragraphs."""
    document = docx.Document()
    document.add_paragraph(paragraphs[0])
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    for paragraph in paragraphs[1:]:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_document_xml(xml: bytes) -> bytes:
    """Return a .docx whose document.xml is replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_file(""))) as whole,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for member in whole.infolist():
            data = xml if member.filename == "word/document.xml" else whole.read(member)
            changed.writestr(member.filename, data)
    return stream.getvalue()


def word_xml(body: str) -> bytes:
    """Return the bytes of a document.xml around a body."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'.encode()


_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Own def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
4 beginbfrange
<0000> <01FF> <0000>
<0300> <03FF> <0300>
<1E00> <1EFF> <1E00>
<2000> <20FF> <2000>
endbfrange
endcmap end end"""


def pdf_file(*pages: tuple[str, ...], legacy: bool = False) -> bytes:
    """Return a PDF of pages of lines; ``legacy``: codes of a font that has no Unicode map."""
    if legacy:
        font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    else:
        font = (
            b"<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/ToUnicode 4 0 R"
            b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/DW 500"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"
        )
    encoding = "cp1252" if legacy else "utf-16-be"
    contents = [
        pdf_stream(zlib.compress(_shown(lines, encoding)), filtered=True) for lines in pages
    ]
    return pdf_of([font, pdf_stream(_TO_UNICODE)], contents)


def pdf_stream(data: bytes, *, filtered: bool = False) -> bytes:
    """Return a stream object; ``filtered``: the data is compressed."""
    name = b"/Filter/FlateDecode" if filtered else b""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (name, len(data), data)


def pdf_of(shared: list[bytes], contents: list[bytes], *, trailer: bytes = b"") -> bytes:
    """Return a PDF: objects 3 and 4 are shared (the font and its map), then a page a content."""
    first = 3 + len(shared)
    numbers = range(first, first + 2 * len(contents), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    objects += [b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(contents), kids), *shared]
    for number, content in zip(numbers, contents, strict=True):
        resources = b"/Resources<</Font<</F1 3 0 R>>>>/MediaBox[0 0 595 842]"
        objects += [b"<</Type/Page/Parent 2 0 R/Contents %d 0 R%b>>" % (number + 1, resources)]
        objects += [content]
    return _numbered(objects, trailer)


def _shown(lines: tuple[str, ...], encoding: str) -> bytes:
    shown = b"".join(b"<%b> Tj T*\n" % line.encode(encoding).hex().encode() for line in lines)
    return b"BT /F1 12 Tf 16 TL 60 780 Td\n%bET" % shown


def _numbered(objects: list[bytes], trailer: bytes) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    xref = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    root = b"trailer\n<</Size %d/Root 1 0 R%b>>" % (size, trailer)
    return b"%b%b%b\nstartxref\n%d\n%%%%EOF" % (out, xref, root, len(out))


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def as_windows_1258(text: str) -> bytes:
    """Encode as Windows does: the vowel with its hat or horn, then the tone as a letter."""
    parts = []
    for char in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in marks if mark in _TONES)
        base = "".join(mark for mark in marks if mark not in _TONES)
        parts.append((unicodedata.normalize("NFC", base) + tones) if tones else char)
    return "".join(parts).encode("cp1258")


def as_tcvn3(text: str) -> str:
    """Return the letters that a reader without a TCVN3 font sees."""
    from searchapp.reading.legacy import _TCVN3_CODES, _TCVN3_LETTERS

    return text.translate(str.maketrans(_TCVN3_LETTERS, _TCVN3_CODES))


def as_vni(text: str) -> str:
    """Return the letters that a reader without a VNI font sees."""
    from searchapp.reading.legacy import _FROM_VNI

    spelled = {letter: sequence for sequence, letter in _FROM_VNI.items()}
    spelled |= {"ì": "ì", "í": "í", "Ì": "Ì", "Í": "Í"}
    return "".join(spelled.get(char, char) for char in text)
