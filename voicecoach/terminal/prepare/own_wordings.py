"""The caller's own wordings in a terminal."""

from __future__ import annotations

from voicecoach import settings as settings_module
from voicecoach.app.look_back import looking_back
from voicecoach.plan import own_phrasings
from voicecoach.plan.own_phrasings import known_move, load_wordings, wording
from voicecoach.terminal.text.tables import say, say_json

ORIGIN = {True: "you said it in a call", False: "typed"}


def add_wording(move: str, text: str) -> None:
    """Keep a wording.

    Raises:
        VoiceCoachError: there is no such move, the text is empty, or it cannot be kept.
    """
    advice = looking_back.advice()
    known_move(move, advice.moves)
    new = own_phrasings.add(settings_module.load().data_folder, move, wording(text))
    words = " ".join(text.split())
    told = f"counts from now on as: {advice.moves[move].name}."
    say(f'"{words}" {told if new else "was there already."}')


def list_wordings(*, everything: bool, as_json: bool) -> None:
    """Print the wordings by move.

    Raises:
        DataFileError: the file is malformed.
    """
    found = load_wordings(settings_module.load().data_folder)
    if as_json:
        say_json({move: [each.model_dump() for each in texts] for move, texts in found.items()})
        return
    advice = looking_back.advice()
    for key, move in advice.moves.items():
        texts = found.get(key, ())
        if texts or everything:
            say(f"{key}: {move.name}")
        for each in texts:
            say(f'  "{each.text}" ({ORIGIN[each.said]})')
    if not found:
        say('You have none yet. For example: voicecoach phrasings add use-name "May I name you?"')
    said = sum(each.said for texts in found.values() for each in texts)
    if said:
        say(f'"I did say it": {said} so far.')


def remove_wording(move: str, text: str) -> None:
    """Forget a wording; calls that were judged with it stay as they are.

    Raises:
        VoiceCoachError: there is no such wording, or it cannot be forgotten.
    """
    settings = settings_module.load()
    known_move(move, looking_back.advice().moves)
    gone = own_phrasings.remove(settings.data_folder, move, text)
    say(f'"{gone.text}" is forgotten.')
