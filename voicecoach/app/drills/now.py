"""A real call in five minutes: their likely no, the caller's one line, three times, go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from voicecoach.app.drills.deck import Desk
from voicecoach.app.drills.objections import situation_of
from voicecoach.app.parts.ahead import load_in_background
from voicecoach.app.parts.answering import Answering, make_caller
from voicecoach.app.parts.closing import give_back
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.app.people import person_calls
from voicecoach.app.people.network import Network
from voicecoach.dialogue.scenario import Scenario
from voicecoach.domain.turn import ContactLine
from voicecoach.plan.if_then import SCENARIO as OWN_CARDS
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
        give_back(self.answering.closers)


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
    wanted = wanted.strip()
    whom, card, around = _to_person(wanted, desk) or _to_anybody(wanted, desk)
    line = card.spoken("neutral", ())
    say, own = _line(card.situation, line, desk)
    names = dict.fromkeys((*filter(None, (whom, *around)), *desk.own.names))
    answering = make_caller(options, replace(settings, ring=False), list(names))
    return Now(whom, line, say, own, answering)


def _to_person(wanted: str, desk: Desk) -> tuple[str, Card, list[str]] | None:
    """Somebody in the network: name, their likeliest no, names around them; None: nobody is meant.

    It is what they said last, else what calls like the next one bring.
    """
    network = Network(desk.settings)
    circle = network.read()
    try:
        person = find(circle.people, wanted) if wanted else None
    except NoPersonError:
        person = None
    if person is None:
        return None
    card = _as_card(*person_calls.first_no(network, circle, person), desk)
    return person.name, card, person_calls.names_around(circle, person)


def _to_anybody(wanted: str, desk: Desk) -> tuple[str, Card, list[str]]:
    """The same of an objection, or of somebody who is not in the network."""
    meant = situation_of(wanted, desk) if wanted else ""
    situation, whom = meant or load_steps().likely, "" if meant else wanted
    if own := _own_card(situation, wanted, desk):
        return whom, own, []
    plain = person_calls.any_no(Network(desk.settings), whom, situation)
    return whom, _as_card(*plain, desk) if plain else _first(situation, desk), []


def _as_card(scenario: Scenario, key: str, desk: Desk) -> Card:
    own = desk.own
    answer = own.answers.get(scenario.lines[key].situation, "")
    return Card(own.spelled(scenario), key, tuple(own.profile.details.items()), answer)


def _own_card(situation: str, wanted: str, desk: Desk) -> Card | None:
    """The if-then card that was named by key, or the latest one for the situation."""
    own = desk.own.cards
    fitting = [key for key, card in own.items() if card.situation == situation]
    named = [key for key in fitting if key == wanted] or fitting
    return desk.cards[f"{OWN_CARDS}/{named[-1]}"] if named else None


def _first(situation: str, desk: Desk) -> Card:
    """The first card of all calls that brings the situation."""
    return next(card for card in desk.cards.values() if card.situation == situation)


def _line(situation: str, line: ContactLine, desk: Desk) -> tuple[str, bool]:
    """The caller's line: of an if-then card, of the script, else a recommended one."""
    if situation in desk.own.answers:
        return line.model_answer, True
    opening = desk.rubric.situations[situation].open
    for said in desk.own.lines:
        if said.step.situation == situation or said.move in opening:
            return said.text, True
    return line.model_answer or desk.advice.moves[opening[0]].example, False
