"""Blocks of sound in, what was heard and when the reply ended out. Pure: counts samples."""

from __future__ import annotations

from dataclasses import dataclass

from voicecoach.domain.transcript import Transcript
from voicecoach.domain.turn import Ended


@dataclass(frozen=True, slots=True)
class Level:
    """How loud the last block was.

    Attributes:
        dbfs: RMS in dB below full scale (-96 for digital silence).
        elapsed: s since listening began.
        speech: whether the voice detector says that somebody speaks.
    """

    dbfs: float
    elapsed: float
    speech: bool


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
    """

    transcript: Transcript
    ended: Ended
    hesitation: float | None
    duration: float


SpeechEvent = Level | Partial | Heard
