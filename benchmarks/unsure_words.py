"""How well a listener's own confidence points at the words that it misheard, by limit.

    python -m benchmarks.unsure_words [--sample N] [--minutes M]

On recordings of people (dev split) and on replies of dev.jsonl by our own voice: of the words with
a confidence below a limit, how many were heard wrong, and how many of the wrong ones they are. What
was heard is kept, see ``kept_hearings``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from benchmarks.hearing import recording, recordings
from benchmarks.hearing_voices import Hearings, spread
from benchmarks.kept_hearings import Sound, hear_all
from benchmarks.scoring_figures import rows
from benchmarks.speaking import KLATT
from voicecoach.domain.transcript import Transcript
from voicecoach.scoring.text import fold

LIMITS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
RIGHT_ENOUGH = 0.5
"""Share of the words pointed at that are to be wrong."""
REPLIES = 100


@dataclass(frozen=True, slots=True)
class Heard:
    """A word as it was heard: how sure its listener was, and whether it is wrong."""

    confidence: float
    wrong: bool


def main() -> int:
    """Print the tables; exit code 1 if a limit in use breaks the rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=0, help="only so many of each (0: all)")
    parser.add_argument("--minutes", type=float, default=0.0, help="break off after so many")
    options = parser.parse_args()
    replies = [Sound(row["reply"], KLATT) for row in spread(rows("dev"), options.sample or REPLIES)]
    people = [recording(row) for row in spread(recordings(), options.sample)]
    for title, sounds in ((f"{len(replies)} replies by {KLATT}", replies), ("people", people)):
        hearings = hear_all(sounds, options.minutes)
        for place in range(len(hearings[0])):
            _table(title, sounds, hearings, place)
    return 0


def _table(title: str, sounds: Sequence[Sound], hearings: Sequence[Hearings], place: int) -> None:
    words = [
        word
        for sound, heard in zip(sounds, hearings, strict=True)
        for word in compared(sound.said, heard[place])
    ]
    wrong = sum(word.wrong for word in words)
    print(f"| {title}, {hearings[0][place].listener}: {len(words)} words, {wrong} wrong |||")
    print("| confidence below | words pointed at | of them wrong | of the wrong ones |")
    print("| ---: | ---: | ---: | ---: |")
    for limit in LIMITS:
        flagged = [word for word in words if word.confidence < limit]
        hits = sum(word.wrong for word in flagged)
        print(
            f"| {limit} | {len(flagged) / max(1, len(words)):.1%} "
            f"| {hits / max(1, len(flagged)):.0%} | {hits / max(1, wrong):.0%} |"
        )
    print(flush=True)


def compared(said: str, heard: Transcript) -> list[Heard]:
    """Each word that was heard, beside what was said."""
    pieces = [
        (piece, 1.0 if word.confidence is None else word.confidence)
        for word in heard.words
        for piece in fold(word.word).split()
    ]
    changes = Levenshtein.opcodes(fold(said).split(), [piece for piece, _ in pieces])
    return [
        Heard(confidence, change.tag != "equal")
        for change in changes
        for _, confidence in pieces[change.dest_start : change.dest_end]
    ]


if __name__ == "__main__":
    sys.exit(main())
