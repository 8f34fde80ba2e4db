"""Asking for more or less than usual: the very spelling, or words where no phrase is found."""

from dataclasses import replace

from searchapp.model import Clause, Expression, Target


def is_loose(clause: Clause) -> bool:
    """Tell whether the words of a clause stand for themselves, anywhere in the text."""
    return not clause.phrase and not clause.excluded and clause.target is Target.TEXT


def as_typed(expression: Expression) -> Expression:
    """Return the expression with every word in exactly its typed spelling, marked or not."""
    clauses = [
        replace(clause, words=tuple(replace(word, marked=True) for word in clause.words))
        for clause in expression.clauses
    ]
    return replace(expression, clauses=tuple(clauses))


def loosen(expression: Expression) -> Expression:
    """Return the expression with the words of its phrases as loose words, in the order typed."""
    freed = [c for c in expression.clauses if is_free(c) or _is_wanted_phrase(c)]
    if not any(map(_is_wanted_phrase, freed)):
        return expression
    words = tuple(word for clause in freed for word in clause.words)
    rest = tuple(clause for clause in expression.clauses if clause not in freed)
    return replace(expression, clauses=(Clause(words), *rest))


def is_free(clause: Clause) -> bool:
    """Tell whether a clause is loose and has no alternatives."""
    return is_loose(clause) and not clause.group


def phrases(expression: Expression) -> tuple[Clause, ...]:
    """Return the phrases that ``loosen`` would take apart."""
    return tuple(filter(_is_wanted_phrase, expression.clauses))


def _is_wanted_phrase(clause: Clause) -> bool:
    """Tell whether a clause is a phrase that is required; not one among alternatives."""
    wanted = not clause.excluded and not clause.group
    return clause.phrase and wanted and clause.target is Target.TEXT
