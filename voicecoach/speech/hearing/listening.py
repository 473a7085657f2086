"""Blocks of sound in, what was heard and when the reply ended out. Pure: counts samples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from voicecoach.domain.completeness import Completeness
from voicecoach.domain.transcript import Segment, Transcript
from voicecoach.domain.turn import Ended
from voicecoach.speech.hearing.recognizer import TAIL_SECONDS, Recognizer
from voicecoach.speech.hearing.rehearing import Rehearing, Rehearser
from voicecoach.speech.hearing.second_listener import SecondListener
from voicecoach.speech.sound.audio import RATE, Block
from voicecoach.speech.sound.levels import dbfs, digital_silence
from voicecoach.speech.sound.pitch import PitchTracker
from voicecoach.speech.turn_end.endpointer import Endpointer, Moment
from voicecoach.speech.turn_end.own_pauses import OwnPauses
from voicecoach.speech.turn_end.vad import VoiceDetector


@dataclass(frozen=True, slots=True)
class Level:
    """How loud the last block was.

    Attributes:
        dbfs: RMS in dB below full scale (-96 for digital silence).
        elapsed: s since listening began.
        speech: whether the voice detector says that somebody speaks.
        muted: exact digital silence for a while: the microphone seems to be muted.
    """

    dbfs: float
    elapsed: float
    speech: bool
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Partial:
    """The words so far (closed segments and the open one); they may still change."""

    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """The reply is over.

    Attributes:
        transcript: all that was understood.
        ended: why it is over.
        hesitation: s to the first speech; None if nobody spoke.
        duration: s of sound listened to.
        rehearing: the second listener's hearing, under way; None without one or without speech.
    """

    transcript: Transcript
    ended: Ended
    hesitation: float | None
    duration: float
    rehearing: Rehearing | None = None


NOT_KNOWN = Completeness()
"""What is said of the meaning where nobody looks at it (files, tests)."""

Meaning = Callable[[str], Completeness]
"""How complete a reply of these words is."""


def nobody_looks(_: str) -> Completeness:
    """The meaning where there is nobody to judge."""
    return NOT_KNOWN


MUTED_TOLD = RATE // 2
"""Samples of exact silence in a row before it is told: some cards deliver a few at the start."""

HELD = RATE
"""Samples after the end of a reply that wait for a voice before they are recognised: the decoder
takes 40 ms to begin anew, and then the contact's answer is due."""

SpeechEvent = Level | Partial | Heard


class Listening:
    """Hears one reply after another.

    Args:
        recognizer: sound to words.
        detector: whether somebody speaks.
        endpointer: when a reply is over.
        second: re-hears each reply; None: the recognizer alone hears.
    """

    def __init__(
        self,
        recognizer: Recognizer,
        detector: VoiceDetector,
        endpointer: Endpointer,
        second: SecondListener | None = None,
    ) -> None:
        self._recognizer = recognizer
        self._detector = detector
        self._endpointer = endpointer
        self._rehearser = None if second is None else Rehearser(second, detector.lag)
        self._pitch = PitchTracker()
        self._meaning: Meaning = nobody_looks
        self._samples = 0
        self._muted = 0  # samples of exact silence in a row
        self._quiet = 0  # samples since the last speech
        self._over = False  # finished, and nobody went on yet
        self._held = bytearray()  # sound not recognised yet
        self._meant: tuple[str, Completeness] = "", NOT_KNOWN
        self._first_voice: int | None = None
        self._voice_since_segment = False  # without it words are phantoms of music or noise
        self._segments: list[Segment] = []
        self._text = ""

    def begin(self, meaning: Meaning | None = None) -> None:
        """A new reply starts with the next block.

        Args:
            meaning: what words say; asked where somebody paused, once for the same words.
        """
        self._meaning = meaning or nobody_looks
        self._pitch.begin()
        self._recognizer.begin()
        self._detector.begin()
        self._endpointer.begin()
        if self._rehearser is not None:
            self._rehearser.begin()
        self._clear()

    def go_on(self, *, cut: bool = False) -> None:
        """The reply that was finished was not over: the next block belongs to it.

        Args:
            cut: the caller says so.
        """
        self._endpointer.go_on(cut=cut)
        if cut:
            self._recognise_held()

    @property
    def went_on(self) -> bool:
        """Whether somebody was heard to speak since ``go_on``."""
        return self._endpointer.armed

    @property
    def own(self) -> OwnPauses:
        """How this caller pauses, as far as it is known."""
        return self._endpointer.own

    def feed(self, block: Block) -> list[SpeechEvent]:
        """Hear a block.

        Returns:
            its level, the words if they changed, and ``Heard`` as the last if the reply is over.
        """
        self._samples += block.samples
        zeros = digital_silence(block.pcm)
        self._muted = self._muted + block.samples if zeros else 0
        speech = self._detector.speech(block.pcm)
        if self._rehearser is not None:
            self._rehearser.feed(block.pcm, speech)
        self._quiet = 0 if speech else self._quiet + block.samples
        if speech:
            self._note_voice()
        muted = self._muted >= MUTED_TOLD
        level, pitch = dbfs(block.pcm), self._pitch.hear(block.pcm)
        events: list[SpeechEvent] = [Level(level, self._samples / RATE, speech, muted)]
        self._recognise(block.pcm, speech)
        text = self._text if self._over else self._words_so_far()
        if text != self._text:
            self._text = text
            events.append(Partial(text))
        if not speech and text != self._meant[0]:
            self._meant = text, self._meaning(text)
        moment = Moment(self._samples, speech, zeros, text, self._meant[1], level, pitch)
        ended = self._endpointer.decide(moment)
        if ended is not None:
            events.append(self.finish(ended))
        return events

    def finish(self, ended: Ended) -> Heard:
        """The reply is over for a reason of the caller's (a key, a hang-up, the file's end)."""
        if not self._over:
            self._keep(self._recognizer.finish(quiet=self._quiet >= TAIL_SECONDS * RATE))
        self._over = True
        seconds = self._samples / RATE
        return Heard(
            transcript=Transcript(tuple(self._segments), self._recognizer.name),
            ended=Ended(ended.code, ended.reason, ended.at or seconds),
            hesitation=None if self._first_voice is None else self._first_voice / RATE,
            duration=seconds,
            rehearing=None if self._rehearser is None else self._rehearser.finish(),
        )

    def _recognise(self, pcm: bytes, speech: bool) -> None:
        self._held += pcm
        if speech or not self._over or len(self._held) > 2 * HELD:
            self._recognise_held()

    def _recognise_held(self) -> None:
        self._over = False
        self._keep(self._recognizer.accept(bytes(self._held)))
        self._held.clear()

    def _clear(self) -> None:
        self._samples, self._muted, self._quiet, self._first_voice = 0, 0, 0, None
        self._over, self._meant = False, ("", NOT_KNOWN)
        self._held.clear()
        self._voice_since_segment, self._segments, self._text = False, [], ""

    def _note_voice(self) -> None:
        self._voice_since_segment = True
        if self._first_voice is None:
            self._first_voice = max(0, self._samples - self._detector.lag)

    def _keep(self, segment: Segment | None) -> None:
        if segment is None:
            return
        if segment.text and self._voice_since_segment:
            self._segments.append(segment)
        self._voice_since_segment = False

    def _words_so_far(self) -> str:
        texts = [segment.text for segment in self._segments]
        partial = self._recognizer.partial()
        if partial and self._voice_since_segment:
            texts.append(partial)
        return " ".join(texts)
