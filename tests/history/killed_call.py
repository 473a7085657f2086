"""A call that says after each step what is done; ``test_kill.py`` kills it at some moment."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from tests.history.making import BLOCK, call, turn
from voicecoach.history.recorder import CallRecorder

BLOCKS = 150
"""3 s of sound a reply, given at ten times its speed."""


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(folder: Path) -> None:
    tell("opening")
    recorder = CallRecorder(folder)
    recorder.began(call())
    kept = []
    for number, attempt in ((1, 1), (1, 2), (2, 1)):
        tell("starting", number, attempt)
        recorder.turn_started(number, attempt)
        for count in range(1, BLOCKS + 1):
            recorder.sound(BLOCK)
            tell("sound", count)
            time.sleep(0.002)
        tell("keeping", number, attempt)
        kept.append(recorder.turn_done(turn(number, attempt)))
        tell("kept", number, attempt)
        time.sleep(0.02)
    tell("ending")
    recorder.ended(replace(call(reached=True), turns=tuple(kept)))
    tell("ended")
    recorder.close()
    tell("closed")
    time.sleep(0.2)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
