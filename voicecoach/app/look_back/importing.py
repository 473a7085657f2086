"""A recording of a real call becomes a call of the history: who speaks when, judged like a reply.

The other person is kept as text only; the caller's own sound is kept as in a rehearsal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Literal

import voicecoach
from voicecoach.app.drills.deck import Desk
from voicecoach.app.drills.objections import situation_of
from voicecoach.app.parts.answering import MODEL_ANSWER_VOICE
from voicecoach.app.parts.building import file_ear
from voicecoach.app.prepare.own_words import scorer_for
from voicecoach.app.rehearse.rehearsal import new_call_id, now
from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.domain.turn import Call, Contact, ContactLine, Ended, Reply, Turn
from voicecoach.errors import VoiceCoachError
from voicecoach.history.recorder import CallRecorder
from voicecoach.practice.judging import judged
from voicecoach.settings import Settings
from voicecoach.speech.sound.audio import RATE, Clip
from voicecoach.speech.sound.sound_files import SoundFile, read_sides

Side = Literal["left", "right"]
KEY = "imported"
CONSENT_FILE = "consent.txt"
"""In the configuration folder: what a coach lets people say yes to, in place of ``CONSENT``."""
CONSENT = (
    "Another person's voice is in this recording, and keeping it is regulated in many places: "
    "that person knows of it and agrees."
)
AROUND = 0.3
"""s of sound kept around a reply: first and last sounds are weak."""
RECORDED = Ended("sound-ended", "the recording goes on with the other side")


@dataclass(frozen=True, slots=True)
class Recording:
    """What was heard in a recording.

    Attributes:
        own: the caller's words, with their times.
        other: the other person's; None: nobody else has a channel.
        clip: the caller's side.
        warnings: what is wrong with the sound.
    """

    own: Transcript
    other: Transcript | None
    clip: Clip
    heard_by: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    mine: bool
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        return " ".join(each.text for each in self.segments)

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for each in self.segments for word in each.words)


def consent_text(settings: Settings) -> str:
    """The sentence to agree to: a coach's own, or ours.

    Raises:
        VoiceCoachError: the coach's file cannot be read.
    """
    path = settings.config_folder / CONSENT_FILE
    try:
        text = " ".join(path.read_text("utf-8").split()) if path.exists() else ""
    except (OSError, UnicodeDecodeError):
        raise VoiceCoachError(f"{path} cannot be read.", "Write it anew, as plain text.") from None
    return text or CONSENT


def voices(path: Path) -> Sequence[SoundFile]:
    """The channels of a recording that carry a voice of their own: one or two.

    Raises:
        SoundFileError: it cannot be read.
    """
    return read_sides(path)


def hear_recording(
    sides: Sequence[SoundFile], name: str, me: Side, settings: Settings
) -> Recording:
    """Hear a recording; with a person on each channel they are told apart.

    Args:
        sides: its voices.
        name: of the file.
        me: the caller's side, where there are two.
        settings: which recognition model.

    Raises:
        ModelError: the recognition model is missing or broken.
    """
    ear = file_ear(settings, None, second=True)
    try:
        heard = [ear.hear_side(side, name) for side in sides]
    finally:
        ear.close()
    mine = -1 if me == "right" else 0
    own = heard[mine]
    other = heard[-1 - mine].transcript if len(heard) == 2 else None
    heard_by = " + ".join(each.listener for each in own.hearings)
    return Recording(own.transcript, other, sides[mine].clip, heard_by, own.warnings)


def keep_recording(
    recording: Recording, name: str, title: str, consent: str, settings: Settings
) -> Call:
    """Keep it as a call.

    Args:
        recording: what was heard.
        name: the other person's; may be empty.
        title: of the call.
        consent: what was agreed to; empty: nobody else is heard in it.
        settings: folders.

    Raises:
        VoiceCoachError: nobody is heard in it.
        StorageError: it could not be kept.
    """
    began = now()
    turns = list(_turns(recording, Desk(settings), began))
    if not turns:
        raise VoiceCoachError("Nobody is heard in this recording.", "Is it the right file?")
    call = Call(
        id=new_call_id(began),
        scenario=KEY,
        title=title,
        contact=Contact(name or "The other side", "a real call"),
        mode="real",
        seed=0,
        began=began,
        heard_by=recording.heard_by,
        program=voicecoach.__version__,
        consent=consent,
    )
    return _kept(call, turns, recording.clip, settings)


def _kept(call: Call, turns: Sequence[Turn], clip: Clip, settings: Settings) -> Call:
    recorder = CallRecorder(settings.data_folder, settings.day_ends)
    try:
        recorder.began(call)
        kept = []
        for turn in turns:
            recorder.turn_started(turn.number, turn.attempt)
            recorder.sound(_part(clip, turn))
            kept.append(recorder.turn_done(replace(turn, reply=_from_its_start(turn.reply))))
        return recorder.ended(replace(call, turns=tuple(kept), ended=now()))
    finally:
        recorder.close()


def _turns(recording: Recording, desk: Desk, began: datetime) -> Iterator[Turn]:
    """What the other says and the caller's reply to it; either may be missing at the ends."""
    judge = scorer_for(desk.own)()
    line, before = ContactLine("1", "", MODEL_ANSWER_VOICE), 0.0
    number, open_ = 1, False
    for said in _in_turn(recording):
        if not said.mine:
            situation = situation_of(said.text, desk)
            line = ContactLine(str(number), said.text, MODEL_ANSWER_VOICE, situation=situation)
            before, open_ = said.words[-1].end, True
            continue
        reply = _reply(said, recording.own.listener, before if open_ else None)
        verdict = judged(judge, line, reply) if line.situation else None
        yield Turn(number, 1, line, reply, verdict, began)
        number, open_ = number + 1, False
        line = ContactLine(str(number), "", MODEL_ANSWER_VOICE)
    if open_:
        yield Turn(number, 1, line, Reply("", "file", RECORDED), None, began)


