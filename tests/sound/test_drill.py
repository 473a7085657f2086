"""A drill over the virtual card: the next card speaks as soon as the result is gone."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.virtual_card.card import VirtualCard
from voicecoach import settings
from voicecoach.app.drills.drilling import make_drill
from voicecoach.app.parts.command_queue import CommandQueue
from voicecoach.app.parts.options import DrillOptions, PracticeOptions
from voicecoach.practice import events
from voicecoach.practice.drill import RESULT
from voicecoach.speech.voice.synthesizer import Pyttsx3Synthesizer

pytestmark = pytest.mark.card


def test_the_next_sound_is_ready_before_the_result_disappears(
    sound_card: VirtualCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    render, took = Pyttsx3Synthesizer.render, []

    def timed(self, *what):
        before = time.monotonic()
        clip = render(self, *what)
        took.append(time.monotonic() - before)
        return clip

    monkeypatch.setattr(Pyttsx3Synthesizer, "render", timed)
    own = replace(settings.load(), data_folder=tmp_path / "data", cache_folder=tmp_path / "cache")
    options = DrillOptions(
        "rapid-fire", cards=2, think=1, practice=PracticeOptions(listener="vosk")
    )
    moments: dict[type, list[float]] = {}
    for event in make_drill(options, own, asks=False).events(CommandQueue(), waits=True):
        moments.setdefault(type(event), []).append(time.monotonic())
    shown, spoken = moments[events.TurnDone][0], moments[events.ContactSpeaks][1]
    assert RESULT <= spoken - shown <= RESULT + 0.5
    assert took[1] < 0.05
    assert len(moments[events.NotGraded]) == 2
    assert events.Graded not in moments
