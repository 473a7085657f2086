"""Every fault of a sound device in every state of a call, as one table, for two benches."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from tests.sound.faults import FAULTS, STATES, Fault
from tests.virtual_card.card import INSTALL, missing_programs

Row = Callable[[Fault, str, int], list[str]]
"""Prints the row of a fault in a state, so many times; what was not as it should."""


def table(doc: str, head: str, row: Row, times: int) -> int:
    """Read the options, print the table.

    Args:
        doc: of the bench; its first paragraph is its help.
        head: the table's first two lines.
        row: prints one.
        times: calls of a row, where none are given.

    Returns:
        the exit code: 1 where something is not as it should be.
    """
    parser = argparse.ArgumentParser(description=doc.split("\n\n")[0])
    parser.add_argument("--times", type=int, default=times)
    parser.add_argument("--only", default="", help="faults whose name has this in it")
    options = parser.parse_args()
    if missing := missing_programs():
        print(f"missing {missing}: {INSTALL}", file=sys.stderr)
        return 1
    print(head)
    chosen = [fault for fault in FAULTS if options.only in fault.name]
    rows = [row(fault, state, options.times) for fault in chosen for state in STATES]
    problems = [problem for found in rows for problem in found]
    for problem in dict.fromkeys(problems):
        print(f"\n- {problem}")
    return 1 if problems else 0
