"""Recognises a file stretch by stretch: where nobody speaks it costs next to nothing."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from voicecoach.domain.transcript import Segment
from voicecoach.domain.turn import Ended
from voicecoach.speech.hearing.file_rehearing import Stretch
from voicecoach.speech.hearing.ghosts import GHOSTS
from voicecoach.speech.hearing.listening import NOT_KNOWN
from voicecoach.speech.hearing.recognizer import Recognizer
from voicecoach.speech.hearing.rehearing import later
from voicecoach.speech.sound.audio import BLOCK, RATE, Block
from voicecoach.speech.sound.levels import digital_silence
from voicecoach.speech.turn_end.endpointer import Endpointer, Moment
from voicecoach.speech.turn_end.vad import VoiceDetector

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


@dataclass(slots=True)
class _Open:
    """A stretch being recognised: first sample, first of speech, samples of it, segments."""

    start: int
    voice: int
    voiced: int
    segments: list[Segment]


class StretchEar:
    """Recognises only where somebody speaks; asks the endpointer until the first reply ends.

    Args:
        recognizer: sound to words.
        detector: whether somebody speaks.
        endpointer: when the first reply is over.
    """

    def __init__(
        self, recognizer: Recognizer, detector: VoiceDetector, endpointer: Endpointer
    ) -> None:
        self._recognizer = recognizer
        self._detector = detector
        self._endpointer = endpointer
        self._segments: list[Segment] = []
        self._ended: Ended | None = None
        self._before: deque[Block] = deque(maxlen=PRE_ROLL // BLOCK)
        self._stretch: _Open | None = None
        self.stretches: list[Stretch] = []
        """Where somebody speaks, so far."""
        self._heard = 0  # samples fed
        self._quiet = 0  # samples since somebody spoke
        self._silent = 0  # samples of exact silence in a row
        detector.begin()
        endpointer.begin()

    def feed(self, block: Block) -> None:
        """The next block."""
        self._heard = block.end
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

    def _open(self, block: Block) -> _Open:
        first = self._before[0] if self._before else block
        voice = max(0, block.start - self._detector.lag)
        self._recognizer.begin()
        self._stretch = stretch = _Open(first.start, voice, 0, [])
        while self._before:
            self._hear(stretch, self._before.popleft())
        return stretch

    def _hear(self, stretch: _Open, block: Block) -> None:
        segment = self._recognizer.accept(block.pcm)
        if segment is not None:
            stretch.segments.append(later(segment, stretch.start / RATE))

    def _close(self) -> None:
        stretch, self._stretch = self._stretch, None
        if stretch is None:
            return
        last = self._recognizer.finish()
        if last is not None:
            stretch.segments.append(later(last, stretch.start / RATE))
        words = {word for segment in stretch.segments for word in segment.text.split()}
        if stretch.voiced >= SHORTEST or not words <= GHOSTS:
            self._segments += stretch.segments
        if stretch.voiced >= SHORTEST:
            self.stretches.append(
                Stretch(stretch.start, self._heard, stretch.voice, stretch.voiced)
            )

    def _text(self) -> str:
        texts = [segment.text for segment in self._segments]
        if self._stretch is not None:
            texts += [segment.text for segment in self._stretch.segments]
            texts.append(self._recognizer.partial())
        return " ".join(text for text in texts if text)
