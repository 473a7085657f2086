"""The contact is interrupted, by key and by voice: measured at the loudspeaker."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from tests.hearing import room, spoken
from tests.sound.calls import SAID, recordings
from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import found, write_wav
from tests.virtual_card.tap import SpeakerTap
from voicecoach.speech.sound.audio import RATE

pytestmark = pytest.mark.card

FLOOR = 300
"""Samples beyond it are sound of the program."""

SPEECH = 0.4
"""s that interrupt."""

UNTIL_SILENT = 0.6
"""s that pass besides until the loudspeaker is silent, at most. While other work kept the machine
at a load of three to five, nine of ten calls took 0.16 to 0.34; one, 1.2."""


PAUSE = 0.6
"""s: longer than any pause within a line, shorter than a reply."""


def silent_at(tap: SpeakerTap) -> float:
    """The moment of the last sound before the first long pause, looked at half a second later."""
    time.sleep(0.5)
    sounds = np.flatnonzero(np.abs(tap.stop().astype(np.int32)) > FLOOR)
    moments = [tap.time_of(int(sample)) for sample in sounds]
    pauses = np.flatnonzero(np.diff(moments) > PAUSE)
    return moments[int(pauses[0]) if len(pauses) else -1]


def test_a_key_silences_the_contact_within_a_tenth_of_a_second(
    sound_card: VirtualCard, start, call_file: str, reply_file: Path
) -> None:  # type: ignore[no-untyped-def]
    program = start(call_file, "--real", "--no-ring", "--listener", "vosk", terminal=True)
    waits = []
    for key, line in (("\r", "Robin Hale:"), ("w", "As I told you")):
        tap = sound_card.record_speaker()
        program.wait_for(line)
        tap.wait_for_sound(threshold=FLOOR)
        time.sleep(0.2)
        pressed = time.perf_counter()
        program.press(key)
        waits.append(silent_at(tap) - pressed)
        if key == "\r":
            program.wait_for("Your turn.")
            sound_card.feed(reply_file)
    assert max(waits) < 0.1, waits


def test_a_voice_does_where_no_loudspeaker_is_in_the_microphone(
    sound_card: VirtualCard, start, short_file: str, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    reply = np.concatenate([spoken(SAID), room(3.0)]).astype("<i2")
    program = start(short_file, "--plain", "--no-ring", "--listener", "vosk")
    tap, caller = sound_card.record_speaker(), sound_card.record_caller()
    program.wait_for("Robin Hale:")
    tap.wait_for_sound(threshold=FLOOR)
    sound_card.feed(write_wav(tmp_path / "and-a-room.wav", reply, RATE))
    silent = silent_at(tap)
    said = np.flatnonzero(np.abs(caller.stop().astype(np.int32)) > FLOOR)
    assert silent - caller.time_of(int(said[0])) < SPEECH + UNTIL_SILENT
    program.wait_for("Score:")
    assert program.ended() == 0
    (sound,) = recordings(program)
    assert found(spoken(SAID), sound)[1] == len(spoken(SAID)), "no sample of it is lost"
