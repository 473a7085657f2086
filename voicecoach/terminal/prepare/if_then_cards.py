"""The caller's if-then cards in a terminal."""

from __future__ import annotations

import sys

from voicecoach import settings as settings_module
from voicecoach.app.drills.deck import Desk
from voicecoach.app.drills.objections import known_situation, situation_of
from voicecoach.app.prepare.scripting import check_answer
from voicecoach.errors import VoiceCoachError
from voicecoach.plan import if_then
from voicecoach.settings import Settings
from voicecoach.terminal.text.card import verdict_lines
from voicecoach.terminal.text.tables import say, say_json, say_wrapped


def add_card(they_say: str, i_say: str, situation: str) -> None:
    """Keep a card and judge what it answers.

    Args:
        they_say: in the words the caller expects.
        i_say: what they say then; empty: it is asked for, or said aloud.
        situation: key of what it is like; empty: guessed.

    Raises:
        VoiceCoachError: a side is empty or too long, it is like no situation, or it cannot be
            kept.
        DeviceError: it is to be said aloud, and the microphone cannot be used.
    """
    desk = Desk(settings_module.load())
    i_say = i_say or _answer(desk.settings)
    if situation:
        known_situation(situation, desk.advice)
    else:
        situation = situation_of(they_say, desk)
    if not situation:
        raise VoiceCoachError(
            "I cannot tell what that no is like.",
            f"Say it with --situation: {', '.join(desk.advice.situations)}.",
        )
    card = if_then.card(situation, they_say, i_say)
    added = if_then.add(desk.settings.data_folder, card)
    verb = "changed" if added.replaced else "added"
    say(f"Card {added.key} is {verb}: like {desk.advice.situations[situation].says}")
    verdict, advice = check_answer(card)
    say_wrapped(verdict_lines(verdict, advice))


def _answer(settings: Settings) -> str:
    """What the caller says then: typed where somebody can type, else said aloud."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        sys.stdout.write("What do you say then? (Enter: say it aloud) ")
        sys.stdout.flush()
        if typed := sys.stdin.readline().strip():
            return typed
    from voicecoach.terminal.prepare.dictating import dictate  # sound: only where it is wanted

    return dictate(settings)


def list_cards(*, as_json: bool) -> None:
    """Print the cards.

    Raises:
        DataFileError: the file is malformed.
    """
    cards = if_then.load_if_then(settings_module.load().data_folder)
    if as_json:
        say_json({key: card.model_dump() for key, card in cards.items()})
        return
    for key, card in cards.items():
        say_wrapped([f"{key} ({card.situation})", f"  If they say: {card.they_say}"])
        say_wrapped([f"  I say: {card.i_say}"])
    if not cards:
        say('You have none yet. For example: voicecoach if-then add "No time." "When may I call?"')


def remove_card(key: str) -> None:
    """Forget a card.

    Raises:
        VoiceCoachError: there is none of that key.
    """
    gone = if_then.remove(settings_module.load().data_folder, key)
    say(f"Card {key} is forgotten: {gone.they_say}")
