"""Drills, the day and the deck as lines of text. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from voicecoach.domain.deck import GRADES, Review
from voicecoach.domain.turn import Turn
from voicecoach.practice.modes import Modes
from voicecoach.practice.today import Today
from voicecoach.terminal.text.card import reply_text


def result_lines(turn: Turn, review: Review | None) -> Iterator[str]:
    """One reply, short: a drill goes on at once."""
    verdict = turn.verdict
    yield f"You said: {reply_text(turn.reply)}"
    if verdict is None or not turn.reply.text:
        return
    pause = turn.reply.hesitation
    begun = "" if pause is None else f" {pause:.1f} s before your first word."
    yield f"Score: {verdict.score} of 100 ({verdict.band}).{begun}"
    if review is not None and turn.attempt == 1:
        yield f"Graded: {GRADES[review.grade]}."
    if verdict.tip is not None:
        yield f"Try: {verdict.tip.text}"
    if turn.line.model_answer:
        yield f"A good answer: {turn.line.model_answer}"


def today_lines(today: Today) -> Iterator[str]:
    """What is worth doing; nothing is scolded."""
    if today.last_day is None and not today.done:
        yield "Not practised yet. A drill asks one no after another, as in such calls; you answer."
        yield "Rather a whole call first? voicecoach practice"
    if today.last_day is not None:
        yield f"You last practised on {_day(today.last_day)}."
    if today.done:
        yield f"Today you have practised {_cards(today.done)}."
    if not today.proposed:
        yield "Nothing is due. If you like: five minutes of rapid fire."
        return
    yield f"Due: {today.due}. New: {today.new}."
    yield f"Next: {_cards(today.proposed)}, about {max(1, round(today.minutes))} min."
    if today.rest and today.caught_up is not None:
        yield (
            f"The other {today.rest} can wait; at this pace they are done on "
            f"{_day(today.caught_up)}."
        )


def deck_lines(overview: dict[str, Any]) -> Iterator[str]:
    """``voicecoach deck``."""
    yield f"{overview['known']} of {overview['cards']} cards practised, {overview['due']} due."
    if overview["met"]:
        yield f"In the words of real people: {overview['met']}."
    if overview["retention"] is not None:
        yield f"Likely known now: {100 * overview['retention']:.0f} %."
    if overview["success"] is not None:
        yield f"Known when they came back: {100 * overview['success']:.0f} %."
    if overview["known"]:
        yield "Coming back:"
        for row in overview["forecast"]:
            if row["cards"]:
                yield f"  {_day(date.fromisoformat(row['day']))}: {row['cards']}"
    yield from _told(overview)


def _told(overview: dict[str, Any]) -> Iterator[str]:
    """Nerves drill by drill, and the feeling against the score."""
    if overview["nerves"]:
        yield "Nerves before and after:"
        for row in overview["nerves"]:
            before = "?" if row["before"] is None else f"{row['before']} {'#' * row['before']}"
            after = f"{row['after']} {'#' * row['after']}"
            yield f"  {_day(date.fromisoformat(row['day']))}: {before:<7} then {after}"
    felt = overview["feeling"]
    if felt is not None:
        yield f"Felt: {felt['felt']:.1f} of 5. Scored: {felt['score']:.0f} of 100."
        for row in felt["chart"]:
            bar, score = "#" * round(row["score"] / 5), f"{row['score']:3.0f}"
            count = "1 reply" if row["replies"] == 1 else f"{row['replies']} replies"
            yield f"  felt {row['felt']}: scored {score} {bar} ({count})"
        if felt["felt_bad"]:
            yield f"Of {felt['felt_bad']} that felt bad {felt['went_well']} went well."


def first_and_latest_lines(turns: Iterable[Turn]) -> Iterator[str]:
    """What was said and scored; the next line comes when the turn before has sounded."""
    for name, turn in zip(("First", "Latest"), turns, strict=False):
        if name == "First":
            yield f"{turn.line.speaker}: {turn.line.text}"
        score = "" if turn.verdict is None else f", {turn.verdict.score} of 100"
        yield f"{name} ({_day(turn.at.date())}{score}): {reply_text(turn.reply)}"


def mode_lines(modes: Modes) -> Iterator[str]:
    """Which drills there are."""
    wide = max(len(key) for key in modes.all)
    for mode in modes.all.values():
        length = f"{mode.minutes:g} min" if mode.cards is None else f"{mode.cards} cards"
        limits = f"{mode.think:g} s to begin, {mode.answer:g} s to finish"
        yield f"{mode.key:<{wide}}  {mode.name}: {mode.help} ({length}, {limits})"
    yield f"{'ladder':<{wide}}  From the easiest up: {', '.join(modes.ladder)}"


def _cards(count: int) -> str:
    return f"{count} card" if count == 1 else f"{count} cards"


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
