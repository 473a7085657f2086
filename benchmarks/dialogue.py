"""Callers of five kinds play every scenario; prints a table and fails where a promise is broken.

Run from the checkout: ``python -m benchmarks.dialogue [--by labels] [--calls 50]``.

The callers' replies are drawn from dev.jsonl and, for the situations it does not have, from
dialogue-replies.jsonl, on which nothing was trained. Each reply is judged once by its hand-made
labels through the rubric, once by the shipped scorer; ``--by`` takes one of the two.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from voicecoach import assets
from voicecoach.dialogue import conversation, loader
from voicecoach.dialogue.scenario import Scenario
from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Finding, Span, Verdict
from voicecoach.scoring.advice_files import load_advice, load_rubric
from voicecoach.scoring.points import points

ROOT = Path(__file__).parent.parent
FILES = (ROOT / "models/scoring/replies/dev.jsonl", ROOT / "benchmarks/dialogue-replies.jsonl")
KINDS = ("strong", "weak", "pushy", "silent", "rambling", "mixed")
GAP = 40
"""Points the strong caller's mean score must be above the weak one's."""
MISTAKES_OF_SCORER = 0.03
"""Share of calls in which the scorer may lead a caller to the wrong end; labels: none."""

RARE = 8
"""Times as many calls for the mixed caller: only it comes by the lines for middling replies."""

Row = dict[str, Any]
Judge = Callable[[str, str, Row], Verdict]


@dataclass
class Tally:
    """What came of one kind of caller in one scenario."""

    calls: int = 0
    scores: list[int] = field(default_factory=list)
    best: int = 0
    worst: int = 0
    reached: int = 0
    lines: set[str] = field(default_factory=set)

    @property
    def mean(self) -> float:
        """Mean score of their replies, 0–100."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0


def is_kind(kind: str, row: Row) -> bool:
    """Whether a caller of that kind would say this."""
    slips = set(row["slips"])
    if kind == "strong":
        return bool(row["rating"] >= 3)
    if kind == "weak":
        return row["rating"] <= 1 and not slips & {"pushy", "deceit", "rambles"}
    if kind == "pushy":
        return bool(slips & {"pushy", "deceit"})
    return "rambles" in slips if kind == "rambling" else True  # mixed: whatever comes


def read_rows() -> list[Row]:
    return [
        json.loads(line) for path in FILES for line in path.read_text("utf-8").splitlines() if line
    ]


class Caller:
    """Draws replies of one kind; another situation's where this one has none of the kind."""

    def __init__(self, kind: str, rows: Iterable[Row]) -> None:
        self._kind = kind
        self._by_situation: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if is_kind(kind, row):
                self._by_situation[row["situation"]].append(row)
        self._all = [row for some in self._by_situation.values() for row in some]

    def reply(self, situation: str, chance: random.Random) -> Row | None:
        """What they say; None: nothing."""
        if self._kind == "silent":
            return None
        return chance.choice(self._by_situation.get(situation) or self._all)


def by_labels(advice: Advice) -> Judge:
    rubric = load_rubric(assets.scenarios() / "rubric.yaml", advice)

    def judge(situation: str, contact: str, row: Row) -> Verdict:
        result = points(situation, set(row["moves"]), set(row["slips"]), rubric, advice)
        asked = any(advice.moves[key].asks for key in row["moves"])
        moves, slips = (tuple(map(found, row[name])) for name in ("moves", "slips"))
        return Verdict(result.score, result.band, asked, moves, slips, result.missing)

    return judge


def found(key: str) -> Finding:
    return Finding(key, 1.0, Span("", 0, 0))


def by_scorer() -> Judge:
    from voicecoach.scoring.scorer import load_scorer

    scorer = load_scorer()

    @cache
    def judged(situation: str, contact: str, reply: str) -> Verdict:
        return scorer.judge(situation, contact, reply)

    return lambda situation, contact, row: judged(situation, contact, row["reply"])


