"""Cut off or kept waiting: every rule for the end of a reply, on the same sound.

    python -m benchmarks.turns [--part planned|misheard|noise|people|sample] [--details PATIENCE]

False cuts (% of replies said to be over before their end; of the pauses of each kind, the % that
was taken for the end) against the wait after the true end. Planned pauses in the folder "turns";
with words misheard; with noise, a cough, a slam, keys; recordings of people, reported only. Faster
than real time and the same each time: what is heard of each file is kept in the temporary folder,
so that after a change to the rules the next run takes seconds.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from benchmarks import shared, turn_smart, turn_sounds
from benchmarks.turn_misheard import SHARES, Mishearing
from benchmarks.turn_rules import Decisions, Turn, fixed, ours, smart, vosk
from benchmarks.turn_scores import HEAD, Score, percentile, replies, scored
from benchmarks.turn_streams import Change, Stream, Streams
from voicecoach.domain.completeness import Completeness
from voicecoach.scoring.scorer import load_scorer
from voicecoach.speech.hearing.listening import NOT_KNOWN
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.turn_end.endpointer import Moment, PauseEndpointer
from voicecoach.speech.turn_end.patience import PATIENCE

FIXED = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.4, 1.6, 1.8, 1.9, 2.0)
GATES = {"normal": (12.0, 1.0, 2.2), "relaxed": (4.0, 1.4, 9.0), "brisk": (30.0, 0.7, 9.0)}
"""False cuts %, median and 95th percentile of the delay in s: at most."""

SAMPLE = ("t010", "t017", "t034", "t037", "t044", "t048")
SAMPLE_CUTS, SAMPLE_MEDIAN = 0.0, 1.0
"""Of these six replies none was cut, at a median of 0.90 s."""

NOISE_COST = 4.0
"""Points of false cuts that noise at 10 dB may cost at the usual patience."""

DRAWS = (1, 2)
MISHEARD_COST = 4.0
"""Points of false cuts that words misheard may cost at the usual patience, mean of the draws."""

SMART = f"""\
smart-turn v3.2, a network with the weights that a wheel of {turn_smart.PACKAGE} carries, hears the
same sound and no words; it learned from people, which is unfair to it where voices are synthetic.
"""

PARTS = ("planned", "misheard", "noise", "people")
Heard = Sequence[tuple[Turn, Stream]]


def main() -> int:
    """Exit code 1 if a gate is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--part", choices=[*PARTS, "sample"])
    parser.add_argument("--details", choices=list(PATIENCE), help="each decision, one a line")
    options = parser.parse_args()
    parts = {"planned": _planned, "misheard": _misheard, "noise": _noise, "people": _people}
    if options.part == "sample":
        return 0 if _sample() else 1
    if options.details:
        _details(options.details)
        return 0
    chosen = [options.part] if options.part else PARTS
    return 0 if all([parts[part]() for part in chosen]) else 1


@cache
def _heard(noise: str = "") -> Heard:
    folder, streams = shared.folder("turns"), Streams()
    change = turn_sounds.CHANGES[noise] if noise else None
    return [(turn, _stream(streams, folder, turn, change, noise)) for turn in replies(folder)]


def _stream(
    streams: Streams, folder: Any, turn: Turn, change: turn_sounds.Planned | None, name: str
) -> Stream:
    made: Change | None = None if change is None else (lambda sound: change(sound, turn))
    stream = streams.of(folder / turn["file"], made, name)
    return Stream(list(_with_meaning(turn, stream.moments)), stream.ends)


def _with_meaning(turn: Turn, moments: Sequence[Moment]) -> Iterator[Moment]:
    """What a call's judge says of the words, asked as in a call: where nobody speaks."""
    known: tuple[str, Completeness] = "", NOT_KNOWN
    for moment in moments:
        if not moment.speech and moment.text != known[0]:
            known = moment.text, _meant(turn["situation"], turn["contact"], moment.text)
        yield replace(moment, completeness=known[1])


_scorer = cache(load_scorer)


@cache
def _meant(situation: str, contact: str, text: str) -> Completeness:
    return Completeness.of(_scorer().judge(situation, contact, text))


def _score(rule: Decisions, heard: Heard) -> Score:
    turns = [turn for turn, _ in heard]
    return scored(turns, {turn["id"]: rule(turn, stream) for turn, stream in heard})


