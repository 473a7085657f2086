"""From text to sound: the seam and its parts."""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

from voicecoach.domain.turn import Voice
from voicecoach.errors import SpeechError
from voicecoach.speech.sound.audio import RATE, Clip
from voicecoach.speech.sound.levels import levelled, trimmed
from voicecoach.speech.voice.line_cache import LineCache
from voicecoach.speech.voice.speakable import speakable
from voicecoach.speech.voice.tts_client import SpeechWorker, find_engine

RECENT = 64
"""Lines kept in memory as well: about 12 MB, enough for one call without a cache on disk."""

CLOSE_SECONDS = 2.0
"""The thread that renders ahead ends as soon as its worker is gone."""


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
    """Speaks by pyttsx3 and eSpeak NG; what was rendered once is kept.

    The worker process starts when a line is not in the cache, so a warm start needs none. May
    be used by several threads.

    Args:
        cache: keeps rendered lines between calls, or the folder to keep them in; None: they
            are kept in memory only.
    """

    def __init__(self, cache: LineCache | Path | None = None) -> None:
        self._cache = cache if isinstance(cache, LineCache) else LineCache(cache)
        self._recent: OrderedDict[tuple[str, Voice], Clip] = OrderedDict()
        self._worker = SpeechWorker()
        self._turn = threading.Condition()
        self._speaking = False  # the worker speaks one line at a time
        self._urgent = 0  # calls that wait for it
        self._ahead: deque[Callable[[], object]] = deque()
        self._renderer: threading.Thread | None = None
        self._closed = False

    @property
    def worker_pid(self) -> int | None:
        """Of the worker process; None while none runs."""
        return self._worker.pid

    def render(self, text: str, voice: Voice) -> Clip:
        """See ``Synthesizer``."""
        return self._render(speakable(text), voice, urgent=True)

    def start(self) -> None:
        """Make sure that there is a voice; starts the worker in the background.

        Raises:
            NoVoiceError: there is no synthesizer on this machine.
        """
        find_engine()
        self._do_ahead([self.voices])

    def prepare(self, lines: Iterable[tuple[str, Voice]]) -> None:
        """See ``Synthesizer``; a line that cannot be spoken fails when it is needed."""
        self._do_ahead([partial(self._render_ahead, *line) for line in lines])

    def voices(self) -> tuple[list[str], list[str]]:
        """Names of the voices and of the variants that can be appended with ``+``.

        Raises:
            NoVoiceError: there is no synthesizer on this machine.
        """
        with self._worker_for(urgent=True):
            worker = self._worker.ready()
            return list(worker.voices), list(worker.variants)

    def close(self) -> None:
        """See ``Synthesizer``."""
        with self._turn:
            self._closed = True
            self._ahead.clear()
            renderer = self._renderer
        self._worker.stop()
        if renderer is not None:
            renderer.join(CLOSE_SECONDS)

    def _render(self, spoken: str, voice: Voice, *, urgent: bool) -> Clip:
        clip = self._kept(spoken, voice)
        if clip is not None:
            return clip
        with self._worker_for(urgent=urgent):
            clip = self._kept(spoken, voice)  # another thread may have asked for the same line
            if clip is None:
                clip = self._speak(spoken, voice)
                self._keep(spoken, voice, clip)
        return clip

    def _kept(self, spoken: str, voice: Voice) -> Clip | None:
        with self._turn:
            clip = self._recent.get((spoken, voice))
        if clip is None:
            clip = self._cache.get(spoken, voice)
            if clip is not None:
                self._remember(spoken, voice, clip)
        return clip

    def _keep(self, spoken: str, voice: Voice, clip: Clip) -> None:
        self._remember(spoken, voice, clip)
        self._cache.spoken_by(self._worker.ready().engine)
        self._cache.put(spoken, voice, clip)

    def _remember(self, spoken: str, voice: Voice, clip: Clip) -> None:
        with self._turn:
            self._recent[spoken, voice] = clip
            while len(self._recent) > RECENT:
                self._recent.popitem(last=False)

    @contextmanager
    def _worker_for(self, *, urgent: bool) -> Iterator[None]:
        """The worker to oneself; what is due now goes before what is rendered ahead."""
        with self._turn:
            self._urgent += urgent
            try:
                self._turn.wait_for(lambda: not self._speaking and (urgent or not self._urgent))
            finally:
                self._urgent -= urgent
            self._speaking = True
        try:
            yield
        finally:
            with self._turn:
                self._speaking = False
                self._turn.notify_all()

    def _render_ahead(self, text: str, voice: Voice) -> None:
        self._render(speakable(text), voice, urgent=False)

    def _do_ahead(self, jobs: list[Callable[[], object]]) -> None:
        with self._turn:
            if self._closed:
                return
            self._ahead.extend(jobs)
            if self._renderer is None and self._ahead:
                self._renderer = threading.Thread(
                    target=self._work_ahead, name="render-ahead", daemon=True
                )
                self._renderer.start()

    def _work_ahead(self) -> None:
        while True:
            with self._turn:
                if not self._ahead:
                    self._renderer = None
                    return
                job = self._ahead.popleft()
            # What cannot be spoken is told when it is due, not while another line is spoken.
            with contextlib.suppress(SpeechError):
                job()

    def _speak(self, spoken: str, voice: Voice) -> Clip:
        import numpy as np

        clip = self._worker.render(spoken, voice)
        samples = trimmed(np.frombuffer(clip.pcm, "<i2"))
        if not samples.size:
            raise SpeechError(f"The voice {voice.name} made no sound.", "Choose another voice.")
        return Clip(levelled(samples).tobytes(), clip.rate)


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
