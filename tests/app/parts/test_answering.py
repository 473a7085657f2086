"""Who answers where a device is missing."""

from __future__ import annotations

import pytest

from tests.practice.making import line
from tests.web.making import settings_in
from voicecoach.app.parts.answering import make_caller
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.domain.turn import Contact
from voicecoach.errors import NoDeviceError
from voicecoach.practice.commands import Scripted, Type
from voicecoach.practice.events import ContactSpeaks, ReplyEnded, ReplyGiven, Ringing, YourTurn
from voicecoach.speech.line import portaudio


@pytest.fixture(autouse=True)
def no_loudspeaker(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(kind: str, device: str | None = None) -> None:
        if kind == "output":
            raise NoDeviceError("There is no loudspeaker.", "Plug one in.")

    monkeypatch.setattr(portaudio, "check", check)


def test_without_a_loudspeaker_lines_are_shown_and_nothing_stops(tmp_path) -> None:
    made = make_caller(PracticeOptions(listener="vosk"), settings_in(tmp_path), [])
    assert any("no loudspeaker. Plug one in. Until then" in note for note in made.notes)
    assert made.voice is None, "nor do ticks and signals sound"
    contact, said = Contact("Dana Price", "co-worker"), line("bye", "Goodbye.", ends=True)
    assert list(made.caller.ring(contact, Scripted())) == [Ringing(contact)]
    assert list(made.caller.hear(said, Scripted())) == [ContactSpeaks(said)]
    for close in made.closers:
        close()


def test_typed_replies_to_a_contact_that_cannot_be_heard_begin_without_a_halt(tmp_path) -> None:
    made = make_caller(PracticeOptions(typed=True, heard=True), settings_in(tmp_path), [])
    said, orders = line("no", "No."), Scripted([Type("Who else?")])
    kinds = [type(event) for event in made.caller.reply(said, orders)]
    assert kinds == [ContactSpeaks, YourTurn, ReplyEnded, ReplyGiven]
