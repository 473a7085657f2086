"""What a worker process is started with: our own environment, able to find the package."""

from __future__ import annotations

import os
from pathlib import Path


def worker_environment(**more: str) -> dict[str, str]:
    """This process's environment with where the package lies, whatever was set, and ``more``."""
    ours = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, **more}
