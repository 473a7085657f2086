"""A line of the phone script, looked at at once; and what of the script a reply says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Finding, Verdict
from voicecoach.plan.if_then import IfThen
from voicecoach.plan.phone_script import Said, Step
from voicecoach.practice.judging import Judge
from voicecoach.scoring.alignment import similarity

WORD_FOR_WORD = 92.0
"""rapidfuzz ratio from which a line was read aloud as it stands; listeners may slip a little."""
FREELY = 55.0
"""Ratio from which a reply says what the line says, in other words."""
SHORT = 3
"""Words up to which a sentence is too little to know a move by."""
WORDS_A_SECOND = 2.6
"""How fast a line is taken to be said that was typed: some 155 words a minute."""
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


@dataclass(frozen=True, slots=True)
class LineCheck:
    """What a line of the script does.

    Attributes:
        text: the line.
        seconds: how long it takes to say.
        too_long: it takes longer than such a line should.
        made: the wanted moves it makes; empty: it does not do what it is for.
        also: what else it makes.
        slips: what harms it.
        move: key of the wanted move it makes most surely; empty if none.
        tip: what to try; empty where there is nothing to add.
        example: a wording to go with the tip; may be empty.
    """

    text: str
    seconds: float
    too_long: bool
    made: tuple[Finding, ...]
    also: tuple[Finding, ...]
    slips: tuple[Finding, ...]
    move: str
    tip: str
    example: str

    @property
    def good(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.tip


def check_line(
    step: Step, text: str, judge: Judge, advice: Advice, seconds: float | None = None
) -> LineCheck:
    """Look at a line as it would be heard.

    Args:
        step: what it is for.
        text: the line.
        judge: scores replies.
        advice: names of moves and slips.
        seconds: s that it took to say; None: as many as its words take.
    """
    verdict = judge.judge(step.situation, step.contact, text)
    made = tuple(found for found in verdict.moves if found.key in step.wants)
    slips = tuple(found for found in verdict.slips if not advice.slips[found.key].unasked)
    took = len(text.split()) / WORDS_A_SECOND if seconds is None else seconds
    too_long = took > step.seconds
    tip, example = _tip(step, made, slips, advice, took if too_long else None)
    return LineCheck(
        text=text,
        seconds=round(took, 1),
        too_long=too_long,
        made=made,
        also=tuple(found for found in verdict.moves if found not in made),
        slips=slips,
        move=max(made, key=lambda found: found.confidence).key if made else "",
        tip=tip,
        example=example,
    )


def _tip(
    step: Step,
    made: Sequence[Finding],
    slips: Sequence[Finding],
    advice: Advice,
    too_long: float | None,
) -> tuple[str, str]:
    wanted = advice.moves[step.wants[0]]
    if slips:
        slip = advice.slips[slips[0].key]
        return f"“{slips[0].evidence.text}” {slip.name}: {slip.do}.", wanted.example
    if not made:
        ways = " or ".join(advice.moves[key].do for key in step.wants[:2])
        return f"I do not hear that you do this yet: {ways}.", wanted.example
    if too_long is not None:
        return f"It takes {too_long:.0f} s. Say it in {step.seconds:.0f}.", ""
    return "", ""


def wordings_of_script(lines: Iterable[Said], judge: Judge) -> dict[str, list[str]]:
    """The caller's own wordings by key of the move: what the lines of a script say.

    Args:
        lines: of the script; a line whose move the caller chose is a wording of that move.
        judge: finds the moves of the others.
    """
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.move:
            found.setdefault(line.move, []).append(line.text)
            continue
        verdict = judge.judge(line.step.situation, line.step.contact, line.text)
        _take(found, verdict, line.text, line.step.wants)
    return found


def wordings_of_cards(cards: Iterable[IfThen], judge: Judge) -> dict[str, list[str]]:
    """The same of what the caller says on if-then cards."""
    found: dict[str, list[str]] = {}
    for card in cards:
        verdict = judge.judge(card.situation, card.they_say, card.i_say)
        _take(found, verdict, card.i_say, [one.key for one in verdict.moves])
    return found


def _take(found: dict[str, list[str]], verdict: Verdict, text: str, wanted: Sequence[str]) -> None:
    for one in verdict.moves:
        sentence = _sentences(text, one.evidence.start, one.evidence.end)
        if one.key in wanted and len(sentence.split()) > SHORT:
            found.setdefault(one.key, []).append(sentence)


def _sentences(text: str, start: int, end: int) -> str:
    """The whole sentences around ``text[start:end]``."""
    parts = [part for part in _SENTENCE.finditer(text) if part.start() < end and start < part.end()]
    return text[parts[0].start() : parts[-1].end()].strip() if parts else text


@dataclass(frozen=True, slots=True)
class Followed:
    """How a reply said a line of the script.

    Attributes:
        line: which.
        alike: rapidfuzz ratio, 0–100.
    """

    line: Said
    alike: float

    @property
    def word_for_word(self) -> bool:
        """Whether it was read aloud as it stands."""
        return self.alike >= WORD_FOR_WORD


def followed(lines: Iterable[Said], reply: str) -> list[Followed]:
    """The lines of the script that a reply says, in their order."""
    found = [Followed(line, similarity(line.text, reply)) for line in lines]
    return [one for one in found if one.alike >= FREELY]