def _in_turn(recording: Recording) -> Iterator[_Said]:
    """Both sides by their times; what one side says without a word between is one."""
    both = [(True, each) for each in recording.own.segments]
    both += [(False, each) for each in recording.other.segments] if recording.other else []
    timed = [(each.words[0].start, mine, each) for mine, each in both if each.words]
    for mine, group in groupby(sorted(timed, key=lambda one: one[0]), key=lambda one: one[1]):
        yield _Said(mine, tuple(each for _, _, each in group))


def _reply(said: _Said, listener: str, before: float | None) -> Reply:
    transcript = Transcript(said.segments, listener)
    first, last = said.words[0].start, said.words[-1].end
    hesitation = None if before is None else max(0.0, first - before)
    return Reply(
        *(said.text, "file", RECORDED, transcript, (transcript,)),
        duration=last - first,
        hesitation=hesitation,
    )


def _span(reply: Reply) -> tuple[float, float]:
    words = reply.transcript.words if reply.transcript else ()
    return (max(0.0, words[0].start - AROUND), words[-1].end + AROUND) if words else (0.0, 0.0)


def _part(clip: Clip, turn: Turn) -> bytes:
    start, end = (round(moment * RATE) for moment in _span(turn.reply))
    return clip.pcm[2 * start : 2 * end]


def _from_its_start(reply: Reply) -> Reply:
    """With word times from the first sample of the reply's own sound."""
    if reply.transcript is None:
        return reply
    start, _ = _span(reply)

    def moved(word: Word) -> Word:
        return replace(word, start=word.start - start, end=word.end - start)

    segments = tuple(
        replace(each, words=tuple(moved(word) for word in each.words))
        for each in reply.transcript.segments
    )
    transcript = replace(reply.transcript, segments=segments)
    return replace(reply, transcript=transcript, hearings=(transcript,))
