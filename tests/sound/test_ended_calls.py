"""The installed program stopped in mid-call, in every way: kept, given back, nothing left."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path

import pytest

from tests.hearing import spoken
from tests.sound.calls import SAID, assert_restored, kept, recordings, whole
from tests.sound.program import Program
from tests.virtual_card.card import VirtualCard
from voicecoach.speech.sound.audio import RATE

pytestmark = pytest.mark.card


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


def press_ctrl_c(program: Program) -> None:
    program.press("\x03")


def send_term(program: Program) -> None:
    program.process.send_signal(signal.SIGTERM)


@pytest.mark.parametrize(("stop", "status"), [(press_ctrl_c, 130), (send_term, 143)])
def test_the_live_screen_left_at_once_gives_the_terminal_back(
    sound_card: VirtualCard, start, short_file: str, reply_file: Path, stop, status: int
) -> None:  # type: ignore[no-untyped-def]
    """H-20; in every state, under every fault of a device: ``make bench-endings``."""
    program = start(short_file, "--no-ring", "--listener", "vosk", terminal=True)
    program.wait_for("Robin Hale:")
    program.press("\r")  # skip to my turn
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
