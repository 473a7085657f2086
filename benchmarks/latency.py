"""How long the caller waits: help, ring, the contact's answer; memory and processor in a call.

    python -m benchmarks.latency [--turns N]

The installed program runs over the virtual sound card of the tests; moments are those at which
a sample leaves its loudspeaker. Needs Linux with PulseAudio and what `voicecoach` needs.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.hearing import spoken
from tests.sound.program import VOICECOACH, Program
from tests.virtual_card.card import INSTALL, VirtualCard, missing_programs
from tests.virtual_card.comparing import noise_clip, write_wav
from tests.virtual_card.tap import SpeakerTap
from voicecoach.speech.line import portaudio
from voicecoach.speech.line.card_playback import CardPlayback
from voicecoach.speech.sound.audio import RATE

SPEAKER_RATE = 22_050
FLOOR = 200
"""Samples beyond it are sound."""

RUNS = 3
PLAYS = 10
LOOK_EVERY = 0.25
REPLY = "Who else should I talk to in your company?"
CALL = """
key: bench-call
title: A call of many short turns
group: benchmarks
teaches: [A06]
brief: You call Robin Hale.
contact: {name: Robin Hale, role: past co-worker, voice: gmw/en-us+f2, rate: 170}
goal: {words: A name to call.}
start: first
silence: hello
lines:
  first:
    situation: no-jobs
    says: ["No, I know of no jobs."]
    answers: ["Whom would you call first in my place?"]
    next:
      - {when: {visits: TURNS}, to: bye}
      - to: first
  hello:
    says: ["Hello?"]
  bye:
    says: ["Goodbye."]
    end: {reached: true, words: "Done."}
"""


@dataclass(slots=True)
class Use:
    """Of the program and its workers in a call.

    Attributes:
        waits: s from each "reply over" to the first sample of the next line.
        memory: MB, the largest sum seen (shared pages counted once).
        share: of one core, from the first reply to the last.
    """

    waits: list[float] = field(default_factory=list)
    memory: float = 0.0
    share: float = 0.0


def main() -> int:
    """Prints the table; exit code 1 where the sound card is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--turns", type=int, default=6)
    turns = parser.parse_args().turns
    if missing := missing_programs():
        print(f"missing {missing}: {INSTALL}", file=sys.stderr)
        return 1
    before = os.getloadavg()[0]
    rows = [("`voicecoach --help`, processor time", _seconds(_help()), "0.25 s")]
    with VirtualCard(speaker_rate=SPEAKER_RATE) as card, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows += _rings(card, folder)
        own = _own_delay(card)
        rows.append(("the card's own delay, start to first sample", _ms(own), ""))
        for listener, who in (("vosk", "built-in model alone"), ("second", "with the second")):
            use = _call(card, folder, listener, turns)
            above = [wait - statistics.median(own) for wait in use.waits]
            rows.append((f"`--real`: reply over to the answer, above that; {who}", _ms(above),
                         "150 ms" if listener == "vosk" else "150 ms (+ 1 s)"))  # fmt: skip
            rows.append((f"memory in a call; {who}", f"{use.memory:.0f} MB", 
                         "500 MB" if listener == "vosk" else "700 MB"))  # fmt: skip
            rows.append((f"processor in a call; {who}", f"{use.share:.0%} of a core", "80 %"))
    print("| what | measured: median (worst) | limit |\n| --- | ---: | ---: |")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    after = os.getloadavg()[0]
    print(f"\nLoad of the machine meanwhile, other programs included: {before:.1f} to {after:.1f} ")
    print(f"on {os.cpu_count()} cores.")
    return 0


def _help() -> float:
    """Processor time (s), the least of five: that is what others do not disturb."""
    taken = []
    for _ in range(5):
        before = os.times()
        subprocess.run([str(VOICECOACH), "--help"], stdout=subprocess.DEVNULL, check=True)
        after = os.times()
        taken.append(
            after.children_user - before.children_user
            + after.children_system - before.children_system
        )  # fmt: skip
    return min(taken)


