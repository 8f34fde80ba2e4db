"""Encodings: every one comes back exactly, and right text is never converted."""

import contextlib
import json
import os
import re
import time
import unicodedata
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_files import TEXT, as_tcvn3, as_vni, as_windows_1258

from searchapp.analysis.syllables import fold
from searchapp.errors import ReadingError
from searchapp.reading import extraction
from searchapp.reading.encodings import MOJIBAKE, UTF_8, decode, repair
from searchapp.reading.extraction import clean
from searchapp.reading.legacy import from_tcvn3, from_vni

SHARED = Path(os.environ.get("SEARCHAPP_SHARED", "../shared"))
SYLLABLES = re.findall(
    r"\w+",
    "khen thưởng đồng chí hội nghị tỉnh huyện xã nước việt mừng ngày lễ phát động phong trào "
    "kết quả được những đơn vị tập thể cá nhân nghĩa lòng cờ ưu tú xuất sắc nhất khối ủy ban "
    "quỹ kỹ thuật giữ gìn mỹ ý nguyễn phường ruộng vườn bưởi ổi ẵm lặng hẵng sẵn trễ thuở",
)
# A text tells its encoding by a few words with diacritics; every report has those.
sentences = st.lists(st.sampled_from(SYLLABLES), max_size=60).map(
    lambda syllables: " ".join(["Hội nghị khen thưởng đồng chí", *syllables])
)


def test_plain_text_stays_as_it_is() -> None:
    assert decode(TEXT.encode()) == (TEXT, UTF_8, ())


def test_decomposed_text_is_composed() -> None:
    assert clean(decode(unicodedata.normalize("NFD", TEXT).encode()).text) == TEXT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
@given(text=sentences)
def test_unicode_encodings_round_trip(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert clean(decoded.text) == text
    assert not decoded.notes


@given(sentences)
def test_windows_1258_round_trips_and_is_told(text: str) -> None:
    decoded = decode(as_windows_1258(text))
    assert (clean(decoded.text), decoded.encoding) == (text, "windows-1258")
    assert decoded.notes


@given(sentences)
def test_tcvn3_bytes_and_letters_round_trip_and_are_told(text: str) -> None:
    for decoded in (decode(as_tcvn3(text).encode("latin-1")), repair(as_tcvn3(text))):
        assert (decoded.text, decoded.encoding) == (text, "tcvn3")
        assert "TCVN3" in decoded.notes[0]


@given(sentences)
def test_vni_bytes_and_letters_round_trip_and_are_told(text: str) -> None:
    for decoded in (decode(as_vni(text).encode("latin-1")), repair(as_vni(text))):
        assert (decoded.text, decoded.encoding) == (text, "vni")
        assert "VNI" in decoded.notes[0]


@given(sentences)
def test_utf_8_once_read_as_western_is_read_again(text: str) -> None:
    decoded = decode(text.encode().decode("latin-1").encode())
    assert (decoded.text, decoded.encoding) == (text, MOJIBAKE)


def test_the_soft_hyphen_of_tcvn3_is_a_letter() -> None:
    assert from_tcvn3("khen th\u00adëng") == "khen thưởng"


def test_capitals_that_tcvn3_lost_are_put_back_from_their_neighbours() -> None:
    assert from_tcvn3(as_tcvn3("UBND TỉNH HƯNG YÊN\nHỘI NGHị Sơ kết").replace("Ộ", "é")) == (
        "UBND TỈNH HƯNG YÊN\nHỘI NGHỊ Sơ kết"
    )


def test_both_ways_of_writing_an_i_with_a_tone_in_vni_are_read() -> None:
    assert from_vni("chí chiù hình hiønh") == "chí chí hình hình"


def test_ascii_parts_do_not_hide_tcvn3() -> None:
    text = "REPORT NO 12 - PLAN FOR THE YEAR\n" * 50 + TEXT
    assert repair(as_tcvn3(text)).text == text


@pytest.mark.parametrize(
    "text",
    [
        fold(TEXT),
        "· khen thuong · thi dua © 2020 «bao cao» 5 µm § 3 ® ¹ ¬",
        "An English report on naïve café façades, déjà vu, and Zoë's résumé.",
        "L'été dernier, les élèves ont préféré étudier à l'école où le maître était sévère.",
        "Particles of 5 µm, 7 µm, 9 µm and 12 µm were counted; Acme® filters, 3 µg.",
        "Größe, Übungen und schöne Mädchen: für Straßen hören.",
        "Доклад о соревновании области",
        "Đắk Lắk, Kon Tum, Y Wang, H'Hen",
        "",
    ],
)
def test_right_text_is_never_converted(text: str) -> None:
    assert repair(text) == (text, UTF_8, ())


@given(sentences)
def test_right_vietnamese_is_never_converted(text: str) -> None:
    assert repair(text).encoding == UTF_8
    assert repair(fold(text)).encoding == UTF_8


@given(st.binary())
def test_any_bytes_are_decoded_or_called_binary(data: bytes) -> None:
    with contextlib.suppress(ReadingError):
        clean(decode(data).text).encode()


def test_a_picture_is_no_text() -> None:
    with pytest.raises(ReadingError, match="nhị phân"):
        decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + zlib.compress(TEXT.encode()) * 9)


