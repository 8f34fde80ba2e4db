"""Bytes -> text: which encoding, decided by how many words come out as Vietnamese syllables."""

import codecs
import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from searchapp.errors import ReadingError
from searchapp.reading.legacy import TCVN3, VNI, from_tcvn3, from_vni
from searchapp.reading.spelling import is_well_spelled

UTF_8 = "utf-8"
WINDOWS_1258 = "windows-1258"
MOJIBAKE = "utf-8-as-windows-1252"

# A conversion must make this share of the words Vietnamese, and be this much better than the text
# as it stands. Source: measured on five reports in three encodings, all 15 told apart.
_SHARE_NEEDED = 0.7
_GAIN_NEEDED = 0.3
_WORDS_LOOKED_AT = 200
_FEWEST_WORDS = 3  # what a text that may well be right as it stands must show before it is changed
_GUESS_BYTES = 1 << 16
# A detector needs something to look at: with fewer such bytes it calls French cp1250.
_FEW_BYTES_BEYOND_ASCII = 0.25
_ASCII = bytes(range(128))
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r"))
_CONTROLS_ALLOWED = 0.02
_NEVER = ["cp037", "cp424", "cp500", "cp875", "cp1026", "cp1140"]  # EBCDIC, of mainframes
_BROKEN_BYTES_ALLOWED = 0.02  # of the characters beyond ASCII, in a file that is UTF-8 but for them

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A word tells its encoding by mixing ASCII letters with others: the rest reads alike in any. Only
# characters that are no letter in any encoding told apart here part words: TCVN3's ư is the soft
# hyphen, its ằ and ô are guillemets.
_APART = r"\s\x00-\x1f!-@\[-`{-~\u2010-\u2027\u2030-\u205e"
_TELLING_WORD = re.compile(
    rf"(?<![^{_APART}])(?=[a-zA-Z]*[^\x00-\x7f{_APART}])(?=[^a-zA-Z{_APART}]*[a-zA-Z])[^{_APART}]+"
)
# windows-1252 with its five undefined bytes kept as they are; a codec that ftfy registers. Most
# archives are UTF-8, so what others need is imported where it is needed.
_WESTERN = "sloppy-windows-1252"
_CONTINUATION = "".join(
    bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xC0)
)
_MISREAD = re.compile(rf"[Â-ô][{re.escape(_CONTINUATION)}]{{1,3}}")


