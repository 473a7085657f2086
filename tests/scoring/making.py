"""Small made-up parts and the project's own rows for tests of the scoring room."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from voicecoach import assets
from voicecoach.domain.advice import Advice
from voicecoach.domain.rubric import Rubric
from voicecoach.domain.turn import Finding, Span
from voicecoach.scoring.advice_files import load_advice, load_rubric
from voicecoach.scoring.scorer import Scorer, load_scorer

ROOT = Path(__file__).resolve().parents[2]
REPLIES = ROOT / "models" / "scoring" / "replies"
ADVICE_LINES = ROOT / "tests" / "data" / "advice-lines.jsonl"


@cache
def scorer() -> Scorer:
    """The built-in one, loaded once a process."""
    return load_scorer()


@cache
def advice() -> Advice:
    return load_advice(assets.scenarios() / "moves.yaml")


@cache
def rubric() -> Rubric:
    return load_rubric(assets.scenarios() / "rubric.yaml", advice())


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def finding(key: str, reply: str, words: str) -> Finding:
    start = reply.index(words)
    return Finding(key, 0.9, Span(words, start, start + len(words)))
