"""The loudspeaker is heard by the microphone: the contact is never taken for the caller."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from tests.hearing import spoken
from tests.sound.calls import SAID, kept, recordings, whole
from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import write_wav
from voicecoach.speech.sound.audio import RATE

pytestmark = pytest.mark.card
ECHO = -20.0
"""dB: a loudspeaker in front of a microphone."""


HEARD = 100
"""Samples beyond it are sound."""

CONTACT = "I would like to help you, but there are no jobs here. As I told you, no."


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


THEIRS = {word for word in words(CONTACT) - words(SAID) if len(word) > 3}
"""Short ones are also what the caller's are misheard as."""


def test_the_contact_s_words_never_appear_in_a_reply(
    sound_card: VirtualCard, start, call_file: str, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    reply = write_wav(tmp_path / "reply.wav", spoken(SAID).astype("<i2"), RATE)
    sound_card.echo(ECHO)
    microphone = sound_card.record_caller()
    program = start(call_file, "--plain", "--no-ring", "--listener", "vosk")
    for _ in range(2):
        program.wait_for("Your turn.")
        assert np.abs(microphone.samples().astype(int)).max() > HEARD, "there was no echo"
        sound_card.feed(reply)
    assert program.ended() == 0
    call = kept(program)
    assert len(call.turns) == 2
    for turn in call.turns:
        assert not words(turn.reply.text) & THEIRS, turn.reply.text
        assert words(turn.reply.text) & words(SAID)
    for sound in recordings(program):
        assert whole(spoken(SAID), sound)
