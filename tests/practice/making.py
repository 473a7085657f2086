"""Small made-up parts for tests of the practice room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from voicecoach.domain.turn import (
    Call,
    Contact,
    ContactLine,
    Outcome,
    Reply,
    Verdict,
    Voice,
)

VOICE = Voice("gmw/en-us+f2")
BEGAN = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)


def line(
    key: str, text: str, *, ends: bool = False, model_answer: str = "Whom else?"
) -> ContactLine:
    situation = "" if ends else "no-jobs"
    return ContactLine(key, text, VOICE, situation=situation, ends=ends, model_answer=model_answer)


class ListedTalk:
    """Says its lines one after another, whatever is answered."""

    def __init__(self, texts: Iterable[str] = ("Nothing here.", "Sorry, no.")) -> None:
        self._lines = [line(f"l{n}", text) for n, text in enumerate(texts)]
        self._lines.append(line("bye", "Goodbye.", ends=True))
        self.answers: list[tuple[Reply, Verdict]] = []

    @property
    def line(self) -> ContactLine:
        return self._lines[len(self.answers)]

    def upcoming(self) -> tuple[ContactLine, ...]:
        return tuple(self._lines[len(self.answers) + 1 :][:1])

    def answer(self, reply: Reply, verdict: Verdict) -> None:
        self.answers.append((reply, verdict))

    def take_back(self) -> None:
        self.answers.pop()

    def outcome(self, hung_up: bool) -> Outcome:
        return Outcome(
            not hung_up, "" if hung_up else "bye", "You hung up." if hung_up else "Done."
        )


class LengthJudge:
    """Scores a reply by its number of words, ten points each."""

    def judge(self, situation: str, contact: str, reply: str) -> Verdict:
        return Verdict(score=min(100, 10 * len(reply.split())), band="weak")


@dataclass
class TickingClock:
    """Every look is a second later."""

    moment: datetime = field(default=BEGAN)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


def header(mode: str = "coach") -> Call:
    return Call(
        id="c1",
        scenario="no-jobs",
        title="A call",
        contact=Contact("Dana Price", "past co-worker"),
        mode=mode,  # type: ignore[arg-type]
        seed=1,
        began=BEGAN,
    )
