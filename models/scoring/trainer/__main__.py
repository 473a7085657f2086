"""One command: ``python -m models.scoring.trainer linear``, from the root of the checkout."""

from __future__ import annotations

import sys

from models.scoring.trainer import train_linear


def main(names: list[str]) -> int:
    """Train what is named."""
    if names != ["linear"]:
        print(__doc__, file=sys.stderr)
        return 2
    train_linear.main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
