"""A drill on the live screen, held aloud over the virtual card as a person would."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.hearing import room, spoken
from tests.sound.calls import SAID, been_here, recordings, whole
from tests.sound.program import Program
from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import write_wav
from voicecoach.history.store import open_store
from voicecoach.speech.sound.audio import RATE

pytestmark = pytest.mark.card
ASKED = "leave it open"
TURN = "end my reply"
WORDS = ("drill", "daily", "--cards", "1", "--listener", "vosk")


def test_it_is_answered_aloud_and_graded(sound_card: VirtualCard, tmp_path: Path) -> None:
    been_here(tmp_path)
    said = np.concatenate((spoken(SAID), room(3.0))).astype("<i2")
    file = write_wav(tmp_path / "reply.wav", said, RATE)
    with Program(*WORDS, environ=sound_card.environ(), home=tmp_path, terminal=True) as program:
        program.wait_for(ASKED)  # how nervous the caller is
        program.press("3")
        program.wait_for(TURN)
        sound_card.feed(file)
        program.wait_for(ASKED)  # how it felt
        program.press("2")
        program.wait_for("of 100")
        program.wait_for(ASKED)  # how nervous they are now
        program.press("\r")
        program.wait_for("[Enter] close")
        program.press("\r")
        assert program.ended() == 0
        assert program.left_running() == []
        (sound,) = recordings(program)
        assert whole(spoken(SAID), sound)
        with open_store(program.data) as store:
            (turn,) = store.get().turns
    assert turn.reply.text
    assert turn.verdict is not None
    assert turn.verdict.asked
