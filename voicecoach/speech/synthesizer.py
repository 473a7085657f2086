"""From text to sound: the seam, the real part (pyttsx3 in a worker) and a fake."""

from __future__ import annotations

import tempfile
import threading
import wave
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from voicecoach.domain.turn import Voice
from voicecoach.errors import SpeechError
from voicecoach.speech.audio import RATE, Clip
from voicecoach.speech.levels import levelled, trimmed
from voicecoach.speech.line_cache import LineCache
from voicecoach.speech.speakable import speakable
from voicecoach.speech.tts_client import SpeechWorker, find_engine


class Synthesizer(Protocol):
    """Renders lines; never plays them."""

    def render(self, text: str, voice: Voice) -> Clip:
        """The spoken line: trailing silence cut, level normalised.

        Raises:
            NoVoiceError: there is no synthesizer on this machine.
            SpeechError: this text or voice cannot be spoken.
        """

    def prepare(self, lines: Iterable[tuple[str, Voice]]) -> None:
        """Render these soon, in the background, so that ``render`` returns at once."""

    def close(self) -> None:
        """End the worker; harmless when called twice."""


class Pyttsx3Synthesizer:
    """Speaks by pyttsx3 and eSpeak NG; what was rendered once is kept on disk.

    The worker process starts when a line is not in the cache, so a warm start needs none.

    Args:
        cache: keeps rendered lines.
    """

    def __init__(self, cache: LineCache) -> None:
        self._cache = cache
        self._worker = SpeechWorker()
        self._lock = threading.Lock()  # the worker speaks one line at a time
        self._ahead = ThreadPoolExecutor(max_workers=1, thread_name_prefix="render-ahead")

    def render(self, text: str, voice: Voice) -> Clip:
        """See ``Synthesizer``."""
        spoken = speakable(text)
        clip = self._cache.get(spoken, voice)
        if clip is not None:
            return clip
        with self._lock:
            clip = self._cache.get(spoken, voice) or self._speak(spoken, voice)
        self._cache.put(spoken, voice, clip)
        return clip

    def start(self) -> None:
        """Make sure that there is a voice; starts the worker in the background.

        Raises:
            NoVoiceError: there is no synthesizer on this machine.
        """
        find_engine()
        self._ahead.submit(self._warm)

    def prepare(self, lines: Iterable[tuple[str, Voice]]) -> None:
        """See ``Synthesizer``; a line that cannot be spoken fails when it is needed."""
        for text, voice in lines:
            self._ahead.submit(self._try, text, voice)

    def voices(self) -> tuple[list[str], list[str]]:
        """Names of the voices and of the variants that can be appended with ``+``.

        Raises:
            NoVoiceError: there is no synthesizer on this machine.
        """
        with self._lock:
            if not self._worker.running:
                self._worker.start()
            return list(self._worker.voices), list(self._worker.variants)

    def close(self) -> None:
        """See ``Synthesizer``."""
        self._ahead.shutdown(wait=False, cancel_futures=True)
        self._worker.stop()

    def _warm(self) -> None:
        with suppress(SpeechError):  # it is told when a line is due
            self.voices()

    def _try(self, text: str, voice: Voice) -> None:
        with suppress(SpeechError):  # it is told when the line is due, not while another plays
            self.render(text, voice)

    def _speak(self, spoken: str, voice: Voice) -> Clip:
        import numpy as np

        with tempfile.TemporaryDirectory(prefix="voicecoach-") as folder:
            path = Path(folder) / "line.wav"
            self._worker.render(path, spoken, voice=voice.name, rate=voice.rate, pitch=voice.pitch)
            with wave.open(str(path)) as file:
                rate = file.getframerate()
                samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        samples = trimmed(samples)
        if not samples.size:
            raise SpeechError(f"The voice {voice.name} made no sound.", "Choose another voice.")
        return Clip(levelled(samples).tobytes(), rate)


class ToneSynthesizer:
    """A fake for tests: every line is a tone whose length grows with the text."""

    SECONDS_A_WORD = 0.3

    def render(self, text: str, voice: Voice) -> Clip:
        """See ``Synthesizer``."""
        import numpy as np

        words = len(speakable(text).split())
        at = np.arange(int(words * self.SECONDS_A_WORD * RATE)) / RATE
        tone = 3000 * np.sin(2 * np.pi * (100 + 4 * voice.pitch) * at)
        return Clip(tone.astype("<i2").tobytes(), RATE)

    def prepare(self, lines: Iterable[tuple[str, Voice]]) -> None:
        """See ``Synthesizer``; a tone is rendered at once anyway."""

    def close(self) -> None:
        """See ``Synthesizer``."""
