"""In the program under test: devices that are busy or changed their rate, while a file says so.

The virtual card can be neither; what PortAudio answers then was measured on a real one.
"""

import os
import sys
from pathlib import Path

FLAG = Path(os.environ.get("VOICECOACH_TEST_FAULT", "/nonexistent"))
ANSWERS = {"busy": ("Device unavailable", -9985), "rate": ("Invalid sample rate", -9997)}


def _with_faults(kind: type) -> type:
    class Faulty(kind):
        def __init__(self, **options: object) -> None:
            fault = FLAG.read_text() if FLAG.exists() else ""
            input_at_16k = kind.__name__ == "RawInputStream" and options["samplerate"] == 16_000
            if fault == "busy" or (fault == "rate" and input_at_16k):
                text, code = ANSWERS[fault]
                message = f"Error opening {kind.__name__}: {text}"
                raise sounddevice.PortAudioError(message, code)
            super().__init__(**options)

    return Faulty


if "practice" in sys.orig_argv:
    import sounddevice

    sounddevice.RawInputStream = _with_faults(sounddevice.RawInputStream)
    sounddevice.RawOutputStream = _with_faults(sounddevice.RawOutputStream)
