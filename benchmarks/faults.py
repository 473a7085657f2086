"""Sound devices that fail in a call: every fault in every state, what was told when, what was lost.

    python -m benchmarks.faults [--times N] [--only TEXT]

Each row is a fault (tests/sound/faults.py) in a state of the call, over the virtual sound card of
the tests, in the installed program. "Told" is the time from the moment at which the device was
needed to the line that says what is wrong. Needs Linux with PulseAudio.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from tests.sound.fault_calls import TOLD_WITHIN, Result, play
from tests.sound.faults import FAULTS, STATES, Fault
from tests.virtual_card.card import INSTALL, missing_programs

TIMES = 20


def main() -> int:
    """Prints the table; exit code 1 where something was lost or told too late."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--only", default="", help="faults whose name has this in it")
    options = parser.parse_args()
    if missing := missing_programs():
        print(f"missing {missing}: {INSTALL}", file=sys.stderr)
        return 1
    print("| fault | state | calls | told: median (worst), s | goes on after, s | as it should |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    problems: list[str] = []
    for fault in FAULTS:
        if options.only in fault.name:
            for state in STATES:
                problems += _row(fault, state, options.times)
    for problem in dict.fromkeys(problems):
        print(f"\n- {problem}")
    return 1 if problems else 0


def _row(fault: Fault, state: str, times: int) -> list[str]:
    results = [_once(fault, state) for _ in range(times)]
    told = [result.told for result in results if result.told is not None]
    back = [result.back for result in results if result.back is not None]
    right = sum(not result.problems for result in results)
    row = (fault.name, state, str(times), _seconds(told), _seconds(back), f"{right} of {times}")
    print(f"| {' | '.join(row)} |", flush=True)
    name = f"{fault.name}, {state}"
    found = [f"{name}: {problem[-200:].strip()}" for one in results for problem in one.problems]
    if told and max(told) > TOLD_WITHIN:
        found.append(f"{name}: told after {max(told):.2f} s, not within {TOLD_WITHIN:g} s")
    return found


def _once(fault: Fault, state: str) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        return play(fault, state, Path(folder))


def _seconds(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({max(values):.2f})" if values else "-"


if __name__ == "__main__":
    sys.exit(main())
