"""Run benchmarks one after another and write what they print to docs/benchmarks.md.

    python -m benchmarks [NAME ...] [OPTION ...]    without names: all of them

A benchmark whose parts are measured at different times has a section a part: ``hearing`` runs all
of them, ``hearing:cost`` one. Options go to each benchmark and are told in its section. A section
of what was not run now stays as it was, with its own date.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

from benchmarks import report

NO_RESULT = {"-h", "--help", "--only"}
"""Options with which a benchmark prints its help or some of its rows: no section is replaced."""


def main(words: list[str]) -> int:
    """Exit code 1 if any benchmark failed; what the others printed is written all the same."""
    first = next((place for place, word in enumerate(words) if word.startswith("-")), len(words))
    names, options = words[:first], words[first:]
    known = report.benchmarks()
    runs = [run for name in names or known for run in report.runs(name)]
    unknown = [name for name, _ in runs if name not in known]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; known: {', '.join(known)}.", file=sys.stderr)
        return 2
    failed = [f"{name} {part}".strip() for name, part in runs if not _ran(name, part, options)]
    if failed:
        print(f"Fell short or broke off, and are marked so: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def _ran(name: str, part: str, options: list[str]) -> bool:
    """Whether it ran and met its targets; what it printed is in the report."""
    print(f"{name} {part} ...", flush=True)
    given = [*(["--part", part] if part else []), *options]
    run = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *given],
        cwd=report.ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    print(run.stdout)
    if NO_RESULT & {option.partition("=")[0] for option in options}:
        return run.returncode == 0
    if run.returncode:
        run.stdout += f"\nFalls short of a target or broke off: exit status {run.returncode}.\n"
    now = datetime.now().astimezone()
    report.write(name, part, report.section(name, run.stdout, report.machine(), now, part, given))
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
