"""Whether letters spell a Vietnamese syllable: the witness on which encoding a text is in.

Stricter than the shape that search goes by (analysis.syllables.is_syllable), since a wrong
decoding also makes plausible shapes, but seldom a vowel group that exists with a single tone.
"""

import re
import unicodedata
from functools import lru_cache

from searchapp.analysis.syllables import TONES, split_tone

_ONSETS = "ngh|ng|nh|gh|gi(?=[aăâeêoôơuư])|ch|kh|ph|th|tr|qu(?=[aăâeêioôơy])|[bcdđghklmnprstvx]"
# Source: the vowel groups of the standard orthography, in their dictionary order.
_NUCLEI = (
    "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iêu|iu|oa|oai|oao|oay|oă|oe|"
    "oeo|oi|oo|ôi|ơi|ua|uâ|uây|uê|ui|uô|uôi|uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu"
)
_CODAS = "ng|nh|ch|[cmnpt]"
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_NUCLEI})(?:{_CODAS})?")
_LONGEST = 16  # code points: nghiêng, decomposed, has 9; what is longer is not even looked at
_CACHE = 1 << 14


def is_well_spelled(word: str) -> bool:
    """Tell whether a word is a syllable with at most one tone, in small or capital letters."""
    return len(word) <= _LONGEST and _is_syllable(word)


@lru_cache(_CACHE)
def _is_syllable(word: str) -> bool:
    base, _ = split_tone(word.lower())
    tones = sum(mark in TONES for mark in unicodedata.normalize("NFD", word))
    return tones <= 1 and _SYLLABLE.fullmatch(base) is not None
