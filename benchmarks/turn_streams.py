"""What the endpointer is told of a file, block by block: kept, so that rules are tried in seconds.

Part of ``benchmarks.turns``.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voicecoach import assets
from voicecoach.domain.transcript import Segment
from voicecoach.domain.turn import Ended
from voicecoach.speech.hearing import recognizer
from voicecoach.speech.hearing.hear_file import blocks_of
from voicecoach.speech.hearing.listening import NOT_KNOWN, Listening
from voicecoach.speech.hearing.recognizer import VoskRecognizer
from voicecoach.speech.sound import pitch, sound_files
from voicecoach.speech.sound.audio import Clip
from voicecoach.speech.turn_end import vad
from voicecoach.speech.turn_end.endpointer import Moment
from voicecoach.speech.turn_end.own_pauses import OwnPauses
from voicecoach.speech.turn_end.vad import SileroVad

VERSION = (
    (recognizer.STEP, vad.FRAME, vad.THRESHOLD, vad.ONSET_FRAMES, vad.OFFSET_FRAMES),
    (pitch.WINDOW, pitch.LOWEST, pitch.HIGHEST, pitch.VOICED, pitch.NEARLY),
)
"""Of what hears: streams of another one are made anew."""

KEPT = Path(tempfile.gettempdir()) / "voicecoach-bench-turns"
Sound = npt.NDArray[np.int16]
Change = Callable[[Sound], Sound]
"""Makes something else of a file's sound, noise for instance."""


class _Witness:
    """An endpointer that ends nothing and keeps what it was told."""

    own = OwnPauses()
    armed = False

    def __init__(self) -> None:
        self.begin()

    def go_on(self, *, cut: bool = False) -> None:
        """See ``Endpointer``; nothing was over."""

    def begin(self) -> None:
        """See ``Endpointer``."""
        self.moments: list[Moment] = []

    def decide(self, moment: Moment) -> Ended | None:
        """See ``Endpointer``."""
        self.moments.append(moment)
        return None


class _Noting(VoskRecognizer):
    """Vosk, and when it ended its segments."""

    def begin(self) -> None:
        """See ``Recognizer``."""
        super().begin()
        self.heard, self.ends = 0, list[int]()

    def accept(self, pcm: bytes) -> Segment | None:
        """See ``Recognizer``."""
        self.heard += len(pcm) // 2
        segment = super().accept(pcm)
        if segment is not None and segment.text:
            self.ends.append(self.heard)
        return segment


@dataclass(frozen=True, slots=True)
class Stream:
    """One file as the endpointer is told of it.

    Attributes:
        moments: one a block.
        ends: samples heard when Vosk ended a segment of its own accord.
    """

    moments: list[Moment]
    ends: list[int]


class Streams:
    """Hears files, each once for each version of what hears.

    Args:
        folder: where the streams are kept.
    """

    def __init__(self, folder: Path = KEPT) -> None:
        self._folder = folder
        self._recognizer = _Noting(assets.builtin_model())
        self._witness = _Witness()
        self._ear = Listening(self._recognizer, SileroVad(), self._witness)
        self._version = repr((VERSION, self._recognizer.name)).encode()

    def of(self, path: Path, change: Change | None = None, name: str = "") -> Stream:
        """What the endpointer is told of a file.

        Args:
            path: a sound file.
            change: what is made of it first; ``name`` tells it from others.
            name: of the change.
        """
        key = hashlib.sha256(path.read_bytes() + name.encode() + self._version).hexdigest()[:20]
        kept = self._folder / f"{key}.npz"
        if not kept.exists():
            clip = sound_files.read(path).clip
            if change is not None:
                sound = change(np.frombuffer(clip.pcm, "<i2").astype(np.int16))
                clip = Clip(sound.astype("<i2").tobytes(), clip.rate)
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(kept, self._hear(clip))
        return _read(kept)

    def _hear(self, clip: Clip) -> Stream:
        self._ear.begin()
        for block in blocks_of(clip):
            self._ear.feed(block)
        return Stream(self._witness.moments, self._recognizer.ends)


def _write(path: Path, stream: Stream) -> None:
    numbers = [(one.samples, one.speech, one.zeros, one.level, one.pitch) for one in stream.moments]
    texts = [one.text for one in stream.moments]
    known = list(dict.fromkeys(texts))
    places = {text: place for place, text in enumerate(known)}
    partial = path.with_suffix(".part.npz")
    np.savez_compressed(
        partial,
        numbers=np.array(numbers),
        known=known,
        texts=[places[text] for text in texts],
        ends=np.array(stream.ends, dtype=int),
    )
    partial.rename(path)


def _read(path: Path) -> Stream:
    with np.load(path) as kept:
        known, texts, numbers = kept["known"].tolist(), kept["texts"].tolist(), kept["numbers"]
        ends = kept["ends"].tolist()
    moments = [
        Moment(int(samples), bool(speech), bool(zeros), known[text], NOT_KNOWN, level, pitch_)
        for (samples, speech, zeros, level, pitch_), text in zip(
            numbers.tolist(), texts, strict=True
        )
    ]
    return Stream(moments, ends)
