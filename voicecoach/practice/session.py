"""One rehearsal: a generator of events. No thread, no clock of its own, no sound, no database."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace

from voicecoach.domain.turn import Call, Reply, Turn
from voicecoach.practice.commands import HangUp, SayAgain
from voicecoach.practice.events import (
    CallEnded,
    Corrected,
    Event,
    Judged,
    NotOver,
    ReplyGiven,
    TurnDone,
)
from voicecoach.practice.judging import can_be_corrected, judged, meaning_of
from voicecoach.practice.parts import Parts
from voicecoach.practice.tries import Tries, after_card, checked_by_caller, go_on, meant


def rehearse(call: Call, parts: Parts) -> Iterator[Event]:
    """Hold one call.

    Args:
        call: its header (who is called, how the call is held); turns are added here.
        parts: the two sides, the judge, the orders and the clock for time stamps.

    Yields:
        what happens, in order; the last event is ``CallEnded``.
    """
    talk = parts.talk
    turns: list[Turn] = []
    gone = yield from parts.caller.ring(call.contact, parts.commands)
    gone = gone and (yield from meant(parts))
    gone = gone or (yield from _turns(turns, call, parts))
    yield from _corrections(turns, parts, wait=True)
    outcome = talk.outcome(gone)
    done = replace(call, turns=tuple(turns), outcome=outcome, ended=parts.now())
    yield CallEnded(outcome, done)


def _turns(turns: list[Turn], call: Call, parts: Parts) -> Generator[Event, None, bool]:
    """All turns, added to ``turns``; whether the caller hung up."""
    talk, number = parts.talk, 0
    while True:
        if talk.line.ends:
            over = yield from _last_line(parts)
            tries = None
        else:
            over, tries = False, (yield from _answer_line(number + 1, call, parts))
        if over:
            return False
        if tries is None:  # the reply before goes on
            talk.take_back()
            tries = Tries([turn for turn in turns if turn.number == number])
            yield from go_on(tries, parts)
            turns[len(turns) - len(tries.turns) :] = tries.turns
        else:
            number += 1
            turns += tries.turns
        yield from _corrections(turns, parts, wait=False)
        if tries.hung_up:
            return True
        best = tries.best
        assert best.verdict is not None  # noqa: S101 - every kept turn was judged
        talk.answer(best.reply, best.verdict)


def _last_line(parts: Parts) -> Generator[Event, None, bool]:
    """The line that ends the call; False if the reply before it goes on."""
    for event in parts.caller.hear(parts.talk.line, parts.commands):
        if isinstance(event, NotOver):
            return False
        yield event
    return True


def _corrections(turns: list[Turn], parts: Parts, *, wait: bool) -> Iterator[Event]:
    """A better hearing of an earlier reply replaces its turn, judged anew."""
    pair = parts.caller.corrected(wait=wait)
    if pair is None:
        return
    before, after = pair
    for position, turn in enumerate(turns):
        if turn.reply is before or turn.reply == before:
            turns[position] = replace(
                turn, reply=after, verdict=judged(parts.judge, turn.line, after)
            )
            yield Corrected(turns[position])


def _answer_line(number: int, call: Call, parts: Parts) -> Generator[Event, None, Tries | None]:
    """The contact says one line, and again as often as the caller wants another try.

    Returns:
        None if the caller goes on with the reply to the line before.
    """
    coach = call.mode == "coach"
    tries = Tries([])
    while True:
        reply = yield from _hear_reply(parts, again=bool(tries.turns), waits=coach)
        if reply is None:
            return None
        if parts.confirm and can_be_corrected(reply):
            checked = yield from checked_by_caller(reply, parts)
            if checked is None:
                continue
            reply = checked
        if reply.ended.hung_up:
            tries.hung_up = True
            return tries
        turn = yield from _judge(number, len(tries.turns) + 1, reply, parts)
        tries.turns.append(turn)
        yield TurnDone(turn, waits=coach)
        if not coach:
            return tries
        order = yield from after_card(tries, parts)
        if isinstance(order, HangUp):
            tries.hung_up = True
        if not isinstance(order, SayAgain):
            return tries


def _hear_reply(parts: Parts, *, again: bool, waits: bool) -> Generator[Event, None, Reply | None]:
    """The contact says the line, the caller answers; None: with the reply to the line before."""
    line, meaning = parts.talk.line, meaning_of(parts.judge, parts.talk.line)
    parts.caller.prepare(parts.talk.upcoming())
    while True:
        given = parts.caller.reply(line, parts.commands, again=again, waits=waits, meaning=meaning)
        for event in given:
            if isinstance(event, NotOver):
                return None
            if not isinstance(event, ReplyGiven):
                yield event
            elif not event.reply.ended.hung_up or (yield from meant(parts)):
                return event.reply
        again = True  # after all: the contact says it once more


def _judge(number: int, attempt: int, reply: Reply, parts: Parts) -> Generator[Event, None, Turn]:
    line = parts.talk.line
    verdict = judged(parts.judge, line, reply)
    yield Judged(verdict)
    return Turn(number, attempt, line, reply, verdict, parts.now())
