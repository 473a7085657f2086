"""How well a listener's own confidence points at the words that it misheard, by limit.

    python -m benchmarks.unsure_words [--sample N] [--minutes M]

On recordings of people (dev split) and on replies of dev.jsonl by our own voice: of the words with
a confidence below a limit, how many were heard wrong, and how many of the wrong ones they are. What
was heard is kept, see ``kept_hearings``. Fails where a limit in use is not the one by the rule.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from benchmarks.hearing import recording, recordings
from benchmarks.hearing_voices import spread
from benchmarks.kept_hearings import Sound, hear_all
from benchmarks.scoring_figures import rows
from benchmarks.speaking import KLATT
from voicecoach.domain.transcript import Transcript
from voicecoach.scoring.hearings import doubted_below
from voicecoach.scoring.text import fold

LIMITS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
RIGHT_ENOUGH, MOST_POINTED_AT = 0.5, 1 / 3
"""The rule: of the words pointed at so many are wrong at least, and of all words so many are
pointed at at most, on each of the two; of such limits the highest."""
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
    by_listener: dict[str, list[list[Heard]]] = {}
    for title, sounds in ((f"{len(replies)} replies by {KLATT}", replies), ("people", people)):
        hearings = hear_all(sounds, options.minutes)
        for place, first in enumerate(hearings[0]):
            words = [
                word
                for sound, heard in zip(sounds, hearings, strict=True)
                for word in compared(sound.said, heard[place])
            ]
            by_listener.setdefault(first.listener, []).append(words)
            _table(f"{title}, {first.listener}", words)
    return 0 if all([_in_use(*each) for each in by_listener.items()]) else 1


def _table(title: str, words: Sequence[Heard]) -> None:
    wrong = sum(word.wrong for word in words)
    print(f"{title}: {len(words)} words, {wrong} of them wrong\n")
    print("| confidence below | words pointed at | of them wrong | of the wrong ones |")
    print("| ---: | ---: | ---: | ---: |")
    for limit in LIMITS:
        pointed, right, found = shares(words, limit)
        print(f"| {limit} | {pointed:.1%} | {right:.0%} | {found:.0%} |")
    print(flush=True)


def shares(words: Sequence[Heard], limit: float) -> tuple[float, float, float]:
    """Of all words those pointed at; of these the wrong ones; of the wrong ones those."""
    flagged = [word for word in words if word.confidence < limit]
    hits = sum(word.wrong for word in flagged)
    wrong = sum(word.wrong for word in words)
    return (
        len(flagged) / max(1, len(words)),
        hits / max(1, len(flagged)),
        hits / max(1, wrong),
    )


def by_the_rule(sets: Sequence[Sequence[Heard]]) -> float:
    """The limit for a listener; 0 where none does."""
    good = [
        limit
        for limit in LIMITS
        if all(
            right >= RIGHT_ENOUGH and pointed <= MOST_POINTED_AT
            for pointed, right, _ in (shares(words, limit) for words in sets)
        )
    ]
    return max(good, default=0.0)


def _in_use(listener: str, sets: Sequence[Sequence[Heard]]) -> bool:
    rule, used = by_the_rule(sets), doubted_below(listener)
    print(f"{listener}: {rule} by the rule, {used} in use.", flush=True)
    return rule == used


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
