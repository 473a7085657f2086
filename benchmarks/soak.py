"""Back-to-back calls through the virtual sound card: sound lost, memory, word times, captions.

    python -m benchmarks.soak [--minutes N]

Each call is one contact's line and one spoken reply, in one process, with the program's own
parts; in the second half two more processes keep both cores busy. Lost samples are counted in
what the loudspeaker played and in what was kept of each reply. Targets: nothing lost, memory grows
by less than 20 MB, word times within 50 ms of those in the file that was spoken, captions at most
3 s after the words. Needs Linux with PulseAudio.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.memory import resident
from tests.hearing import Samples, room, spoken, write_wav
from tests.sound.calls import CALL
from tests.virtual_card.card import INSTALL, VirtualCard, missing_programs
from tests.virtual_card.comparing import found
from voicecoach import settings
from voicecoach.app.parts import building
from voicecoach.app.parts.closing import forget_earlier
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.app.rehearse.rehearsal import make_rehearsal
from voicecoach.domain.transcript import Word
from voicecoach.domain.turn import Reply
from voicecoach.practice import events
from voicecoach.practice.commands import Scripted
from voicecoach.speech.line import portaudio
from voicecoach.speech.line.card_playback import CardPlayback
from voicecoach.speech.line.sound_card import SoundCardLine
from voicecoach.speech.sound.audio import RATE, Clip

MINUTES = 30.0
SPEAKER_RATE = 22_050
BUSY = 2
"""Processes that do nothing but compute."""

SAID = "I understand. Who else should I talk to in your company?"
MEMORY, WORD_TIMES, CAPTIONS = 20.0, 0.050, 3.0
WARM = 3
"""Calls after which memory is first looked at: models are loaded by then."""


@dataclass(slots=True)
class Tally:
    """What was counted.

    Attributes:
        calls: held.
        played, heard: samples of clips and of replies.
        lost_out, lost_in: of these, not found where they belong.
        late: s from the last word's end to the caption that has it.
        apart: s between a word's time in the call and in the file.
        memory: MB after each call, when what it held was given back.
        other: calls whose words were not those of the file; they have no word times to compare.
    """

    calls: int = 0
    played: int = 0
    heard: int = 0
    lost_out: int = 0
    lost_in: int = 0
    late: list[float] = field(default_factory=list)
    apart: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    other: int = 0


class CountingLine(SoundCardLine):
    """The real line; keeps the clips that it played."""

    def __init__(self) -> None:
        super().__init__()
        self.clips: list[Clip] = []

    def load(self, clip: Clip) -> CardPlayback:
        """See ``Line``."""
        self.clips.append(clip)
        return super().load(clip)


class Soak:
    """Calls on one card, from one folder."""

    def __init__(self, card: VirtualCard, folder: Path) -> None:
        self._card = card
        self._settings = settings.load({"HOME": str(folder)})
        self._scenario = folder / "call.yaml"
        self._scenario.write_text(CALL, encoding="utf-8")
        self._said = spoken(SAID)
        self._file = write_wav(folder / "said.wav", np.concatenate((self._said, room(3.0))))
        ear = building.file_ear(self._settings, None, second=False)
        self._words = ear.hear(self._file).transcript.words
        ear.close()
        self.tally = Tally()

    def call(self) -> None:
        """Hold one call and count."""
        line, tap = CountingLine(), self._card.record_speaker()
        chosen = PracticeOptions(str(self._scenario), ring=False, listener="vosk", seed=1)
        rehearsal = make_rehearsal(chosen, self._settings, line)
        speaking = None
        captions: list[tuple[str, int]] = []
        position, earliest, late = 0, float("inf"), 0.0
        reply = None
        for event in rehearsal.events(Scripted()):
            if isinstance(event, events.YourTurn):
                words = ["paplay", "--device=mic_feed", str(self._file)]
                speaking = subprocess.Popen(words, env=self._card.environ())
            elif isinstance(event, events.Level):
                position += event.block.samples
                behind = time.perf_counter() - event.block.end / RATE
                earliest = min(earliest, behind)
                late = behind - earliest
            elif isinstance(event, events.Heard):
                captions.append((event.partial, position + round(late * RATE)))
            elif isinstance(event, events.TurnDone):
                reply = event.turn.reply
        if speaking is not None:
            speaking.wait()
        time.sleep(0.3)
        self._count_out(line.clips, tap.stop())
        if reply is not None:
            self._count_in(reply, captions)
        self.tally.calls += 1
        del rehearsal
        forget_earlier()
        self.tally.memory.append(resident())

    def _count_out(self, clips: list[Clip], heard: Samples) -> None:
        for clip in clips:
            samples = np.frombuffer(clip.pcm, "<i2")
            self.tally.played += len(samples)
            self.tally.lost_out += len(samples) - found(samples, heard)[1]

    def _count_in(self, reply: Reply, captions: list[tuple[str, int]]) -> None:
        files = sorted(self._settings.data_folder.glob("recordings/*/reply-*.flac"))
        newest = max(files, key=lambda path: path.stat().st_mtime_ns)
        kept = soundfile.read(newest, dtype="int16")[0]
        at, same = found(self._said, kept)
        self.tally.heard += len(self._said)
        self.tally.lost_in += len(self._said) - same
        words = reply.transcript.words if reply.transcript is not None else ()
        if [word.word for word in words] != [word.word for word in self._words]:
            self.tally.other += 1
            return
        self.tally.apart += _apart(words, self._words, at / RATE)
        shown = [when for text, when in captions if text == reply.text]
        if shown:
            self.tally.late.append(shown[0] / RATE - words[-1].end)


def _apart(heard: tuple[Word, ...], said: tuple[Word, ...], offset: float) -> list[float]:
    return [abs(one.start - offset - other.start) for one, other in zip(heard, said, strict=True)]


def main() -> int:
    """Prints what was counted; exit code 1 where a target was missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--minutes", type=float, default=MINUTES)
    minutes = parser.parse_args().minutes
    if missing := missing_programs():
        print(f"missing {missing}: {INSTALL}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name, VirtualCard(speaker_rate=SPEAKER_RATE) as card:
        os.environ.update(card.env)
        portaudio.rescan()
        soak = Soak(card, Path(name))
        _run(soak, minutes * 30)
        busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(BUSY)]
        try:
            _run(soak, minutes * 30)
        finally:
            for process in busy:
                process.kill()
                process.wait()
    return _told(soak.tally, minutes)


