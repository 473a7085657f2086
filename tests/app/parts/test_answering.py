"""Who answers where a device is missing."""

from __future__ import annotations

import pytest

from tests.practice.making import line
from tests.web.making import settings_in
from voicecoach.app.parts.answering import make_caller
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.domain.turn import Contact
from voicecoach.errors import NoDeviceError
from voicecoach.practice.commands import Scripted
from voicecoach.practice.events import ContactSpeaks, Ringing
from voicecoach.speech.line import portaudio


def test_without_a_loudspeaker_lines_are_shown_and_nothing_stops(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(kind: str, device: str | None = None) -> None:
        if kind == "output":
            raise NoDeviceError("There is no loudspeaker.", "Plug one in.")

    monkeypatch.setattr(portaudio, "check", check)
    made = make_caller(PracticeOptions(listener="vosk"), settings_in(tmp_path), [])
    assert any("no loudspeaker. Plug one in. Until then" in note for note in made.notes)
    assert made.voice is None, "nor do ticks and signals sound"
    contact, said = Contact("Dana Price", "co-worker"), line("bye", "Goodbye.", ends=True)
    assert list(made.caller.ring(contact, Scripted())) == [Ringing(contact)]
    assert list(made.caller.hear(said, Scripted())) == [ContactSpeaks(said)]
    for close in made.closers:
        close()