def _planned() -> bool:
    heard = _heard()
    print(f"{len(heard)} replies with planned pauses.\n\n{HEAD}")
    pauses = {seconds: _score(fixed(seconds), heard) for seconds in FIXED}
    for seconds, score in pauses.items():
        print(score.row(f"quiet of {seconds:g} s"))
    print(_score(vosk, heard).row("Vosk's own endpoints"), flush=True)
    if network := smart():
        print(_score(network, heard).row("smart-turn v3.2"))
    good = True
    own = {name: _score(ours(name), heard) for name in GATES}
    for name, score in own.items():
        print(score.row(f"**{name}**"))
    print("\n| | false cuts % | median s | p95 s | a third of the best fixed pause's cuts | |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for name, score in own.items():
        third = _cuts_at(score.median, list(pauses.values())) / 3
        cuts, median, p95 = GATES[name]
        reached = score.cuts <= min(cuts, third) and score.median <= median and score.p95 <= p95
        reached = reached and not score.never
        good = good and reached
        print(
            f"| {name} | {score.cuts:.1f} (at most {cuts:g}) | {score.median:.2f} ({median:g}) | "
            f"{score.p95:.2f} | {third:.1f} | {'reached' if reached else 'MISSED'} |"
        )
    _curve(list(pauses.values()), list(own.values()))
    print(SMART if network else f"No row of smart-turn: pip did not get {turn_smart.PACKAGE}.")
    return good


def _sample() -> bool:
    """A few replies only, for every run of the checks: worse than measured is told at once."""
    folder, streams = shared.folder("turns"), Streams()
    chosen = [turn for turn in replies(folder) if turn["id"] in SAMPLE]
    heard = [(turn, _stream(streams, folder, turn, None, "")) for turn in chosen]
    score = _score(ours("normal"), heard)
    good = score.cuts <= SAMPLE_CUTS and score.median <= SAMPLE_MEDIAN and not score.never
    print(f"{HEAD}\n{score.row(f'{len(chosen)} replies')}\n{'as measured' if good else 'WORSE'}")
    return good


def _cuts_at(median: float, scores: Sequence[Score]) -> float:
    """False cuts of the fixed pauses at this median delay, linear between neighbours."""
    ordered = sorted(scores, key=lambda score: score.median)
    for below, above in itertools.pairwise(ordered):
        if median <= above.median:
            share = max(0.0, (median - below.median) / (above.median - below.median))
            return below.cuts + share * (above.cuts - below.cuts)
    return ordered[-1].cuts


def _curve(pauses: Sequence[Score], own: Sequence[Score]) -> None:
    """False cuts (down) against the median delay (to the right): . fixed pauses, O ours."""
    width, height = 60, 12
    rows = [[" "] * (width + 1) for _ in range(height + 1)]
    for mark, scores in ((".", pauses), ("O", own)):
        for score in scores:
            right = min(width, round(score.median / 2.2 * width))
            rows[height - round(score.cuts / 100 * height)][right] = mark
    print("\n```\nfalse cuts %; . fixed pauses, O ours")
    for place, row in enumerate(rows):
        print(f"{100 * (height - place) / height:4.0f} |{''.join(row).rstrip()}")
    print(f"     +{'-' * width}\n      0 s{'median delay'.center(width - 9)}2.2 s\n```\n")


def _misheard() -> bool:
    """What it costs at each patience that words are lost: the sound is the same."""
    print(f"Words lost: dropped, unknown or taken for another.\n\n{HEAD}")
    heard, costs = _heard(), list[float]()
    texts = [stream.moments[-1].text for _, stream in heard]
    lost = {
        f"{share:.0%} lost, {draw}": _wrongly(heard, Mishearing(texts, draw, share))
        for share in SHARES
        for draw in DRAWS
    }
    for name in GATES:
        clean = _score(ours(name), heard)
        print(clean.row(f"{name}, as heard"))
        for what, wrong in lost.items():
            score = _score(ours(name), wrong)
            print(score.row(f"{name}, {what}"), flush=True)
            costs += [score.cuts - clean.cuts] if name == "normal" else []
    worst = sum(costs) / len(costs)
    print(f"\nAt the usual patience it costs {worst:.1f} points, at most {MISHEARD_COST:g}.\n")
    return worst <= MISHEARD_COST


def _wrongly(heard: Heard, by: Mishearing) -> Heard:
    return [
        (turn, Stream(list(_with_meaning(turn, by.moments(turn["id"], stream.moments))), []))
        for turn, stream in heard
    ]


def _noise() -> bool:
    """What noise, and sounds that are no voice, change at the usual patience."""
    print(f"The usual patience with other sounds.\n\n{HEAD}")
    quiet = _score(ours("normal"), _heard())
    print(quiet.row("as it is"))
    scores: dict[str, Score] = {}
    for name in turn_sounds.CHANGES:
        scores[name] = _score(ours("normal"), _heard(name))
        print(scores[name].row(name), flush=True)
    worst = scores[turn_sounds.LOUDEST].cuts - quiet.cuts
    endless = [name for name, score in scores.items() if score.never]
    print(
        f"\n{turn_sounds.LOUDEST} costs {worst:.1f} points of false cuts, at most {NOISE_COST:g}."
    )
    print(f"Not every reply ended: {', '.join(endless)}.\n" if endless else "Every reply ended.\n")
    return worst <= NOISE_COST and not endless


def _people() -> bool:
    """Recordings of people, each with a quiet room after it; nobody knows what they answered."""
    folder, streams = shared.folder("speech") / "human", Streams()
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    files = [row for row in map(json.loads, lines) if row["split"] == "dev"]
    heard = [
        (row, streams.of(folder / row["file"], turn_sounds.room_after, "room")) for row in files
    ]
    print("| people, dev, by rule | said to be over before the last word % | median wait s | p95 |")
    print("| --- | ---: | ---: | ---: |")
    rules: dict[str, Decisions] = {f"quiet of {each:g} s": fixed(each) for each in (0.6, 1.0, 1.6)}
    rules |= {name: ours(name) for name in PATIENCE}
    for name, rule in rules.items():
        cut, waits = 0, list[float]()
        for row, stream in heard:
            end = max((one.samples for one in stream.moments if one.speech), default=0) / RATE
            made = rule(row, stream)
            cut += any(at < end for at in made)
            waits.append(min([3.0, *(at - end for at in made if at >= end)]))
        middle, late = percentile(waits, 0.5), percentile(waits, 0.95)
        print(f"| {name} | {100 * cut / len(heard):.0f} | {middle:.2f} | {late:.2f} |")
    print()
    return True


def _details(patience: str) -> None:
    """Every decision with its reason."""
    for turn, stream in _heard():
        endpointer = PauseEndpointer(PATIENCE[patience])
        for moment in stream.moments:
            ended = endpointer.decide(moment)
            if ended is not None:
                late = moment.samples / RATE - turn["end"]
                share, words = moment.completeness.share, moment.text[-50:]
                print(f"{turn['id']} {late:+.2f} s  {ended.reason}  {share}  ...{words}")
                endpointer.go_on()


if __name__ == "__main__":
    sys.exit(main())
