"""Replies of dev.jsonl as synthetic voices speak them: how they are heard, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.kept_hearings import Sound, hear_all
from benchmarks.scoring_figures import Judged, Row, moves_f1, rows
from benchmarks.speaking import FLITE, KLATT, MISSING, PIPER, installed
from voicecoach.domain.transcript import Transcript
from voicecoach.domain.turn import Ended, Reply, Verdict
from voicecoach.scoring.blending import blended
from voicecoach.scoring.hearings import expected, second_opinions
from voicecoach.scoring.scorer import Scorer, load_scorer
from voicecoach.scoring.text import fold

MOST_LOST = {"live": 0.12, "second": 0.03}
"""What of the moves F1 as written may be lost where a reply is heard by one listener."""
MOST_CHANGED = 15
"""Points of score that nine in ten replies may change by being heard."""

MIXTURE = "mixture"
"""What counts: see ``scoring.blending``."""

Hearings = tuple[Transcript, ...]


@dataclass
class Errors:
    """Word errors added up."""

    words: int = 0
    wrong: dict[str, int] = field(default_factory=dict)

    def add(self, said: str, hearings: Hearings) -> None:
        """One more recording."""
        from rapidfuzz.distance import Levenshtein

        reference = fold(said).split()
        self.words += len(reference)
        heard = {each.listener: each for each in hearings}
        if len(heard) > 1:
            heard[MIXTURE] = blended(hearings[-1], hearings)
        for listener, each in heard.items():
            wrong = Levenshtein.distance(reference, fold(each.text).split())
            self.wrong[listener] = self.wrong.get(listener, 0) + wrong

    def rate(self, listener: str) -> float:
        """Share of wrong words."""
        return self.wrong.get(listener, 0) / max(1, self.words)


def table(title: str, errors: dict[str, Errors]) -> None:
    """Prints them."""
    listeners = list(next(iter(errors.values())).wrong)
    print(f"| {title}: words wrong | words | {' | '.join(listeners)} |")
    print("| --- | ---: |" + " ---: |" * len(listeners))
    for key, each in errors.items():
        rates = " | ".join(f"{each.rate(listener):.1%}" for listener in listeners)
        print(f"| {key} | {each.words} | {rates} |")
    print(flush=True)


@dataclass(frozen=True, slots=True)
class Effect:
    """What hearing did to the judgement.

    Attributes:
        f1: moves F1.
        changes: points of score by which replies changed.
    """

    f1: float
    changes: list[int]

    @property
    def nine_in_ten(self) -> int:
        """Points that nine in ten changed by at most."""
        return sorted(self.changes)[max(0, -(-9 * len(self.changes) // 10) - 1)]


def voices(sample: int, minutes: float) -> bool:
    """Print all of it; whether the targets are met."""
    replies = spread(rows("dev"), sample)
    scorer = load_scorer()
    plain = [judge(scorer, row, str(row["reply"])) for row in replies]
    written = moves_f1([judged(row, one) for row, one in zip(replies, plain, strict=True)])
    errors: dict[str, Errors] = {}
    effects: dict[tuple[str, str], Effect] = {}
    for name in (KLATT, FLITE, PIPER):
        if not installed(name):
            print(MISSING[name] + "\n")
            continue
        hearings = hear_all([Sound(row["reply"], name) for row in replies], minutes)
        for row, heard in zip(replies, hearings, strict=True):
            errors.setdefault(name, Errors()).add(row["reply"], heard)
        for listener, each in by_listener(hearings):
            effects[name, listener] = effect(scorer, replies, plain, each)
    table(f"{len(replies)} replies of dev.jsonl", errors)
    return _report(written, effects)


def _report(written: float, effects: dict[tuple[str, str], Effect]) -> bool:
    good = True
    print(f"| moves F1 as written: {written:.3f} | heard | lost (most) | score changed by (most) |")
    print("| --- | ---: | ---: | ---: |")
    for (name, listener), each in effects.items():
        lost, most = written - each.f1, MOST_LOST[listener]
        best = (name, "second") not in effects or listener == "second"
        limit = f" ({MOST_CHANGED})" if best else ""
        print(
            f"| {name}, {listener} | {each.f1:.3f} | {lost:.3f} ({most}) "
            f"| {each.nine_in_ten}{limit} |"
        )
        good = good and lost <= most and (not best or each.nine_in_ten <= MOST_CHANGED)
    print("\nScore changed by: points that nine in ten replies changed by at most.", flush=True)
    return good


def spread(all_rows: Sequence[Row], sample: int) -> list[Row]:
    """So many of them, evenly spaced, as they lie by situation; 0: all."""
    number = min(sample, len(all_rows)) or len(all_rows)
    return [all_rows[place * len(all_rows) // number] for place in range(number)]


def by_listener(hearings: Sequence[Hearings]) -> Iterator[tuple[str, list[Hearings]]]:
    """What each listener would have left to judge: the live one alone, then both."""
    yield "live", [one[:1] for one in hearings]
    if any(len(one) > 1 for one in hearings):
        yield "second", list(hearings)


def effect(
    scorer: Scorer, replies: Sequence[Row], plain: Sequence[Verdict], heard: Sequence[Hearings]
) -> Effect:
    """What becomes of the judgement.

    Args:
        scorer: who judges.
        replies: the labelled replies.
        plain: the verdicts on them as written.
        heard: what is left to judge of each.
    """
    verdicts = [over_hearings(scorer, *pair) for pair in zip(replies, heard, strict=True)]
    found = [judged(row, verdict) for row, verdict in zip(replies, verdicts, strict=True)]
    changes = [abs(one.score - other.score) for one, other in zip(plain, verdicts, strict=True)]
    return Effect(moves_f1(found), changes)


def over_hearings(scorer: Scorer, row: Row, heard: Hearings) -> Verdict:
    """As a call judges: the best hearing counts, those that are near it count too."""
    best = blended(heard[-1], heard)
    reply = Reply(best.text, "file", Ended("pause", ""), best, tuple(heard))
    others = [judge(scorer, row, text) for text in second_opinions(reply)]
    return expected(judge(scorer, row, best.text), others)


def judge(scorer: Scorer, row: Row, text: str) -> Verdict:
    """A labelled reply, or what was heard of it."""
    return scorer.judge(str(row["situation"]), str(row["contact"]), text)


def judged(row: Row, verdict: Verdict) -> Judged:
    """Beside its labels."""
    moves = frozenset(finding.key for finding in verdict.moves)
    return Judged(row, moves, frozenset(one.key for one in verdict.slips), verdict.score)
