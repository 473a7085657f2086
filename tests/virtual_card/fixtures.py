"""pytest fixtures: one card for the session, or one of its own for a test that breaks it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.virtual_card.card import INSTALL, VirtualCard, missing_programs
from voicecoach.speech.line import portaudio


def need_programs() -> None:
    """A missing sound card is a failure that says what to install: a skip would hide it."""
    if missing := missing_programs():
        pytest.fail(f"missing {missing}: {INSTALL}")


@pytest.fixture
def sound_card() -> Iterator[VirtualCard]:
    """A sound card in the environment of this process; its speaker runs at pyttsx3's rate."""
    need_programs()
    with VirtualCard(speaker_rate=22_050) as card:
        before = dict(os.environ)
        os.environ.update(card.env)
        # PortAudio may have listed another card's devices, or none, in an earlier test.
        assert portaudio.rescan(), "an earlier test left a stream open"
        try:
            yield card
        finally:
            os.environ.clear()
            os.environ.update(before)


@pytest.fixture
def no_sound_card(sound_card: VirtualCard) -> None:
    """A machine without any sound device."""
    os.environ["ALSA_CONFIG_PATH"] = f"{sound_card.dir}/silent.conf"
    assert portaudio.rescan()
