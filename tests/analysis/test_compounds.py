"""Compounds are pyvi's own, to the last label, without its module and without its pickle."""

import pickle
import subprocess
import sys
import unicodedata
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from searchapp.analysis.compounds import segmenter

DOCUMENTS = Path(__file__).parents[2] / "documents"

WORDS = (
    "thi đua khen thưởng phong trào nông thôn mới hợp tác xã ủy ban nhân dân tỉnh huyện Hưng Yên"
    " Hà Nam cụm trưởng hội nghị sơ kết tổng kết giao ước thành phố Hồ Chí Minh kinh tế xã hội"
    " 6 2021 năm tháng của và các Bà Trần Thị Lụa Sở Y tế UBND TP. Tp. ThS. Mr. QĐ. 12,5 1.020"
    ' 13/12 https://a.vn/b?c a.b@c.vn -> ==> ... >> , . ; : - – ( ) % " “ ” _ a_b ! Đ. nhà-máy'
    " học sinh sinh viên đất nước 90/KH-UBND x 😀 ñ ß İ"
)

texts = st.lists(
    st.tuples(st.sampled_from(WORDS.split(" ")), st.sampled_from(" \n\t,  ")), max_size=40
).map(lambda pairs: "".join(word + gap for word, gap in pairs))


@pytest.fixture(scope="module")
def pyvi() -> Callable[[str], str]:
    """The function that pyvi offers; its pickle was made by an older scikit-learn, which warns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyvi import ViTokenizer
    return ViTokenizer.tokenize  # type: ignore[no-any-return]


def assert_same(pyvi: Callable[[str], str], text: str) -> None:
    words = segmenter().words(text)
    if words:
        assert " ".join(words) == pyvi(text)
    else:
        assert not text.strip()


@given(texts)
def test_random_phrases_are_segmented_as_by_pyvi(pyvi: Callable[[str], str], text: str) -> None:
    assert_same(pyvi, text)


@given(texts.map(str.lower))
def test_lower_case_is_segmented_as_by_pyvi(pyvi: Callable[[str], str], text: str) -> None:
    assert_same(pyvi, text)


# A NUL ends a string of CRFsuite, so pyvi sees a feature cut short; no compound holds one.
@given(st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=80))
@examples(max_examples=50)
def test_any_text_is_segmented_as_by_pyvi(pyvi: Callable[[str], str], text: str) -> None:
    assert_same(pyvi, text)


def test_the_sample_reports_are_segmented_as_by_pyvi(pyvi: Callable[[str], str]) -> None:
    for path in sorted(DOCUMENTS.rglob("*.md")):
        for line in path.read_text("utf-8").splitlines():
            assert_same(pyvi, line)
            assert_same(pyvi, line.lower())


def test_a_line_of_any_length_is_segmented_as_by_pyvi(pyvi: Callable[[str], str]) -> None:
    assert_same(pyvi, " ".join(WORDS.split(" ") * 40))


def test_compounds_are_joined_by_underscores() -> None:
    words = segmenter().words("hội nghị sơ kết phong trào thi đua yêu nước")
    assert "thi_đua" in words
    assert "".join(words).replace("_", "") == "hộinghịsơkếtphongtràothiđuayêunước"


def test_a_text_without_words_has_none() -> None:
    assert segmenter().words("") == []
    assert segmenter().words(" \t ") == []


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    text = "phong trào thi đua"
    assert segmenter().words(unicodedata.normalize("NFD", text)) == segmenter().words(text)


def test_a_line_of_any_length_is_segmented_whole() -> None:
    words = segmenter().words("thi đua " * 5_000)
    assert sum(word.count("_") + 1 for word in words) == 10_000
    assert words.count("thi_đua") > 4_900


# --- what is never loaded ----------------------------------------------------------------------


def run(code: str, *paths: Path) -> "subprocess.CompletedProcess[str]":
    script = f"import sys\nsys.path[:0] = {list(map(str, paths))!r}\n{code}"
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )


def test_neither_pyvis_module_nor_its_pickle_is_loaded() -> None:
    done = run("""
unpickled = []
sys.addaudithook(lambda event, args: unpickled.append(args) if "pickle" in event else None)
from searchapp.analysis.compounds import segmenter
assert "hội_nghị" in segmenter().words("hội nghị thi đua")
print(unpickled, [name for name in ("pyvi.ViTokenizer", "sklearn") if name in sys.modules])
""")
    assert (done.stdout, done.returncode) == ("[] []\n", 0), done.stderr


def test_another_model_is_refused_before_anything_of_it_runs(tmp_path: Path) -> None:
    models = tmp_path / "pyvi" / "models"
    models.mkdir(parents=True)
    (tmp_path / "pyvi" / "__init__.py").touch()
    (models / "words.txt").write_text("thi đua", "utf-8")
    trap = tmp_path / "trap"
    (models / "pyvi3.pkl").write_bytes(pickle.dumps(_Trap(str(trap))))
    done = run(
        """
from searchapp.analysis.compounds import segmenter
from searchapp.errors import SettingsError
try:
    segmenter()
except SettingsError as error:
    print(error)
""",
        tmp_path,
    )
    assert "pyvi==0.1.1" in done.stdout, done.stderr
    assert not trap.exists()


class _Trap:
    """Writes a file when it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (self.path, "w")


def test_a_server_starts_without_what_only_the_indexer_needs() -> None:
    done = run("""
import searchapp.app
heavy = ("pyvi", "sklearn", "pycrfsuite", "justext", "trafilatura", "docx", "pypdf")
print([name for name in heavy if name in sys.modules])
""")
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr
