"""docs/benchmarks.md: one section a benchmark, with command, machine and date."""

from __future__ import annotations

import ast
import os
import platform
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "benchmarks.md"
HEAD = """# Measured

Written by `make bench`; each section says when and on what. Times on another machine differ.
"""
HELPERS = {"__init__", "__main__", "report", "shared"}


def benchmarks(folder: Path = ROOT / "benchmarks") -> list[str]:
    """Names of the modules that can be run: those with a ``main``."""
    names = sorted(path.stem for path in folder.glob("*.py"))
    return [name for name in names if name not in HELPERS and _has_main(folder / f"{name}.py")]


def runs(wanted: str, folder: Path = ROOT / "benchmarks") -> list[tuple[str, str]]:
    """Name and part of each run that ``wanted`` stands for: one, or one a part in ``SECTIONS``.

    Args:
        wanted: name of a benchmark, with ``:part`` for one of its parts.
        folder: where they lie.
    """
    name, _, part = wanted.partition(":")
    if part or not (folder / f"{name}.py").exists():
        return [(name, part)]
    for node in ast.parse((folder / f"{name}.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SECTIONS":
            return [(name, each) for each in ast.literal_eval(node.value)]
    return [(name, "")]


def _has_main(path: Path) -> bool:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in body)


def purpose(name: str, folder: Path = ROOT / "benchmarks") -> str:
    """The first paragraph of a benchmark's docstring: what it measures."""
    module = ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))
    return " ".join((ast.get_docstring(module) or "").split("\n\n")[0].split())


def machine() -> str:
    """Processor, cores, memory, system, Python and the load of the last minute."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{_processor()}, {os.cpu_count()} cores{_memory()}; {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}{load}"
    )


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        text = ""
    found = re.search(r"model name\s*: (.+)", text)
    return found[1].strip() if found else platform.machine()


def _memory() -> str:
    try:
        text = Path("/proc/meminfo").read_text(encoding="utf-8")
    except OSError:
        return ""
    found = re.search(r"MemTotal:\s*(\d+) kB", text)
    return f", {int(found[1]) / 2**20:.0f} GB" if found else ""


def section(
    name: str,
    printed: str,
    machine_: str,
    at: datetime,
    part: str = "",
    options: Sequence[str] = (),
) -> str:
    """One section, beginning with its heading.

    Args:
        name: of the benchmark.
        printed: what it printed.
        machine_: on what.
        at: when.
        part: of the benchmark; empty: the whole.
        options: that it was given.
    """
    given = f' ARGS="{" ".join(options)}"' if options else ""
    return (
        f"## {heading(name, part)}\n\n{purpose(name)}\n\n"
        f"`make bench-{name.replace('_', '-')}{given}`, {at:%Y-%m-%d %H:%M %z}. {machine_}.\n\n"
        f"{printed.strip()}\n"
    )


def heading(name: str, part: str) -> str:
    """Of a section."""
    return f"{name}: {part}" if part else name


def merged(report: str, name: str, section_: str) -> str:
    """The report with the section of this heading put in or replaced; sections in order.

    A part takes the place of a section of the whole, from before the benchmark had parts.
    """
    parts = re.split(r"^(?=## )", report, flags=re.MULTILINE)
    sections = {part[3:].split("\n", 1)[0].strip(): part.strip() + "\n" for part in parts[1:]}
    if ":" in name:
        sections.pop(name.partition(":")[0], None)
    sections[name] = section_
    return "\n".join([HEAD, *(sections[key] for key in sorted(sections))])


def write(name: str, part: str, section_: str, path: Path = REPORT) -> None:
    """Put the section into the file, which need not be there yet."""
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(merged(before, heading(name, part), section_), encoding="utf-8")
