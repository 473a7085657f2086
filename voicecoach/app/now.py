"""A real call in five minutes: their likely no, the caller's one line, three times, go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from voicecoach.app.ahead import load_in_background
from voicecoach.app.answering import Answering, make_caller
from voicecoach.app.deck import Desk
from voicecoach.app.network import Network
from voicecoach.app.objections import situation_of
from voicecoach.app.options import PracticeOptions
from voicecoach.domain.turn import ContactLine
from voicecoach.plan.calls import next_call
from voicecoach.plan.people import NoPersonError, find
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
    whom, situation = _likely_no(wanted.strip(), desk)
    line = _card(situation, wanted, desk).spoken("neutral", ())
    say, own = _line(situation, line, desk)
    names = [name for name in (*desk.own.names, whom) if name]
    answering = make_caller(options, replace(settings, ring=False), names)
    return Now(whom, line, say, own, answering)


def _likely_no(wanted: str, desk: Desk) -> tuple[str, str]:
    """Whom it is about (empty: nobody was named), and the situation to expect.

    Of somebody in the network: what they said last, else what calls like the next one bring.
    """
    network = Network(desk.settings)
    circle = network.read()
    try:
        person = find(circle.people, wanted) if wanted else None
    except NoPersonError:
        person = None
    if person is None:
        meant = situation_of(wanted, desk) if wanted else ""
        return ("" if meant else wanted), meant or load_steps().likely
    met = [call.objection for call in circle.held_with(person.id) if call.objection]
    planned = next_call(circle.calls, person.id)
    kind = network.book.kinds[planned.about if planned else network.book.usual]
    return person.name, [*kind.likely[:1], *met][-1]


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
