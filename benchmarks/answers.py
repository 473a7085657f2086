"""From the caller's last spoken sample to the contact's first, over the virtual sound card.

    python -m benchmarks.answers [--turns N]

`--real` at two patiences, on the built-in model's words and waiting for the second listener; a
table of where the time goes; beside it the loop a user would write (`benchmarks.naive_loop`).
Needs Linux with PulseAudio and what `voicecoach` needs.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.latency import CALL, FLOOR, REPLY, SPEAKER_RATE
from tests.hearing import room, spoken
from tests.sound.program import Program
from tests.virtual_card.card import INSTALL, VirtualCard, missing_programs
from tests.virtual_card.comparing import write_wav
from tests.virtual_card.tap import SpeakerTap
from voicecoach import assets
from voicecoach.speech.sound.audio import RATE

LIMITS = {
    ("normal", "vosk"): 1.1,
    ("brisk", "vosk"): 0.8,
    ("normal", "second"): 1.8,
    ("brisk", "second"): 1.5,
}
"""Median in s, at most, by patience and listener."""

ROOM_AFTER = 3.0
"""s of a quiet room after each reply: exact zeros would be a muted microphone."""

SPOKEN_FLOOR = 200
QUIET = re.compile(r"(\d+\.\d) s of quiet")


@dataclass(frozen=True, slots=True)
class Wait:
    """After one reply, in s.

    Attributes:
        whole: from its last spoken sample to the answer's first.
        pause: of it the quiet that the rule asked for.
        over: until the program said that the reply is over.
    """

    whole: float
    pause: float
    over: float


def main() -> int:
    """Prints the tables; exit code 1 if a limit is passed or the sound card is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--turns", type=int, default=4)
    turns = parser.parse_args().turns
    if missing := missing_programs():
        print(f"missing {missing}: {INSTALL}", file=sys.stderr)
        return 1
    print("| last spoken sample to the first of the answer | median (worst) s | at most |"
          " of it: pause of the rule | detector and decoder | judging, keeping, opening |"
          "\n| --- | ---: | ---: | ---: | ---: | ---: |")  # fmt: skip
    good = True
    with VirtualCard(speaker_rate=SPEAKER_RATE) as card, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound = np.concatenate([spoken(REPLY), room(ROOM_AFTER)])
        reply = write_wav(folder / "reply.wav", sound.astype("<i2"), RATE)
        for (patience, listener), limit in LIMITS.items():
            waits = _call(
                card, folder, reply, ("--patience", patience, "--listener", listener), turns
            )
            middle = statistics.median(wait.whole for wait in waits)
            good = good and middle <= limit
            print(f"| {patience}, {listener} | {_told([wait.whole for wait in waits])} | {limit} | "
                  f"{_told([wait.pause for wait in waits])} | "
                  f"{_told([wait.over - wait.pause for wait in waits])} | "
                  f"{_told([wait.whole - wait.over for wait in waits])} |", flush=True)  # fmt: skip
        # pyttsx3 speaks through it
        naive = _told(_naive(card, reply, turns)) if shutil.which("aplay") else "needs aplay"
        print(f"| the naive loop | {naive} | | | | |")
    print(f"\nLoad of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    return 0 if good else 1


def _call(
    card: VirtualCard, folder: Path, reply: Path, options: tuple[str, ...], turns: int
) -> list[Wait]:
    scenario = folder / "bench-call.yaml"
    scenario.write_text(CALL.replace("TURNS", str(turns)), encoding="utf-8")
    words = ("practice", str(scenario), "--real", "--plain", *options)
    with Program(*words, environ=card.environ(), home=folder / "call") as program:
        made = [_answered(card, reply, program) for _ in range(turns)]
        program.ended()
    return made


def _answered(card: VirtualCard, reply: Path, program: Program) -> Wait:
    """One reply: it is spoken in a thread, because the answer comes before its quiet is over."""
    program.wait_for("Your turn.")
    caller, tap = card.record_caller(), card.record_speaker()
    speaking = threading.Thread(target=card.feed, args=(reply,))
    speaking.start()
    over = program.wait_for("Reply over:")
    sounds = tap.wait_for_sound(threshold=FLOOR)
    silent = _last_spoken(caller)
    tap.stop()
    speaking.join()
    quiet = QUIET.findall(program.shown)
    return Wait(sounds - silent, float(quiet[-1]) if quiet else 0.0, over - silent)


def _last_spoken(caller: SpeakerTap) -> float:
    heard = np.abs(caller.stop().astype(np.int32))
    return caller.time_of(int(np.flatnonzero(heard > SPOKEN_FLOOR)[-1]))


def _naive(card: VirtualCard, reply: Path, turns: int) -> list[float]:
    waits = []
    command = [sys.executable, "-m", "benchmarks.naive_loop", str(assets.builtin_model())]
    with subprocess.Popen(command, env=card.environ(), stdout=subprocess.PIPE, text=True) as loop:
        assert loop.stdout is not None  # noqa: S101 - asked for above
        for _ in range(turns):
            loop.stdout.readline()  # it listens
            tap, caller = card.record_speaker(), card.record_caller()
            card.feed(reply)
            sounds = tap.wait_for_sound(threshold=FLOOR)
            waits.append(sounds - _last_spoken(caller))
            tap.stop()
            time.sleep(1)
        loop.terminate()
    return waits


def _told(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({max(values):.2f})"


if __name__ == "__main__":
    sys.exit(main())
