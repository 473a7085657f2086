"""A drill over the virtual card: the next card speaks as soon as the result is gone."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.drilling import log
from tests.hearing import spoken
from tests.sound.calls import SAID, assert_restored, kept, recordings, whole
from tests.virtual_card.card import VirtualCard
from voicecoach import settings
from voicecoach.app.command_queue import CommandQueue
from voicecoach.app.drilling import make_drill
from voicecoach.app.options import DrillOptions, PracticeOptions
from voicecoach.practice import events
from voicecoach.practice.drill import RESULT
from voicecoach.speech.synthesizer import Pyttsx3Synthesizer

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


def test_a_spoken_drill_on_the_live_screen(
    sound_card: VirtualCard, start, reply_file: Path
) -> None:  # type: ignore[no-untyped-def]
    """One key an order; two seconds of result, then the next contact; Ctrl-C keeps the card."""
    words = ("rapid-fire", "--think", "8", "--answer", "12", "--listener", "vosk")
    program = start(*words, command="drill", terminal=True)
    program.wait_for("How nervous are you?")
    program.press("3")
    program.wait_for("Your turn.")
    program.wait_for("to begin")
    sound_card.feed(reply_file)
    program.wait_for("to finish")
    shown = program.wait_for("Graded:")
    tap = sound_card.record_speaker()
    silence = tap.wait_for_sound(threshold=300) - shown
    tap.stop()
    assert RESULT - 0.3 <= silence <= RESULT + 1.0
    program.wait_for("Your turn.")
    program.press("\x03")
    assert program.ended() == 130
    assert_restored(program)
    assert len(log(program.data)) == 1
    (turn,) = kept(program).turns
    assert whole(spoken(SAID), recordings(program)[0])
    assert turn.reply.transcript is not None
    assert turn.reply.transcript.words[0].start > 0.2, "a tone is taken for a word"
