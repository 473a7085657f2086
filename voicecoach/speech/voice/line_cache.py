"""Rendered lines kept on disk, by text, voice and what spoke them, up to a size."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import wave
from pathlib import Path

from voicecoach.domain.turn import Voice
from voicecoach.speech.sound.audio import Clip

FORMAT = 2
"""Changes when rendering changes, so that older files are not used."""

MAX_BYTES = 100_000_000
"""About 40 minutes of lines."""

KEEP_SHARE = 0.8
"""When it is full the oldest go until this share is left, so that it is not full again at once."""

ENGINE_FILE = "engine.txt"
"""What spoke last. It is read back so that lines are found without starting the synthesizer."""


class LineCache:
    """A folder of WAV files; trouble with it only means that lines are rendered again.

    Args:
        folder: made when the first line is kept; None: nothing is kept.
        max_bytes: the oldest files go when they take more.
    """

    def __init__(self, folder: Path | None, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._engine: str | None = None

    def get(self, text: str, voice: Voice) -> Clip | None:
        """The line if it is there and whole."""
        path = self._path(text, voice)
        if path is None:
            return None
        try:
            with wave.open(str(path)) as file:
                frames = file.getnframes()
                pcm = file.readframes(frames)
                mono = (file.getnchannels(), file.getsampwidth()) == (1, 2)
                rate = file.getframerate()
        except (OSError, EOFError, wave.Error):
            return None
        # A computer that lost its power may leave a file of the right size, full of zeros.
        if not mono or rate <= 0 or len(pcm) != 2 * frames or not pcm.strip(b"\0"):
            return None
        with contextlib.suppress(OSError):  # the time of last use; a read-only folder keeps none
            os.utime(path)
        return Clip(pcm, rate)

    def put(self, text: str, voice: Voice, clip: Clip) -> None:
        """Keep the line; a half-written file never carries its name."""
        path = self._path(text, voice)
        if path is None:
            return
        with contextlib.suppress(OSError):  # a full or read-only disk costs time, not the call
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(path, clip)
            self._shrink(path.parent)

    def spoken_by(self, engine: str) -> None:
        """Told what speaks now: lines of another version are not used any more."""
        if self._folder is None or engine == self._known_engine():
            return
        self._engine = engine
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self._folder / ENGINE_FILE).write_text(engine, encoding="utf-8")

    def _known_engine(self) -> str:
        if self._engine is None and self._folder is not None:
            self._engine = ""
            with contextlib.suppress(OSError, UnicodeDecodeError):
                self._engine = (self._folder / ENGINE_FILE).read_text(encoding="utf-8")
        return self._engine or ""

    def _path(self, text: str, voice: Voice) -> Path | None:
        if self._folder is None:
            return None
        parts = [FORMAT, self._known_engine(), voice.name, voice.rate, voice.pitch, text]
        key = "\0".join(map(str, parts)).encode("utf-8", "replace")
        return self._folder / f"{hashlib.sha256(key).hexdigest()[:32]}.wav"

    def _shrink(self, folder: Path) -> None:
        files = [(path, path.stat()) for path in folder.iterdir() if path.suffix != ".txt"]
        total = sum(stat.st_size for _, stat in files)
        if total <= self._max_bytes:
            return
        for path, stat in sorted(files, key=lambda item: item[1].st_mtime_ns):
            path.unlink(missing_ok=True)
            total -= stat.st_size
            if total <= self._max_bytes * KEEP_SHARE:
                return


def _write(path: Path, clip: Clip) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file, wave.open(file, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(clip.rate)
            out.writeframes(clip.pcm)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
