"""The clock of one reply in a drill, counted in the sound that was heard. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Literal

from voicecoach.domain.turn import Ended
from voicecoach.practice.events import Countdown, Level

SPEAKING = 10
"""Blocks of speech in a row (0.2 s) from which the caller has begun: a click is none."""

ASLEEP = 2.0
"""s between two looks at a reply that is being typed, which come ten a second: so long, and the
machine slept or the program was stopped."""

Limit = Literal["begin", "finish"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a reply may take.

    Attributes:
        think: s to begin.
        answer: s from the beginning of speech to the end.
    """

    think: float
    answer: float

    def stretched(self, factor: float) -> Limits:
        """So many times as long."""
        return Limits(self.think * factor, self.answer * factor)

    def whole(self, to: Limit, *, typed: bool = False) -> float:
        """How many s there are to begin or to finish; typed, both are one."""
        if typed:
            return self.think + self.answer
        return self.think if to == "begin" else self.answer


class ReplyClock:
    """Follows the levels of one reply.

    Args:
        limits: None: no limits at all.
    """

    def __init__(self, limits: Limits | None) -> None:
        self._limits = limits
        self._speaking = 0
        self._began: float | None = None
        self._told: Countdown | None = None
        self._typed = False
        self._looked = 0.0
        self._awake = 0.0  # s of a typed reply
        self.over: Limit | None = None

    def level(self, level: Level) -> Countdown | None:
        """One block more; a countdown where another second is over.

        ``over`` names the limit that was reached, once it was.
        """
        if self._limits is None or self.over is not None:
            return None
        self._speaking = self._speaking + 1 if level.speech else 0
        if self._began is None and self._speaking >= SPEAKING:
            self._began = level.elapsed
        to: Limit = "begin" if self._began is None else "finish"
        left = (
            self._limits.think - level.elapsed
            if self._began is None
            else self._limits.answer - (level.elapsed - self._began)
        )
        return self._left(to, left)

    def typed(self, elapsed: float) -> Countdown | None:
        """So many s that a typed reply is waited for; a countdown where another s is over.

        Time in which nobody looked (the machine was asleep) is none of the caller's.

        Nobody sees when typing begins, so both times are one. It ends with 0: a reply that is
        typed is not cut off here; whoever sees it may send it as it is.
        """
        if self._limits is None or self.over is not None:
            return None
        self._typed = True
        step, self._looked = elapsed - self._looked, elapsed
        self._awake += step if step < ASLEEP else 0.0
        told = self._left("finish", self._limits.whole("finish", typed=True) - self._awake)
        return Countdown("finish", 0) if self.over is not None else told

    def _left(self, to: Limit, left: float) -> Countdown | None:
        if left <= 0:
            self.over = to
            return None
        told = Countdown(to, ceil(left))
        if told == self._told:
            return None
        self._told = told
        return told

    def ended(self, ended: Ended) -> Ended:
        """Why the reply was over, if a limit ended it; else as it was."""
        if self.over is None or self._limits is None or ended.hung_up:
            return ended
        if self._typed:
            whole = self._limits.whole("finish", typed=True)
            return Ended(ended.code, f"{ended.reason}; the {whole:g} s to type were over", ended.at)
        if self.over == "begin":
            reason = f"the {self._limits.think:g} s to begin were over"
            return Ended("no-words", reason, ended.at)
        return Ended("too-long", f"the {self._limits.answer:g} s to finish were over", ended.at)
