"""Small scenarios and verdicts for tests of the dialogue."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from voicecoach import assets
from voicecoach.dialogue.checking import Standard
from voicecoach.dialogue.scenario import Scenario
from voicecoach.dialogue.teaching import load_teaching
from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Finding, Span, Verdict
from voicecoach.scoring.advice_files import load_advice, load_rubric

SMALL = """\
key: small
title: A small call
brief: You call Dana.
contact:
  name: Dana Price
  role: past co-worker
  voice: gmw/en-us+f2
goal:
  words: A name.
start: opening
silence: hello
lines:
  opening:
    situation: no-jobs
    says: [No jobs here., Nothing here., I know of none.]
    answers: [Whom would you call?]
    next:
      - {when: {any: [pushy]}, to: cross}
      - {when: {any: [ask-contacts]}, to: lead}
      - to: again
  again:
    situation: no-jobs
    says: [Still none., "As I said, none.", None at all.]
    answers: [Who else knows the trade?]
    next:
      - {when: {any: [ask-contacts]}, to: lead}
      - {when: {visits: 2}, to: over}
      - to: again
  hello:
    says: [Hello? Are you there?]
  lead:
    says: [Call Tom., Try Tom.]
    end: {reached: true, best: true, words: You have a name.}
  over:
    says: [Goodbye.]
    end: {reached: false, words: You have nothing.}
  cross:
    says: [That is enough.]
    end: {reached: false, worst: true, words: You pressed her.}
"""


def write(folder: Path, text: str = SMALL, name: str = "small.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def small(**changes: Any) -> Scenario:
    from ruamel.yaml import YAML

    document = YAML(typ="safe").load(SMALL)
    return Scenario.model_validate({**document, **changes})


def verdict(*made: str, score: int = 50, slips: Iterable[str] = ()) -> Verdict:
    vocabulary = advice()
    asked = any(vocabulary.moves[key].asks for key in made)
    return Verdict(
        score=score,
        band="acceptable",
        asked=asked,
        moves=tuple(finding(key) for key in made),
        slips=tuple(finding(key) for key in slips),
    )


def finding(key: str) -> Finding:
    return Finding(key, 1.0, Span("", 0, 0))


@cache
def advice() -> Advice:
    return load_advice(assets.scenarios() / "moves.yaml")


@cache
def standard() -> Standard:
    rubric = load_rubric(assets.scenarios() / "rubric.yaml", advice())
    prescribed = {key: expected.open for key, expected in rubric.situations.items()}
    return Standard(advice(), prescribed, [piece.key for piece in load_teaching().pieces])
