"""pyvi's conditional random field and its dictionaries, taken out of its files as data.

Neither pyvi's module nor its pickle is ever loaded.
"""

import hashlib
import pickletools
import re
import tempfile
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from searchapp.errors import SettingsError

# Source: pyvi 0.1.1, models/pyvi3.pkl. Another model segments differently: topics would shift.
MODEL_SHA256 = "6cdd73aee04b6a4ad7320ca85d27d931a7ef870cfdd41beb148e86bdb8aca134"

# One weight in CRFsuite's listing; attributes may hold any character, line ends included, which
# is why pycrfsuite's own parser of it gives up on this model.
_DUMPED_WEIGHT = re.compile(
    r"^  \((0|1)\) (.*?) --> ([BI]_W): (-?[\d.]+)$", re.DOTALL | re.MULTILINE
)
_BEGIN, _INSIDE = "B_W", "I_W"


class Transitions(NamedTuple):
    """The field's weights of a label behind another: the second name's behind the first's."""

    begin_begin: float
    begin_inside: float
    inside_begin: float
    inside_inside: float

    @property
    def to_begin(self) -> float:
        """Above this lead a token is inside on the best way to one that begins a word."""
        return self.begin_begin - self.inside_begin

    @property
    def to_inside(self) -> float:
        """Above this lead a token is inside on the best way to one that continues a word."""
        return self.begin_inside - self.inside_inside

    def carried(self, lead: float) -> float:
        """Return what a token's lead ("inside" against "begin") adds to the lead of the next."""
        inside = max(self.inside_inside + lead, self.begin_inside)
        return inside - max(self.inside_begin + lead, self.begin_begin)


def load_weights() -> tuple[dict[str, float], Transitions]:
    """Return the feature weights as log-odds of "inside" against "begin", and the transitions.

    Raises:
        SettingsError: The installed pyvi carries another model than the one measured.
    """
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
    return weights, Transitions(*(transitions[step] for step in order))


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
    """Return the CRFsuite model that lies in pyvi's pickle, without unpickling anything."""
    pickled = (resources.files("pyvi") / "models" / "pyvi3.pkl").read_bytes()
    if hashlib.sha256(pickled).hexdigest() != MODEL_SHA256:
        raise SettingsError(
            "Mô hình tách từ của pyvi không phải bản 0.1.1 đã kiểm chứng. "
            "Cài lại đúng bản: pip install pyvi==0.1.1."
        )
    strings = [arg for _, arg, _ in pickletools.genops(pickled) if isinstance(arg, str)]
    return next(s for s in strings if s.startswith("lCRF")).encode("latin-1")


def load_compounds() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """Return the compounds of two words, and of three, that pyvi's dictionary has."""
    text = (resources.files("pyvi") / "models" / "words.txt").read_text("utf-8")
    entries = [tuple(line.split(" ")) for line in text.split("\n")]
    pairs = frozenset(entry for entry in entries if len(entry) == 2)
    return pairs, frozenset(entry for entry in entries if len(entry) == 3)
