"""A call told to end (SIGTERM, SIGHUP) under every fault of a sound device, in every state.

    python -m benchmarks.endings [--times N] [--only TEXT] [--together N]

Target: within 2 s no process is left, and the terminal is as it was. The live screen of the
installed program, over the virtual sound card of the tests; needs Linux with PulseAudio.
"""

from __future__ import annotations

import signal
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks import every_fault
from tests.sound.fault_endings import Ending, end_under

TIMES = 2
HEAD = """\
| fault | state | calls | ended after: median (worst), s | as it should |
| --- | --- | ---: | ---: | ---: |"""
SIGNALS = (signal.SIGTERM, signal.SIGHUP)
WITHIN = 2.0


def main() -> int:
    """Prints the table; exit code 1 where a target was missed."""
    return every_fault.table(__doc__ or "", HEAD, _once, _row, TIMES)


def _row(name: str, state: str, endings: list[Ending]) -> list[str]:
    took = [ending.took for ending in endings]
    right = sum(not ending.problems and ending.took < WITHIN for ending in endings)
    seconds = f"{statistics.median(took):.2f} ({max(took):.2f})"
    times = len(endings)
    print(f"| {name} | {state} | {times} | {seconds} | {right} of {times} |", flush=True)
    which = f"{name}, {state}"
    found = [f"{which}: {problem[-200:].strip()}" for one in endings for problem in one.problems]
    if max(took) >= WITHIN:
        found.append(f"{which}: ended after {max(took):.2f} s, not within {WITHIN:g} s")
    return found


def _once(name: str, state: str, turn: int) -> Ending:
    number = SIGNALS[turn % len(SIGNALS)]
    with tempfile.TemporaryDirectory() as folder:
        return end_under(every_fault.fault_named(name), state, number, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
