"""What is told of a drill in words, by terminal and page alike. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.domain.deck import GRADES, DrillRecord, Figures, Review, Summary
from voicecoach.practice.events import CardBegins, Graded, ModelAnswer, Question
from voicecoach.practice.timing import Limits

QUESTIONS: dict[Question, str] = {
    "nerves-before": "How nervous are you? 1 calm to 5 very (Enter leaves it open).",
    "felt": "How did that go? 1 badly to 5 very well (Enter leaves it open).",
    "nerves-after": "And now, how nervous are you? 1 calm to 5 very (Enter leaves it open).",
}


def limit_line(limits: Limits | None, *, typed: bool = False) -> str:
    """How long a reply may take."""
    if limits is None:
        return "No timer: take as long as you like."
    if typed:
        return f"{limits.whole('finish', typed=True):g} s to type each reply."
    return f"{limits.think:g} s to begin each reply, then {limits.answer:g} s to finish it."


def card_line(event: CardBegins) -> str:
    """Which card it is, and how long the drill still takes."""
    left = "" if event.left is None else f" ({max(0, round(event.left / 60, 1)):g} min left)"
    return f"Card {event.number}{left}"


def good_answer_line(event: ModelAnswer) -> str:
    """An answer that is heard: the caller's own best, or the model."""
    own = "" if event.own is None else f"Your own best ({event.own} of 100)"
    return f"{own or 'A good answer'}: {event.text}"


class CardGrade:
    """Follows the grade of the card under way.

    Attributes:
        review: as it stands; None: not graded yet.
    """

    def __init__(self) -> None:
        self.review: Review | None = None

    def begin(self) -> None:
        """Another card."""
        self.review = None

    def follow(self, event: Graded) -> str:
        """Take a grade in.

        Returns:
            what an order of the caller's changed; empty: nothing is to be told.
        """
        before = self.review
        same = before is not None and before.at == event.review.at
        felt = same and before is not None and before.felt != event.review.felt
        if same or not event.changed:
            self.review = event.review
        return changed_line(event.review) if event.changed and not felt else ""


def changed_line(review: Review) -> str:
    """A grade that was corrected or taken back."""
    if review.undone:
        return "The last grade is taken back; that card comes again."
    return f"The last grade is now: {GRADES[review.grade]}."


def summary_lines(summary: Summary) -> Iterator[str]:
    """The end of a drill."""
    yield "The drill is over."
    yield _figures(summary.figures)
    if summary.ungraded:
        yield f"  not understood, not graded: {summary.ungraded}"
    if summary.before:
        yield _compared(summary.figures, summary.before)
    yield from _nerves(summary.drill)
    yield from _felt(summary.felt)
    cards = "card comes" if summary.tomorrow == 1 else "cards come"
    yield f"Tomorrow {summary.tomorrow or 'no'} {cards} back."


def _figures(figures: Figures) -> str:
    pause = figures.hesitation
    hits = "hit" if figures.hits == 1 else "hits"
    misses = "miss" if figures.misses == 1 else "misses"
    text = f"{figures.hits} {hits}, {figures.misses} {misses}, best streak {figures.streak}"
    return text + ("." if pause is None else f", {pause:.1f} s before the first word on average.")


def _compared(now: Figures, before: tuple[Figures, ...]) -> str:
    hits, misses = sum(one.hits for one in before), sum(one.misses for one in before)
    lately = 100 * hits / max(1, hits + misses)
    share = 100 * now.hits / max(1, now.hits + now.misses)
    drills = "drill" if len(before) == 1 else f"{len(before)} drills"
    text = f"Hits: {share:.0f} %; in the last {drills} {lately:.0f} %."
    pauses = [one.hesitation for one in before if one.hesitation is not None]
    if now.hesitation is not None and pauses:
        mean = sum(pauses) / len(pauses)
        text += f" Before the first word: {now.hesitation:.1f} s; before {mean:.1f} s."
    return text


def _nerves(drill: DrillRecord) -> Iterator[str]:
    before, after = drill.nerves_before, drill.nerves_after
    if before is None or after is None:
        return
    calmer = " Calmer than before." if after < before else ""
    yield f"Nerves: {before} before, {after} after.{calmer}"


def _felt(pairs: tuple[tuple[int, int], ...]) -> Iterator[str]:
    if not pairs:
        return
    felt = sum(one for one, _ in pairs) / len(pairs)
    scored = sum(score for _, score in pairs) / len(pairs)
    yield f"It felt like {felt:.1f} of 5; it was scored {scored:.0f} of 100."
    better = sum(score >= 60 and one <= 2 for one, score in pairs)
    if better:
        replies = "reply" if better == 1 else "replies"
        yield f"{better} {replies} felt bad and went well: the feeling is not the result."
