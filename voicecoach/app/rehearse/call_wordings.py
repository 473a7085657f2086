"""The caller's own wordings while a call is held: "I did say it" at a score card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from voicecoach.app.parts.ahead import JudgeAhead
from voicecoach.app.prepare.own_words import OwnWords, load_own_words, scorer_for
from voicecoach.domain.turn import Turn
from voicecoach.plan import own_phrasings
from voicecoach.plan.own_phrasings import wording

MOST = 9
"""Moves that are offered: each is one digit."""


class CallWordings:
    """What counts by the caller's word in one call; ``review --undo-said`` knows it as well.

    Args:
        folder: the data folder.
        call: its id.
        own: the caller's own words.
        judge: who judges this call.
        changed: told when it judges by other words.
    """

    def __init__(
        self,
        folder: Path,
        call: str,
        own: OwnWords,
        judge: JudgeAhead,
        changed: Callable[[], None],
    ) -> None:
        self._folder, self._call, self._purpose = folder, call, own.purpose
        self._judge, self._changed = judge, changed
        self._added: list[tuple[str, str] | None] = []

    def moves(self, turn: Turn) -> Sequence[str]:
        """See ``OwnWordings``: what opens the door here, then what takes the edge off."""
        wanted = self._judge.load().rubric.situations[turn.line.situation]
        found = {each.key for each in turn.verdict.moves} if turn.verdict else set()
        keys = dict.fromkeys((*wanted.open, *wanted.grace))
        return [key for key in keys if key not in found][:MOST]

    def add(self, move: str, words: str, turn: Turn) -> None:
        """See ``OwnWordings``."""
        said = wording(words, self._call, turn.number)
        new = own_phrasings.add(self._folder, move, said)
        self._added.append((move, said.text) if new else None)
        self._count_anew()

    def take_back(self) -> None:
        """See ``OwnWordings``; what was there before stays."""
        if (last := self._added.pop()) is not None:
            own_phrasings.remove(self._folder, *last)
            self._count_anew()

    def _count_anew(self) -> None:
        own = load_own_words(self._folder, self._purpose)
        self._judge.instead(scorer_for(own))
        self._changed()
