"""The caller's own best answers, heard before a call or when asked for."""

from __future__ import annotations

from voicecoach import settings as settings_module
from voicecoach.app.prepare import best
from voicecoach.app.prepare.best import Best
from voicecoach.app.prepare.own_words import load_own_words
from voicecoach.app.rehearse.rehearsal import Rehearsal
from voicecoach.errors import DeviceError, StorageError, VoiceCoachError
from voicecoach.plan.phone_script import existing
from voicecoach.settings import Settings
from voicecoach.terminal.text.tables import say, say_json


def hear_script(purpose: str, *, as_json: bool) -> None:
    """Play the best recording of each line of a script.

    Raises:
        VoiceCoachError: there is no script or no recording of it.
        DeviceError: there is no loudspeaker.
    """
    settings = settings_module.load()
    existing(settings.data_folder, purpose)
    found = best.best_of(load_own_words(settings.data_folder, purpose), settings)
    if as_json:
        say_json([_values(each) for each in found])
        return
    if not found:
        raise VoiceCoachError(
            "There is no recording of your lines yet.", "Say them in a call: voicecoach practice"
        )
    _play(found, settings)


def before_call(rehearsal: Rehearsal, settings: Settings) -> None:
    """Hear one's own best for this call; what goes wrong is told and is not in its way."""
    situations = [line.situation for line in rehearsal.scenario.lines.values()]
    try:
        found = best.before_call(best.best_of(rehearsal.own, settings), situations)
        if found:
            say("Your own best so far:")
            _play(found, settings)
    except (DeviceError, StorageError) as error:
        say(str(error))


def _play(found: list[Best], settings: Settings) -> None:
    from voicecoach.app.parts.playing import Player

    with Player(settings) as player:
        for each in best.played(found, settings, player.play):
            score = each.turn.verdict.score if each.turn.verdict else 0
            say(f"{each.line.step.title} ({score} of 100): {each.turn.reply.text}")


def _values(each: Best) -> dict[str, object]:
    return {
        "line": each.line.text,
        "step": each.line.step.key,
        "said": each.turn.reply.text,
        "score": each.turn.verdict.score if each.turn.verdict else None,
        "recording": each.turn.reply.recording,
    }
