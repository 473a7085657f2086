"""Sound devices that fail in a call: every fault in every state, what was told when, what was lost.

    python -m benchmarks.faults [--times N] [--only TEXT] [--together N]

Each row is a fault (tests/sound/faults.py) in a state of the call, over the virtual sound card of
the tests, in the installed program. "Told" is the time from the moment at which the device was
needed to the line that says what is wrong. Needs Linux with PulseAudio.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks import every_fault
from tests.sound.fault_calls import TOLD_WITHIN, Result, play

TIMES = 20
HEAD = """\
| fault | state | calls | told: median (worst), s | goes on after, s | as it should |
| --- | --- | ---: | ---: | ---: | ---: |"""


def main() -> int:
    """Prints the table; exit code 1 where something was lost or told too late."""
    return every_fault.table(__doc__ or "", HEAD, _once, _row, TIMES)


def _row(name: str, state: str, results: list[Result]) -> list[str]:
    told = [result.told for result in results if result.told is not None]
    back = [result.back for result in results if result.back is not None]
    right = sum(not result.problems for result in results)
    times = len(results)
    row = (name, state, str(times), _seconds(told), _seconds(back), f"{right} of {times}")
    print(f"| {' | '.join(row)} |", flush=True)
    which = f"{name}, {state}"
    found = [f"{which}: {problem[-200:].strip()}" for one in results for problem in one.problems]
    if told and max(told) > TOLD_WITHIN:
        found.append(f"{which}: told after {max(told):.2f} s, not within {TOLD_WITHIN:g} s")
    return found


def _once(name: str, state: str, turn: int) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        return play(every_fault.fault_named(name), state, Path(folder))


def _seconds(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({max(values):.2f})" if values else "-"


if __name__ == "__main__":
    sys.exit(main())
