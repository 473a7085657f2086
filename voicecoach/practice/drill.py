"""One drill: objections one after another, timed and graded. A generator of events, like a call."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace

from voicecoach.domain.deck import GOOD, DrillRecord, Review
from voicecoach.domain.turn import Call, ContactLine, Outcome, Reply, Turn
from voicecoach.practice.asides import Asides
from voicecoach.practice.commands import (
    Command,
    HangUp,
    Knew,
    Pause,
    PlayModelAnswer,
    Rate,
    SayAgain,
    Undo,
)
from voicecoach.practice.deck import deck_of, grade, understood
from voicecoach.practice.drill_plan import Parts, Plan
from voicecoach.practice.events import (
    Answered,
    Asked,
    CallEnded,
    CardBegins,
    Countdown,
    DrillBegins,
    DrillEnded,
    Event,
    Graded,
    Judged,
    Level,
    NotGraded,
    Paused,
    Question,
    ReplyEnded,
    ReplyGiven,
    Resumed,
    TurnDone,
    Waited,
    YourTurn,
)
from voicecoach.practice.judging import judged, meaning_of
from voicecoach.practice.standing import summary
from voicecoach.practice.timing import ReplyClock

RESULT = 2.0
"""s that a result is shown before the next card."""
TICKED = 3
"""The last seconds of a limit, which are heard."""


@dataclass(slots=True)
class _Going:
    """A drill under way."""

    plan: Plan
    parts: Parts
    drill: DrillRecord
    reliable: bool
    asides: Asides
    queue: deque[str]
    began: float
    turns: list[Turn] = field(default_factory=list)
    made: list[Review] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)
    last: str = ""
    number: int = 0
    ungraded: int = 0
    stopped: bool = False

    @property
    def left(self) -> float | None:
        """How many s until its time is over; None where it has none."""
        if self.plan.minutes is None:
            return None
        return self.plan.minutes * 60 - (self.parts.seconds() - self.began)

    @property
    def goes_on(self) -> bool:
        """Whether there is another card, and time for it."""
        in_time = self.left is None or self.left > 0
        counted = self.plan.count is None or self.number < self.plan.count
        return bool(self.queue) and in_time and counted and not self.stopped

    def line(self, key: str) -> ContactLine:
        """What the contact says on a card, if it is said now."""
        before = [*self.said.get(key, []), self.last]
        return self.plan.cards[key].spoken(self.plan.mode.temper, before)


def hold_drill(call: Call, drill: DrillRecord, plan: Plan, parts: Parts) -> Iterator[Event]:
    """Hold one drill.

    Args:
        call: the header under which its replies are kept.
        drill: its record.
        plan: what is drilled.
        parts: who answers, who judges, the orders and the clocks.

    Yields:
        what happens, in order. A grade comes before its result is shown, so that whoever keeps
        events has kept it by then; the last event is ``DrillEnded``.
    """
    asides = Asides(parts.commands)
    deck = deck_of(plan.log)
    said = {key: list(memory.wordings) for key, memory in deck.memories.items()}
    queue = deque(plan.queue)
    going = _Going(plan, parts, drill, call.reliable, asides, queue, parts.seconds(), said=said)
    drill = replace(drill, nerves_before=(yield from _ask(going, "nerves-before")))
    yield DrillBegins(drill)
    while going.goes_on:
        yield from _card(going)
    yield from _aside(going)
    after = None if going.stopped and not going.made else (yield from _ask(going, "nerves-after"))
    told = summary(replace(drill, nerves_after=after), plan.log, going.made, going.ungraded)
    outcome = Outcome(bool(told.figures.hits), "", _in_words(going))
    yield CallEnded(
        outcome, replace(call, turns=tuple(going.turns), outcome=outcome, ended=parts.now())
    )
    yield DrillEnded(told)


def _in_words(going: _Going) -> str:
    cards = "card" if going.number == 1 else "cards"
    return f"{going.number} {cards}" + (", stopped early." if going.stopped else ".")


def _card(going: _Going) -> Iterator[Event]:
    """One card: asked, answered, graded, shown; again in other words as often as wanted."""
    key = going.queue.popleft()
    going.number += 1
    began = going.parts.seconds()
    yield CardBegins(going.number, going.left)
    attempt = 0
    while True:
        attempt += 1
        line = going.line(key)
        reply = yield from _reply(going, line, again=attempt > 1)
        if reply.ended.hung_up:
            going.stopped = True
            return
        going.said.setdefault(key, []).append(line.text)
        verdict = judged(going.parts.judge, line, reply)
        turn = Turn(going.number, attempt, line, reply, verdict, going.parts.now())
        going.turns.append(turn)
        yield Answered(turn)
        if attempt == 1:
            yield from _grade(going, key, turn, going.parts.seconds() - began)
        yield Judged(verdict)
        going.asides.drop()
        yield TurnDone(turn, waits=True)
        if going.stopped:
            return
        order = yield from _after_result(going, key, line)
        going.stopped = isinstance(order, HangUp)
        if not isinstance(order, SayAgain):
            return


def _reply(going: _Going, line: ContactLine, *, again: bool) -> Generator[Event, None, Reply]:
    """The reply, within its limits; meanwhile orders about the card before are carried out."""
    going.last = line.text
    ahead = [going.line(key) for key in list(going.queue)[:1]]
    going.parts.caller.prepare([line, *ahead])
    clock, since = ReplyClock(going.plan.limits), going.parts.seconds()
    caller = going.parts.caller
    meaning = meaning_of(going.parts.judge, line)
    for event in caller.reply(line, going.asides, again=again, waits=False, meaning=meaning):
        if isinstance(event, ReplyGiven):
            yield from _aside(going)  # before this card is graded: they were about the last one
            if clock.over is not None:
                yield from going.parts.signal(going.asides)
            return replace(event.reply, ended=clock.ended(event.reply.ended))
        if isinstance(event, YourTurn):  # also after the line was repeated
            clock, since = ReplyClock(going.plan.limits), going.parts.seconds()
        yield ReplyEnded(clock.ended(event.ended)) if isinstance(event, ReplyEnded) else event
        told = _counted(clock, event, going.parts.seconds() - since)
        if told is not None:
            yield told
            if told.left <= TICKED:
                going.parts.tick()
        if clock.over is not None and isinstance(event, Level):
            going.asides.end_reply()
        yield from _aside(going)
    raise AssertionError("a caller's last event is ReplyGiven")


def _counted(clock: ReplyClock, event: Event, elapsed: float) -> Countdown | None:
    """A second less: of a spoken reply by its sound, of a typed one by the clock."""
    if isinstance(event, Level):
        return clock.level(event)
    return clock.typed(elapsed) if isinstance(event, Waited) else None


def _grade(going: _Going, key: str, turn: Turn, seconds: float) -> Iterator[Event]:
    """The first try decides: a cold answer shows what is known."""
    if turn.verdict is None or not (going.reliable and understood(turn.reply)):
        going.ungraded += 1
        yield NotGraded(f"Not graded: {_why(going, turn.reply)}. The card stays where it was.")
        return
    # Without a timer nobody is graded by a clock.
    pause = turn.reply.hesitation if going.plan.limits else None
    given = grade(turn.verdict.score, pause, going.plan.stretch)
    review = Review(
        drill=going.drill.id,
        card=key,
        at=turn.at,
        day=going.drill.day,
        wording=turn.line.text,
        grade=given,
        by_rule=given,
        score=turn.verdict.score,
        hesitation=turn.reply.hesitation,
        seconds=max(0.0, seconds),
    )
    going.made.append(review)
    yield Graded(review)
    if going.plan.mode.felt:
        felt = yield from _ask(going, "felt")
        if felt is not None:
            yield from _change(going, len(going.made) - 1, replace(going.made[-1], felt=felt))


def _why(going: _Going, reply: Reply) -> str:
    if reply.text and not going.reliable:
        return "too little of what you say is understood"
    if reply.text:
        return "the words were heard too unsurely"
    return f"nothing was understood ({reply.ended.reason})"


def _after_result(
    going: _Going, key: str, line: ContactLine
) -> Generator[Event, None, Command | None]:
    """The result is shown for a moment; orders lengthen it."""
    parts, own = going.parts, True
    seconds = None if going.plan.limits is None and going.plan.asks else RESULT * going.plan.stretch
    while True:
        order = parts.hold(parts.commands, seconds)
        if isinstance(order, Knew | Undo):
            going.asides.kept.append(order)
            yield from _aside(going)
        elif isinstance(order, PlayModelAnswer):
            # One's own best answer first; pressed again, the other one.
            own = not (own and (yield from parts.own(key, going.asides)))
            if own:
                answer = line.model_answer
                if (yield from parts.caller.model_answer(answer, going.asides)):
                    return HangUp()
        elif isinstance(order, Pause):
            yield Paused("The result stays until you go on.")
            order = going.asides.wait()
            if isinstance(order, HangUp):
                return order
            yield Resumed()
        else:
            return order


def _aside(going: _Going) -> Iterator[Event]:
    """Correct or take back the last grade that still counts."""
    while going.asides.kept:
        order = going.asides.kept.popleft()
        place = next((n for n in reversed(range(len(going.made))) if _counts(going.made[n])), None)
        if place is None:
            continue
        review = going.made[place]
        if isinstance(order, Knew):
            yield from _change(going, place, replace(review, grade=max(GOOD, review.grade)))
        elif isinstance(order, Undo):
            yield from _change(going, place, replace(review, undone=True))
            going.queue.append(review.card)


def _counts(review: Review) -> bool:
    return not review.undone


def _change(going: _Going, place: int, review: Review) -> Iterator[Event]:
    going.made[place] = review
    yield Graded(review, changed=True)


def _ask(going: _Going, about: Question) -> Generator[Event, None, int | None]:
    """One key from 1 to 5; None where nobody is there or it is left open."""
    if not going.plan.asks:
        return None
    going.asides.drop()  # keys pressed before it are no answer; one pressed at once is
    yield Asked(about)
    order = going.asides.wait()
    if isinstance(order, HangUp):
        going.stopped = True
    return order.value if isinstance(order, Rate) else None
