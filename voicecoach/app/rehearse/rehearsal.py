"""One rehearsal put together from real parts: who answers, over which line, heard by whom."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import voicecoach
from voicecoach.app.parts import vocabulary
from voicecoach.app.parts.ahead import JudgeAhead, load_in_background
from voicecoach.app.parts.answering import make_caller
from voicecoach.app.parts.closing import give_back
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.app.parts.recorder import HistoryRecorder, Recorder
from voicecoach.app.parts.talk import ScenarioTalk
from voicecoach.app.prepare.own_words import OwnWords, load_own_words, scorer_for
from voicecoach.app.rehearse.call_wordings import CallWordings
from voicecoach.dialogue import loader
from voicecoach.dialogue.scenario import Scenario
from voicecoach.dialogue.wording import spelled, spellings
from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Call
from voicecoach.practice.callers import Caller
from voicecoach.practice.commands import Commands
from voicecoach.practice.events import Corrected, Event, Ringing, TurnDone
from voicecoach.practice.judging import Remembering
from voicecoach.practice.parts import Parts
from voicecoach.practice.session import rehearse
from voicecoach.settings import Settings
from voicecoach.speech.line.line import Line


@dataclass(slots=True)
class Rehearsal:
    """A call ready to be held.

    Attributes:
        scenario: what is rehearsed.
        call: the header of its record.
        caller: who answers.
        own: the caller's own words.
        scorer: who judges.
        recorder: who keeps it.
        vocabulary: where the caller's own words are kept; the folder.
        names: that may be said in this call.
        confirm: ask whether each reply was heard rightly.
        takes_back: somebody is there who can take back that they hung up.
        notes: sentences to tell the caller before it begins.
        ahead: what is loaded while the telephone rings; trouble is told where it is needed.
        closers: give back devices and processes, last opened first.
    """

    scenario: Scenario
    call: Call
    caller: Caller
    own: OwnWords
    scorer: JudgeAhead
    recorder: Recorder
    vocabulary: Path
    names: list[str] = field(default_factory=list)
    confirm: bool = False
    takes_back: bool = False
    notes: list[str] = field(default_factory=list)
    ahead: list[Callable[[], object]] = field(default_factory=list)
    closers: list[Callable[[], None]] = field(default_factory=list)

    @property
    def advice(self) -> Advice:
        """Names of moves and slips."""
        return self.scorer.advice

    @property
    def brief(self) -> list[str]:
        """What the caller should know before the telephone rings."""
        facts = [f"- {fact}" for fact in self.scenario.facts]
        trouble = [str(self.recorder.trouble)] if self.recorder.trouble else []
        return [self.scenario.title, self.scenario.brief, *facts, *self.notes, *trouble]

    def events(self, commands: Commands) -> Iterator[Event]:
        """Hold the call: each event is kept before it is passed on."""
        own = self.own
        talk = ScenarioTalk(self.scenario, self.call.seed, own.profile.details, own.answers)
        judge = Remembering(self.scorer)
        wordings = CallWordings(self.vocabulary, self.call.id, own, self.scorer, judge.forget)
        sounds = spellings(self.scenario)  # with those of the profile
        names = {name: spelled(name, sounds) for name in self.names}
        parts = Parts(
            *(talk, self.caller, judge, commands, now, names, self.confirm, wordings),
            takes_back=self.takes_back,
        )
        try:
            for event in rehearse(self.call, parts):
                if isinstance(event, Ringing):
                    self.caller.prepare([talk.line])
                    load_in_background(*self.ahead, self.scorer.load)
                yield self.recorder.keep(event)
                self._learn(event)
        finally:
            self.close()

    def _learn(self, event: Event) -> None:
        """A word that the caller put right is expected from the next call on."""
        if isinstance(event, TurnDone | Corrected):
            reply = event.turn.reply
            if reply.transcript is not None and reply.text != reply.transcript.text:
                vocabulary.learn(self.vocabulary, reply, [*self.advice.moves, *self.advice.slips])

    def give_back(self) -> None:
        """Give devices and workers back; harmless when called twice, by whatever thread."""
        give_back(self.closers)

    def close(self) -> None:
        """Give everything back and close the record; harmless when called twice."""
        self.give_back()
        self.recorder.close()


def now() -> datetime:
    """This moment with the zone's offset."""
    return datetime.now().astimezone()


def new_call_id(began: datetime) -> str:
    """An id that sorts by time and that two programs do not share."""
    return f"{began:%Y%m%d-%H%M%S}-{random.SystemRandom().randrange(16**4):04x}"


def make_rehearsal(
    options: PracticeOptions, settings: Settings, line: Line | None = None
) -> Rehearsal:
    """Build everything a call needs.

    Args:
        options: which call, how it is held.
        settings: folders, devices, voice.
        line: over which to hold it; None: this machine's devices.

    Raises:
        NoDeviceError: there is no microphone (and no other way to answer was chosen).
        VoiceCoachError: whatever else is missing or malformed.
    """
    own = load_own_words(settings.data_folder, options.script)
    scenario = own.spelled(_find_scenario(options.scenario))
    names = _names(scenario, own, options, settings)
    made = make_caller(options, settings, names, goes_on=True, line=line)
    rehearsal = _finished(scenario, own, options, settings, made.caller, made.heard_by)
    rehearsal.notes, rehearsal.closers, rehearsal.ahead = made.notes, made.closers, made.ahead
    return rehearsal


def _names(
    scenario: Scenario, own: OwnWords, options: PracticeOptions, settings: Settings
) -> list[str]:
    """That may be said: contact, company, the caller's own, and what was corrected before."""
    contact = scenario.contact
    learned = vocabulary.load(settings.data_folder)
    names = dict.fromkeys((contact.name, contact.company, *options.names, *own.names, *learned))
    return [name for name in names if name]


def _find_scenario(wanted: str) -> Scenario:
    path = Path(wanted)
    return loader.load(path) if path.suffix in (".yaml", ".yml") else loader.load_builtin(wanted)


def _finished(
    scenario: Scenario,
    own: OwnWords,
    options: PracticeOptions,
    settings: Settings,
    caller: Caller,
    heard_by: str,
) -> Rehearsal:
    began = now()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(2**31)
    call = Call(
        id=new_call_id(began),
        scenario=scenario.key,
        title=scenario.title,
        contact=scenario.contact.described(),
        mode=options.mode,
        seed=seed,
        began=began,
        heard_by=heard_by,
        program=voicecoach.__version__,
        reliable=options.reliable,
    )
    recorder = HistoryRecorder(settings.data_folder, call, settings.day_ends)
    return Rehearsal(
        scenario,
        call,
        caller,
        own,
        JudgeAhead(scorer_for(own)),
        recorder,
        settings.data_folder,
        _names(scenario, own, options, settings),
        options.confirm,
    )
