"""How good decisions that a reply is over are: false cuts against waiting.

Part of ``benchmarks.turns``; counted as the README beside the planned pauses says.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = ("complete", "filler", "connective", "memory", "restart")
AFTER = 0.3
"""s: a decision this late after a pause, speech already resumed, still belongs to the pause."""

NEVER = 3.0
"""s that a reply which never ended counts: the quiet after each."""

HEAD = (
    "| rule | false cuts % | median delay s | p95 | never % | "
    + " | ".join(KINDS)
    + " | elsewhere |\n| --- |"
    + " ---: |" * 10
)


@dataclass(frozen=True, slots=True)
class Score:
    """Of one rule over all files.

    Attributes:
        cuts: % of replies with a decision before their end.
        median, p95: s from the end of a reply to the first decision after it.
        never: % of replies that never ended.
        kinds: % of the pauses of each kind that were taken for the end.
        elsewhere: early decisions in no pause.
    """

    cuts: float
    median: float
    p95: float
    never: float
    kinds: Mapping[str, float]
    elsewhere: int

    def row(self, name: str) -> str:
        """As a line of the table."""
        kinds = " | ".join(f"{self.kinds[kind]:.0f}" for kind in KINDS)
        figures = f"{self.cuts:.0f} | {self.median:.2f} | {self.p95:.2f} | {self.never:.0f}"
        return f"| {name} | {figures} | {kinds} | {self.elsewhere} |"


def replies(folder: Path) -> list[dict[str, Any]]:
    """What is known of the files with planned pauses."""
    lines = (folder / "turns.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def scored(turns: Sequence[Mapping[str, Any]], decisions: Mapping[str, Sequence[float]]) -> Score:
    """Figures of one rule.

    Args:
        turns: the replies, as in their file.
        decisions: by id, s at which the reply was said to be over, in order.
    """
    cut = elsewhere = 0
    delays: list[float] = []
    hit = {kind: [0, 0] for kind in KINDS}
    for turn in turns:
        made, end = decisions.get(turn["id"], ()), turn["end"]
        early = [at for at in made if at < end]
        cut += bool(early)
        delays.append(min([NEVER, *(at - end for at in made if at >= end)]))
        taken = [_pause_at(turn["pauses"], at) for at in early]
        elsewhere += taken.count(None)
        for place, pause in enumerate(turn["pauses"]):
            hit[pause["kind"]][0] += place in taken
            hit[pause["kind"]][1] += 1
    return Score(
        100 * cut / len(turns),
        statistics.median(delays),
        percentile(delays, 0.95),
        100 * sum(delay >= NEVER for delay in delays) / len(turns),
        {kind: 100 * taken / max(1, there) for kind, (taken, there) in hit.items()},
        elsewhere,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """Linear between neighbours."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _pause_at(pauses: Sequence[Mapping[str, Any]], at: float) -> int | None:
    """The pause in which a decision fell: the later one where two come into question."""
    for place in range(len(pauses) - 1, -1, -1):
        start = pauses[place]["at"]
        if start <= at <= start + pauses[place]["seconds"] + AFTER:
            return place
    return None
