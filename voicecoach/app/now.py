"""A real call in five minutes: their likely no, the caller's one line, three times, go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from voicecoach.app.ahead import load_in_background
from voicecoach.app.answering import Answering, make_caller
from voicecoach.app.deck import Desk
from voicecoach.app.objections import situation_of
from voicecoach.app.options import PracticeOptions
from voicecoach.domain.turn import ContactLine
from voicecoach.plan.phone_script import load_steps
from voicecoach.practice.cards import Card
from voicecoach.practice.commands import Commands
from voicecoach.practice.three_times import SaidEvent, three_times
from voicecoach.settings import Settings


@dataclass(slots=True)
class Now:
    """A line to be said three times.

    Attributes:
        whom: the name that was given; empty where an objection was.
        line: what they may say.
        say: the caller's line.
        own: it is in the caller's own words.
    """

    whom: str
    line: ContactLine
    say: str
    own: bool
    answering: Answering

    def events(self, commands: Commands) -> Iterator[SaidEvent]:
        """Hear the no and answer it, three times."""
        load_in_background(*self.answering.ahead)
        try:
            yield from three_times(self.line, self.say, self.answering.caller, commands)
        finally:
            self.close()

    def close(self) -> None:
        """Give devices and workers back; harmless when called twice."""
        while self.answering.closers:
            self.answering.closers.pop()()


def make_now(wanted: str, options: PracticeOptions, settings: Settings) -> Now:
    """Find the line and who answers.

    Args:
        wanted: a name, or an objection by key or in words; empty: the likeliest no.
        options: how the line comes in.
        settings: folders, devices, voice.

    Raises:
        NoDeviceError: there is no microphone (and no other way to answer was chosen).
        VoiceCoachError: something is missing or malformed.
    """
    desk = Desk(settings)
    meant = situation_of(wanted, desk) if wanted.strip() else ""
    situation = meant or load_steps().likely
    line = _card(situation, wanted, desk).spoken("neutral", ())
    say, own = _line(situation, line, desk)
    names = [*desk.own.names, *([] if meant else [wanted])]
    answering = make_caller(options, replace(settings, ring=False), [n for n in names if n])
    return Now("" if meant else wanted, line, say, own, answering)


def _card(situation: str, wanted: str, desk: Desk) -> Card:
    """Of the situation: the one that was named, the caller's own, else the first there is."""
    fitting = {key: card for key, card in desk.cards.items() if card.situation == situation}
    named = [card for key, card in fitting.items() if key.partition("/")[2] == wanted]
    return (named or list(fitting.values()))[0]


def _line(situation: str, line: ContactLine, desk: Desk) -> tuple[str, bool]:
    """The caller's line: of an if-then card, of the script, else a recommended one."""
    if situation in desk.own.answers:
        return line.model_answer, True
    opening = desk.rubric.situations[situation].open
    for said in desk.own.lines:
        if said.step.situation == situation or said.move in opening:
            return said.text, True
    return line.model_answer or desk.advice.moves[opening[0]].example, False
