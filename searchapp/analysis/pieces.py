"""Text -> pieces: runs of words in which a phrase may stand, nothing between its words.

A piece ends with its line, at punctuation, at a number or foreign word, at a word that only joins
others, and at a name. Names are told by their capitals, so a heading in capitals gives no piece.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from searchapp.analysis.compounds import segmenter
from searchapp.analysis.syllables import is_syllable

# Written with and without the comma, it is one word to its readers.
_PREVENT = re.compile(r"\b(phòng)\s*,\s*(?=chống\b)", re.IGNORECASE)
# “Chuyển đổi số” is a phrase; “cụm thi đua số 3” has a number.
_NUMBER_SIGN = re.compile(r"\bsố(?=\s+\d)", re.IGNORECASE)
_NAME = "·"  # is no syllable, so a piece ends there
_CACHE = 1 << 16

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
    found: list[str] = []
    for line in text.splitlines():
        if line.strip():
            evened = _NUMBER_SIGN.sub("#", _PREVENT.sub(r"\1 ", line))
            found += _pieces_of_line(unicodedata.normalize("NFC", evened))
    return found


def _pieces_of_line(line: str) -> Iterator[str]:
    """Segment a line in lower case, which is how pyvi does it most steadily."""
    piece: list[str] = []
    for word in _words(line):
        if _belongs(word):
            piece.append(word)
        elif piece:
            yield " ".join(piece)
            piece = []
    if piece:
        yield " ".join(piece)


def _words(line: str) -> list[str]:
    """Return the words of a line in lower case, each word of a name as ``_NAME``."""
    lower = line.lower()
    words = segmenter().words(lower)
    if lower == line or len(lower) != len(line):  # a few foreign letters grow: then none is a name
        return words
    names = [row for row in _capitalised(words, line, lower) if _is_name(words, *row)]
    for start, end in names:
        words[start:end] = [_NAME] * (end - start)
    return words


def _capitalised(words: list[str], line: str, lower: str) -> Iterator[tuple[int, int]]:
    """Yield where rows of words begin and end whose every syllable has a capital."""
    position, row = 0, 0
    for number, word in enumerate(words):
        start = max(position, lower.find(word.partition("_")[0], position))
        position = start + len(word)
        first = line[start : start + 1]
        if first.isupper() and all(part[0].isupper() for part in line[start:position].split()):
            row += 1
        elif row:
            yield number - row, number
            row = 0
    if row:
        yield len(words) - row, len(words)


def _is_name(words: list[str], start: int, end: int) -> bool:
    """Tell whether capitalised words are a name: two syllables, or one that ends a run of words.

    (One that begins a sentence, or an office as in “Sở Y tế”, is none; “sông Hàn” has one.)
    """
    if sum(word.count("_") + 1 for word in words[start:end]) > 1:
        return True
    follows = start > 0 and _belongs(words[start - 1])
    return follows and (end == len(words) or not _belongs(words[end]))


@lru_cache(_CACHE)
def _belongs(word: str) -> bool:
    return word not in JOINING_WORDS and all(map(is_syllable, word.split("_")))
