"""One row of ``score --jsonl``: a verdict as plain JSON values (a contract with the outside)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from voicecoach.domain.turn import Finding, Verdict


def row(id_: object, verdict: Verdict) -> dict[str, Any]:
    """The verdict on the reply with this id.

    Args:
        id_: as it stood in the input.
        verdict: what the scorer gave.

    Returns:
        id, score (0–100), band, asked, moves, slips, missing, tip.
    """
    return {
        "id": id_,
        "score": verdict.score,
        "band": verdict.band,
        "asked": verdict.asked,
        "moves": [_plain(finding) for finding in verdict.moves],
        "slips": [_plain(finding) for finding in verdict.slips],
        "missing": list(verdict.missing),
        "tip": asdict(verdict.tip) if verdict.tip else None,
    }


def _plain(finding: Finding) -> dict[str, Any]:
    return asdict(finding)
