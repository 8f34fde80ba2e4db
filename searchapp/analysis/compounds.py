"""Text -> Vietnamese compounds, as pyvi segments them, at several times pyvi's speed.

pyvi's conditional random field has two labels (a syllable begins a word, or continues one) and
every feature is a sum over single tokens, so the score of a token is cached per distinct spelling
and the best labelling is found on two states. The labels are pyvi's own, to the last one; a test
holds both side by side on random text.

Only the indexer needs this. Neither pyvi's module nor its pickle is ever loaded: the field's
weights are taken out of the model file as data.
"""

import hashlib
import pickletools
import re
import string
import tempfile
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from searchapp.errors import SettingsError

# Source: pyvi 0.1.1, models/pyvi3.pkl. Another model segments differently: topics would shift.
MODEL_SHA256 = "6cdd73aee04b6a4ad7320ca85d27d931a7ef870cfdd41beb148e86bdb8aca134"

# One weight in CRFsuite's listing; attributes may hold any character, line ends included, which
# is why pycrfsuite's own parser of it gives up on this model.
_DUMPED_WEIGHT = re.compile(
    r"^  \((0|1)\) (.*?) --> ([BI]_W): (-?[\d.]+)$", re.DOTALL | re.MULTILINE
)
_BEGIN, _INSIDE = "B_W", "I_W"
_CACHE = 1 << 17
_MAX_SYLLABLES_A_LINE = 2_000  # longer "lines" are cut: labels this far apart do not interact

# How pyvi splits a line into tokens. Source: the patterns of pyvi's ViTokenizer, restated.
_TOKENS = re.compile(
    r"[A-ZĐ]+\.|(?:Tp|Mr|Mrs|Ms|Dr|ThS)\.|==>|->|\.\.\.|>>|\n"
    r"|\w+://[^\s]+"
    r"|[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
    r"|\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
)


@dataclass(frozen=True, slots=True)
class _Form:
    """What one spelling contributes: log-odds of "continues a word" against "begins one".

    ``own`` counts for the token itself, ``before`` for the token after it, ``after`` for the one
    before it.
    """

    lower: str
    own: float
    before: float
    after: float
    joinable: bool
    title: bool


class Segmenter:
    """Labels tokens with pyvi's model; holds its weights and dictionaries (about 20 MB)."""

    def __init__(self) -> None:
        self._weights, self._transitions = _load_weights()
        self._pairs, self._triples = _load_dictionaries()
        self._form = lru_cache(_CACHE)(self._make_form)

    def words(self, text: str) -> list[str]:
        """Return the words of a text in order, the syllables of a compound joined by ``_``."""
        tokens = _TOKENS.findall(unicodedata.normalize("NFC", text))
        found: list[str] = []
        for start in range(0, len(tokens), _MAX_SYLLABLES_A_LINE):
            found += self._segment(tokens[start : start + _MAX_SYLLABLES_A_LINE])
        return found

    def _segment(self, tokens: list[str]) -> list[str]:
        forms = [self._form(token) for token in tokens]
        words = [tokens[0]]
        labels = self._best_labels(self._emissions(forms))
        for i in range(1, len(tokens)):
            left, right = forms[i - 1], forms[i]
            joins = labels[i] and left.joinable and right.joinable
            if joins and not (right.title and not left.title):
                words[-1] += "_" + tokens[i]
            else:
                words.append(tokens[i])
        return words

    def _emissions(self, forms: list[_Form]) -> list[float]:
        """Return, per token, the log-odds of continuing a word, transitions left aside."""
        scores = [form.own for form in forms]
        lower = [form.lower for form in forms]
        weight, pairs, triples = self._weights, self._pairs, self._triples
        for i in range(len(forms) - 1):
            scores[i + 1] += forms[i].before
            scores[i] += forms[i + 1].after
            if (lower[i], lower[i + 1]) in pairs:
                scores[i + 1] += weight.get("-1:word.bi_gram()", 0.0)
                scores[i] += weight.get("+1:word.bi_gram()", 0.0)
        for i in range(len(forms) - 2):
            if (lower[i], lower[i + 1], lower[i + 2]) in triples:
                scores[i + 2] += weight.get("-2:word.tri_gram()", 0.0)
                scores[i] += weight.get("+2:word.tri_gram()", 0.0)
        return scores

    def _best_labels(self, scores: list[float]) -> list[bool]:
        """Return the best path on two states; only the difference of their scores is kept."""
        begin_begin, begin_inside, inside_begin, inside_inside = self._transitions
        lead = scores[0]  # score of "inside" minus score of "begin"
        came_from_inside: list[tuple[bool, bool]] = []
        for score in scores[1:]:
            to_begin = inside_begin + lead > begin_begin
            to_inside = inside_inside + lead > begin_inside
            came_from_inside.append((to_begin, to_inside))
            best_begin = inside_begin + lead if to_begin else begin_begin
            best_inside = inside_inside + lead if to_inside else begin_inside
            lead = best_inside - best_begin + score
        labels = [lead > 0]
        for step in reversed(came_from_inside):
            labels.append(step[labels[-1]])
        return labels[::-1]

    def _make_form(self, token: str) -> _Form:
        lower = token.lower()
        joinable = token not in string.punctuation and not token[0].isdigit()
        return _Form(
            lower=lower,
            own=self._weigh("", token, lower) + self._own_extras(token),
            before=self._weigh("-1:", token, lower),
            after=self._weigh("+1:", token, lower),
            joinable=joinable,
            title=token[0].istitle(),
        )

    def _weigh(self, prefix: str, token: str, lower: str) -> float:
        score = self._weights.get(f"{prefix}word.lower():{lower}", 0.0)
        if token.istitle():
            score += self._weights.get(f"{prefix}word.istitle()", 0.0)
        if token.isupper():
            score += self._weights.get(f"{prefix}word.isupper()", 0.0)
        return score

    def _own_extras(self, token: str) -> float:
        digit = self._weights.get("word.isdigit()", 0.0) if token.isdigit() else 0.0
        return self._weights.get("bias", 0.0) + digit


