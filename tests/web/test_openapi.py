"""The OpenAPI description is true: schemathesis asks what it describes, and what it excludes."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode

BOUNDED = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "mode"),
    [
        ("/api/search", GenerationMode.POSITIVE),
        ("/api/search", GenerationMode.NEGATIVE),
        ("/api/suggest", GenerationMode.POSITIVE),
        ("/api/suggest", GenerationMode.NEGATIVE),
        ("/api/reports/{report_id}", GenerationMode.POSITIVE),
    ],
)
def test_the_description_is_true(app: Flask, path: str, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    cases: Any = schema[path]["GET"].as_strategy(generation_mode=mode)

    def check(case: Case) -> None:
        case.call_and_validate()

    BOUNDED(given(case=cases)(check))()
