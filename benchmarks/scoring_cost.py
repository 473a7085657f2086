"""What the score costs: load time, CPU a reply (s) and memory (MB) as JSON, for ``scoring``.

A process of its own that imports nothing else: memory is counted above Python with numpy.
"""

from __future__ import annotations

import json
import time

import numpy as np

from benchmarks.memory import peak


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
