"""How well the score tells good replies from bad ones, part by part, and what it costs.

Run from the checkout: ``python -m benchmarks.scoring``. Everything is measured on dev.jsonl (240
replies by an author of their own), which was used for choosing and never for training; figures on
replies by authors left out of training are in models/scoring/weights/report.json. In brackets: the
middle 95 % over replies drawn anew. The exit code is 1 if a figure falls short of its target by
more than 0.01.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from rapidfuzz import fuzz, process

from benchmarks.scoring_figures import (
    Figure,
    Judged,
    Row,
    auc,
    interval,
    moves_f1,
    per_label,
    rows,
    slips_f1,
    spearman,
)
from voicecoach import assets
from voicecoach.scoring import trained
from voicecoach.scoring.points import points
from voicecoach.scoring.scorer import Parts, Scorer, load_parts
from voicecoach.scoring.text import fold
from voicecoach.scoring.trained import Trained

FIGURES: tuple[tuple[str, Figure, float], ...] = (
    ("moves", moves_f1, 0.87),
    ("slips", slips_f1, 0.83),
    ("Spearman", spearman, 0.89),
    ("AUC", auc, 0.985),
)
"""Name, how it is computed, and the target."""
ALLOWED = 0.01
RATIOS = (
    fuzz.ratio,
    fuzz.partial_ratio,
    fuzz.token_sort_ratio,
    fuzz.token_set_ratio,
    fuzz.partial_token_sort_ratio,
    fuzz.WRatio,
)
MILLISECONDS, MEGABYTES, SECONDS_A_THOUSAND = 30.0, 150.0, 40.0
CITED = (
    ("sentence embeddings, zero-shot (cited)", "0.37", "–", "0.11", "–"),
    ("a second rater, other set (cited)", "0.945", "0.92", "0.96", "–"),
)


def judged(scorer: Scorer, labelled: Sequence[Row]) -> list[Judged]:
    """What a scorer finds in labelled replies."""
    found = []
    for row in labelled:
        verdict = scorer.judge(row["situation"], row["contact"], row["reply"])
        moves, slips = (frozenset(f.key for f in some) for some in (verdict.moves, verdict.slips))
        found.append(Judged(row, moves, slips, verdict.score))
    return found


def by_labels(parts: Parts, labelled: Sequence[Row]) -> list[Judged]:
    """The rubric over the labels themselves: the most that the score can reach."""
    found = []
    for row in labelled:
        moves, slips = frozenset(row["moves"]), frozenset(row["slips"])
        got = points(row["situation"], moves, slips, parts.rubric, parts.advice)
        found.append(Judged(row, moves, slips, got.score))
    return found


def by_ratio(parts: Parts, labelled: Sequence[Row]) -> list[Judged]:
    """Whole reply against each move's example: the best of six ratios, threshold chosen here."""
    keys = list(parts.advice.moves)
    texts = [fold(move.example) for move in parts.advice.moves.values()]
    tried = []
    for ratio in RATIOS:
        alike = process.cdist([fold(row["reply"]) for row in labelled], texts, scorer=ratio)
        for least in (60, 70, 80, 90):
            found = [
                Judged(
                    row,
                    frozenset(key for key, v in zip(keys, line, strict=True) if v >= least),
                    frozenset(),
                    float(line.max()),
                )
                for row, line in zip(labelled, alike, strict=True)
            ]
            tried.append(found)
    return max(tried, key=lambda found: (moves_f1(found), spearman(found)))


def by_length(parts: Parts, labelled: Sequence[Row]) -> list[Judged]:
    """The number of words alone."""
    none: frozenset[str] = frozenset()
    return [Judged(row, none, none, len(fold(row["reply"]).split())) for row in labelled]


