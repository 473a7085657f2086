"""One rehearsal put together from real parts: who answers, over which line, heard by whom."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import voicecoach
from voicecoach.app import building
from voicecoach.app.answers import QueuedAnswers
from voicecoach.app.options import PracticeOptions
from voicecoach.app.recorder import HistoryRecorder, Recorder
from voicecoach.app.talk import ScenarioTalk
from voicecoach.dialogue import loader
from voicecoach.dialogue.scenario import Scenario
from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Call, Source, Voice
from voicecoach.errors import ModelError, NoVoiceError
from voicecoach.practice.callers import Caller, TypedCaller
from voicecoach.practice.commands import Commands
from voicecoach.practice.events import Event
from voicecoach.practice.session import Parts, rehearse
from voicecoach.practice.spoken import SECOND_WAIT, SpokenCaller
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.scoring.scorer import Scorer, load_scorer
from voicecoach.settings import Settings
from voicecoach.speech import portaudio, sound_files
from voicecoach.speech.line import Line
from voicecoach.speech.second_listener import MISSING
from voicecoach.speech.simulated_line import SimulatedLine
from voicecoach.speech.sound_card import SoundCardLine
from voicecoach.speech.tones import cue, ring

MODEL_ANSWER_VOICE = Voice("gmw/en-us+m7", rate=165)
"""A voice of its own, so that nobody takes the good answer for the contact."""


@dataclass(slots=True)
class Rehearsal:
    """A call ready to be held.

    Attributes:
        scenario: what is rehearsed.
        call: the header of its record.
        caller: who answers.
        scorer: who judges.
        recorder: who keeps it.
        notes: sentences to tell the caller before it begins.
        closers: give back devices and processes, last opened first.
    """

    scenario: Scenario
    call: Call
    caller: Caller
    scorer: Scorer
    recorder: Recorder
    notes: list[str] = field(default_factory=list)
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
        talk = ScenarioTalk(self.scenario, self.call.seed, {})
        parts = Parts(talk, self.caller, self.scorer, commands, now)
        try:
            for event in rehearse(self.call, parts):
                yield self.recorder.keep(event)
        finally:
            self.close()

    def close(self) -> None:
        """Give everything back; harmless when called twice."""
        while self.closers:
            self.closers.pop()()
        self.recorder.close()


def now() -> datetime:
    """This moment with the zone's offset."""
    return datetime.now().astimezone()


@dataclass(slots=True)
class Answering:
    """Who answers, over which line.

    Attributes:
        voice: what the contact speaks with; None: nothing sounds.
        heard_by: which listeners hear; empty for typed replies.
        notes, closers: as in ``Rehearsal``.
    """

    caller: Caller
    voice: VoiceOut | None = None
    heard_by: str = ""
    notes: list[str] = field(default_factory=list)
    closers: list[Callable[[], None]] = field(default_factory=list)


def make_rehearsal(options: PracticeOptions, settings: Settings) -> Rehearsal:
    """Build everything a call needs.

    Raises:
        NoDeviceError: there is no microphone (and no other way to answer was chosen).
        VoiceCoachError: whatever else is missing or malformed.
    """
    scenario = _find_scenario(options.scenario)
    scorer = load_scorer()
    contact = scenario.contact
    made = make_caller(options, settings, [contact.name, contact.company])
    rehearsal = _finished(scenario, scorer, options, settings, made.caller, made.heard_by)
    rehearsal.notes, rehearsal.closers = made.notes, made.closers
    return rehearsal


def make_caller(
    options: PracticeOptions,
    settings: Settings,
    names: Sequence[str],
    patience: float = SECOND_WAIT,
) -> Answering:
    """Build who answers: by keyboard, by sound files or at the microphone.

    Args:
        options: which of them.
        settings: devices, model, voice.
        names: what the second listener is told to expect.
        patience: s that a reply waits for the second listener where the call runs on.

    Raises:
        NoDeviceError: there is no microphone (and no other way to answer was chosen).
        VoiceCoachError: whatever else is missing or malformed.
    """
    if options.typed:
        return Answering(TypedCaller())
    closers: list[Callable[[], None]] = []
    line: Line
    if options.replies:
        clips = [sound_files.read(path).clip for path in options.replies]
        simulated = SimulatedLine()
        line, answers = simulated, QueuedAnswers(simulated, clips)
    else:
        portaudio.check("input", settings.input_device)
        line, answers = SoundCardLine(settings.input_device, settings.output_device), None
    closers.append(line.close)
    ear = building.ear(settings, options.model, names if options.listener == "second" else None)
    closers.append(ear.close)
    threading.Thread(target=_load_ahead, args=(ear,), name="load-model", daemon=True).start()
    voice, notes = _voice_out(options, settings, line, closers)
    if options.listener == "second" and ear.second is None:
        notes.append(MISSING)
    if ear.model.builtin and answers is None:
        notes.append(building.HEARD_AGAIN if ear.second else building.DEMONSTRATOR)
    source: Source = "spoken" if answers is None else "file"
    caller = SpokenCaller(voice, ear.listening, source, answers, patience)
    return Answering(caller, voice, ear.name, notes, closers)


def make_typed_with_voice(options: PracticeOptions, settings: Settings) -> Rehearsal:
    """A call with typed replies whose contact is heard: for a machine without a microphone."""
    from voicecoach.app.speaker_only import SpeakerOnlyLine

    scenario = _find_scenario(options.scenario)
    line = SpeakerOnlyLine(SoundCardLine(None, settings.output_device))
    closers: list[Callable[[], None]] = [line.close]
    voice, notes = _voice_out(options, settings, line, closers)
    made = _finished(scenario, load_scorer(), options, settings, TypedCaller(voice), "")
    made.notes, made.closers = notes, closers
    return made


def _load_ahead(ear: building.Ear) -> None:
    """Load the model while the telephone rings; trouble is told when the first reply is due."""
    try:
        ear.recognizer.load()
    except ModelError:
        return


def _voice_out(
    options: PracticeOptions,
    settings: Settings,
    line: Line,
    closers: list[Callable[[], None]],
) -> tuple[VoiceOut, list[str]]:
    ring_wanted = settings.ring if options.ring is None else options.ring
    ringing = ring() if ring_wanted else None
    speaking, notes = None, []
    if options.voice and settings.voice:
        speaking = building.synthesizer(settings)
        closers.append(speaking.close)
        try:
            speaking.start()
        except NoVoiceError as error:
            speaking = None
            notes.append(f"{error} The contact's lines are only shown.")
    turn = cue() if settings.cue else None
    return VoiceOut(line, speaking, MODEL_ANSWER_VOICE, ringing, turn), notes


def _find_scenario(wanted: str) -> Scenario:
    path = Path(wanted)
    return loader.load(path) if path.suffix in (".yaml", ".yml") else loader.load_builtin(wanted)


def _finished(
    scenario: Scenario,
    scorer: Scorer,
    options: PracticeOptions,
    settings: Settings,
    caller: Caller,
    heard_by: str,
) -> Rehearsal:
    began = now()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(2**31)
    call = Call(
        id=f"{began:%Y%m%d-%H%M%S}-{random.SystemRandom().randrange(16**4):04x}",
        scenario=scenario.key,
        title=scenario.title,
        contact=scenario.contact.described(),
        mode=options.mode,
        seed=seed,
        began=began,
        heard_by=heard_by,
        program=voicecoach.__version__,
    )
    recorder = HistoryRecorder(settings.data_folder, call)
    return Rehearsal(scenario, call, caller, scorer, recorder)
