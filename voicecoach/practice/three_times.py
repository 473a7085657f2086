"""One line, said three times: a generator of events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voicecoach.domain.turn import ContactLine
from voicecoach.practice.callers import Caller
from voicecoach.practice.commands import Commands
from voicecoach.practice.events import Event, ReplyGiven
from voicecoach.scoring.alignment import similarity

TIMES = 3


@dataclass(frozen=True, slots=True)
class SaidIt:
    """The line was said once more.

    Attributes:
        number: from 1.
        heard: the words.
        alike: rapidfuzz ratio of line and words, 0–100.
    """

    number: int
    heard: str
    alike: float


SaidEvent = Event | SaidIt


def three_times(
    line: ContactLine, say: str, caller: Caller, commands: Commands
) -> Iterator[SaidEvent]:
    """Hear the contact's line and answer it, three times.

    Args:
        line: what they may say.
        say: what the caller wants to answer.
        caller: who answers.
        commands: the caller's orders; hanging up ends it.
    """
    for number in range(1, TIMES + 1):
        for event in caller.reply(line, commands, again=number > 1, waits=False):
            if not isinstance(event, ReplyGiven):
                yield event
                continue
            if event.reply.ended.hung_up:
                return
            yield SaidIt(number, event.reply.text, similarity(say, event.reply.text))
