"""A phone script is built: a generator of events, like a call. No thread, no clock, no file.

Each line is asked for, given by whatever caller there is, looked at at once, read back, and given
to ``keep`` when the caller is content with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass

from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import ContactLine, Reply, Voice
from voicecoach.plan.phone_script import Said, Script, Step
from voicecoach.practice.callers import Caller
from voicecoach.practice.commands import (
    Commands,
    Correct,
    HangUp,
    Next,
    PlayModelAnswer,
    Repeat,
    SayAgain,
)
from voicecoach.practice.events import Event, ReplyGiven
from voicecoach.practice.judging import Judge, can_be_corrected, check_heard
from voicecoach.practice.script_check import LineCheck, check_line
from voicecoach.scoring.hearings import unsure


@dataclass(frozen=True, slots=True)
class Offer:
    """A recommended wording, filled in.

    Attributes:
        move: that it makes; empty where the step has no kinds.
        kind: of what kind it is, in words.
    """

    text: str
    move: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Asks:
    """A line is asked for.

    Attributes:
        place: which of the step's lines, from 0.
        now: what the line is so far; empty if it is new.
        offers: recommended wordings.
    """

    step: Step
    place: int
    now: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A line was given and looked at.

    Attributes:
        misheard: words of it that may have been misheard.
    """

    step: Step
    check: LineCheck
    misheard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A line stands in the script now."""

    said: Said


BuildEvent = Event | Asks | Checked | Kept


@dataclass(frozen=True, slots=True)
class Parts:
    """What building a script takes.

    Attributes:
        steps: what is asked for, in order.
        script: what is there already.
        offers: recommended wordings of a step.
        caller: who answers.
        judge: scores lines.
        advice: names of moves and slips.
        commands: the caller's orders.
        names: that may be said; a mapping tells how each sounds.
        written: a reply as people write it.
        keep: takes a line and its place in the step.
        voice: asks the questions.
    """

    steps: Sequence[Step]
    script: Script
    offers: Callable[[Step], tuple[Offer, ...]]
    caller: Caller
    judge: Judge
    advice: Advice
    commands: Commands
    names: Collection[str]
    written: Callable[[Reply], str]
    keep: Callable[[Said, int], None]
    voice: Voice


def build_script(parts: Parts) -> Iterator[BuildEvent]:
    """Ask for every line; it ends early where the caller hangs up.

    Yields:
        what happens, in order.
    """
    for step in parts.steps:
        for place in range(step.most):
            went_on = yield from _one_line(step, place, parts)
            if went_on is None:
                return
            if not went_on:
                break


def _one_line(step: Step, place: int, parts: Parts) -> Generator[BuildEvent, None, bool | None]:
    """Ask for one line until the caller is content.

    Returns:
        None: the caller left; False: the line was left out.
    """
    offers, now = parts.offers(step), _now(step, place, parts.script)
    while True:
        yield Asks(step, place, now, offers)
        reply = yield from _answer(step, parts)
        if reply.ended.hung_up:
            return None
        said = _said(step, reply, offers, parts)
        if not said.text:
            return bool(now)
        if not any(character.isalpha() for character in said.text):
            continue  # the number of a wording that is not there
        said, order = yield from _look_at(said, reply, parts)
        if isinstance(order, HangUp):
            return None
        if isinstance(order, Next):
            parts.keep(said, place)
            yield Kept(said)
            return True


def _answer(step: Step, parts: Parts) -> Generator[BuildEvent, None, Reply]:
    line = ContactLine(step.key, step.question, parts.voice, situation=step.situation)
    for event in parts.caller.reply(line, parts.commands):
        if isinstance(event, ReplyGiven):
            return event.reply
        yield event
    raise AssertionError("a caller's last event is ReplyGiven")


def _said(step: Step, reply: Reply, offers: Sequence[Offer], parts: Parts) -> Said:
    """The line that a reply gives: its words, or the wording whose number was typed."""
    text = parts.written(reply)
    number = text.strip().rstrip(".")
    if number.isdecimal() and 1 <= int(number) <= len(offers):
        offer = offers[int(number) - 1]
        return Said(step, offer.text, offer.move)
    return Said(step, text)


def _look_at(
    said: Said, reply: Reply, parts: Parts
) -> Generator[BuildEvent, None, tuple[Said, HangUp | Next | SayAgain]]:
    """Check the line, read it back, and wait for what the caller makes of it."""
    yield from _checked(said, reply, parts)
    yield from parts.caller.model_answer(said.text, parts.commands)
    parts.commands.drop()
    while True:
        order = parts.commands.wait()
        if isinstance(order, PlayModelAnswer):
            yield from parts.caller.model_answer(said.text, parts.commands)
        elif isinstance(order, Correct) and can_be_corrected(reply):
            corrected = yield from check_heard(reply, parts.names, parts.commands)
            if isinstance(corrected, SayAgain | Repeat):
                return said, SayAgain()
            if corrected.ended.hung_up:
                return said, HangUp()
            said, reply = Said(said.step, corrected.text), corrected
            yield from _checked(said, reply, parts)
        elif isinstance(order, Next | HangUp | SayAgain):
            return _with_kind(said, parts), order


def _checked(said: Said, reply: Reply, parts: Parts) -> Iterator[BuildEvent]:
    check = check_line(said.step, said.text, parts.judge, parts.advice, spoken_seconds(reply))
    yield Checked(said.step, check, tuple(span.text for span in unsure(reply)))


def _with_kind(said: Said, parts: Parts) -> Said:
    """A parting question with the kind that its words make, unless it was chosen."""
    if said.move or not said.step.kinds:
        return said
    check = check_line(said.step, said.text, parts.judge, parts.advice)
    return Said(said.step, said.text, check.move)


def spoken_seconds(reply: Reply) -> float | None:
    """From the first word to the end of the last; None where it was not spoken."""
    words = reply.transcript.words if reply.transcript else ()
    return words[-1].end - words[0].start if words else None


def _now(step: Step, place: int, script: Script) -> str:
    if not step.kinds:
        return script.lines.get(step.key, "")
    return script.parting[place].say if place < len(script.parting) else ""


def offers_of(
    step: Step, details: Mapping[str, str], fill: Callable[[str, Mapping[str, str]], str]
) -> tuple[Offer, ...]:
    """The recommended wordings of a step, filled in.

    Args:
        step: its kinds' wordings, else its own.
        details: what is known of the caller.
        fill: fills a wording in.
    """
    if not step.kinds:
        return tuple(Offer(fill(text, details)) for text in step.wordings)
    return tuple(
        Offer(fill(text, details), kind.move, kind.title)
        for kind in step.kinds
        for text in kind.wordings
    )
