"""What figures were measured on, without the names of hosts and folders."""

import os
import platform
from pathlib import Path


def machine() -> str:
    """Return processor, cores, memory and Python in one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = [_processor(), f"{cores} cores", f"{memory_mb() / 1000:.0f} GB of memory"]
    return ", ".join([*parts, platform.system(), f"Python {platform.python_version()}"])


def _processor() -> str:
    return _after(Path("/proc/cpuinfo"), "model name") or platform.machine()


def memory_mb() -> float:
    """Return how much memory this machine has, 0 where that is not told."""
    kilobytes = _after(Path("/proc/meminfo"), "MemTotal").partition(" ")[0]
    return int(kilobytes or 0) / 1e3


def _after(file: Path, name: str) -> str:
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
