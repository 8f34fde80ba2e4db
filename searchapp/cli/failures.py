"""What searchapp raises on purpose, as one line and exit status 1."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from searchapp.errors import SearchAppError


def tell_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what searchapp raises on purpose into one line and exit status 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except SearchAppError as error:
            raise click.ClickException(str(error)) from error

    return run