def _run(soak: Soak, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        soak.call()


def _told(tally: Tally, minutes: float) -> int:
    warm = tally.memory[WARM - 1 : WARM] or tally.memory[:1]
    drift = tally.memory[-1] - warm[0]
    apart, late = max(tally.apart, default=0.0), max(tally.late, default=0.0)
    rows = (
        ("samples played, lost", f"{tally.played}, {tally.lost_out}", tally.lost_out == 0),
        ("samples spoken, lost", f"{tally.heard}, {tally.lost_in}", tally.lost_in == 0),
        ("memory at the end against after 3 calls, MB", f"{drift:+.1f}", drift < MEMORY),
        ("word times apart, worst, ms", f"{1000 * apart:.0f}", apart <= WORD_TIMES),
        ("captions after the last word: median, s", _median(tally.late), True),
        ("the same, worst", f"{late:.2f}", late <= CAPTIONS),
    )
    print(f"{tally.calls} calls in {minutes:g} minutes, both cores busy in the second half;")
    print(f"{tally.other} with other words than the file's (no times to compare).\n")
    print("memory, MB: " + " ".join(f"{value:.0f}" for value in tally.memory) + "\n")
    print("| what | measured | as it should |")
    print("| --- | ---: | --- |")
    for what, measured, right in rows:
        print(f"| {what} | {measured} | {'yes' if right else 'NO'} |")
    return 0 if tally.calls > WARM and all(right for _, _, right in rows) else 1


def _median(values: list[float]) -> str:
    return f"{statistics.median(values):.2f}" if values else "-"


if __name__ == "__main__":
    sys.exit(main())
