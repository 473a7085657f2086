"""The caller's own words put together: profile, script, if-then cards, wordings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.plan.if_then import IfThen, load_if_then
from voicecoach.plan.own_phrasings import Wordings, load_wordings
from voicecoach.plan.phone_script import FIRST, Said, load_script, load_steps, said
from voicecoach.plan.profile import Profile, load_profile

if TYPE_CHECKING:
    from voicecoach.dialogue.scenario import Scenario
    from voicecoach.scoring.scorer import Scorer


@dataclass(frozen=True, slots=True)
class OwnWords:
    """All that the caller told in their own words.

    Attributes:
        profile: who they are.
        purpose: of the script.
        lines: of the script.
        cards: if-then cards by key.
        wordings: own wordings by key of the move.
    """

    profile: Profile = field(default_factory=Profile)
    purpose: str = FIRST
    lines: tuple[Said, ...] = ()
    cards: Mapping[str, IfThen] = field(default_factory=dict)
    wordings: Wordings = field(default_factory=dict)

    @property
    def answers(self) -> dict[str, str]:
        """What the caller wants to say, by key of the situation; of several the latest."""
        return {card.situation: card.i_say for card in self.cards.values()}

    @property
    def names(self) -> list[str]:
        """That a listener should expect."""
        return self.profile.names

    def spelled(self, scenario: Scenario) -> Scenario:
        """The call with the caller's spellings for the voice; its own go before them."""
        if not self.profile.say:
            return scenario
        return scenario.model_copy(update={"say": {**self.profile.say, **scenario.say}})


def load_own_words(folder: Path, purpose: str = FIRST) -> OwnWords:
    """Everything of one data folder; empty where nothing was told.

    Raises:
        DataFileError: a file is malformed; file, line and field are named.
        VoiceCoachError: there cannot be a script of that purpose.
    """
    script = load_script(folder, purpose)
    there = bool(script.lines or script.parting)
    return OwnWords(
        profile=load_profile(folder),
        purpose=purpose,
        lines=tuple(said(script, load_steps())) if there else (),
        cards=load_if_then(folder),
        wordings=load_wordings(folder),
    )


def scorer_for(own: OwnWords) -> Callable[[], Scorer]:
    """What loads the scorer that takes these words for recommended ones."""

    def load() -> Scorer:
        from voicecoach.scoring.scorer import Scorer, load_parts  # heavy: when it is needed

        parts = load_parts()
        plain = Scorer(parts)
        told = _wordings(own, plain)
        return Scorer(replace(parts, own=told)) if told else plain

    return load


def _wordings(own: OwnWords, judge: Scorer) -> dict[str, list[str]]:
    """By key of the move, those that the caller chose by hand first, the newest of them first."""
    from voicecoach.practice.script_check import wordings_of_cards, wordings_of_script

    found = {move: [each.text for each in reversed(texts)] for move, texts in own.wordings.items()}
    more = (
        wordings_of_cards(reversed(list(own.cards.values())), judge),
        wordings_of_script(own.lines, judge),
    )
    for wordings in more:
        for move, texts in wordings.items():
            found.setdefault(move, []).extend(texts)
    return found
