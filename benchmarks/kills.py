"""A call is killed (kill -9) at 200 moments by chance; counts what was lost.

    python -m benchmarks.kills [--moments N]

Target: no finished turn is lost, at most one second of sound, and the history stays whole.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.history.killed_call import BLOCKS
from tests.history.killing import losses, told_until_killed

TURNS = ("1 1", "1 2", "2 1")
LONGEST_WAIT = 0.05
"""s after a state was told: longer than any step between two of them."""


def main() -> int:
    """Print what was lost; exit code 1 if anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=200)
    chance = random.Random(9)  # noqa: S311 - the same moments each time
    killed: Counter[str] = Counter()
    lost: list[str] = []
    for _ in range(parser.parse_args().moments):
        state, delay = _moment(chance)
        killed[state.split()[0]] += 1
        with tempfile.TemporaryDirectory() as name:
            told = told_until_killed(Path(name), state, delay)
            lost += [f"{state} + {delay:.3f} s: {loss}" for loss in losses(Path(name), told)]
    print("killed after: " + ", ".join(f"{state} {count}" for state, count in killed.items()))
    print(f"\n{sum(killed.values())} moments, {len(lost)} losses")
    print("\n".join(lost))
    return 1 if lost else 0


def _moment(chance: random.Random) -> tuple[str, float]:
    turn = chance.choice(TURNS)
    states = {
        "opening": 1,
        f"starting {turn}": 1,
        f"sound {chance.randint(1, BLOCKS)}": 3,
        f"keeping {turn}": 4,
        f"kept {turn}": 2,
        "ending": 1,
        "ended": 1,
        "closed": 1,
    }
    state = chance.choices(list(states), list(states.values()))[0]
    return state, chance.random() * LONGEST_WAIT


if __name__ == "__main__":
    sys.exit(main())
