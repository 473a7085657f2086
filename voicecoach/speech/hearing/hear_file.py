"""What is said in a sound file, all of it, and when its first reply would have been over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voicecoach.domain.transcript import Transcript, Word
from voicecoach.domain.turn import Ended
from voicecoach.speech.hearing.file_rehearing import rehear
from voicecoach.speech.hearing.recognizer import Recognizer
from voicecoach.speech.hearing.second_listener import SecondListener
from voicecoach.speech.hearing.stretch_ear import StretchEar
from voicecoach.speech.sound import sound_files
from voicecoach.speech.sound.audio import BLOCK, RATE, Block, Clip
from voicecoach.speech.sound.sound_files import SoundFile
from voicecoach.speech.turn_end.endpointer import Endpointer
from voicecoach.speech.turn_end.vad import VoiceDetector

PROGRESS_EVERY = RATE
"""Samples between two calls of ``on_progress``."""

SOUND_ENDED = "the sound ended"


@dataclass(frozen=True, slots=True)
class FileHearing:
    """What was heard in a file.

    Attributes:
        file: its path as given.
        duration: s.
        transcript: all words, as the best listener heard them; times in s from the file's first
            sample.
        hearings: what each listener heard, the live one first.
        ended: when the first reply would have been decided to be over, and why.
        warnings: what is wrong with the sound, a sentence each.
    """

    file: str
    duration: float
    transcript: Transcript
    hearings: tuple[Transcript, ...]
    ended: Ended
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As ``voicecoach transcribe --json`` prints it."""
        return {
            "file": self.file,
            "duration": round(self.duration, 3),
            "text": self.transcript.text,
            "words": [_word(word) for word in self.transcript.words],
            "segments": [
                {"text": segment.text, "start": segment.start, "end": segment.end}
                for segment in self.transcript.segments
            ],
            "hearings": {heard.listener: heard.text for heard in self.hearings},
            "ended": {"at": round(self.ended.at, 3), "reason": self.ended.reason},
            "warnings": list(self.warnings),
        }


def hear(
    path: Path,
    recognizer: Recognizer,
    detector: VoiceDetector,
    endpointer: Endpointer,
    second: SecondListener | None = None,
    on_progress: Callable[[float, float], None] | None = None,
) -> FileHearing:
    """Transcribe a file.

    Stretches without a voice cost no recognition, exact silence not even detection.

    Args:
        path: any sound file.
        recognizer: sound to words.
        detector: whether somebody speaks.
        endpointer: when the first reply is over.
        second: hears every stretch with a voice once more, and better; None: nobody does.
        on_progress: called about once a second of sound with s done and s in all; with a second
            listener the sound counts twice.

    Raises:
        SoundFileError: the file cannot be read.
        ModelError: the recognition model cannot be loaded.
    """
    return hear_sound(
        sound_files.read(path), str(path), recognizer, detector, endpointer, second, on_progress
    )


def hear_sound(
    sound: SoundFile,
    name: str,
    recognizer: Recognizer,
    detector: VoiceDetector,
    endpointer: Endpointer,
    second: SecondListener | None = None,
    on_progress: Callable[[float, float], None] | None = None,
) -> FileHearing:
    """Transcribe a file that was read already, or one side of it; see ``hear``."""
    ear = StretchEar(recognizer, detector, endpointer)
    passes = 1 if second is None else 2
    told = 0
    for block in blocks_of(sound.clip):
        ear.feed(block)
        if on_progress is not None and block.end - told >= PROGRESS_EVERY:
            told = block.end
            on_progress(block.end / RATE, passes * sound.duration)
    segments, ended = ear.finish()
    hearings = [Transcript(segments, recognizer.name)]
    warnings = list(sound.warnings)
    if second is not None:
        better = rehear(sound.clip, ear.stretches, second, _second_half(on_progress))
        if better is None:
            warnings.append("The second listener failed; only the live one's words are here.")
        else:
            hearings.append(better)
    if on_progress is not None:
        on_progress(passes * sound.duration, passes * sound.duration)
    return FileHearing(
        file=name,
        duration=sound.duration,
        transcript=hearings[-1],
        hearings=tuple(hearings),
        ended=ended or Ended("sound-ended", SOUND_ENDED, sound.duration),
        warnings=tuple(warnings),
    )


def _second_half(
    on_progress: Callable[[float, float], None] | None,
) -> Callable[[float, float], None] | None:
    if on_progress is None:
        return None
    return lambda done, whole: on_progress(whole + done, 2 * whole)


def blocks_of(clip: Clip) -> Iterator[Block]:
    """A clip at ``RATE`` as a microphone would deliver it; the last block may be short."""
    size = 2 * BLOCK
    for at in range(0, len(clip.pcm), size):
        yield Block(clip.pcm[at : at + size], at // 2)


def _word(word: Word) -> dict[str, Any]:
    return {
        "word": word.word,
        "start": word.start,
        "end": word.end,
        "confidence": word.confidence,
    }
