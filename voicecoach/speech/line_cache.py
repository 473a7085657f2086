"""Rendered lines kept on disk, by text and voice, up to a size."""

from __future__ import annotations

import hashlib
import os
import tempfile
import wave
from pathlib import Path

from voicecoach.domain.turn import Voice
from voicecoach.speech.audio import Clip

FORMAT = 1
"""Changes when rendering changes, so that older files are not used."""

MAX_BYTES = 100_000_000
"""About 40 minutes of lines."""

KEEP_SHARE = 0.8
"""When it is full the oldest go until this share is left, so that it is not full again at once."""


class LineCache:
    """A folder of WAV files; trouble with it only means that lines are rendered again.

    Args:
        folder: made when the first line is kept; None: nothing is kept.
        max_bytes: the oldest files go when they take more.
    """

    def __init__(self, folder: Path | None, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes

    def get(self, text: str, voice: Voice) -> Clip | None:
        """The line if it is there and whole."""
        path = self._path(text, voice)
        if path is None:
            return None
        try:
            with wave.open(str(path)) as file:
                pcm = file.readframes(file.getnframes())
                whole = len(pcm) == 2 * file.getnframes() > 0 and file.getsampwidth() == 2
                clip = Clip(pcm, file.getframerate())
            os.utime(path)
        except (OSError, EOFError, wave.Error):
            return None
        return clip if whole else None

    def put(self, text: str, voice: Voice, clip: Clip) -> None:
        """Keep the line; a half-written file never carries its name."""
        path = self._path(text, voice)
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with (
                tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file,
                wave.open(file, "wb") as out,
            ):
                out.setnchannels(1)
                out.setsampwidth(2)
                out.setframerate(clip.rate)
                out.writeframes(clip.pcm)
            Path(file.name).replace(path)
            self._shrink(path.parent)
        except OSError:
            return  # a full or read-only disk costs time, not the call

    def _path(self, text: str, voice: Voice) -> Path | None:
        if self._folder is None:
            return None
        parts = [str(FORMAT), voice.name, str(voice.rate), str(voice.pitch), text]
        name = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
        return self._folder / f"{name[:32]}.wav"

    def _shrink(self, folder: Path) -> None:
        files = [(path, path.stat()) for path in folder.glob("*.wav")]
        total = sum(stat.st_size for _, stat in files)
        if total <= self._max_bytes:
            return
        for path, stat in sorted(files, key=lambda item: item[1].st_mtime):
            path.unlink(missing_ok=True)
            total -= stat.st_size
            if total <= self._max_bytes * KEEP_SHARE:
                return
