"""The tries at one line of a call, what can be done at a card, and hanging up, or not after all."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from voicecoach.domain.turn import Reply, Turn
from voicecoach.practice.commands import (
    Command,
    Correct,
    DidSay,
    HangUp,
    Next,
    NotFinished,
    PlayModelAnswer,
    Repeat,
    SayAgain,
    Undo,
)
from voicecoach.practice.did_say import did_say, take_back
from voicecoach.practice.events import Corrected, Event, HungUp, ReplyGiven
from voicecoach.practice.judging import can_be_corrected, check_heard, judged
from voicecoach.practice.parts import Parts


def meant(parts: Parts) -> Generator[Event, None, bool]:
    """Whether the caller, who hung up, meant it: one key too many must not cost the call."""
    if not parts.takes_back:
        return True
    yield HungUp()
    order = parts.commands.wait()
    while not isinstance(order, Next | Undo | HangUp):
        order = parts.commands.wait()
    return not isinstance(order, Undo)


@dataclass(slots=True)
class Tries:
    """All tries at one line; ``hung_up`` if the caller left."""

    turns: list[Turn]
    hung_up: bool = False

    @property
    def best(self) -> Turn:
        """The try with the highest score, of equals the latest: it moves the call on."""
        return max(self.turns, key=lambda turn: (_score(turn), turn.attempt))


def _score(turn: Turn) -> int:
    return turn.verdict.score if turn.verdict else 0


def go_on(tries: Tries, parts: Parts, *, waits: bool = False) -> Iterator[Event]:
    """The last try was not over: it is heard out and judged anew."""
    turn = tries.turns[-1]
    for event in parts.caller.go_on(parts.commands):
        if not isinstance(event, ReplyGiven):
            yield event
        elif event.reply.ended.hung_up:
            tries.hung_up = yield from meant(parts)
        else:
            verdict = judged(parts.judge, turn.line, event.reply)
            turn = tries.turns[-1] = replace(turn, reply=event.reply, verdict=verdict)
    yield Corrected(turn, waits=waits and not tries.hung_up)


def after_card(tries: Tries, parts: Parts) -> Generator[Event, None, Command]:
    """The card is shown: wait for an order; a model answer can be heard as often as wanted."""
    parts.commands.drop()
    counted = 0  # by "I did say it", at this card
    while True:
        order = parts.commands.wait()
        if isinstance(order, PlayModelAnswer):
            answer = parts.talk.line.model_answer
            if not (yield from parts.caller.model_answer(answer, parts.commands)):
                continue
            order = HangUp()
        elif isinstance(order, NotFinished):
            yield from go_on(tries, parts, waits=True)
            if tries.hung_up:
                return HangUp()
            continue
        elif isinstance(order, Correct):
            instead = yield from _correct(tries, parts)
            if instead is not None:
                return instead
            continue
        elif isinstance(order, DidSay | Undo):
            counted += yield from _by_own_word(order, counted, tries, parts)
            continue
        if not isinstance(order, HangUp) or (yield from meant(parts)):
            return order
        yield Corrected(tries.turns[-1], waits=True)  # the card once more


def _correct(tries: Tries, parts: Parts) -> Generator[Event, None, Command | None]:
    """The last try is judged anew by the words the caller says they said."""
    turn = tries.turns[-1]
    if can_be_corrected(turn.reply):
        checked = yield from checked_by_caller(turn.reply, parts)
        if checked is None:
            return SayAgain()
        if checked.ended.hung_up:
            return HangUp()
        turn = replace(turn, reply=checked, verdict=judged(parts.judge, turn.line, checked))
        tries.turns[-1] = turn
    yield Corrected(turn, waits=True)
    return None


def checked_by_caller(reply: Reply, parts: Parts) -> Generator[Event, None, Reply | None]:
    """What was heard, as the caller puts it right; None: they say it again."""
    while True:
        checked = yield from check_heard(reply, parts.names, parts.commands)
        if isinstance(checked, SayAgain | Repeat):
            return None
        if not checked.ended.hung_up or (yield from meant(parts)):
            return checked


def _by_own_word(
    order: DidSay | Undo, counted: int, tries: Tries, parts: Parts
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
