"""The loop a user would write: Vosk's own endpoint, pyttsx3 `say`, one thread.

Part of ``benchmarks.answers``, which runs it over the virtual sound card.
"""

from __future__ import annotations

import json
import queue
import sys

import pyttsx3
import sounddevice
import vosk

from voicecoach.speech.sound.audio import RATE

ANSWER = "No, I know of no jobs."


def talk(model: str) -> None:
    """Answer whatever is heard, for ever."""
    vosk.SetLogLevel(-1)
    heard: queue.Queue[bytes] = queue.Queue()
    decoder = vosk.KaldiRecognizer(vosk.Model(model), RATE)
    voice = pyttsx3.init()
    with sounddevice.RawInputStream(
        samplerate=RATE,
        blocksize=RATE // 10,
        dtype="int16",
        channels=1,
        callback=lambda data, *_: heard.put(bytes(data)),
    ):
        while True:
            print("listening", flush=True)
            while not (
                decoder.AcceptWaveform(heard.get()) and json.loads(decoder.Result()).get("text")
            ):
                pass
            voice.say(ANSWER)
            voice.runAndWait()


if __name__ == "__main__":
    talk(sys.argv[1])
