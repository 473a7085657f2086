"""A fixed sample of replies, spoken by the program's own voice and heard by both listeners."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.scoring_figures import Judged, Row, moves_f1
from tests.hearing import RATE, VOICE, write_wav
from tests.scoring.making import REPLIES, rows, scorer
from voicecoach import settings
from voicecoach.app import building
from voicecoach.speech.conversion import resampled

SAMPLE = 40
EVERY = 6
"""Every sixth of dev's 240 replies: all situations, chosen by no one."""


def judged(row: Row, text: str) -> Judged:
    verdict = scorer().judge(row["situation"], row["contact"], text)
    keys = (frozenset(found.key for found in part) for part in (verdict.moves, verdict.slips))
    return Judged(row, *keys, verdict.score)


@pytest.mark.slow
def test_what_is_spoken_is_judged_nearly_like_what_is_written(tmp_path: Path) -> None:
    sample = rows(REPLIES / "dev.jsonl")[::EVERY]
    assert len(sample) == SAMPLE
    loaded = settings.load({"HOME": str(tmp_path)})
    synthesizer, ear = building.synthesizer(loaded), building.file_ear(loaded, None, second=True)
    spoken = []
    try:
        for row in sample:
            clip = resampled(synthesizer.render(row["reply"], VOICE), RATE)
            path = write_wav(tmp_path / "reply.wav", np.frombuffer(clip.pcm, "<i2"))
            spoken.append(ear.hear(path).hearings)
    finally:
        synthesizer.close()
        ear.close()
    written = moves_f1([judged(row, row["reply"]) for row in sample])
    heard = [
        moves_f1([judged(row, both[at].text) for row, both in zip(sample, spoken, strict=True)])
        for at in (0, 1)
    ]
    assert written - heard[1] <= 0.08
    assert written - heard[0] <= 0.15
