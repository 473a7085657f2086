"""One sentence said aloud in place of typed: heard like a reply, and its sound is not kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from voicecoach.app.answering import MODEL_ANSWER_VOICE, make_caller
from voicecoach.app.options import PracticeOptions
from voicecoach.domain.turn import ContactLine
from voicecoach.practice.commands import Commands
from voicecoach.practice.events import Event
from voicecoach.practice.spoken import CARD_WAIT
from voicecoach.settings import Settings


def dictation(
    settings: Settings, names: Sequence[str], commands: Commands, replies: Sequence[Path] = ()
) -> Iterator[Event]:
    """Hear one sentence; the last event is ``ReplyGiven``.

    Args:
        settings: name the devices.
        names: that may be said.
        commands: "end reply" ends it early.
        replies: sound files in place of a microphone.

    Raises:
        NoDeviceError: there is no microphone.
        ModelError: the recognition model is missing or broken.
    """
    options = PracticeOptions(voice=False, ring=False, replies=tuple(replies))
    answering = make_caller(options, settings, names, CARD_WAIT)
    line = ContactLine("sentence", "", MODEL_ANSWER_VOICE)
    try:
        for load in answering.ahead:
            load()
        yield from answering.caller.reply(line, commands)
    finally:
        while answering.closers:
            answering.closers.pop()()
