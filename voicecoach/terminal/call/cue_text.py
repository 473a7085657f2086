"""The cue card in words: beside a call, at a score card, and after the call."""

from __future__ import annotations

from voicecoach.app.prepare.cueing import CueCard
from voicecoach.domain.turn import Call, Turn
from voicecoach.terminal.look_back.report_text import from_script

NO_SCRIPT = "You have no phone script yet; make one with: voicecoach script build"
FADED = {
    "keywords": "with the keywords only",
    "hidden": "from memory",
}


def at_score_card(card: CueCard, turn: Turn) -> list[str]:
    """What of the script the reply said."""
    return [
        from_script(line.step.title, word_for_word=word_for_word)
        for line, word_for_word in card.said(turn.reply)
    ]


def after_call(card: CueCard, call: Call) -> list[str]:
    """What was said of the script, and whether less of it would do next time.

    Raises:
        DataFileError: the file of uses is malformed.
        StorageError: it cannot be written.
    """
    lines = []
    if card.word_for_word or card.freely:
        lines.append(
            f"Your script: {card.word_for_word} times word for word, "
            f"{card.freely} times in your own words."
        )
    proposed = card.after(call)
    if proposed is not None:
        lines.append(
            f"Three good calls with this card. Next time try it {FADED[proposed]}: "
            f"voicecoach practice --cue {proposed}"
        )
    return lines
