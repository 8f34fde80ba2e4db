"""Running ``searchapp`` in the tests' own process, over small invented archives."""

from pathlib import Path

from click.testing import CliRunner, Result

from searchapp.cli import main

GOOD = """Cụm thi đua các xã huyện Tiền Hải sơ kết 6 tháng đầu năm 2022

Sáng ngày 8/7/2022, tại huyện Tiền Hải, tỉnh Thái Bình, cụm thi đua các xã họp sơ kết.
"""
OTHER = """Khối trường học tỉnh Cà Mau tổng kết năm 2023

Chiều ngày 20/12/2023, khối trường học tỉnh Cà Mau tổng kết phong trào thi đua năm 2023.
"""


def run_command(*arguments: object, **environment: object) -> Result:
    """Run ``searchapp``; ``index=...`` sets SEARCHAPP_INDEX, and so on."""
    env: dict[str, str | None] = {f"SEARCHAPP_{k.upper()}": str(v) for k, v in environment.items()}
    return CliRunner(env=env).invoke(main, [str(argument) for argument in arguments])


def told(result: Result) -> str:
    """Return what a command printed; it must have ended well."""
    assert result.exit_code == 0, result.output
    return result.stdout


def write_archive(folder: Path) -> None:
    """Write the two reports."""
    folder.mkdir()
    (folder / "tien-hai.txt").write_text(GOOD, "utf-8")
    (folder / "ca-mau.txt").write_text(OTHER, "utf-8")
