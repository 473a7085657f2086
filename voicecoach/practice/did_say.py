"""'I did say it', right at the score card: which move, with which words. Pure."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import Protocol

from voicecoach.domain.turn import Turn
from voicecoach.errors import VoiceCoachError
from voicecoach.practice.commands import Command, Commands, HangUp, Next, Pick, Type
from voicecoach.practice.events import Counted, Event, NotCounted, WhichMove, WhichWords
from voicecoach.practice.judging import Judge, judged
from voicecoach.scoring.text import fold

NOT_IN_IT = "These words are not in what you said. Leave out what does not belong to it."
NOTHING_LEFT = "There is nothing to count here: all that opens the door or thanks was found."
NOTHING_COUNTED = "Nothing at this card counts by your word."


class OwnWordings(Protocol):
    """The caller's own wordings of moves; the judge of the same call counts by them at once."""

    def moves(self, turn: Turn) -> Sequence[str]:
        """Keys of what could have been said here and was not found, likeliest first."""

    def add(self, move: str, words: str, turn: Turn) -> None:
        """Let words of a reply count as a move from now on.

        Raises:
            VoiceCoachError: they cannot be kept.
        """

    def take_back(self) -> None:
        """Forget what was added last.

        Raises:
            VoiceCoachError: that cannot be kept.
        """


class NoWordings:
    """Where nobody's wordings are kept (demo, tests)."""

    def moves(self, turn: Turn) -> Sequence[str]:
        """See ``OwnWordings``."""
        return ()

    def add(self, move: str, words: str, turn: Turn) -> None:
        """See ``OwnWordings``."""

    def take_back(self) -> None:
        """See ``OwnWordings``."""


def did_say(
    turn: Turn, own: OwnWordings, judge: Judge, commands: Commands
) -> Generator[Event, None, Turn | None]:
    """Ask which move and which words, keep them, and judge the reply anew.

    Args:
        turn: whose card is shown.
        own: where the words are kept.
        judge: counts by them.
        commands: the caller's orders.

    Returns:
        the turn with its new verdict; None: nothing was changed.
    """
    moves = own.moves(turn) if turn.reply.text else ()
    if not moves:
        yield NotCounted(NOTHING_LEFT)
        return None
    move = yield from _which(turn, moves, commands)
    words = (yield from _words(turn, commands)) if move else ""
    if not words:
        return None
    try:
        own.add(move, words, turn)
    except VoiceCoachError as error:
        yield NotCounted(str(error))
        return None
    yield Counted(move, words)
    return replace(turn, verdict=judged(judge, turn.line, turn.reply))


def take_back(
    turn: Turn, counted: int, own: OwnWordings, judge: Judge
) -> Generator[Event, None, Turn | None]:
    """Forget what was counted last at this card, and judge the reply as before.

    Args:
        turn: whose card is shown.
        counted: how often something was counted at it.
        own: where the words are kept.
        judge: counts by them.

    Returns:
        the turn with its old verdict; None: nothing was changed.
    """
    if not counted:
        yield NotCounted(NOTHING_COUNTED)
        return None
    try:
        own.take_back()
    except VoiceCoachError as error:
        yield NotCounted(str(error))
        return None
    yield Counted()
    return replace(turn, verdict=judged(judge, turn.line, turn.reply))


def _which(turn: Turn, moves: Sequence[str], commands: Commands) -> Generator[Event, None, str]:
    """The key of the move; empty: none of them."""
    commands.drop()
    yield WhichMove(turn, tuple(moves))
    order = _wait_for(commands, Pick, Next, HangUp)
    if isinstance(order, Pick) and order.number <= len(moves):
        return moves[order.number - 1]
    return ""


def _words(turn: Turn, commands: Commands) -> Generator[Event, None, str]:
    """The words as they stand in the reply; empty: the caller thought better of it."""
    why, whole = "", turn.reply.text
    while True:
        commands.drop()
        yield WhichWords(whole, why)
        order = _wait_for(commands, Type, Next, HangUp)
        if isinstance(order, HangUp):
            return ""
        words = order.text if isinstance(order, Type) else whole
        if fold(words).strip() and f" {fold(words)} " in f" {fold(whole)} ":
            return words
        why = NOT_IN_IT


def _wait_for(commands: Commands, *kinds: type) -> Command:
    order = commands.wait()
    while not isinstance(order, kinds):
        order = commands.wait()
    return order
