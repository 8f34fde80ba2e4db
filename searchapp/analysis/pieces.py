"""Text -> pieces: runs of words in which a phrase may stand, nothing between its words.

A piece ends with its line, at punctuation, at a number or foreign word, at a word that only joins
others, and at a name. Names are told by their capitals, so a heading in capitals gives no piece.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.compounds import Segmenter, segmenter
from searchapp.analysis.remembered import Remembered
from searchapp.analysis.spellings import Numbers
from searchapp.analysis.syllables import is_syllable

_END = "·"
"""Stands for a word that no piece holds."""
_CACHE = 1 << 17

_JOINING = """
ai anh ba bao bao_gồm bà bèn bên bên_cạnh bên_ngoài bên_trong bảy bắc_bộ bằng bằng_cách bị bốn bởi
bởi_vì chiều cho cho_biết cho_nên cho_rằng cho_đến chín chúng_ta chúng_tôi chưa chẳng chẳng_hạn
chỉ chỉ_có chị chục chứ chừng con cuối càng các cách cái còn có có_thể cô cùng cùng_với cũng
cũng_như cả cần cậu cụ_thể của của_mình cứ do do_vậy do_đó dù dù_sao dưới dần_dần em giờ giữa gì
gần gần_đây hai hai_bên hay hiện hiện_nay hiện_tại hoàn_toàn hoặc hàng hàng_năm hàng_tháng hãy
hôm_nay hôm_qua hơn hầu_hết hầu_như hằng_năm hết họ hồi khi khi_đó khiến khoảng khá không
không_chỉ không_những không_phải không_thể không_ít kèm kể kể_cả kể_từ kỳ liên_quan là lên lúc lại
lần lần_lượt lần_thứ lẫn lắm mà mình mười mấy mặc_dù mọi mỗi một một_cách một_số mới_đây mới_được
nay ngay ngay_cả ngay_sau ngay_từ nghìn ngoài ngoài_ra ngoài_việc ngày ngày_nay nhau nhiều
nhiều_năm như như_vậy nhưng nhất nhất_là nhằm những những_ai nào này nên nó nói_chung nói_riêng
năm nếu nếu_như nữa phút phải phần_lớn qua qua_đó quá quý ra ra_sao riêng riêng_về rất rất_nhiều
rằng rồi sang sau sau_khi sau_đó so so_với song suốt sáng sáu sẽ sự ta thay_vì theo theo_đó tháng
thêm thì thì_ra thường thường_xuyên thậm_chí thứ toàn_bộ triệu trong trong_khi trong_đó trên
trên_dưới trăm trưa trước trước_hết trước_khi trước_đây trước_đó trừ tuy tuy_nhiên tuy_vậy tuần
tám tôi tương_tự tương_đối tại tại_sao tất_cả tỉ tối tới từ từ_đó từng tự tỷ và và_cả vài vào vì
vì_thế vì_vậy ví_dụ vẫn vẫn_còn về về_việc vị vốn với vừa vừa_qua xong xuống ít ông đang đi đâu
đây đã đó đôi_khi được đấy đầu đặc_biệt đến đều để để_cho đối_với đồng đồng_thời đợt ở
"""
JOINING_WORDS = frozenset(_JOINING.split())
"""Words of any sentence, whatever it is about: they join, point, count or tell the time."""


def pieces(text: str) -> list[str]:
    """Return the pieces of a text in order: words in lower case between spaces, ``_`` inside them.

    Words are spelled as they stand; whoever counts them makes their spellings one.
    """
    return _cutter().cut(text)


@cache
def _cutter() -> "_Cutter":
    return _Cutter(segmenter())


class _Cutter:
    """Cuts texts; remembers which words it saw."""

    def __init__(self, compounds: Segmenter) -> None:
        self._compounds = compounds
        self._spellings = compounds.lower_spellings  # this is how pyvi does it most steadily
        self._shown = Remembered(_shown, _CACHE)

    def cut(self, text: str) -> list[str]:
        """Return the pieces of a text."""
        numbers = self._evened_out(self._spellings.read(_one_kind_of_line_end(text)))
        joined = self._compounds.joined(self._spellings, numbers)
        words = self._words(numbers, joined)
        shown = list(map(self._shown.__getitem__, words))
        capital = self._spellings.capital.take(numbers)
        capitals = np.flatnonzero(np.logical_and.reduceat(capital, np.flatnonzero(~joined)))
        for start, end in _names(words, shown, capitals.tolist()):
            shown[start:end] = [_END] * (end - start)
        return list(filter(None, map(str.strip, " ".join(shown).split(_END))))

    def _words(self, numbers: Numbers, joined: NDArray[np.bool_]) -> list[str]:
        tokens: list[str] = self._spellings.lower.take(numbers).tolist()
        for at in np.flatnonzero(joined)[::-1].tolist():
            tokens[at - 1] += "_" + tokens[at]
        return list(compress(tokens, (~joined).tolist()))

    def _evened_out(self, numbers: Numbers) -> Numbers:
        """Return the tokens with “phòng, chống” as the one word that it is to its readers.

        A number sign is no part of a phrase: “chuyển đổi số” is one, “cụm thi đua số 3” has a
        number.
        """
        lower = self._spellings.lower
        words = self._spellings.words.take(numbers)
        against, number = map(self._spellings.word_number, ("chống", "số"))
        commas = [
            at - 1
            for at in np.flatnonzero(words == against).tolist()
            if lower[numbers[at - 1]] == "," and lower[numbers[at - 2]] == "phòng"
        ]
        for at in np.flatnonzero(words == number).tolist():
            if lower[numbers[at + 1]][0].isdecimal():
                numbers[at] = self._spellings.number("#")
        return np.delete(numbers, commas) if commas else numbers


def _names(
    words: Sequence[str], shown: Sequence[str], capitals: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield where the names begin and end: two syllables with capitals, or one that ends a run.

    (One that begins a sentence, or an office as in “Sở Y tế”, is none; “sông Hàn” has one.)
    """
    known = set(capitals)
    starts = [at for at in capitals if at - 1 not in known]
    ends = [at + 1 for at in capitals if at + 1 not in known]
    for start, end in zip(starts, ends, strict=True):
        ends_run = shown[start - 1] != _END and shown[end] == _END
        if end - start > 1 or "_" in words[start] or ends_run:
            yield start, end


def _shown(word: str) -> str:
    belongs = word not in JOINING_WORDS and all(map(is_syllable, word.split("_")))
    return word if belongs else _END


def _one_kind_of_line_end(text: str) -> str:
    """Return the text in NFC with nothing but LF between its lines.

    A line with the one letter that grows when it is lower is lower: none of its words is a name.
    """
    lines = text.splitlines()
    if "İ" in text:
        lines = [line.lower() if "İ" in line else line for line in lines]
    return unicodedata.normalize("NFC", "\n".join(lines))
