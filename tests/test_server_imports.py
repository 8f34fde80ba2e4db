"""What a serving process loads, and what it must not."""

import json
import subprocess
import sys

from command_line import run_command, told

from searchapp.settings import Settings

NEVER = (
    *("pyvi", "pycrfsuite", "sklearn", "sklearn_crfsuite", "scipy"),
    *("trafilatura", "lxml", "justext", "pypdf", "docx", "markdown_it", "ftfy"),
    *("charset_normalizer", "tqdm", "filelock", "searchapp.indexing", "searchapp.reading"),
)
SCRIPT = """
import json, sys
from searchapp.cli import main
from searchapp.cli.serving import load
client = load().test_client()
hit = client.get("/api/search?q=thi+dua").get_json()["hits"][0]
paths = ["/", "/?q=thi+dua", "/?q=huwng+yeen&province=hung-yen", hit["url"], "/api" + hit["url"],
         "/api/suggest?q=thi", "/healthz", "/tro-giup", "/api/openapi.json", "/?from=x"]
codes = [client.get(path).status_code for path in paths]
print(json.dumps({"codes": codes, "modules": sorted(sys.modules)}))
"""


def test_a_serving_process_loads_nothing_that_reads_or_segments(sample_settings: Settings) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={"SEARCHAPP_INDEX": str(sample_settings.index)},
        capture_output=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert found["codes"] == [200] * 9 + [400]
    assert {"flask", "searchapp.app", "searchapp.searching"} <= set(found["modules"])
    assert set(NEVER) & set(found["modules"]) == set()


def test_commands_that_are_loaded_late_are_listed_and_run() -> None:
    for command in ("rebuild", "facts", "serve"):
        assert f"\n  {command} " in told(run_command("--help"))
        assert told(run_command(command, "--help")).startswith("Usage:")
