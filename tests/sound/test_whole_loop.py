"""The installed program in whole calls: heard, spoken to, stopped, through a virtual sound card."""

from __future__ import annotations

import os
import re
import signal
import termios
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.hearing import Samples, spoken, vosk
from tests.sound.program import Program
from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import found, write_wav
from voicecoach.domain.turn import Call
from voicecoach.history.store import open_store
from voicecoach.speech.audio import RATE, Clip
from voicecoach.speech.conversion import resampled

pytestmark = pytest.mark.card

CALL = """
key: short-call
title: A short call
group: tests
teaches: [A06]
brief: You call Robin Hale.
contact:
  name: Robin Hale
  role: past co-worker
  voice: gmw/en-us+klatt2
  rate: 160
goal:
  words: A name to call.
start: opening
silence: hello
lines:
  opening:
    situation: no-jobs
    says: ["I would like to help you, but there are no jobs here."]
    answers: ["Whom would you call first in my place?"]
    next: [{to: goodbye}]
  hello:
    says: ["Hello? Are you there?"]
  goodbye:
    says: ["Take care."]
    end: {reached: true, words: "You kept on."}
"""
SECOND_LINE = """
  again:
    situation: no-jobs
    says: ["As I told you, no."]
    answers: ["Whom would you call first in my place?"]
    next: [{to: goodbye}]
"""
SAID = "Who else should I talk to?"
OPENING = "i would like to help you but there are no jobs here"
TONE_HZ = 440
FLOOR = 300
"""Samples beyond it are sound of the program."""


@pytest.fixture
def short_file(tmp_path: Path) -> str:
    """A call that is over after the first reply."""
    path = tmp_path / "short-call.yaml"
    path.write_text(CALL, encoding="utf-8")
    return str(path)


@pytest.fixture
def call_file(tmp_path: Path) -> str:
    """A call of two replies."""
    path = tmp_path / "short-call.yaml"
    longer = CALL.replace("{to: goodbye}", "{to: again}") + SECOND_LINE.lstrip("\n")
    path.write_text(longer, encoding="utf-8")
    return str(path)


@pytest.fixture
def reply_file(tmp_path: Path) -> Path:
    """What the caller says: the program's own voice, whole, 16 kHz like the card."""
    return write_wav(tmp_path / "reply.wav", spoken(SAID).astype("<i2"), RATE)


@pytest.fixture
def start(sound_card: VirtualCard, tmp_path: Path) -> Iterator[object]:
    """Starts ``voicecoach practice``; whatever still runs after the test is ended."""
    programs: list[Program] = []

    def run(*words: str, terminal: bool = False, **environ: str) -> Program:
        variables = sound_card.environ(**environ)
        program = Program("practice", *words, environ=variables, home=tmp_path, terminal=terminal)
        programs.append(program)
        return program

    # No question about a better model at the first call in a terminal.
    asked = tmp_path / "DATA" / "voicecoach" / "models" / "asked.txt"
    asked.parent.mkdir(parents=True)
    asked.write_text("asked\n")
    yield run
    for program in programs:
        program.__exit__(None, None, None)


def recordings(program: Program) -> list[Samples]:
    """What was kept of each reply, oldest first."""
    files = sorted(program.data.glob("recordings/*/reply-*.flac"))
    return [soundfile.read(path, dtype="int16")[0] for path in files]


def kept(program: Program) -> Call:
    with open_store(program.data) as store:
        assert not store.notes
        return store.get("last")


def whole(said: Samples, heard: Samples) -> bool:
    """Whether every sample of it is in the recording, in one piece."""
    return found(said, heard)[1] == len(said)


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
    assert "talk to" in turn.reply.text.lower()
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


