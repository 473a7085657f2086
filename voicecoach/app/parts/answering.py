"""Who answers in a call or drill: by keyboard, by sound files, at the microphone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from voicecoach.app.parts import building, vocabulary
from voicecoach.app.parts.answers import QueuedAnswers
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.domain.turn import Source, Voice
from voicecoach.errors import NoDeviceError, NoVoiceError
from voicecoach.practice.callers import Caller, Pulse, TypedCaller
from voicecoach.practice.speaking_over import SpeakingOver
from voicecoach.practice.spoken import SECOND_WAIT, SpokenCaller
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.settings import Settings
from voicecoach.speech.hearing.second_listener import MISSING
from voicecoach.speech.line import portaudio
from voicecoach.speech.line.line import Line
from voicecoach.speech.line.simulated_line import SimulatedLine
from voicecoach.speech.line.sound_card import SoundCardLine
from voicecoach.speech.sound.tones import cue, ring
from voicecoach.speech.voice.tts_client import find_engine

UNRELIABLE = (
    "Note: too little of what you say is understood, so this session is marked unreliable: its "
    "scores move neither your progress nor your deck. See: voicecoach doctor --speak"
)
MODEL_ANSWER_VOICE = Voice("gmw/en-us+m7", rate=165)
"""A voice of its own, so that nobody takes the good answer for the contact."""


@dataclass(slots=True)
class Answering:
    """Who answers, over which line.

    Attributes:
        voice: what the contact speaks with; None: nothing sounds.
        heard_by: which listeners hear; empty for typed replies.
        notes, closers, ahead: as in ``Rehearsal``.
    """

    caller: Caller
    voice: VoiceOut | None = None
    heard_by: str = ""
    notes: list[str] = field(default_factory=list)
    closers: list[Callable[[], None]] = field(default_factory=list)
    ahead: list[Callable[[], object]] = field(default_factory=list)


def make_caller(
    options: PracticeOptions,
    settings: Settings,
    names: Sequence[str],
    patience: float = SECOND_WAIT,
    *,
    goes_on: bool = False,
    pulse: Pulse | None = None,
    line: Line | None = None,
) -> Answering:
    """Build who answers: by keyboard, by sound files or at the microphone.

    Args:
        options: which of them.
        settings: devices, model, voice.
        names: what the second listener is told to expect.
        goes_on: a reply can be taken up again after its end.
        line: over which to hold it; None: this machine's devices, or what the options say.
        patience: s that a reply waits for the second listener where the call runs on.
        pulse: how a typed reply is waited for meanwhile; None: as long as it takes.

    Raises:
        NoDeviceError: there is no microphone (and no other way to answer was chosen).
        VoiceCoachError: whatever else is missing or malformed.
    """
    if options.typed:
        return _typed(options, settings, pulse)
    closers: list[Callable[[], None]] = []
    answers, silence = None, ""
    if options.replies:
        line, answers = _answering(options.replies)
    elif line is None:
        portaudio.check("input", settings.input_device)
        line = SoundCardLine(settings.input_device, settings.output_device)
        if silence := _no_loudspeaker(settings):
            options = replace(options, voice=False, ring=False)
            settings = replace(settings, cue=False)
    closers.append(line.close)
    wanted = settings.press_to_talk if options.press_to_talk is None else options.press_to_talk
    by_key = wanted and answers is None  # nobody presses keys for sound files
    ends = building.endpointer_for(settings, options.patience, by_key=by_key)
    told = names if options.listener == "second" else None
    ear = building.ear(settings, options.model, told, ends)
    closers.append(ear.close)
    over = building.speaking_over() if options.interrupts and goes_on and not by_key else None
    voice, notes = voice_out(options, settings, line, closers, over=over)
    notes += [silence] if silence else []
    if options.listener == "second" and ear.second is None:
        notes.append(MISSING)
    if trouble := vocabulary.trouble(settings.data_folder):
        notes.append(trouble)
    if not options.reliable:
        notes.append(UNRELIABLE)
    if ear.model.builtin and answers is None:
        notes.append(building.HEARD_AGAIN if ear.second else building.DEMONSTRATOR)
    source: Source = "spoken" if answers is None else "file"
    caller = SpokenCaller(
        voice, ear.listening, source, answers, patience, by_key=by_key, goes_on=goes_on
    )
    sounding = None if silence else voice
    return Answering(caller, sounding, ear.name, notes, closers, [ear.load])


def _no_loudspeaker(settings: Settings) -> str:
    """A sentence for the caller; empty where there is one.

    A reply can be spoken all the same: nobody is kept from practising by headphones left at home.
    """
    try:
        portaudio.check("output", settings.output_device)
    except NoDeviceError as error:
        return f"{error} Until then the contact's lines are only shown."
    return ""


def _typed(options: PracticeOptions, settings: Settings, pulse: Pulse | None) -> Answering:
    """By keyboard; without a microphone the contact may be heard where there is a loudspeaker."""
    if not options.heard or _no_loudspeaker(settings):
        return Answering(TypedCaller(None, pulse))
    from voicecoach.app.parts.speaker_only import SpeakerOnlyLine

    line = SpeakerOnlyLine(SoundCardLine(None, settings.output_device))
    closers: list[Callable[[], None]] = [line.close]
    voice, notes = voice_out(options, settings, line, closers, needed=False)
    return Answering(TypedCaller(voice, pulse), voice, notes=notes, closers=closers)


def _answering(files: Iterable[Path]) -> tuple[SimulatedLine, QueuedAnswers]:
    """A line on which these sound files are heard as replies, one after another."""
    from voicecoach.speech.sound import sound_files

    line = SimulatedLine()
    return line, QueuedAnswers(line, [sound_files.read(path).clip for path in files])


def voice_out(
    options: PracticeOptions,
    settings: Settings,
    line: Line,
    closers: list[Callable[[], None]],
    *,
    needed: bool = True,
    over: SpeakingOver | None = None,
) -> tuple[VoiceOut, list[str]]:
    """What the contact speaks with over a line, and what to tell the caller about it.

    Args:
        options: whether.
        settings: whether, as a rule.
        line: where it sounds.
        closers: what gives it back is added to these.
        needed: without devices the call waits; False: it goes on silently.
        over: lets the caller interrupt by voice; None: by key alone.
    """
    ring_wanted = settings.ring if options.ring is None else options.ring
    ringing = ring() if ring_wanted else None
    speaking, notes = None, []
    if options.voice and settings.voice:
        speaking = building.synthesizer(settings)
        closers.append(speaking.close)
        try:
            find_engine()
        except NoVoiceError as error:
            speaking = None
            notes.append(f"{error} The contact's lines are only shown.")
    turn = cue() if settings.cue else None
    model = MODEL_ANSWER_VOICE
    return VoiceOut(line, speaking, model, ringing, turn, needed=needed, over=over), notes
