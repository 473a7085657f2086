"""Keys in a spoken call on the live screen: of other alphabets, in every state, and a hang-up."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.hearing import spoken
from tests.sound.calls import SAID, assert_restored, kept, recordings, whole
from tests.virtual_card.card import VirtualCard

pytestmark = pytest.mark.card
SKIP, END, ESCAPE = "skip to my turn", "[Enter] end my reply", "\x1b"


def test_every_state_takes_keys_of_any_keyboard_and_gives_a_hang_up_back(
    sound_card: VirtualCard, start, short_file: str, reply_file: Path
) -> None:  # type: ignore[no-untyped-def]
    """H-21: ``к`` where ``r`` repeats the line, and its kind."""
    call = start(short_file, "--listener", "vosk", terminal=True)
    call.wait_for("Ringing")
    call.press("h")
    call.wait_for("[Enter] end the call")
    call.press("г")  # the key u
    for first, ask, bar in (
        ("у", "к", SKIP),
        ("ｅ", "ρ", SKIP),
        (" ", "р", "[Enter] end the call"),
    ):
        call.wait_for(SKIP)
        call.press(first)
        call.wait_for(END)
        call.press(ask)
        if bar != SKIP:
            call.wait_for(bar)
            call.press("2")
    call.wait_for(SKIP)
    call.press("\r")
    call.wait_for(END)
    call.press(ESCAPE)
    call.wait_for("You paused the call.")
    call.press(ESCAPE)
    call.wait_for(END)
    time.sleep(0.3)
    sound_card.feed(reply_file)
    call.wait_for("Score:")
    call.press("ἁ\x1b[A\x1b[5~ж")  # none of the card's
    call.press("т")  # the key n
    call.wait_for("The call is over.")
    call.press(" ")
    assert call.ended() == 0
    assert_restored(call)
    assert [turn.number for turn in kept(call).turns] == [1]
    assert whole(spoken(SAID), recordings(call)[-1])


QUIET = 3.5
"""s; a pause of 3 s ends any other reply."""


def test_press_to_talk_waits_for_the_second_press_however_long_it_takes(
    sound_card: VirtualCard, start, short_file: str, reply_file: Path
) -> None:  # type: ignore[no-untyped-def]
    """H-19: a terminal reports no key's release, so a press begins and a press ends a reply."""
    words = (short_file, "--no-ring", "--press-to-talk", "--listener", "vosk")
    call = start(*words, terminal=True)
    call.wait_for(SKIP)
    call.press("\r")
    call.wait_for("[Enter] begin to speak")
    call.press("\r")
    call.wait_for(END)
    time.sleep(0.3)
    sound_card.feed(reply_file)
    time.sleep(QUIET)
    sound_card.feed(reply_file)
    assert "Score:" not in call.shown
    call.press("\r")
    call.wait_for("Score:")
    call.press("\r")
    call.wait_for("The call is over.")
    call.press("\r")
    assert call.ended() == 0
    (turn,) = kept(call).turns
    assert turn.reply.ended.code == "key"
    assert turn.reply.duration > QUIET
    sound = recordings(call)[-1]
    assert whole(spoken(SAID), sound[: len(sound) // 2])
    assert whole(spoken(SAID), sound[len(sound) // 2 :])