class Decoded(NamedTuple):
    """A text (not yet cleaned), the name of its encoding, and what its owner should know."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Conversion:
    """One way in which a text's letters may be wrong, and the note that tells of it."""

    encoding: str
    convert: Callable[[str], str]
    note: str


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of a file's bytes.

    Args:
        data: All of the bytes.
        declared: The encoding that the file names itself (an HTML page's charset), if any; it is
            believed where the bytes do not contradict it.

    Raises:
        ReadingError: They are no text.
    """
    return _unicode(data) or _single_byte(data, declared)


def repair(text: str, *, fewest_words: int = _FEWEST_WORDS) -> Decoded:
    """Return text whose letters came out wrong (TCVN3, VNI, mojibake) as they were meant.

    Args:
        text: Decoded text. Nothing may have been stripped from it: a soft hyphen is TCVN3's ư.
        fewest_words: How many telling words it takes; 1 where the text's surroundings were
            already found to be in such an encoding.
    """
    best = _best_conversion(text, _CONVERSIONS, fewest_words)
    if best is None:
        return Decoded(text, UTF_8)
    return Decoded(best.convert(text), best.encoding, (best.note,))


def _unicode(data: bytes) -> Decoded | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, "replace")
            return _repaired(Decoded(text, encoding, _note_broken(text)))
    if (wide := _wide_encoding(data)) is not None:
        text = data.decode(wide, "replace")
        return _repaired(Decoded(text, wide, _note_broken(text)))
    text = data.decode(UTF_8, "replace")
    broken = text.count("\ufffd")
    if broken > _BROKEN_BYTES_ALLOWED * (len(text) - len(text.encode("ascii", "ignore"))):
        return None
    return _repaired(Decoded(text, UTF_8, _note_broken(text)))


def _note_broken(text: str) -> tuple[str, ...]:
    if broken := text.count("\ufffd"):
        return (f"{broken} chỗ có byte hỏng được thay bằng ký tự �",)
    return ()


def _repaired(decoded: Decoded) -> Decoded:
    again = repair(decoded.text)
    if again.encoding == UTF_8:
        return decoded
    return Decoded(again.text, again.encoding, decoded.notes + again.notes)


def _wide_encoding(data: bytes) -> str | None:
    """Name UTF-16 without a mark: every ASCII letter and space has a zero byte, on one side."""
    sample = data[:_GUESS_BYTES]
    if len(data) % 2 or not sample.count(0):
        return None
    pairs = len(sample) / 2
    first, second = sample[::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if second > 0.3 > 0.05 > first:
        return "utf-16-le"
    return "utf-16-be" if first > 0.3 > 0.05 > second else None


def _single_byte(data: bytes, declared: str | None) -> Decoded:
    import ftfy.bad_codecs  # noqa: F401 -- knows _WESTERN

    western = data.decode(_WESTERN)
    best = _best_conversion(western, _LEGACY_FONTS, fewest=1, rival=_from_windows_1258)
    if best is None and _reads_as_windows_1258(western):
        best = _FROM_1258
    if best is not None:
        return Decoded(best.convert(western), best.encoding, (best.note,))
    return _declared(data, declared) or _guessed(data)


def _reads_as_windows_1258(western: str) -> bool:
    share = _share(_from_windows_1258(western))
    return share >= _SHARE_NEEDED and share >= _share(western)


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    # The Web's rule: who says Latin-1 or ASCII means windows-1252.
    name = declared.strip().lower()
    name = "windows-1252" if name in {"iso-8859-1", "latin1", "ascii", "us-ascii"} else name
    try:
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _guessed(data: bytes) -> Decoded:
    import charset_normalizer

    sample = data[:_GUESS_BYTES]
    if len(sample.translate(None, _CONTROLS)) < (1 - _CONTROLS_ALLOWED) * len(sample):
        raise ReadingError("tệp nhị phân, không phải văn bản; hãy kiểm tra đuôi tệp")
    few = len(sample.translate(None, _ASCII)) <= _FEW_BYTES_BEYOND_ASCII * len(sample)
    match = None if few else charset_normalizer.from_bytes(sample, cp_exclusion=_NEVER).best()
    name = match.encoding if match else "windows-1252"
    note = f"bảng mã được đoán là {name}; hãy lưu lại tệp bằng UTF-8 nếu chữ hiện sai"
    return Decoded(data.decode(name if match else _WESTERN, "replace"), name, (note,))


def _best_conversion(
    text: str,
    conversions: tuple[_Conversion, ...],
    fewest: int,
    rival: Callable[[str], str] = str,
) -> _Conversion | None:
    """Return the conversion that beats the text as it stands, and the rival reading of it."""
    words = list(islice(_TELLING_WORD.finditer(text), _WORDS_LOOKED_AT))
    distinct = {word.group() for word in words}  # a lone µm, however often, proves nothing
    if len(distinct) < fewest or _share_of(distinct) + _GAIN_NEEDED > 1:
        return None
    sample = text[words[0].start() : words[-1].end()]
    to_beat = max(_share(sample), _share(rival(sample))) + _GAIN_NEEDED
    shares = {conversion: _share(conversion.convert(sample)) for conversion in conversions}
    best = max(conversions, key=lambda conversion: shares[conversion])
    return best if shares[best] >= max(to_beat, _SHARE_NEEDED) else None


def _share(text: str) -> float:
    return _share_of({word.group() for word in _TELLING_WORD.finditer(text)})


def _share_of(words: Set[str]) -> float:
    """Return the share of Vietnamese syllables among the words, 0 if there are none."""
    return sum(map(is_well_spelled, words)) / len(words) if words else 0.0


def _from_windows_1258(western: str) -> str:
    return western.encode(_WESTERN, "replace").decode("cp1258", "replace")


def _from_mojibake(text: str) -> str:
    import ftfy

    lines = (ftfy.fix_encoding(line) for line in text.split("\n"))
    return _MISREAD.sub(_read_again, "\n".join(lines))


def _read_again(match: re.Match[str]) -> str:
    """Decode one misread letter: ftfy leaves those of a line that is also right in part."""
    try:
        return match.group().encode(_WESTERN).decode(UTF_8)
    except UnicodeError:
        return match.group()


_SAVE_AS_UTF_8 = "hãy kiểm tra, và lưu lại bằng UTF-8 nếu cần"
_FROM_TCVN3 = _Conversion(TCVN3, from_tcvn3, f"chuyển từ bảng mã TCVN3 (ABC); {_SAVE_AS_UTF_8}")
_FROM_VNI = _Conversion(VNI, from_vni, f"chuyển từ bảng mã VNI; {_SAVE_AS_UTF_8}")
_FROM_MOJIBAKE = _Conversion(
    MOJIBAKE,
    _from_mojibake,
    f"UTF-8 từng bị đọc nhầm thành windows-1252, đã giải mã lại; {_SAVE_AS_UTF_8}",
)
_FROM_1258 = _Conversion(
    WINDOWS_1258, _from_windows_1258, f"chuyển từ bảng mã windows-1258; {_SAVE_AS_UTF_8}"
)
_LEGACY_FONTS = (_FROM_TCVN3, _FROM_VNI)
_CONVERSIONS = (*_LEGACY_FONTS, _FROM_MOJIBAKE)
