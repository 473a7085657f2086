"""Which "no" is meant: by key, by the caller's own cards, by how alike the words are."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.app.drills.deck import Desk
from voicecoach.app.people import person_calls
from voicecoach.dialogue.details import fill
from voicecoach.domain.advice import Advice
from voicecoach.errors import VoiceCoachError
from voicecoach.scoring.alignment import Alignment
from voicecoach.scoring.phrasings import Phrasing
from voicecoach.scoring.text import fold, folded

ALIKE = 30.0
"""Likeness from which words mean the same "no": of 20 short ways to say one ("no time", "send me
your cv") 14 were told rightly, of 8 names none was taken for one."""


def situation_of(text: str, desk: Desk) -> str:
    """Key of the situation that a "no" puts the caller in; empty where it is like none.

    Args:
        text: its key, or what they say in anybody's words.
        desk: own cards and those of all calls.
    """
    key = "-".join(text.casefold().split())
    if key in desk.advice.situations:
        return key
    if key in desk.own.cards:
        return desk.own.cards[key].situation
    matches = Alignment(_known(desk)).closest(folded(text)).values()
    best = max(matches, key=lambda match: match.likeness, default=None)
    return best.phrasing.label if best is not None and best.likeness >= ALIKE else ""


def known_situation(key: str, advice: Advice) -> str:
    """The key, if there is such a situation.

    Raises:
        VoiceCoachError: there is none.
    """
    if key not in advice.situations:
        known = ", ".join(advice.situations)
        raise VoiceCoachError(f"There is no situation {key!r}.", f"Give one of: {known}.")
    return key


def _known(desk: Desk) -> Iterator[Phrasing]:
    """Words for each situation: on own cards, the situations' own, in all calls."""
    found = [(card.situation, card.they_say) for card in desk.own.cards.values()]
    found += [(key, each.says) for key, each in desk.advice.situations.items()]
    for key, no in person_calls.texts().objections.items():
        found += [(key, text) for text in no.says if key in desk.advice.situations]
    for card in desk.cards.values():
        line = card.scenario.lines[card.line]
        found += [(card.situation, fill(text, {})) for text in (*line.says, *line.warm, *line.curt)]
    return (Phrasing(key, text, fold(text)) for key, text in found)
