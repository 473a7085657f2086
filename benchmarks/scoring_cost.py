"""What the score costs: load time, CPU a reply (s) and memory (MB) as JSON, for ``scoring``.

A process of its own that imports nothing else: memory is counted above Python with numpy.
"""

from __future__ import annotations

import json
import re
import resource
import time
from pathlib import Path

import numpy as np

STATUS = Path("/proc/self/status")


def peak() -> float:
    """The most memory that this process held so far, MB.

    ``ru_maxrss`` begins with what the parent held when it started this process, so that beside
    a large parent nothing would seem to be used: only where there is no ``/proc``.
    """
    if STATUS.exists() and (found := re.search(r"VmHWM:\s+(\d+)", STATUS.read_text())):
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure() -> None:
    """Print it."""
    before = peak()
    from benchmarks.scoring_figures import rows
    from voicecoach.scoring.scorer import load_scorer

    start = time.process_time()
    scorer = load_scorer()
    loaded = time.process_time() - start
    times = []
    for row in rows("dev"):
        start = time.process_time()
        scorer.judge(row["situation"], row["contact"], row["reply"])
        times.append(time.process_time() - start)
    cost = {
        "load": loaded,
        "reply": float(np.mean(times)),
        "slowest": float(np.quantile(times, 0.95)),
        "memory": peak() - before,
    }
    print(json.dumps(cost))


if __name__ == "__main__":
    measure()
