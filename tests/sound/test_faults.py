"""Each fault once, in a state that rotates by the day; all of it: ``make bench-faults``."""

from __future__ import annotations

import signal
import time
from datetime import date
from pathlib import Path

import pytest

from tests.sound.calls import assert_restored
from tests.sound.fault_calls import play
from tests.sound.faults import FAULTS, of_today
from tests.virtual_card.card import VirtualCard

pytestmark = pytest.mark.card
CROWDED = 2.0
"""s: the bench holds what is told to one second; other programs run beside the tests."""

TODAY = [
    pytest.param(fault, state, id=f"{fault.name}, {state}")
    for number, fault in enumerate(FAULTS)
    for state in [of_today(number, date.today().toordinal())]
]


@pytest.mark.usefixtures("sound_card")  # its environment is put back afterwards
@pytest.mark.parametrize(("fault", "state"), TODAY)
def test_the_call_waits_and_goes_on(fault, state: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = play(fault, state, tmp_path)
    assert not result.problems, "\n".join(result.problems)
    assert (result.told or 0.0) < CROWDED


def test_hanging_up_ends_it_while_the_sound_server_hangs(
    sound_card: VirtualCard, start, short_file: str
) -> None:  # type: ignore[no-untyped-def]
    """The process crashed where it was taken apart with a stream that could not be closed."""
    program = start(short_file, "--plain", "--no-ring", "--listener", "vosk", terminal=True)
    program.wait_for("Robin Hale:")
    time.sleep(0.5)
    sound_card.freeze()
    try:
        program.wait_for("The call waits")
        program.press("3\n")
        assert program.ended() == 0
    finally:
        sound_card.thaw()
    assert "The call is over." in program.shown
    assert program.left_running() == []


@pytest.mark.parametrize("terminal", [True, False])
def test_it_ends_in_time_while_the_sound_server_hangs(
    sound_card: VirtualCard, start, short_file: str, *, terminal: bool
) -> None:  # type: ignore[no-untyped-def]
    program = start(short_file, "--no-ring", "--listener", "vosk", terminal=terminal)
    program.wait_for("Robin Hale:")
    time.sleep(0.5)
    sound_card.freeze()
    try:
        program.wait_for("The call waits")
        status, took = program.end_by(signal.SIGTERM)
    finally:
        sound_card.thaw()
    assert status == 128 + signal.SIGTERM
    assert took < 2.0
    if terminal:
        assert_restored(program)


def test_a_call_goes_on_with_typed_replies(sound_card: VirtualCard, start, call_file: str) -> None:  # type: ignore[no-untyped-def]
    words = (call_file, "--plain", "--no-ring", "--listener", "vosk")
    program = start(*words, terminal=True)
    program.wait_for("Your turn.")
    sound_card.crash()
    program.wait_for("The call waits")
    program.press("Who else should I talk to?\n")
    program.wait_for("Choose: 1 go on")
    program.press("\n")
    program.wait_for("Type your reply")
    program.press("May I use your name?\n")
    program.wait_for("Choose: 1 go on")
    program.press("\n")
    assert program.ended() == 0
    assert "The call is over." in program.shown
    assert program.left_running() == []
