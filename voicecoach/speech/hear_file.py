"""What is said in a sound file, all of it, and when its first reply would have been over."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.domain.turn import Ended
from voicecoach.speech import sound_files
from voicecoach.speech.audio import BLOCK, RATE, Block, Clip
from voicecoach.speech.endpointer import Endpointer, Moment
from voicecoach.speech.ghosts import GHOSTS
from voicecoach.speech.levels import digital_silence
from voicecoach.speech.listening import NOT_KNOWN
from voicecoach.speech.recognizer import Recognizer
from voicecoach.speech.vad import VoiceDetector

PRE_ROLL = int(0.3 * RATE)
"""Samples recognised before the voice detector notices somebody: it needs three frames (0.1 s),
and first consonants are weak."""

HANGOVER = RATE
"""Samples recognised after it hears nobody any more: recognition needs quiet to end a segment
by itself, and a word's last sound may be weak."""

SHORTEST = int(0.3 * RATE)
"""Samples of voice below which a lone "the" is not believed."""

SILENCE_HEARD = RATE // 2
"""Samples of exact silence the voice detector still hears; the rest cannot hold a voice."""

PROGRESS_EVERY = RATE
"""Samples between two calls of ``on_progress``."""

SOUND_ENDED = "the sound ended"


@dataclass(frozen=True, slots=True)
class FileHearing:
    """What was heard in a file.

    Attributes:
        file: its path as given.
        duration: s.
        transcript: all words; times in s from the file's first sample.
        ended: when the first reply would have been decided to be over, and why.
        warnings: what is wrong with the sound, a sentence each.
    """

    file: str
    duration: float
    transcript: Transcript
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
            "hearings": {self.transcript.listener: self.transcript.text},
            "ended": {"at": round(self.ended.at, 3), "reason": self.ended.reason},
            "warnings": list(self.warnings),
        }


def hear(
    path: Path,
    recognizer: Recognizer,
    detector: VoiceDetector,
    endpointer: Endpointer,
    on_progress: Callable[[float, float], None] | None = None,
) -> FileHearing:
    """Transcribe a file.

    Stretches without a voice cost no recognition, exact silence not even detection.

    Args:
        path: any sound file.
        recognizer: sound to words.
        detector: whether somebody speaks.
        endpointer: when the first reply is over.
        on_progress: called about once a second of sound with s done and s in all.

    Raises:
        SoundFileError: the file cannot be read.
        ModelError: the recognition model cannot be loaded.
    """
    sound = sound_files.read(path)
    ear = _FileEar(recognizer, detector, endpointer)
    told = 0
    for block in blocks_of(sound.clip):
        ear.feed(block)
        if on_progress is not None and block.end - told >= PROGRESS_EVERY:
            told = block.end
            on_progress(block.end / RATE, sound.duration)
    segments, ended = ear.finish()
    if on_progress is not None:
        on_progress(sound.duration, sound.duration)
    return FileHearing(
        file=str(path),
        duration=sound.duration,
        transcript=Transcript(segments, recognizer.name),
        ended=ended or Ended("sound-ended", SOUND_ENDED, sound.duration),
        warnings=sound.warnings,
    )


def blocks_of(clip: Clip) -> Iterator[Block]:
    """A clip at ``RATE`` as a microphone would deliver it; the last block may be short."""
    size = 2 * BLOCK
    for at in range(0, len(clip.pcm), size):
        yield Block(clip.pcm[at : at + size], at // 2)


@dataclass(slots=True)
class _Stretch:
    """One that is being recognised: where it began (s), samples of voice in it, its segments."""

    start: float
    voiced: int
    segments: list[Segment]


class _FileEar:
    """Recognises only where somebody speaks; asks the endpointer until the first reply ends."""

    def __init__(
        self, recognizer: Recognizer, detector: VoiceDetector, endpointer: Endpointer
    ) -> None:
        self._recognizer = recognizer
        self._detector = detector
        self._endpointer = endpointer
        self._segments: list[Segment] = []
        self._ended: Ended | None = None
        self._before: deque[Block] = deque(maxlen=PRE_ROLL // BLOCK)
        self._stretch: _Stretch | None = None
        self._quiet = 0  # samples since somebody spoke
        self._silent = 0  # samples of exact silence in a row
        detector.begin()
        endpointer.begin()

    def feed(self, block: Block) -> None:
        """The next block."""
        zeros = digital_silence(block.pcm)
        self._silent = self._silent + block.samples if zeros else 0
        speech = self._silent <= SILENCE_HEARD and self._detector.speech(block.pcm)
        self._recognise(block, speech)
        if self._ended is None:
            moment = Moment(block.end, speech, zeros, self._text(), NOT_KNOWN)
            self._ended = self._endpointer.decide(moment)

    def finish(self) -> tuple[tuple[Segment, ...], Ended | None]:
        """All segments, and how the first reply ended; None if the sound ended first."""
        self._close()
        return tuple(self._segments), self._ended

    def _recognise(self, block: Block, speech: bool) -> None:
        self._quiet = 0 if speech else self._quiet + block.samples
        if self._stretch is None and not speech:
            self._before.append(block)
            return
        stretch = self._stretch or self._open(block)
        stretch.voiced += block.samples if speech else 0
        self._hear(stretch, block)
        if self._quiet >= HANGOVER:
            self._close()

    def _open(self, block: Block) -> _Stretch:
        first = self._before[0] if self._before else block
        self._recognizer.begin()
        self._stretch = stretch = _Stretch(first.start / RATE, 0, [])
        while self._before:
            self._hear(stretch, self._before.popleft())
        return stretch

    def _hear(self, stretch: _Stretch, block: Block) -> None:
        segment = self._recognizer.accept(block.pcm)
        if segment is not None:
            stretch.segments.append(_later(segment, stretch.start))

    def _close(self) -> None:
        stretch, self._stretch = self._stretch, None
        if stretch is None:
            return
        last = self._recognizer.finish()
        if last is not None:
            stretch.segments.append(_later(last, stretch.start))
        words = {word for segment in stretch.segments for word in segment.text.split()}
        if stretch.voiced >= SHORTEST or not words <= GHOSTS:
            self._segments += stretch.segments

    def _text(self) -> str:
        texts = [segment.text for segment in self._segments]
        if self._stretch is not None:
            texts += [segment.text for segment in self._stretch.segments]
            texts.append(self._recognizer.partial())
        return " ".join(text for text in texts if text)


def _later(segment: Segment, seconds: float) -> Segment:
    return Segment(
        segment.text,
        tuple(
            Word(
                word.word,
                round(word.start + seconds, 3),
                round(word.end + seconds, 3),
                word.confidence,
            )
            for word in segment.words
        ),
    )


def _word(word: Word) -> dict[str, Any]:
    return {
        "word": word.word,
        "start": word.start,
        "end": word.end,
        "confidence": word.confidence,
    }