def _rings(card: VirtualCard, folder: Path) -> list[tuple[str, str, str]]:
    rows = []
    for homes, what, limit in (
        ([folder / f"home{n}" for n in range(RUNS)], "nothing cached", "4 s"),
        ([folder / "home0"] * RUNS, "lines cached", "2 s"),
    ):
        used: list[float] = []
        waits = [_to_the_ring(card, home, used) for home in homes]
        rows.append((f"`practice` to the ring, {what}", _seconds(*waits), limit))
        rows.append((f"processor time by then, {what}", _seconds(*used), ""))
    return rows


def _to_the_ring(card: VirtualCard, home: Path, used: list[float]) -> float:
    """Seconds from the start of the process to the first sample of the ring.

    Args:
        card: to hear it with.
        home: the program's folders.
        used: the program's processor time by then (s) is added to these.
    """
    tap = card.record_speaker()
    environ = card.environ()
    with Program("practice", "--plain", environ=environ, home=home) as program:
        heard = tap.wait_for_sound(30.0, FLOOR // 2)
        used.append(_processor(program))
        program.wait_for("Your turn.")  # so that what it says is cached
    tap.stop()
    return heard - program.began


def _own_delay(card: VirtualCard) -> list[float]:
    """Seconds from ``start()`` of a clip that is open to its first sample."""
    os.environ.update(card.env)
    portaudio.rescan()
    delays = []
    for _ in range(PLAYS):
        tap = card.record_speaker()
        playback = CardPlayback(noise_clip(0.3, SPEAKER_RATE))
        began = time.perf_counter()
        playback.start()
        delays.append(tap.wait_for_sound(threshold=0) - began)
        playback.stop()
        tap.stop()
    return delays


def _call(card: VirtualCard, folder: Path, listener: str, turns: int) -> Use:
    """Hold a call that runs on; every reply is spoken into the microphone."""
    scenario = folder / "bench-call.yaml"
    scenario.write_text(CALL.replace("TURNS", str(turns)), encoding="utf-8")
    reply = write_wav(folder / "reply.wav", spoken(REPLY).astype("<i2"), RATE)
    words = ("practice", str(scenario), "--real", "--plain", "--listener", listener)
    use, over = Use(), threading.Event()
    with Program(*words, environ=card.environ(), home=folder / "call") as program:
        watcher = threading.Thread(target=_watch_memory, args=(program, use, over))
        watcher.start()
        program.wait_for("Your turn.")
        first, used = time.perf_counter(), _processor(program)
        for turn in range(turns):
            if turn:
                program.wait_for("Your turn.")
            card.feed(reply)
            tap = card.record_speaker()
            use.waits.append(_answered(program, tap))
        use.share = (_processor(program) - used) / (time.perf_counter() - first)
        program.ended()
        over.set()
        watcher.join()
    return use


def _answered(program: Program, tap: SpeakerTap) -> float:
    over = program.wait_for("Reply over:")
    sounds = tap.wait_for_sound(threshold=FLOOR)
    tap.stop()
    return sounds - over


def _watch_memory(program: Program, use: Use, over: threading.Event) -> None:
    while not over.wait(LOOK_EVERY):
        kilobytes = sum(map(_proportional, program.left_running()))
        use.memory = max(use.memory, kilobytes / 1024)


def _proportional(process: int) -> int:
    """Kilobytes of a process, pages that it shares with others in part."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0
    return int(text.partition("\nPss:")[2].split()[0])


def _processor(program: Program) -> float:
    """Seconds of processor time of the program and its workers so far."""
    ticks = 0
    for process in program.left_running():
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
        fields = text.rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _seconds(*values: float) -> str:
    worst = f" ({max(values):.2f})" if len(values) > 1 else ""
    return f"{statistics.median(values):.2f}{worst} s"


def _ms(values: list[float]) -> str:
    return f"{1000 * statistics.median(values):.0f} ({1000 * max(values):.0f}) ms"


if __name__ == "__main__":
    sys.exit(main())
