"""Every fault of a sound device in every state of a call, as one table, for two benches."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from tests.sound.faults import FAULTS, STATES, Fault
from tests.virtual_card.card import INSTALL, missing_programs

Call = TypeVar("Call")
"""What came out of one call."""


def table(
    doc: str,
    head: str,
    once: Callable[[str, str, int], Call],
    row: Callable[[str, str, list[Call]], list[str]],
    times: int,
) -> int:
    """Read the options, hold the calls, print the table.

    Args:
        doc: of the bench; its first paragraph is its help.
        head: the table's first two lines.
        once: holds one call: name of the fault, state, number of the call from 0. Runs in a
            process of its own, so it is a function of a module.
        row: prints the row of a fault in a state from its calls; what was not as it should be.
        times: calls of a row, where none are given.

    Returns:
        the exit code: 1 where something is not as it should be.
    """
    parser = argparse.ArgumentParser(description=doc.split("\n\n")[0])
    parser.add_argument("--times", type=int, default=times)
    parser.add_argument("--only", default="", help="faults whose name has this in it")
    parser.add_argument(
        "--together",
        type=int,
        default=1,
        help="calls at a time, each with a sound card of its own; most of a call is waiting",
    )
    options = parser.parse_args()
    if missing := missing_programs():
        print(f"missing {missing}: {INSTALL}", file=sys.stderr)
        return 1
    print(head)
    names = [fault.name for fault in FAULTS if options.only in fault.name]
    problems: list[str] = []
    with ProcessPoolExecutor(options.together, get_context("spawn")) as pool:
        held = {
            (name, state): [pool.submit(once, name, state, turn) for turn in range(options.times)]
            for name in names
            for state in STATES
        }
        for (name, state), calls in held.items():
            problems += row(name, state, [call.result() for call in calls])
    for problem in dict.fromkeys(problems):
        print(f"\n- {problem}")
    return 1 if problems else 0


def fault_named(name: str) -> Fault:
    """The fault that is called so."""
    return next(fault for fault in FAULTS if fault.name == name)
