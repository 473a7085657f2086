"""Sound files as people really have them: each must be read, understood or refused as it should.

    python -m benchmarks.cases [--listener second|vosk]

Every file goes through `voicecoach transcribe --json`; its words are held against those of the
same sentence in a clean file. Exits with 1 where a file that is not marked hard misbehaves.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks import shared
from voicecoach.scoring.word_error import word_error_rate

PROGRAM = Path(sys.executable).with_name("voicecoach")
START_ALIKE, TIME_ALIKE = 0.35, 0.12
"""s a first word may be off (its sound begins 0.1 s into the file), and a repeat's distance."""
LENGTH_ALIKE, LENGTH_ABOUT = 0.05, 0.25


def main() -> int:
    """Run all cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listener", choices=["second", "vosk"], default="second")
    listener = parser.parse_args().listener
    folder = shared.folder("cases")
    cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    clean = {
        name: _transcribe(folder / "audio", name, listener)[1]["text"]
        for name in ("clean.wav", "clean-8k.wav")
    }
    bad = 0
    print(f"| case | as it should be ({listener}) | what |\n| --- | --- | --- |")
    for case in cases:
        wrong = _wrong(case, folder / "audio", clean, listener)
        bad += bool(wrong) and not case.get("hard")
        hard = " (hard)" if case.get("hard") else ""
        print(f"| {case['id']}{hard} | {'; '.join(wrong) or 'yes'} | {case['made']} |", flush=True)
    print(f"\n{len(cases) - bad} of {len(cases)} behave.")
    return 1 if bad else 0


def _transcribe(folder: Path, name: str, listener: str) -> tuple[int, dict[str, Any], str]:
    run = subprocess.run(
        [PROGRAM, "transcribe", "--json", "--listener", listener, "--", name],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, json.loads(run.stdout) if run.stdout else {}, run.stderr


def _wrong(case: dict[str, Any], folder: Path, clean: dict[str, str], listener: str) -> list[str]:
    status, heard, complaint = _transcribe(folder, case["file"], listener)
    if "Traceback" in complaint:
        return ["a traceback"]
    if status != case["exit"]:
        return [f"exit {status}: {complaint.strip()}"]
    if status:
        return [] if complaint.startswith("voicecoach: ") else ["no reason was given"]
    said = clean[case.get("of", "clean.wav")]
    notes = ["nothing is said about it"] if case.get("says") and not heard["warnings"] else []
    return [*_wrong_words(case, heard, said), *_wrong_times(case, heard), *notes]


def _wrong_words(case: dict[str, Any], heard: dict[str, Any], said: str) -> list[str]:
    if case["words"] == "none":
        return [f"heard {heard['text']!r}"] if heard["text"] else []
    if case["words"] == "any":
        return []
    expected = " ".join([said] * case.get("repeats", 1))
    rate = word_error_rate(expected, heard["text"])
    return [f"{rate:.0%} other words: {heard['text']!r}"] if rate > case.get("wer", 0.35) else []


def _wrong_times(case: dict[str, Any], heard: dict[str, Any]) -> list[str]:
    wrong = []
    for key, alike in (("seconds", LENGTH_ALIKE), ("seconds_about", LENGTH_ABOUT)):
        if key in case and abs(heard["duration"] - case[key]) > alike:
            wrong.append(f"{heard['duration']} s long, not {case[key]}")
    words = heard["words"]
    if words and words[-1]["end"] > heard["duration"] + 0.01:
        wrong.append(f"the last word ends at {words[-1]['end']}")
    starts = [float(start) for start in case.get("starts", [])]
    each = len(words) // max(1, len(starts))
    begun = [words[each * number]["start"] for number in range(len(starts)) if words]
    for should, first in zip(starts, begun, strict=False):
        if abs(first - should) > START_ALIKE:
            wrong.append(f"a first word at {first}, not {should}")
    if len(begun) > 1 and abs(begun[-1] - begun[0] - starts[-1] + starts[0]) > TIME_ALIKE:
        wrong.append("repeats are not as far apart as they were spoken")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
