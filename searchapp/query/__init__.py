"""What was typed -> what to look for: grammar, date words, typing repair, suggestions."""

from searchapp.query.grammar import parse

__all__ = ["parse"]
