"""A fixed sample of replies, spoken by the program's own voice and heard by both listeners.

What is aimed at (``MOST_LOST`` in the benchmark: 0.12 of the moves F1 by Vosk, 0.03 by both) is
missed, and short replies, which are heard within a minute and a half of processor time, lose more
than all do: see "hearing: voices" in docs/benchmarks.md. So the sample is held to what it measured.
It is the same each time but for the processor's rounding.
"""

from __future__ import annotations

import pytest

from benchmarks.hearing_voices import (
    Effect,
    Hearings,
    by_listener,
    effect,
    judge,
    judged,
    spread,
)
from benchmarks.scoring_figures import Row, moves_f1
from tests.hearing import VOICE, vosk
from tests.scoring.making import REPLIES, rows, scorer
from voicecoach.domain.transcript import Transcript
from voicecoach.speech.hearing.second_listener import WhisperListener
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.sound.conversion import resampled
from voicecoach.speech.voice.line_cache import LineCache
from voicecoach.speech.voice.synthesizer import Pyttsx3Synthesizer

SAMPLE, LONGEST = 40, 20
"""Replies, evenly from all situations, of at most so many words: it is to take a minute."""
WAIT = 60.0
MEASURED = {"live": 0.327, "second": 0.150}
"""What of the moves F1 as written (0.889) is lost. As an estimate for other replies it is coarse:
the standard error is 0.07 and 0.05."""
POINTS = {"live": 27, "second": 17}
"""By which nine in ten scores change at most."""
ROUNDING, POINTS_ROUNDING = 0.06, 6
"""About two of the sample's 39 moves, heard otherwise: other processors round otherwise."""


def heard(replies: list[Row]) -> list[Hearings]:
    """By both at once: the second listener is a process of its own."""
    synthesizer, second, live = Pyttsx3Synthesizer(LineCache(None)), WhisperListener(), vosk()
    found = []
    try:
        for row in replies:
            pcm = resampled(synthesizer.render(row["reply"], VOICE), RATE).pcm
            ticket = second.begin(pcm)
            live.begin()
            segments = [live.accept(pcm), live.finish()]
            first = Transcript(tuple(one for one in segments if one is not None), live.name)
            better = second.result(ticket, WAIT)
            assert better is not None
            found.append((first, better))
    finally:
        second.close()
        synthesizer.close()
    return found


@pytest.mark.slow
def test_what_is_spoken_is_judged_nearly_like_what_is_written() -> None:
    every = rows(REPLIES / "dev.jsonl")
    sample = spread([row for row in every if len(row["reply"].split()) <= LONGEST], SAMPLE)
    assert len({row["id"] for row in sample}) == SAMPLE
    assert {row["situation"] for row in sample} == {row["situation"] for row in every}
    plain = [judge(scorer(), row, row["reply"]) for row in sample]
    written = moves_f1([judged(row, one) for row, one in zip(sample, plain, strict=True)])
    found: dict[str, Effect] = {
        listener: effect(scorer(), sample, plain, each)
        for listener, each in by_listener(heard(sample))
    }
    lost = {listener: written - each.f1 for listener, each in found.items()}
    assert {key: one for key, one in lost.items() if one > MEASURED[key] + ROUNDING} == {}
    points = {key: each.nine_in_ten for key, each in found.items()}
    assert {key: one for key, one in points.items() if one > POINTS[key] + POINTS_ROUNDING} == {}
    # Bounds that are easily met hold nothing: write what is measured now.
    assert {key: one for key, one in lost.items() if one < MEASURED[key] - 2 * ROUNDING} == {}
