"""Settings: defaults, then the environment, then what a caller says."""

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from searchapp.errors import SearchAppError, SettingsError
from searchapp.settings import PREFIX, Settings


def test_defaults_stand_where_nothing_is_said() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert (settings.documents, settings.index) == (Path("documents"), Path("index"))


def test_every_setting_can_come_from_the_environment() -> None:
    environ = {
        "SEARCHAPP_DOCUMENTS": "/kho/báo cáo",
        "SEARCHAPP_INDEX": "/kho/chỉ mục",
        "SEARCHAPP_JOBS": "3",
        "SEARCHAPP_BUILD_MEMORY_BYTES": "3000",
        "SEARCHAPP_KEEP_GENERATIONS": "5",
        "SEARCHAPP_MAX_FILE_BYTES": "1000",
        "SEARCHAPP_READ_TIMEOUT_S": "2.5",
        "SEARCHAPP_READ_MEMORY_BYTES": "2000",
        "SEARCHAPP_MAX_DROP": "0.25",
        "SEARCHAPP_CORS_ORIGINS": "https://a.example https://b.example",
        "SEARCHAPP_CACHE_ENTRIES": "0",
        "SEARCHAPP_CACHE_BYTES": "3000",
        "SEARCHAPP_MAX_CONCURRENT": "2",
        "SEARCHAPP_MAX_WAIT_S": "0.5",
    }
    assert {PREFIX + field.name.upper() for field in fields(Settings)} == set(environ)
    settings = Settings.from_environment(environ)
    assert settings == Settings(
        documents=Path("/kho/báo cáo"),
        index=Path("/kho/chỉ mục"),
        jobs=3,
        build_memory_bytes=3000,
        keep_generations=5,
        max_file_bytes=1000,
        read_timeout_s=2.5,
        read_memory_bytes=2000,
        max_drop=0.25,
        cors_origins="https://a.example https://b.example",
        cache_entries=0,
        cache_bytes=3000,
        max_concurrent=2,
        max_wait_s=0.5,
    )


def test_the_process_environment_is_read_where_none_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SEARCHAPP_JOBS", "7")
    assert Settings.from_environment().jobs == 7


def test_an_override_wins_and_none_is_no_override() -> None:
    environ = {"SEARCHAPP_INDEX": "/a", "SEARCHAPP_JOBS": "3"}
    settings = Settings.from_environment(environ, index=Path("/b"), jobs=None)
    assert (settings.index, settings.jobs) == (Path("/b"), 3)


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert Settings.from_environment({"SEARCHAPP_INDEX": "", "SEARCHAPP_JOBS": ""}) == Settings()


def test_foreign_variables_are_left_alone() -> None:
    assert Settings.from_environment({"SEARCHAPP_X": "1", "JOBS": "9"}) == Settings()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("JOBS", "0"), ("JOBS", "-1"), ("JOBS", "viele"), ("JOBS", "1.5"),
        ("KEEP_GENERATIONS", "0"), ("BUILD_MEMORY_BYTES", "0"),
        ("MAX_FILE_BYTES", "0"), ("READ_MEMORY_BYTES", "-5"),
        ("READ_TIMEOUT_S", "0"), ("READ_TIMEOUT_S", "-1"), ("READ_TIMEOUT_S", "lâu"),
        ("READ_TIMEOUT_S", "nan"), ("READ_TIMEOUT_S", "inf"), ("MAX_DROP", "0"),
        ("MAX_DROP", "1.1"), ("MAX_DROP", "nan"), ("MAX_DROP", "nửa"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=PREFIX + variable) as raised:
        Settings.from_environment({PREFIX + variable: value})
    assert isinstance(raised.value, SearchAppError)


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().jobs = 2  # type: ignore[misc]
