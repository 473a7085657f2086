"""One rehearsal: a generator of events. No thread, no clock of its own, no sound, no database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from voicecoach.domain.turn import Call, ContactLine, Outcome, Reply, Turn, Verdict
from voicecoach.practice.callers import Caller
from voicecoach.practice.commands import (
    Command,
    Commands,
    Correct,
    DidSay,
    HangUp,
    NotFinished,
    PlayModelAnswer,
    Repeat,
    SayAgain,
    Undo,
)
from voicecoach.practice.did_say import NoWordings, OwnWordings, did_say, take_back
from voicecoach.practice.events import (
    CallEnded,
    Corrected,
    Event,
    Judged,
    NotOver,
    ReplyGiven,
    TurnDone,
)
from voicecoach.practice.judging import (
    Judge,
    can_be_corrected,
    check_heard,
    judged,
    meaning_of,
)


class Talk(Protocol):
    """The contact's side of the call."""

    @property
    def line(self) -> ContactLine:
        """What the contact says now."""

    def upcoming(self) -> Sequence[ContactLine]:
        """What the contact may say next, likeliest first, to be rendered ahead."""

    def answer(self, reply: Reply, verdict: Verdict) -> None:
        """Take the caller's reply to the current line; ``line`` is then the next one."""

    def take_back(self) -> None:
        """The last answer was not over: ``line`` is again the one it was given to."""

    def outcome(self, hung_up: bool) -> Outcome:
        """How the call went."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a rehearsal is made of.

    Attributes:
        talk: the contact's side.
        caller: the other side.
        judge: scores replies.
        commands: the caller's orders.
        now: the clock for time stamps.
        names: that may be said: corrections offer them where something sounds like one; a mapping
            tells how each sounds.
        confirm: ask whether a reply was heard rightly before it is judged.
        own: the caller's own wordings, by which ``judge`` counts.
    """

    talk: Talk
    caller: Caller
    judge: Judge
    commands: Commands
    now: Callable[[], datetime]
    names: Collection[str] = ()
    confirm: bool = False
    own: OwnWordings = field(default_factory=NoWordings)


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
    yield from parts.caller.ring(call.contact, parts.commands)
    gone = yield from _turns(turns, call, parts)
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
            tries = _Tries([turn for turn in turns if turn.number == number])
            yield from _go_on(tries, parts)
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


@dataclass(slots=True)
class _Tries:
    """All tries at one line; ``hung_up`` if the caller left."""

    turns: list[Turn]
    hung_up: bool = False

    @property
    def best(self) -> Turn:
        """The try with the highest score, of equals the latest: it moves the call on."""
        return max(self.turns, key=lambda turn: (_score(turn), turn.attempt))


def _go_on(tries: _Tries, parts: Parts, *, waits: bool = False) -> Iterator[Event]:
    """The last try was not over: it is heard out and judged anew."""
    turn = tries.turns[-1]
    for event in parts.caller.go_on(parts.commands):
        if not isinstance(event, ReplyGiven):
            yield event
        elif event.reply.ended.code == "hung-up":
            tries.hung_up = True
        else:
            verdict = judged(parts.judge, turn.line, event.reply)
            turn = tries.turns[-1] = replace(turn, reply=event.reply, verdict=verdict)
    yield Corrected(turn, waits=waits and not tries.hung_up)


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


def _score(turn: Turn) -> int:
    return turn.verdict.score if turn.verdict else 0


def _answer_line(number: int, call: Call, parts: Parts) -> Generator[Event, None, _Tries | None]:
    """The contact says one line, and again as often as the caller wants another try.

    Returns:
        None if the caller goes on with the reply to the line before.
    """
    coach = call.mode == "coach"
    tries = _Tries([])
    while True:
        reply = yield from _hear_reply(parts, again=bool(tries.turns), waits=coach)
        if reply is None:
            return None
        if parts.confirm and can_be_corrected(reply):
            checked = yield from check_heard(reply, parts.names, parts.commands)
            if isinstance(checked, SayAgain | Repeat):
                continue
            reply = checked
        if reply.ended.code == "hung-up":
            tries.hung_up = True
            return tries
        turn = yield from _judge(number, len(tries.turns) + 1, reply, parts)
        tries.turns.append(turn)
        yield TurnDone(turn, waits=coach)
        if not coach:
            return tries
        order = yield from _after_card(tries, parts)
        if isinstance(order, HangUp):
            tries.hung_up = True
        if not isinstance(order, SayAgain):
            return tries


def _hear_reply(parts: Parts, *, again: bool, waits: bool) -> Generator[Event, None, Reply | None]:
    line, meaning = parts.talk.line, meaning_of(parts.judge, parts.talk.line)
    parts.caller.prepare(parts.talk.upcoming())
    for event in parts.caller.reply(
        line, parts.commands, again=again, waits=waits, meaning=meaning
    ):
        if isinstance(event, NotOver):
            return None
        if isinstance(event, ReplyGiven):
            return event.reply
        yield event
    raise AssertionError("a caller's last event is ReplyGiven")


def _judge(number: int, attempt: int, reply: Reply, parts: Parts) -> Generator[Event, None, Turn]:
    line = parts.talk.line
    verdict = judged(parts.judge, line, reply)
    yield Judged(verdict)
    return Turn(number, attempt, line, reply, verdict, parts.now())


def _after_card(tries: _Tries, parts: Parts) -> Generator[Event, None, Command]:
    """The card is shown: wait for an order; a model answer can be heard as often as wanted."""
    parts.commands.drop()
    counted = 0  # by "I did say it", at this card
    while True:
        order = parts.commands.wait()
        if isinstance(order, PlayModelAnswer):
            yield from parts.caller.model_answer(parts.talk.line.model_answer, parts.commands)
        elif isinstance(order, NotFinished):
            yield from _go_on(tries, parts, waits=True)
            if tries.hung_up:
                return HangUp()
        elif isinstance(order, Correct):
            instead = yield from _correct(tries, parts)
            if instead is not None:
                return instead
        elif isinstance(order, DidSay | Undo):
            counted += yield from _by_own_word(order, counted, tries, parts)
        else:
            return order


def _correct(tries: _Tries, parts: Parts) -> Generator[Event, None, Command | None]:
    """The last try is judged anew by the words the caller says they said."""
    turn = tries.turns[-1]
    if can_be_corrected(turn.reply):
        checked = yield from check_heard(turn.reply, parts.names, parts.commands)
        if isinstance(checked, SayAgain | Repeat):
            return SayAgain()
        if checked.ended.code == "hung-up":
            return HangUp()
        turn = replace(turn, reply=checked, verdict=judged(parts.judge, turn.line, checked))
        tries.turns[-1] = turn
    yield Corrected(turn, waits=True)
    return None


def _by_own_word(
    order: DidSay | Undo, counted: int, tries: _Tries, parts: Parts
) -> Generator[Event, None, int]:
    """Words of the last try count from now on (1), no longer (-1), or nothing is changed (0)."""
    turn = tries.turns[-1]
    if isinstance(order, DidSay):
        anew = yield from did_say(turn, parts.own, parts.judge, parts.commands)
    else:
        anew = yield from take_back(turn, counted, parts.own, parts.judge)
    tries.turns[-1] = anew or turn
    yield Corrected(tries.turns[-1], waits=True)
    if anew is None:
        return 0
    return 1 if isinstance(order, DidSay) else -1
