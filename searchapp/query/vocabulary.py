"""What the query layer may ask of an index: which words it knows, and how often."""

from typing import Protocol


class Vocabulary(Protocol):
    """The words of the serving generation; all counts are numbers of reports."""

    def count(self, syllable: str) -> int:
        """Return how many reports hold a syllable in exactly this (normalised) spelling."""

    def count_folded(self, syllable: str) -> int:
        """Return how many reports hold a syllable in any spelling that folds to this."""

    def count_pair(self, left: str, right: str) -> int:
        """Return how many reports hold two neighbouring syllables in exactly this spelling."""

    def count_folded_pair(self, left: str, right: str) -> int:
        """Return how many reports hold two neighbours in any spelling that folds to these."""

    def spellings(self, folded: str) -> tuple[str, ...]:
        """Return the exact forms of the index that fold to this, in no particular order."""
