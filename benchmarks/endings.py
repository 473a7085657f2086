"""A call told to end (SIGTERM, SIGHUP) under every fault of a sound device, in every state.

    python -m benchmarks.endings [--times N] [--only TEXT]

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
from tests.sound.faults import Fault

TIMES = 2
HEAD = """\
| fault | state | calls | ended after: median (worst), s | as it should |
| --- | --- | ---: | ---: | ---: |"""
SIGNALS = (signal.SIGTERM, signal.SIGHUP)
WITHIN = 2.0


def main() -> int:
    """Prints the table; exit code 1 where a target was missed."""
    return every_fault.table(__doc__ or "", HEAD, _row, TIMES)


def _row(fault: Fault, state: str, times: int) -> list[str]:
    endings = [_once(fault, state, SIGNALS[turn % len(SIGNALS)]) for turn in range(times)]
    took = [ending.took for ending in endings]
    right = sum(not ending.problems and ending.took < WITHIN for ending in endings)
    seconds = f"{statistics.median(took):.2f} ({max(took):.2f})"
    print(f"| {fault.name} | {state} | {times} | {seconds} | {right} of {times} |", flush=True)
    name = f"{fault.name}, {state}"
    found = [f"{name}: {problem[-200:].strip()}" for one in endings for problem in one.problems]
    if max(took) >= WITHIN:
        found.append(f"{name}: ended after {max(took):.2f} s, not within {WITHIN:g} s")
    return found


def _once(fault: Fault, state: str, number: signal.Signals) -> Ending:
    with tempfile.TemporaryDirectory() as folder:
        return end_under(fault, state, number, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
