"""pyttsx3 in a process of its own: one JSON request a line in, one JSON answer a line out.

    first line out: {"ok": true, "voices": [...], "variants": ["f1", ...], "engine": "..."}
                 or {"ok": false, "error": "..."}, then exit status 1
    {"text": "...", "path": "out.wav", "voice": "gmw/en-us+f3", "rate": 160, "pitch": 50}
 -> {"ok": true}  |  {"ok": false, "error": "...", "unknown": whether the voice is}

It ends with its standard input, so it never outlives the program; if the program was killed,
nobody else removes the folder for lines (last argument), so it does.

Why a process: pyttsx3 2.99 with espeak-ng deadlocks (two threads, two engines, fork) or
crashes (stop() from another thread, exit while speaking). The parent waits with a time limit,
kills this process and starts another one. ``--bundled`` takes espeak-ng from the package
espeakng-loader instead of the system.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any, TextIO

from voicecoach.errors import ModelError
from voicecoach.speech.system.paths import narrow


class UnknownVoiceError(ValueError):
    """espeak would quietly use another voice."""


class Engine:
    """The one pyttsx3 engine of this process."""

    def __init__(self) -> None:
        import pyttsx3
        from pyttsx3.drivers import _espeak

        self._espeak = _espeak
        self._errors: list[object] = []
        self._engine = pyttsx3.init("espeak")
        self._engine.connect("error", lambda **event: self._errors.append(event["exception"]))
        self.voices = [voice.id for voice in self._engine.getProperty("voices")]
        # Variants are in no list that pyttsx3 gives.
        spec = _espeak.VOICE(languages=b"variant")
        self.variants = [
            voice.identifier.decode().removeprefix("!v/")
            for voice in _espeak.ListVoices(ctypes.byref(spec))
        ]
        self.name = f"espeak-ng {_espeak.Info(None).decode('ascii', 'replace')}"
        # The engine starts "busy": without a first job the first settings would be queued
        # behind the first line and miss it.
        self._engine.save_to_file("ready", os.devnull)
        self._engine.runAndWait()
        _espeak.Synchronize()

    def render(self, text: str, path: str, voice: str, rate: int, pitch: int) -> None:
        """Write the spoken text to ``path`` (WAV, 22,050 Hz, 16-bit mono).

        Raises:
            UnknownVoiceError: no such voice or variant (their case matters).
            ValueError: the engine reported an error.
        """
        base, _, variant = voice.partition("+")
        if base not in self.voices or (variant and variant not in self.variants):
            raise UnknownVoiceError(f"unknown voice {voice}")
        with open(path, "wb"):
            pass  # a path that cannot be written hangs runAndWait for ever: find out before
        self._errors.clear()
        self._engine.setProperty("voice", voice)
        self._espeak.Synchronize()  # else the rate below now and then hits the wrong line
        self._engine.setProperty("rate", rate)
        self._engine.setProperty("pitch", pitch)
        self._espeak.Synchronize()
        self._engine.save_to_file(text, path)
        self._engine.runAndWait()  # returns whether or not the file is complete ...
        self._espeak.Synchronize()  # ... this really waits
        if self._errors:  # never raised by pyttsx3, only sent as an event
            raise ValueError(str(self._errors[0]))


def _use_bundled() -> None:
    import espeakng_loader

    data = narrow(Path(espeakng_loader.get_data_path()))
    os.environ["ESPEAK_DATA_PATH"] = data  # else it exits the process
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    # pyttsx3 opens the first of its fixed places, none of which may be there: now each is this one.
    ctypes.cdll.LoadLibrary = lambda name: library  # type: ignore[method-assign]  # in this process


def _take_standard_output() -> TextIO:
    """Standard output for answers only: pyttsx3 and espeak-ng print there."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return answers


def serve() -> None:
    """Answer requests until standard input ends."""
    answers = _take_standard_output()

    def answer(**fields: Any) -> None:
        print(json.dumps(fields), file=answers, flush=True)

    try:
        if "--bundled" in sys.argv:
            _use_bundled()
        engine = Engine()
    except (ImportError, OSError, RuntimeError, KeyError, AttributeError, ModelError) as error:
        answer(ok=False, error=f"{type(error).__name__}: {error}")
        os._exit(1)
    answer(ok=True, voices=engine.voices, variants=engine.variants, engine=engine.name)
    try:
        for line in sys.stdin:
            answer(**_reply(engine, line))
    except BrokenPipeError:
        pass  # the program was killed while a line was rendered
    shutil.rmtree(sys.argv[-1], ignore_errors=True)
    os._exit(0)  # skip destructors: espeak-ng may crash in them


def _reply(engine: Engine, request: str) -> dict[str, Any]:
    try:
        engine.render(**json.loads(request))
    except (ValueError, OSError, TypeError) as error:
        unknown = isinstance(error, UnknownVoiceError)
        return {"ok": False, "error": str(error), "unknown": unknown}
    return {"ok": True}


if __name__ == "__main__":
    serve()