@given(st.text())
def test_any_text_survives_repair_and_cleaning(text: str) -> None:
    cleaned = clean(repair(text).text)
    assert clean(cleaned) == cleaned


def test_a_few_broken_bytes_leave_the_rest_utf_8() -> None:
    decoded = decode(TEXT.encode() * 3 + "ế".encode()[:2])
    assert decoded.text.startswith(TEXT)
    assert decoded.encoding == UTF_8
    assert "byte hỏng" in decoded.notes[0]


def test_a_declared_encoding_is_believed() -> None:
    assert decode("Отчёт о конкурсе".encode("koi8-r"), "koi8-r").text == "Отчёт о конкурсе"


def test_a_wrongly_declared_encoding_is_not_believed() -> None:
    assert decode(as_windows_1258(TEXT), "iso-8859-1").encoding == "windows-1258"
    assert decode(TEXT.encode(), "windows-1258").text == TEXT


def test_an_unknown_encoding_is_guessed_and_the_guess_told() -> None:
    decoded = decode("Les élèves ont préféré étudier.".encode("cp1252"))
    assert decoded.text == "Les élèves ont préféré étudier."
    assert "đoán" in decoded.notes[0]


def test_controls_surrogates_and_line_ends_are_cleaned() -> None:
    assert (
        clean("\ufeffa\0b\r\nc\rd\x07\ud800 \t\n\n\n\ne\u2028f\x0cg\n\n") == "ab\nc\nd\n\ne\nf\ng"
    )


def test_a_letter_with_a_million_marks_costs_no_time() -> None:
    started = time.monotonic()
    towering = "a" + "\u0301\u0323" * 500_000 + "b"
    assert len(clean(repair(towering).text)) < 40
    assert time.monotonic() - started < 5


@pytest.mark.shared
@pytest.mark.parametrize(("encoding", "needed"), [("tcvn3", 37), ("vni", 40)])
def test_the_forty_samples_of_an_encoding_are_recognised(encoding: str, needed: int) -> None:
    samples = SHARED / "data/legacy_encodings" / f"{encoding}_samples.jsonl"
    if not samples.exists():
        pytest.skip("the evaluation data is not here (SEARCHAPP_SHARED)")
    pairs = [json.loads(line) for line in samples.read_text("utf-8").splitlines()]
    decoded = [repair(pair["legacy"]) for pair in pairs]
    assert {each.encoding for each in decoded} == {encoding}
    exact = [each.text == pair["unicode"] for each, pair in zip(decoded, pairs, strict=True)]
    assert sum(exact) >= needed


@pytest.mark.shared
def test_the_seeds_are_read_as_they_are() -> None:
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("the seeds are not here (SEARCHAPP_SHARED)")
    for seed in seeds:
        text, encoding, notes = decode(seed.read_bytes())
        assert (encoding, notes) == (UTF_8, ())
        lines = [line.rstrip() for line in seed.read_text("utf-8").splitlines() if line.strip()]
        assert [line for line in clean(text).split("\n") if line] == lines


_SIGNS = st.text(st.sampled_from("\u0301\u0302.,-a \n\u0085\r"), max_size=80)


@given(st.lists(st.one_of(_SIGNS, st.text(max_size=5), st.just("\u0300" * 31)), max_size=8))
def test_cleaning_only_what_is_unclean_cleans_all(parts: list[str]) -> None:
    text = "".join(parts)
    evened = extraction._LINE_END.sub("\n", text.lstrip("\ufeff"))
    evened = extraction._LONG_RUN.sub(extraction._thinned, extraction._CONTROL.sub("", evened))
    assert clean(text) == clean(evened)
    assert extraction._LONG_RUN.search(text) is None or extraction._may_hold_a_long_run(text)
