"""The caller's own best recording on a card, in place of the model answer."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime
from pathlib import Path

from voicecoach.domain.turn import Turn, Voice
from voicecoach.errors import SoundFileError
from voicecoach.history import sound
from voicecoach.history.decks import DeckStore
from voicecoach.practice.commands import Commands
from voicecoach.practice.deck import HIT
from voicecoach.practice.drill_plan import OwnAnswer, no_recording
from voicecoach.practice.events import Event, ModelAnswer
from voicecoach.practice.voice_out import VoiceOut


def own_answers(
    store: DeckStore, folder: Path, voice: VoiceOut | None, model: Voice, before: datetime
) -> OwnAnswer:
    """Finds and plays them.

    Args:
        store: knows which turns have sound.
        folder: where recordings lie.
        voice: over whose line they sound; None: nothing sounds, so there are none.
        model: the voice of model answers.
        before: what was said later is what was just said, and nothing to learn from.
    """
    if voice is None:
        return no_recording
    line = voice.line

    def play(card: str, commands: Commands) -> Generator[Event, None, bool]:
        turn = best(store, card, before)
        if turn is None or turn.verdict is None:
            return False
        try:
            clip = sound.read(folder / turn.reply.recording)
        except SoundFileError:
            return False
        yield ModelAnswer(turn.reply.text, turn.verdict.score)
        yield from VoiceOut(line, None, model, cue=clip).cue(commands)
        return True

    return play


def best(store: DeckStore, card: str, before: datetime) -> Turn | None:
    """The recorded answer with the highest score, the latest of equals; None without a good one.

    Raises:
        StorageError: the history cannot be read.
    """
    rated = [
        (turn.verdict.score, turn.at, turn)
        for turn in store.recorded(card)
        if turn.verdict is not None and turn.verdict.score >= HIT and turn.at < before
    ]
    return max(rated, key=lambda each: each[:2])[-1] if rated else None