def play(scenario: Scenario, caller: Caller, seed: int, judge: Judge, tally: Tally) -> None:
    """One call; raises if it does not end."""
    chance = random.Random(seed)  # noqa: S311 - picks replies, keeps no secret
    state = conversation.begin(scenario, seed, {})
    for _ in range(conversation.MOST_TURNS + 3):
        tally.lines.add(state.line.key)
        if state.line.ends:
            break
        row = caller.reply(state.line.situation, chance)
        verdict = judge(state.line.situation, state.line.text, row) if row else None
        tally.scores.append(verdict.score if verdict else 0)
        state = conversation.answer(state, verdict)
    end = scenario.lines[state.line.key].end
    if end is None:
        raise SystemExit(f"{scenario.key}: the call with seed {seed} does not end")
    tally.calls += 1
    tally.best += end.best
    tally.worst += end.worst
    tally.reached += conversation.outcome(state, hung_up=False).reached


def run(calls: int, judge: Judge, advice: Advice) -> dict[str, dict[str, Tally]]:
    rows = read_rows()
    callers = {kind: Caller(kind, rows) for kind in KINDS}
    table: dict[str, dict[str, Tally]] = {}
    for key in loader.available():
        scenario = loader.load_builtin(key, advice)
        table[key] = {kind: Tally() for kind in KINDS}
        for kind, caller in callers.items():
            for seed in range(calls * RARE if kind == "mixed" else calls):
                play(scenario, caller, seed, judge, table[key][kind])
    return table


def unreached_words(table: dict[str, dict[str, Tally]]) -> list[str]:
    return [
        f"never said: {key}: {line}"
        for key, tallies in table.items()
        for line in loader.load_builtin(key).lines
        if not any(line in tally.lines for tally in tallies.values())
    ]


def total(table: dict[str, dict[str, Tally]], kind: str) -> Tally:
    whole = Tally()
    for tallies in table.values():
        tally = tallies[kind]
        whole.calls += tally.calls
        whole.scores += tally.scores
        whole.best += tally.best
        whole.worst += tally.worst
        whole.reached += tally.reached
    return whole


def show(table: dict[str, dict[str, Tally]]) -> None:
    head = f"{'scenario':<24}" + "".join(f"{kind:>10}" for kind in KINDS)
    print(f"{head}   strong: best worst   weak: best")
    for key, tallies in table.items():
        means = "".join(f"{tallies[kind].mean:>10.0f}" for kind in KINDS)
        strong, weak = tallies["strong"], tallies["weak"]
        print(
            f"{key:<24}{means}   {strong.best / strong.calls:>12.0%} {strong.worst:>5}"
            f"   {weak.best:>10}"
        )
    for kind in KINDS:
        whole = total(table, kind)
        print(
            f"{kind:>10}: {whole.calls} calls, mean score {whole.mean:.0f}, goal reached"
            f" {whole.reached / whole.calls:.0%}, best ending {whole.best / whole.calls:.1%},"
            f" worst {whole.worst / whole.calls:.1%}"
        )


def broken_promises(table: dict[str, dict[str, Tally]], allowed: float) -> list[str]:
    strong, weak = total(table, "strong"), total(table, "weak")
    found = unreached_words(table)
    if strong.worst > allowed * strong.calls:
        found.append(f"strong callers came to the worst ending {strong.worst} times")
    if weak.best > allowed * weak.calls:
        found.append(f"weak callers came to the best ending {weak.best} times")
    if strong.mean - weak.mean < GAP:
        found.append(f"strong minus weak is {strong.mean - weak.mean:.0f}, under {GAP}")
    return found


def judged_by(name: str, calls: int, advice: Advice) -> list[str]:
    """Play all, print the table; which promises are broken."""
    by_scorer_itself = name == "scorer"
    print("judged by the", "shipped scorer" if by_scorer_itself else "labels", flush=True)
    table = run(calls, by_scorer() if by_scorer_itself else by_labels(advice), advice)
    show(table)
    broken = broken_promises(table, MISTAKES_OF_SCORER if by_scorer_itself else 0.0)
    for line in broken:
        print("BROKEN", line)
    print()
    return broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--by", choices=("labels", "scorer"), help="only one of the two judges")
    parser.add_argument("--calls", type=int, default=50, help="calls a scenario and caller")
    options = parser.parse_args()
    advice = load_advice(assets.scenarios() / "moves.yaml")
    judges = (options.by,) if options.by else ("labels", "scorer")
    broken = [line for name in judges for line in judged_by(name, options.calls, advice)]
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
