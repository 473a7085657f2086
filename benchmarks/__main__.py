"""Run benchmarks one after another and write what they print to docs/benchmarks.md.

python -m benchmarks [NAME ...]     without names: all of them

A section of a benchmark that was not run now stays as it was, with its own date.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

from benchmarks import report


def main(names: list[str]) -> int:
    """Exit code 1 if any benchmark failed; what the others printed is written all the same."""
    known = report.benchmarks()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; known: {', '.join(known)}.", file=sys.stderr)
        return 2
    failed = []
    for name in names or known:
        print(f"{name} ...", flush=True)
        run = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}"],
            cwd=report.ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        print(run.stdout)
        if run.returncode:
            failed.append(name)
            run.stdout += f"\nFalls short of a target or broke off: exit status {run.returncode}.\n"
        now = datetime.now().astimezone()
        report.write(name, report.section(name, run.stdout, report.machine(), now))
    if failed:
        print(f"Fell short or broke off, and are marked so: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