def test_ctrl_c_keeps_the_turns_and_what_was_said_of_the_next(
    sound_card: VirtualCard, start, call_file: str, reply_file: Path
) -> None:  # type: ignore[no-untyped-def]
    program = start(call_file, "--plain", "--no-ring", "--listener", "vosk")
    program.wait_for("Your turn.")
    sound_card.feed(reply_file)
    program.wait_for("Your turn.")
    speaking = threading.Thread(target=sound_card.feed, args=(reply_file,))
    speaking.start()
    time.sleep(1.5)
    status, took = program.end_by(signal.SIGINT)
    speaking.join()
    assert status == 130
    assert took < 2.0
    assert "Traceback" not in program.shown
    turns = kept(program).turns
    assert [turn.number for turn in turns] == [1]
    first, second = recordings(program)
    assert whole(spoken(SAID), first)
    assert 1.0 < len(second) / RATE < 2.5
    assert whole(spoken(SAID)[: RATE // 2], second), "what was said before Ctrl-C is lost"


@pytest.mark.parametrize("moment", ["Robin Hale:", "Your turn."])
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_ends_and_leaves_nothing_running(
    start, short_file: str, told: signal.Signals, moment: str
) -> None:  # type: ignore[no-untyped-def]
    program = start(short_file, "--plain", "--no-ring")
    program.wait_for(moment)
    time.sleep(0.5)
    assert len(program.left_running()) >= 2, "the workers are not found"
    status, took = program.end_by(told)
    assert status == 128 + told
    assert took < 2.0
    assert "Traceback" not in program.shown


def test_a_call_on_the_live_screen(
    sound_card: VirtualCard, start, call_file: str, reply_file: Path
) -> None:  # type: ignore[no-untyped-def]
    program = start(call_file, "--no-ring", "--listener", "vosk", terminal=True)
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
    program.wait_for("The call is over.")
    program.press("\r")
    assert program.ended() == 0
    assert_restored(program)
    assert "You hung up." in program.raw.rpartition("\x1b[?1049l")[2], "the outcome stays"
    assert whole(spoken(SAID), recordings(program)[0])
    assert [turn.reply.ended.code for turn in kept(program).turns] == ["pause"]


def press_ctrl_c(program: Program) -> None:
    program.press("\x03")


def send_term(program: Program) -> None:
    program.process.send_signal(signal.SIGTERM)


@pytest.mark.parametrize(("stop", "status"), [(press_ctrl_c, 130), (send_term, 143)])
def test_the_live_screen_left_at_once_gives_the_terminal_back(
    sound_card: VirtualCard, start, short_file: str, reply_file: Path, stop, status: int
) -> None:  # type: ignore[no-untyped-def]
    program = start(short_file, "--no-ring", "--listener", "vosk", terminal=True)
    program.wait_for("Your turn.")
    sound_card.feed(reply_file)
    program.wait_for("Score:")
    program.press("s")
    program.wait_for("Robin Hale:")
    time.sleep(0.5)
    began = time.perf_counter()
    stop(program)
    assert program.ended() == status
    assert time.perf_counter() - began < 2.0
    assert program.left_running() == []
    assert_restored(program)
    assert "Traceback" not in program.shown
    assert len(kept(program).turns) == 1


def test_a_closed_terminal_ends_the_call(start, short_file: str) -> None:  # type: ignore[no-untyped-def]
    program = start(short_file, "--no-ring", terminal=True)
    program.wait_for("Robin Hale:")
    time.sleep(0.5)
    began = time.perf_counter()
    program.close_terminal()
    program.ended()
    while program.left_running():
        assert time.perf_counter() - began < 10
        time.sleep(0.02)
    assert time.perf_counter() - began < 2.0


def assert_restored(program: Program) -> None:
    assert termios.tcgetattr(program.screen) == program.before
    for mode in ("1049", "25", "1000", "2004"):  # screen, cursor, mouse, paste
        states = re.findall(rf"\x1b\[\?{mode}([hl])", program.raw)
        assert not states or states[-1] == ("h" if mode == "25" else "l"), mode
    assert "\x1b[?1049h" in program.raw


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
