"""From sound to words, live: the seam, its real part (Vosk) and a fake."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from voicecoach.domain.transcript import Segment, Word
from voicecoach.errors import ModelError
from voicecoach.speech.hearing.model_store import frame_seconds
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.system.paths import narrow, some_home

STEP = 2 * RATE // 10
"""Bytes handed to Vosk at once, 0.1 s: it tests its endpoint once a call and decodes in steps
of 0.2 s, so smaller pieces only cost time."""

TAIL_SECONDS = 0.5
"""Quiet fed before the final result: without it the decoder drops a last word that is cut off."""

VOSK_FRAME = 0.03
"""S for which libvosk 0.3.45 takes every frame of any model."""

RENEW_SECONDS = 60.0
"""After a segment end past this, a fresh decoder begins: our own sample count stays the clock,
whatever happens to Vosk's times on long sound."""


class Recognizer(Protocol):
    """Hears one reply at a time. All times are s from the first sample after ``begin()``."""

    @property
    def name(self) -> str:
        """Which model hears, for people and the record."""

    def begin(self) -> None:
        """Forget everything: a new reply starts."""

    def accept(self, pcm: bytes) -> Segment | None:
        """Hear more sound (16-bit mono, 16 kHz).

        Returns:
            the segment that just ended, or None.
        """

    def partial(self) -> str:
        """The words of the segment that is still open, as far as they are known."""

    def finish(self, *, quiet: bool = False) -> Segment | None:
        """The rest, after half a second of silence of our own so that no last word is lost.

        Sound that is given afterwards goes on in the same times.

        Args:
            quiet: there was as much quiet already: none is added, which saves 0.1 s.
        """


class VoskRecognizer:
    """Vosk with a model folder; the model is loaded once, by the first use or by ``load()``.

    Args:
        folder: a Vosk model that was checked by ``model_store``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._model: Any = None
        self._decoder: Any = None
        self._time_scale = frame_seconds(folder) / VOSK_FRAME
        self._fed = 0  # samples since begin()
        self._base = 0.0  # s at which the present decoder began
        self._waiting = b""
        self._partial = ""
        self._finished = False

    @property
    def name(self) -> str:
        """See ``Recognizer``."""
        return self._folder.name

    def load(self) -> None:
        """Load the model now (0.9 s for the built-in one); also from another thread.

        Raises:
            ModelError: Vosk cannot read it.
        """
        with self._lock:
            if self._model is not None:
                return
            with some_home():
                import vosk

            vosk.SetLogLevel(-1)
            folder = narrow(self._folder)
            try:
                self._model = vosk.Model(folder)
            except Exception as error:  # Vosk raises nothing more special
                raise self._unusable(error) from error

    def begin(self) -> None:
        """See ``Recognizer``.

        Raises:
            ModelError: Vosk cannot read the model.
        """
        self.load()
        self._fed, self._waiting, self._partial = 0, b"", ""
        self._finished = False
        self._renew()

    def accept(self, pcm: bytes) -> Segment | None:
        """See ``Recognizer``."""
        if self._finished:  # a new decoder: the old one heard quiet that nobody heard
            self._finished = False
            self._renew()
        self._waiting += pcm
        ended: Segment | None = None
        while len(self._waiting) >= STEP:
            piece, self._waiting = self._waiting[:STEP], self._waiting[STEP:]
            ended = _joined(ended, self._decode(piece))
        return ended

    def partial(self) -> str:
        """See ``Recognizer``."""
        return self._partial

    def finish(self, *, quiet: bool = False) -> Segment | None:
        """See ``Recognizer``."""
        rest = self._decode(self._waiting) if self._waiting else None
        self._waiting = b""
        # Its own quiet is neither counted nor stored; a word cannot end after the sound did.
        if not quiet:
            self._decoder.AcceptWaveform(bytes(int(2 * RATE * TAIL_SECONDS)))
        last = self._segment(json.loads(self._decoder.FinalResult()))
        self._partial, self._finished = "", True
        return _joined(rest, last)

    def _renew(self) -> None:
        import vosk

        try:
            self._decoder = vosk.KaldiRecognizer(self._model, RATE)
        except Exception as error:  # Vosk raises nothing more special
            raise self._unusable(error) from error
        self._decoder.SetWords(True)
        self._base = self._fed / RATE

    def _unusable(self, error: Exception) -> ModelError:
        return ModelError(
            f"The recognition model in {self._folder} cannot be loaded ({error}).",
            "Install it again or choose another one with --model.",
        )

    def _decode(self, piece: bytes) -> Segment | None:
        self._fed += len(piece) // 2
        if not self._decoder.AcceptWaveform(piece):
            self._partial = json.loads(self._decoder.PartialResult()).get("partial", "")
            return None
        segment = self._segment(json.loads(self._decoder.Result()))
        self._partial = ""
        if self._fed / RATE - self._base > RENEW_SECONDS:
            self._renew()
        return segment

    def _segment(self, result: dict[str, Any]) -> Segment | None:
        if not result.get("text"):
            return None
        words = tuple(
            Word(
                word=item["word"],
                start=self._true_time(item["start"]),
                end=self._true_time(item["end"]),
                confidence=round(item["conf"], 3),
            )
            for item in result.get("result", ())
        )
        return Segment(result["text"], words)

    def _true_time(self, seconds: float) -> float:
        return round(min(self._base + seconds * self._time_scale, self._fed / RATE), 3)


def _joined(first: Segment | None, second: Segment | None) -> Segment | None:
    if first is None or second is None:
        return first or second
    return Segment(f"{first.text} {second.text}", first.words + second.words)


class ScriptedRecognizer:
    """A fake that replays what a real recognizer once said.

    Args:
        stream: (s of sound, "partial" or "segment", text) in order of time.
        name: as shown.
    """

    def __init__(self, stream: Sequence[tuple[float, str, str]], name: str = "scripted") -> None:
        self.name = name
        self._stream = stream
        self.begin()

    def begin(self) -> None:
        """See ``Recognizer``."""
        self._left = list(self._stream)
        self._fed = 0
        self._open_since = 0.0
        self._partial = ""

    def accept(self, pcm: bytes) -> Segment | None:
        """See ``Recognizer``."""
        self._fed += len(pcm) // 2
        ended: Segment | None = None
        while self._left and self._left[0][0] * RATE <= self._fed:
            at, kind, text = self._left.pop(0)
            if kind == "partial":
                self._partial = text
            else:
                ended = _joined(ended, self._spread(text, at))
                self._partial = ""
        return ended

    def partial(self) -> str:
        """See ``Recognizer``."""
        return self._partial

    def finish(self, *, quiet: bool = False) -> Segment | None:
        """See ``Recognizer``: the open partial becomes the last segment."""
        text, self._partial = self._partial, ""
        return self._spread(text, self._fed / RATE) if text else None

    def _spread(self, text: str, end: float) -> Segment:
        """Even word times between the last segment's end and now."""
        words, start = text.split(), self._open_since
        step = (end - start) / max(1, len(words))
        self._open_since = end
        return Segment(
            text,
            tuple(
                Word(word, round(start + n * step, 3), round(start + (n + 1) * step, 3), 1.0)
                for n, word in enumerate(words)
            ),
        )
