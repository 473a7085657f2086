"""A fixed sample of replies, spoken by the program's own voice and heard by both listeners."""

from __future__ import annotations

import pytest

from benchmarks.hearing_voices import (
    MOST_CHANGED,
    MOST_LOST,
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
CHANCE = 0.06
"""Twice the standard error of the loss on forty replies (bootstrap over a hundred: 0.028)."""
CHANCE_OF_CHANGE = 15
"""Twice that of the points (7.4)."""


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
    assert {key: loss for key, loss in lost.items() if loss > MOST_LOST[key] + CHANCE} == {}
    assert found["second"].nine_in_ten <= MOST_CHANGED + CHANCE_OF_CHANGE
