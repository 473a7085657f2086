"""Each fault once, in a state that rotates by the day; all of it: ``make bench-faults``."""

from __future__ import annotations

import signal
import time
from datetime import date
from pathlib import Path

import pytest

from tests.sound.fault_calls import play
from tests.sound.fault_endings import end_under
from tests.sound.faults import FAULTS, of_today
from tests.virtual_card.card import VirtualCard

pytestmark = pytest.mark.card
CROWDED = 3.0
"""s: the bench holds what is told to one second; other programs run beside the tests."""

DAY = date.today().toordinal()
ENDS_WITHIN = 2.0
TODAY = [
    pytest.param(fault, state, id=f"{fault.name}, {state}")
    for number, fault in enumerate(FAULTS)
    for state in [of_today(number, DAY)]
]
ENDINGS = 2
"""Faults a day under which a call is told to end; the bench does it under all of them."""

ENDED = [
    pytest.param(fault, state, told, id=f"{told.name}, {fault.name}, {state}")
    for turn in range(ENDINGS)
    for number in [(DAY * ENDINGS + turn) % len(FAULTS)]
    for fault in [FAULTS[number]]
    for state in [of_today(number, DAY + 1)]
    for told in [(signal.SIGTERM, signal.SIGHUP)[(DAY + turn) % 2]]
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
        program.wait_for("go on after all")
        program.press("\n")
        assert program.ended() == 0
    finally:
        sound_card.thaw()
    assert "The call is over." in program.shown
    assert program.left_running() == []


@pytest.mark.usefixtures("sound_card")
@pytest.mark.parametrize(("fault", "state", "told"), ENDED)
def test_told_to_end_it_ends_whatever_the_device_does(
    fault, state: str, told: signal.Signals, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    ending = end_under(fault, state, told, tmp_path)
    assert not ending.problems, "\n".join(ending.problems)
    assert ending.took < ENDS_WITHIN


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
