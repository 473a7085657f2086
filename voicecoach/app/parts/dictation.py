"""One sentence said aloud in place of typed: heard like a reply, and its sound is not kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from voicecoach.app.parts import vocabulary
from voicecoach.app.parts.answering import MODEL_ANSWER_VOICE, make_caller
from voicecoach.app.parts.closing import give_back
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.dialogue.wording import spelled
from voicecoach.domain.turn import ContactLine, Reply
from voicecoach.plan.profile import load_profile
from voicecoach.practice.commands import Commands
from voicecoach.practice.events import Event
from voicecoach.practice.spoken import CARD_WAIT
from voicecoach.review.readable import readable
from voicecoach.scoring.names import with_names
from voicecoach.settings import Settings

MOST_NAMES = 20


def expected_names(settings: Settings, people: Mapping[str, str]) -> dict[str, str]:
    """Names that may be said, with how each sounds: of the network, the profile, corrected before.

    Args:
        settings: where the caller's words are kept.
        people: how their names sound, in the order they were added; the latest are expected, as
            a listener that is told too many names hears them everywhere.

    Raises:
        DataFileError: the profile is malformed.
    """
    own = load_profile(settings.data_folder)
    told = dict(reversed(list(people.items())[-MOST_NAMES:]))
    more = (*own.names, *vocabulary.load(settings.data_folder))
    return {**{name: spelled(name, own.say) for name in more}, **told}


def as_written(reply: Reply, names: Collection[str]) -> str:
    """What was heard as people write it."""
    words = [word for name in names for word in name.split()]
    return " ".join(word.text for word in readable(reply, words))


def as_meant(reply: Reply, names: Mapping[str, str]) -> str:
    """With names for what sounds like them: to be offered only, "called her" is no Calder."""
    return as_written(replace(reply, text=with_names(reply.text, names)), names)


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
        give_back(answering.closers)
