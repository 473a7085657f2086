"""The score card of one reply as lines of text: the same in every view of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from voicecoach.app.parts.wording import TAKEN_BACK, WHICH, counts_as, goal
from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Finding, Outcome, Reply, Turn, Verdict
from voicecoach.scoring.delivery import delivery, in_words
from voicecoach.scoring.hearings import unsure


def score_card(turn: Turn, advice: Advice) -> list[str]:
    """The whole card: what was heard, score, moves with their evidence, what to try."""
    lines = [f"You said: {reply_text(turn.reply)}", f"  (ended: {turn.reply.ended.reason})"]
    if doubts := unsure(turn.reply):
        lines.append(f"  {misheard(span.text for span in doubts)}")
    if facts := delivery(turn.reply):
        lines.append(f"  How: {in_words(facts)}.")
    if turn.verdict is not None:
        lines += verdict_lines(turn.verdict, advice)
    if turn.line.model_answer:
        lines.append(f"A good answer: {turn.line.model_answer}")
    return lines


def verdict_lines(verdict: Verdict, advice: Advice) -> list[str]:
    """The judgement alone."""
    asked = "yes" if verdict.asked else "no"
    lines = [f"Score: {verdict.score} of 100 ({verdict.band}). You asked: {asked}."]
    lines += [f"  + {_finding(found, advice.move_name(found.key))}" for found in verdict.moves]
    lines += [f"  ! {_finding(found, advice.slip_name(found.key))}" for found in verdict.slips]
    lines += [f"  - missing: {advice.move_name(key)}" for key in verdict.missing]
    if verdict.tip is not None:
        lines.append(f"Try: {verdict.tip.text}")
        if verdict.tip.phrasing:
            lines.append(f'  for example: "{verdict.tip.phrasing}"')
    return lines


def misheard(words: Iterable[str]) -> str:
    """That the listeners are not sure of these words."""
    return "I may have misheard: " + ", ".join(f'"{text}"' for text in words)


def which_lines(moves: Sequence[str], advice: Advice) -> list[str]:
    """Moves to pick one of, by number."""
    picks = (f"  {number} {advice.move_name(key)}" for number, key in enumerate(moves, start=1))
    return [WHICH, *picks]


def counted_line(move: str, words: str, advice: Advice, key: str) -> str:
    """What counts by the caller's word from now on, and which key takes it back."""
    if not move:
        return TAKEN_BACK
    return counts_as(advice.move_name(move), words, key)


def reply_text(reply: Reply) -> str:
    """What the caller said, or that it was nothing."""
    return reply.text or "(nothing)"


def outcome_lines(outcome: Outcome, turns: tuple[Turn, ...]) -> list[str]:
    """How the call went: the goal, then each turn's scores; no invented number for the call."""
    told = f"{goal(reached=outcome.reached)} {outcome.words}".strip()
    return [told, *turn_scores(turns)]


def turn_scores(turns: tuple[Turn, ...]) -> list[str]:
    """One line a contact's line: the score, of several tries the first and the best."""
    lines = []
    for number in sorted({turn.number for turn in turns}):
        scores = [turn.verdict.score for turn in turns if turn.number == number and turn.verdict]
        if len(scores) > 1:
            lines.append(
                f"  Turn {number}: first try {scores[0]}, best of {len(scores)}: {max(scores)}"
            )
        elif scores:
            lines.append(f"  Turn {number}: {scores[0]}")
    return lines


def _finding(found: Finding, name: str) -> str:
    text = f'{name}: "{found.evidence.text}"'
    if found.phrasing:
        text += f' (like "{found.phrasing}", {found.similarity:.0f} % alike)'
    return text
