"""Where things are and how much they may cost: read from the environment once, then frozen."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from math import isfinite
from pathlib import Path
from typing import Any, Self

from searchapp.errors import SettingsError

PREFIX = "SEARCHAPP_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may set; each field is also ``SEARCHAPP_<FIELD>`` in the environment.

    Attributes:
        documents: The folder of reports; never written to.
        index: The folder of generations.
        jobs: Processes that read and analyse files during a rebuild.
        build_memory_bytes: Memory that all processes of a rebuild may take together, roughly.
        keep_generations: Generations kept on disk, the serving one included.
        max_file_bytes: A larger file is skipped (a JSONL file: a longer line).
        read_timeout_s: Seconds that reading one file may take.
        read_memory_bytes: Address space of the process that reads one file.
        max_drop: Largest share of reports that a rebuild may lose against the serving
            generation without ``--full`` (0.5: losing more than half is refused).
        cors_origins: Origins, space-separated, that may read the JSON API from a browser.
        cache_entries: Answers that each serving process keeps; 0 keeps none.
        cache_bytes: Bytes of answers that each serving process keeps; 0 keeps none.
        max_concurrent: Searches that each serving process computes at once.
        max_wait_s: Seconds that a search may wait for its turn before it is refused.
    """

    documents: Path = Path("documents")
    index: Path = Path("index")
    jobs: int = min(4, os.cpu_count() or 1)
    build_memory_bytes: int = 2_000_000_000
    keep_generations: int = 3
    max_file_bytes: int = 32_000_000
    read_timeout_s: float = 20.0
    read_memory_bytes: int = 512_000_000
    max_drop: float = 0.5
    cors_origins: str = ""
    cache_entries: int = 10_000
    cache_bytes: int = 64_000_000
    max_concurrent: int = 2
    max_wait_s: float = 2.0

    def __post_init__(self) -> None:
        """Refuse values that nothing could work with.

        Raises:
            SettingsError: Naming the variable and what it takes.
        """
        for name in (
            *("jobs", "keep_generations", "max_file_bytes", "max_concurrent"),
            *("read_memory_bytes", "build_memory_bytes"),
        ):
            if getattr(self, name) < 1:
                raise SettingsError(f"{PREFIX}{name.upper()} phải là số nguyên từ 1 trở lên.")
        for name in ("cache_entries", "cache_bytes"):
            if getattr(self, name) < 0:
                raise SettingsError(f"{PREFIX}{name.upper()} phải là số nguyên từ 0 trở lên.")
        if not (self.max_wait_s >= 0 and isfinite(self.max_wait_s)):
            raise SettingsError(f"{PREFIX}MAX_WAIT_S phải là số giây từ 0 trở lên.")
        if not (self.read_timeout_s > 0 and isfinite(self.read_timeout_s)):
            raise SettingsError(f"{PREFIX}READ_TIMEOUT_S phải là số giây lớn hơn 0.")
        if not 0 < self.max_drop <= 1:
            raise SettingsError(f"{PREFIX}MAX_DROP phải nằm trong khoảng từ 0 đến 1.")

    @classmethod
    def from_environment(
        cls, environ: Mapping[str, str] | None = None, **overrides: object
    ) -> Self:
        """Defaults, then ``SEARCHAPP_*``, then the overrides that are not None.

        Raises:
            SettingsError: A variable's value is not of its kind.
        """
        environ = os.environ if environ is None else environ
        values: dict[str, Any] = {}
        for field in fields(cls):
            variable = PREFIX + field.name.upper()
            if environ.get(variable):  # an empty one is as good as none
                values[field.name] = _convert(variable, environ[variable], type(field.default))
        values |= {name: value for name, value in overrides.items() if value is not None}
        return cls(**values)


def _convert(variable: str, text: str, kind: Callable[[str], object]) -> object:
    try:
        return kind(text)
    except ValueError:
        raise SettingsError(
            f"{variable}={text!r} không hợp lệ: cần một giá trị kiểu "
            f"{getattr(kind, '__name__', kind)}."
        ) from None
