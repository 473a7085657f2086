"""The installed program in whole calls: heard, spoken to and kept, through a virtual sound card."""

from __future__ import annotations

import os
import termios
import time
from pathlib import Path

import numpy as np
import pytest

from tests.hearing import Samples, spoken, vosk
from tests.sound.calls import SAID, assert_restored, kept, recordings, whole
from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import found
from voicecoach.speech.sound.audio import RATE, Clip
from voicecoach.speech.sound.conversion import resampled

pytestmark = pytest.mark.card

OPENING = "i would like to help you but there are no jobs here"
TONE_HZ = 440
FLOOR = 300
"""Samples beyond it are sound of the program."""


def words_heard(samples: Samples, rate: int) -> list[str]:
    recognizer = vosk()
    recognizer.begin()
    pcm = resampled(Clip(samples.astype("<i2").tobytes(), rate), RATE).pcm
    segments = [recognizer.accept(pcm), recognizer.finish()]
    return [word for segment in segments if segment for word in segment.text.split()]


def share_found(expected: list[str], heard: list[str]) -> float:
    """Share of the expected words that are there, in their order (longest common run of words)."""
    longest = [0] * (len(heard) + 1)
    for word in expected:
        before = list(longest)
        for n, other in enumerate(heard, start=1):
            longest[n] = before[n - 1] + 1 if word == other else max(before[n], longest[n - 1])
    return longest[-1] / len(expected)


def test_a_call_is_heard_answered_scored_and_kept(
    sound_card: VirtualCard, start, short_file: str, reply_file: Path
) -> None:  # type: ignore[no-untyped-def]
    tap = sound_card.record_speaker()
    program = start(short_file, "--plain")
    program.wait_for("Your turn.")
    played = tap.stop()
    sound_card.feed(reply_file)
    assert program.ended() == 0

    first = int(np.flatnonzero(np.abs(played.astype(int)) > FLOOR)[0])
    ringing = played[first : first + int(1.4 * tap.rate)].astype(float)
    spectrum = np.abs(np.fft.rfft(ringing))
    assert np.argmax(spectrum) * tap.rate / len(ringing) == pytest.approx(TONE_HZ, abs=41)
    line = played[first + int(1.5 * tap.rate) :]
    heard = words_heard(line, tap.rate)
    assert share_found(OPENING.split(), heard) >= 0.7, heard

    assert program.shown.count("Score:") == 1
    assert "Traceback" not in program.shown
    assert "You kept on." in program.shown
    (sound,) = recordings(program)
    assert whole(spoken(SAID), sound)
    record = kept(program)
    (turn,) = record.turns
    assert turn.reply.source == "spoken"
    assert turn.reply.ended.code == "pause"
    # The synthetic voice is made for Vosk; the second listener, made for people, may mishear it.
    assert any("talk to" in heard.text.lower() for heard in turn.reply.hearings)
    assert (program.data / turn.reply.recording).is_file()
    assert record.outcome is not None
    assert record.outcome.reached
    assert program.left_running() == []


def test_a_real_call_runs_on_and_shows_the_cards_at_its_end(
    sound_card: VirtualCard, start, call_file: str, reply_file: Path
) -> None:  # type: ignore[no-untyped-def]
    program = start(call_file, "--plain", "--real", "--no-ring", "--listener", "vosk")
    for _ in (1, 2):
        program.wait_for("Your turn.")
        sound_card.feed(reply_file)
        over = program.wait_for("Reply over:")
        tap = sound_card.record_speaker()
        assert tap.wait_for_sound(threshold=FLOOR) - over < 1.0
        tap.stop()
    assert program.ended() == 0
    shown = program.shown
    assert shown.count("Score:") == 2
    assert shown.index("Score:") > shown.index("Take care.")
    assert [whole(spoken(SAID), sound) for sound in recordings(program)] == [True, True]
    assert kept(program).mode == "real"


def test_a_call_on_the_live_screen(
    sound_card: VirtualCard, start, call_file: str, reply_file: Path
) -> None:  # type: ignore[no-untyped-def]
    program = start(call_file, "--no-ring", "--listener", "vosk", terminal=True)
    program.wait_for("Robin Hale:")
    program.press("\r")  # skip to my turn
    program.wait_for("Your turn.")
    sound_card.feed(reply_file)
    program.wait_for("Score:")
    program.press("\r")
    program.wait_for("As I told you")
    program.wait_for("Your turn.")
    program.press("e")
    program.wait_for("I did not understand any words")
    program.press("r")
    program.wait_for("Your turn.")
    program.press("h")
    program.wait_for("[Enter] end the call")
    program.press("\r")
    program.wait_for("The call is over.")
    program.press("\r")
    assert program.ended() == 0
    assert_restored(program)
    assert "You hung up." in program.raw.rpartition("\x1b[?1049l")[2], "the outcome stays"
    assert whole(spoken(SAID), recordings(program)[0])
    assert [turn.reply.ended.code for turn in kept(program).turns] == ["pause"]


def test_what_is_said_in_a_pause_is_not_kept(
    sound_card: VirtualCard, start, short_file: str, reply_file: Path
) -> None:  # type: ignore[no-untyped-def]
    words = ("--no-ring", "--plain", "--listener", "vosk")
    program = start(short_file, *words, terminal=True)
    program.wait_for("Robin Hale:")
    program.press("1\r")
    program.wait_for("Your turn.")
    program.press("3\r")
    program.wait_for("You paused the call.")
    sound_card.feed(reply_file)
    program.press("1\r")
    program.wait_for("The call goes on.")
    time.sleep(0.3)
    sound_card.feed(reply_file)
    program.wait_for("Score:")
    program.press("4\r")
    program.wait_for("go on after all")
    program.press("\r")
    assert program.ended() == 0
    assert termios.tcgetattr(program.screen) == program.before
    (sound,) = recordings(program)
    at, same = found(spoken(SAID), sound)
    assert same == len(spoken(SAID))
    assert not np.abs(np.delete(sound, np.s_[at : at + same]).astype(int)).max()


def test_without_any_device_it_says_so_and_runs_the_demo(sound_card: VirtualCard, start) -> None:  # type: ignore[no-untyped-def]
    silent = os.path.join(sound_card.dir, "silent.conf")
    program = start(ALSA_CONFIG_PATH=silent)
    assert program.ended(60) == 0
    assert program.shown.startswith("There is no microphone.")
    assert "here is the demo" in program.shown
    assert program.shown.count("Score:") == 2
    assert "Traceback" not in program.shown
