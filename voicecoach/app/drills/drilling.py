"""One drill put together from real parts; each event is kept before the views see it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import voicecoach
from voicecoach.app.drills.deck import DAILY, Desk
from voicecoach.app.drills.own_answers import own_answers
from voicecoach.app.parts import vocabulary
from voicecoach.app.parts.ahead import JudgeAhead, load_in_background
from voicecoach.app.parts.answering import MODEL_ANSWER_VOICE, Answering, make_caller
from voicecoach.app.parts.closing import give_back
from voicecoach.app.parts.holding import do_not_hold, hold_for, pulse
from voicecoach.app.parts.options import DrillOptions, PracticeOptions
from voicecoach.app.parts.recorder import HistoryRecorder
from voicecoach.app.prepare.own_words import scorer_for
from voicecoach.app.rehearse.rehearsal import new_call_id, now
from voicecoach.domain.advice import Advice
from voicecoach.domain.deck import DrillRecord, Review
from voicecoach.domain.turn import Call, Contact
from voicecoach.errors import DeviceError, StorageError, VoiceCoachError
from voicecoach.history.decks import DeckStore
from voicecoach.plan.if_then import SCENARIO as OWN_CARDS
from voicecoach.practice.cards import queue
from voicecoach.practice.commands import Commands
from voicecoach.practice.deck import deck_of
from voicecoach.practice.drill import hold_drill
from voicecoach.practice.drill_plan import OwnAnswer, Parts, Plan
from voicecoach.practice.events import DrillBegins, DrillEnded, Event, Graded
from voicecoach.practice.modes import LADDER, Mode
from voicecoach.practice.spoken import CARD_WAIT
from voicecoach.practice.timing import Limits
from voicecoach.practice.today import rung
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.settings import Settings
from voicecoach.speech.line.line import Line
from voicecoach.speech.sound import tones


class DeckKeeper:
    """Keeps the grades of a drill.

    Args:
        store: the deck in the history.
    """

    def __init__(self, store: DeckStore) -> None:
        self._store = store
        self._numbers: dict[tuple[str, datetime], int] = {}
        self.trouble: StorageError | None = None

    def keep(self, event: Event) -> None:
        """What the event tells is on the disk when this returns; else ``trouble`` says why not."""
        try:
            if isinstance(event, DrillBegins):
                self._store.put_drill(event.drill)
            elif isinstance(event, DrillEnded):
                self._store.put_drill(event.summary.drill)
            elif isinstance(event, Graded):
                self._grade(event.review)
        except StorageError as error:
            self.trouble = error

    def _grade(self, review: Review) -> None:
        place = (review.card, review.at)
        if place in self._numbers:
            self._store.change(replace(review, number=self._numbers[place]))
        else:
            self._numbers[place] = self._store.add(review).number


@dataclass(slots=True)
class Drill:
    """A drill ready to be held.

    Attributes:
        mode: the parameter set.
        plan: what is drilled.
        scorer: who judges.
        notes: sentences to tell the caller before it begins.
    """

    mode: Mode
    plan: Plan
    scorer: JudgeAhead
    call: Call
    record: DrillRecord
    answering: Answering
    recorder: HistoryRecorder
    store: DeckStore
    signal: Callable[[Commands], Iterator[Event]]
    tick: Callable[[], None]
    own: OwnAnswer
    notes: list[str]
    trouble: StorageError | None = None

    @property
    def advice(self) -> Advice:
        """Names of moves and slips."""
        return self.scorer.advice

    def events(self, commands: Commands, *, waits: bool) -> Iterator[Event]:
        """Hold the drill.

        Args:
            commands: the caller's orders.
            waits: somebody may give orders while a result is shown.
        """
        hold = hold_for if waits else do_not_hold
        parts = Parts(
            caller=self.answering.caller,
            judge=self.scorer,
            commands=commands,
            now=now,
            seconds=time.monotonic,
            hold=hold,
            signal=self.signal,
            tick=self.tick,
            own=self.own,
        )
        keeper = DeckKeeper(self.store)
        load_in_background(*self.answering.ahead, self.scorer.load)
        try:
            for event in hold_drill(self.call, self.record, self.plan, parts):
                if self.call.reliable:
                    keeper.keep(event)
                yield self.recorder.keep(event)
        finally:
            self.trouble = keeper.trouble or self.recorder.trouble
            self.close()

    def give_back(self) -> None:
        """Give devices and workers back; harmless when called twice, by whatever thread."""
        give_back(self.answering.closers)

    def close(self) -> None:
        """Give everything back; harmless when called twice."""
        self.give_back()
        self.recorder.close()
        self.store.close()


def check_mode(options: DrillOptions, settings: Settings) -> None:
    """Whether there is such a drill, before devices are opened for it.

    Raises:
        VoiceCoachError: there is none; the message names those there are.
    """
    if options.mode != LADDER:
        Desk(settings).modes.get(options.mode)


def make_drill(
    options: DrillOptions, settings: Settings, *, asks: bool, line: Line | None = None
) -> Drill:
    """Build everything a drill needs.

    Args:
        options: which drill.
        settings: folders, devices, voice.
        asks: somebody is there to answer questions.
        line: over which to hold it; None: this machine's devices.

    Raises:
        NoDeviceError: there is no microphone (and no other way to answer was chosen).
        VoiceCoachError: there is nothing to drill, or something is missing or malformed.
    """
    desk = Desk(settings)
    log, held = desk.read()
    key = rung(desk.modes.ladder, held) if options.mode == LADDER else options.mode
    mode = _wanted(desk, desk.modes.get(key), options)
    plan = _plan(desk, mode, options, log, asks=asks)
    cue = settings.cue or (options.sounds and options.timer)
    calls = [desk.cards[one].scenario for one in plan.queue[:20]]
    people = [call.contact.name for call in calls if call.key != OWN_CARDS]
    names = dict.fromkeys([*people, *desk.own.names, *vocabulary.load(settings.data_folder)])
    answering = make_caller(
        options.practice,
        replace(settings, cue=cue, ring=False),
        list(names),
        CARD_WAIT,
        pulse=pulse if asks else None,  # a pipe is read when it is due
        line=line,
    )
    if options.mode == LADDER:
        answering.notes.append(_step(desk.modes.ladder, key))
    began = now()
    call = _header(mode, began, answering.heard_by, options.practice)
    record = DrillRecord(call.id, mode.key, began, desk.day.today)
    store, voice = desk.open(), answering.voice
    return Drill(
        mode=mode,
        plan=plan,
        scorer=JudgeAhead(scorer_for(desk.own)),
        call=call,
        record=record,
        answering=answering,
        recorder=HistoryRecorder(settings.data_folder, call, settings.day_ends),
        store=store,
        signal=_signal(answering, wanted=options.sounds),
        tick=_tick(answering, wanted=options.sounds and not options.practice.replies),
        own=own_answers(store, settings.data_folder, voice, MODEL_ANSWER_VOICE, began),
        notes=answering.notes,
    )


def _step(ladder: Sequence[str], key: str) -> str:
    number = ladder.index(key) + 1
    return (
        f"Step {number} of {len(ladder)}. The next one comes when you are calm, or calmer after "
        "it than before; any step can be chosen by its name."
    )


def _wanted(desk: Desk, mode: Mode, options: DrillOptions) -> Mode:
    """The mode with what was chosen on the command line."""
    changes: dict[str, object] = {
        "minutes": options.minutes,
        "cards": options.cards,
        "think": options.think,
        "answer": options.answer,
        "moves": options.moves or None,
    }
    for move in options.moves:
        if move not in desk.advice.moves:
            known = ", ".join(desk.advice.moves)
            raise VoiceCoachError(f"There is no move {move!r}.", f"There are: {known}.")
    if options.moves and mode.key == DAILY:
        changes["draw"] = "any"  # what was asked for by name is not held back until it is due
    return mode.model_copy(
        update={name: value for name, value in changes.items() if value is not None}
    )


def _plan(
    desk: Desk, mode: Mode, options: DrillOptions, log: Sequence[Review], *, asks: bool
) -> Plan:
    keys = desk.keys(mode)
    drawn = queue(keys, deck_of(log), mode, desk.day)
    if not drawn:
        raise VoiceCoachError(
            "Nothing is due now, and today's new ones are done.",
            "Practise ahead with: voicecoach drill rapid-fire",
        )
    limits = Limits(mode.think, mode.answer).stretched(options.stretch) if options.timer else None
    by_count = options.cards is not None and options.minutes is None
    return Plan(
        mode=mode,
        cards=desk.cards,
        queue=drawn,
        log=log,
        limits=limits,
        stretch=options.stretch,
        asks=asks,
        minutes=None if by_count else mode.minutes * options.stretch,
        count=mode.cards,
    )


def _header(mode: Mode, began: datetime, heard_by: str, options: PracticeOptions) -> Call:
    return Call(
        id=new_call_id(began),
        scenario=f"drill-{mode.key}",
        title=f"Drill: {mode.name}",
        contact=Contact("Several people", "a drill", temper=mode.temper),
        mode="coach",
        seed=0,
        began=began,
        heard_by=heard_by,
        program=voicecoach.__version__,
        # A drill has no room for putting words right, so what is misheard must not be graded.
        reliable=options.reliable and not options.confirm,
    )


def _signal(answering: Answering, *, wanted: bool) -> Callable[[Commands], Iterator[Event]]:
    if answering.voice is None or not wanted:
        return lambda commands: iter(())
    return VoiceOut(answering.voice.line, None, MODEL_ANSWER_VOICE, cue=tones.stop()).cue


def _tick(answering: Answering, *, wanted: bool) -> Callable[[], None]:
    """What sounds in the last seconds; a loudspeaker that is gone is told of by the next line."""
    if answering.voice is None or not wanted:
        return lambda: None
    line, clip = answering.voice.line, tones.tick()

    def sound() -> None:
        with contextlib.suppress(DeviceError):
            line.load(clip).start()

    return sound