@cache
def segmenter() -> Segmenter:
    """Return the process's one segmenter, loaded at its first use (about half a second)."""
    return Segmenter()


def _load_weights() -> tuple[dict[str, float], tuple[float, float, float, float]]:
    """Return the feature weights as log-odds, and the transitions BB, BI, IB, II."""
    dump = _dump_model(_model_bytes())
    weights: dict[str, float] = {}
    transitions: dict[tuple[str, str], float] = {}
    for kind, source, target, weight in _DUMPED_WEIGHT.findall(dump):
        if kind == "1":
            transitions[source, target] = float(weight)
        else:
            sign = 1.0 if target == _INSIDE else -1.0
            weights[source] = weights.get(source, 0.0) + sign * float(weight)
    order = ((_BEGIN, _BEGIN), (_BEGIN, _INSIDE), (_INSIDE, _BEGIN), (_INSIDE, _INSIDE))
    bb, bi, ib, ii = (transitions[step] for step in order)
    return weights, (bb, bi, ib, ii)


def _dump_model(model: bytes) -> str:
    """Return CRFsuite's own listing of a model's weights."""
    import pycrfsuite  # the indexer's alone; the server never pays for it

    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.txt"
        tagger.dump(str(path))
        return path.read_bytes().decode("utf-8")


def _model_bytes() -> bytes:
    """Return the CRFsuite model that lies in pyvi's pickle, without unpickling anything.

    Raises:
        SettingsError: The installed pyvi carries another model than the one measured.
    """
    pickled = (resources.files("pyvi") / "models" / "pyvi3.pkl").read_bytes()
    if hashlib.sha256(pickled).hexdigest() != MODEL_SHA256:
        raise SettingsError(
            "Mô hình tách từ của pyvi không phải bản 0.1.1 đã kiểm chứng. "
            "Cài lại đúng bản: pip install pyvi==0.1.1."
        )
    strings = [arg for _, arg, _ in pickletools.genops(pickled) if isinstance(arg, str)]
    return next(s for s in strings if s.startswith("lCRF")).encode("latin-1")


def _load_dictionaries() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    text = (resources.files("pyvi") / "models" / "words.txt").read_text("utf-8")
    entries = [tuple(line.split(" ")) for line in text.split("\n")]
    pairs = frozenset(entry for entry in entries if len(entry) == 2)
    return pairs, frozenset(entry for entry in entries if len(entry) == 3)