def variants(parts: Parts) -> dict[str, Callable[[Sequence[Row]], list[Judged]]]:
    """What is compared, by name; the last one is what is shipped."""
    both = parts.classifier
    assert isinstance(both, Trained)  # noqa: S101 - load_parts says so
    scorers = {
        "alignment alone (rapidfuzz)": replace(parts, classifier=None),
        "without the network": replace(
            parts, classifier=trained.load_linear(assets.scoring_weights())
        ),
        "without the linear part": replace(parts, classifier=replace(both, share=1.0)),
        "without rapidfuzz": replace(parts, aligned=0.0),
        "shipped": parts,
    }
    baselines: dict[str, Callable[[Sequence[Row]], list[Judged]]] = {
        "best whole-reply rapidfuzz ratio": lambda some: by_ratio(parts, some),
        "word count": lambda some: by_length(parts, some),
        "rubric over the labels themselves": lambda some: by_labels(parts, some),
    }
    ours = {name: partial(judged, Scorer(held)) for name, held in scorers.items()}
    return {**baselines, **ours}


def table(parts: Parts, labelled: Sequence[Row]) -> list[Judged]:
    """Print the comparison; give back what the shipped scorer found."""
    print(f"{'':<42}" + "".join(f"{name:>22}" for name, *_ in FIGURES))
    for name, *values in CITED:
        print(f"{name:<42}" + "".join(f"{value:>22}" for value in values))
    found: list[Judged] = []
    for name, find in variants(parts).items():
        found = find(labelled)
        cells = []
        for _, figure, _ in FIGURES:
            low, high = interval(figure, found)
            cells.append(f"{figure(found):.3f} [{low:.3f} {high:.3f}]")
        print(f"{name:<42}" + "".join(f"{cell:>22}" for cell in cells), flush=True)
    return found


def labels(found: Sequence[Judged]) -> None:
    """Print each label's figures."""
    print(f"\n{'label':<20}{'rows':>6}{'right':>7}{'wrong':>7}{'missed':>8}{'F1':>7}")
    for kind in ("moves", "slips"):
        for key, (there, right, wrong) in per_label(found, kind).items():
            f1 = 2 * right / max(1, there + right + wrong)
            print(f"{key:<20}{there:>6}{right:>7}{wrong:>7}{there - right:>8}{f1:>7.2f}")


def cost(labelled: Sequence[Row]) -> list[str]:
    """Print time and memory, measured in a process of its own; what is too much."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.scoring", "--cost"],
        capture_output=True,
        text=True,
        check=True,
    )
    took = json.loads(run.stdout)
    print(
        f"\nload {took['load']:.2f} s of CPU; a reply {took['reply'] * 1000:.1f} ms of CPU (mean), "
        f"{took['slowest'] * 1000:.1f} ms (95th percentile); a thousand "
        f"{took['load'] + 1000 * took['reply']:.1f} s; memory {took['memory']:.0f} MB above Python "
        f"with numpy"
    )
    limits = (
        ("CPU a reply, ms", took["reply"] * 1000, MILLISECONDS),
        ("memory, MB", took["memory"], MEGABYTES),
        ("a thousand replies, s", took["load"] + 1000 * took["reply"], SECONDS_A_THOUSAND),
    )
    return [f"{name}: {value:.1f}, over {most:.0f}" for name, value, most in limits if value > most]


def measure_cost() -> None:
    """Print load time, time a reply (s) and memory (MB) as JSON."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    scorer = Scorer(load_parts())
    loaded = time.process_time() - start
    times = []
    for row in rows("dev"):
        start = time.process_time()
        scorer.judge(row["situation"], row["contact"], row["reply"])
        times.append(time.process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    slowest = sorted(times)[len(times) * 95 // 100]
    mean = sum(times) / len(times)
    print(json.dumps({"load": loaded, "reply": mean, "slowest": slowest, "memory": memory}))


def main() -> int:
    """Exit code 1 where a figure falls short."""
    if "--cost" in sys.argv[1:]:
        measure_cost()
        return 0
    labelled = rows("dev")
    found = table(load_parts(), labelled)
    labels(found)
    short = cost(labelled)
    for name, figure, target in FIGURES:
        value = figure(found)
        print(f"{name}: {value:.3f}, target {target}")
        if value < target - ALLOWED:
            short.append(f"{name}: {value:.3f}, target {target}")
    for line in short:
        print("SHORT", line)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
