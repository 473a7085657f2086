"""Trains what the score reads, from the root of the checkout.

python -m models.scoring.trainer linear     six minutes of one core
python -m models.scoring.trainer network    half an hour of two cores; after ``linear``
python -m models.scoring.trainer            both
python -m models.scoring.trainer authors    an hour of two cores: changes no weights, judges the
                                            authors of the second set by models that saw none of it
"""

from __future__ import annotations

import sys


def main(names: list[str]) -> int:
    """Train what is named."""
    if not set(names) <= {"linear", "network", "authors"}:
        print(__doc__, file=sys.stderr)
        return 2
    if not names or "linear" in names:
        from models.scoring.trainer import train_linear

        train_linear.main()
    if not names or "network" in names:
        from models.scoring.trainer import ship_network

        ship_network.main()
    if "authors" in names:
        from models.scoring.trainer import by_author

        by_author.main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
