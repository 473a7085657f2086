"""kill -9 at moments spread over every state of a call: no finished turn is lost, no sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.history.killing import losses, told_until_killed

MOMENTS = [
    *(("opening", delay) for delay in (0, 0.01, 0.03, 0.06)),
    *((f"starting {turn}", delay) for turn in ("1 1", "2 1") for delay in (0, 0.002)),
    *((f"sound {count}", 0.0) for count in (1, 49, 50, 149, 150)),
    *((f"keeping {turn}", delay) for turn in ("1 1", "1 2") for delay in (0, 0.004, 0.01, 0.02)),
    *((f"kept {turn}", delay) for turn in ("1 1", "1 2", "2 1") for delay in (0, 0.015)),
    *((state, 0.0) for state in ("ending", "ended", "closed")),
]
QUICK = {
    ("opening", 0.03),
    ("sound 50", 0.0),
    ("keeping 1 2", 0.004),
    ("kept 1 1", 0),
    ("ended", 0),
}
"""One of each state; all of them are run by .ci/run."""


def test_there_are_thirty_moments() -> None:
    assert len(set(MOMENTS)) == 30
    assert set(MOMENTS) > QUICK


@pytest.mark.parametrize(
    ("state", "delay"),
    [
        pytest.param(*moment, marks=() if moment in QUICK else pytest.mark.slow)
        for moment in MOMENTS
    ],
)
def test_nothing_said_is_lost(tmp_path: Path, state: str, delay: float) -> None:
    assert list(losses(tmp_path, told_until_killed(tmp_path, state, delay))) == []
