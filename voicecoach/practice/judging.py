"""A heard reply and its verdict: judged over all its hearings, put right by the caller."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from voicecoach.domain.completeness import Completeness
from voicecoach.domain.turn import ContactLine, Reply, Verdict
from voicecoach.practice.callers import hung_up
from voicecoach.practice.commands import Commands, HangUp, Next, Repeat, SayAgain, Type
from voicecoach.practice.events import CheckHeard, Event
from voicecoach.scoring.hearings import expected, second_opinions
from voicecoach.scoring.names import with_names


class Judge(Protocol):
    """Scores replies."""

    def judge(self, situation: str, contact: str, reply: str) -> Verdict:
        """How good ``reply`` is as an answer to ``contact`` in ``situation``."""


REMEMBERED = 16
"""Verdicts: the words before the last pause are judged while it lasts, and mostly are the reply."""


class Remembering:
    """A judge that need not look twice at the same words: that took 20 to 40 ms of each answer.

    Args:
        judge: who looks.
    """

    def __init__(self, judge: Judge) -> None:
        self._known = lru_cache(REMEMBERED)(judge.judge)

    def forget(self) -> None:
        """The judge counts by other words now: look again."""
        self._known.cache_clear()

    def judge(self, situation: str, contact: str, reply: str) -> Verdict:
        """See ``Judge``."""
        return self._known(situation, contact, reply)


def judged(judge: Judge, line: ContactLine, reply: Reply) -> Verdict:
    """The verdict on a reply; where listeners differ, the score is what all of them give."""

    def verdict(text: str) -> Verdict:
        return judge.judge(line.situation, line.text, text)

    return expected(verdict(reply.text), [verdict(text) for text in second_opinions(reply)])


def meaning_of(judge: Judge, line: ContactLine) -> Callable[[str], Completeness]:
    """How complete an answer to a line is, as far as it goes."""

    def meaning(text: str) -> Completeness:
        return Completeness.of(judge.judge(line.situation, line.text, text))

    return meaning


def can_be_corrected(reply: Reply) -> bool:
    """Whether the words were heard: typed ones are what the caller typed."""
    return reply.transcript is not None and bool(reply.text)


def check_heard(
    reply: Reply, names: Collection[str], commands: Commands
) -> Generator[Event, None, Reply | SayAgain | Repeat]:
    """Show what was heard; the caller takes it, corrects it, says it again or hangs up.

    Args:
        reply: as it was heard.
        names: that may have been said; a mapping tells how each sounds.
        commands: the caller's orders.
    """
    commands.drop()
    suggestion = with_names(reply.text, names)
    yield CheckHeard(reply, suggestion)
    order = commands.wait()
    while not isinstance(order, Type | Next | SayAgain | Repeat | HangUp):
        order = commands.wait()
    if isinstance(order, HangUp):
        return hung_up()
    if isinstance(order, SayAgain | Repeat):
        return order
    return corrected(reply, order.text if isinstance(order, Type) else suggestion)


def corrected(reply: Reply, text: str) -> Reply:
    """The reply with the caller's own words for what was heard; the hearings are kept."""
    return replace(reply, text=" ".join(text.split()) or reply.text)
