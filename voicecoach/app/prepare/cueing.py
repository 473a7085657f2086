"""The cue card of a call: what of the script is shown, what of it was said, when less would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from voicecoach.app.prepare.own_words import OwnWords
from voicecoach.domain.turn import Call, Reply
from voicecoach.plan import cue as uses
from voicecoach.plan.phone_script import Cue, Said, cue_card, load_steps


@dataclass(slots=True)
class CueCard:
    """What stands beside a call.

    Attributes:
        folder: the data folder.
        purpose: of the script.
        lines: of the script; without any there is no card.
        cue: how much of it is shown.
        word_for_word, freely: replies that read a line aloud, and that said it in other words.
    """

    folder: Path
    purpose: str
    lines: tuple[Said, ...]
    cue: Cue
    word_for_word: int = 0
    freely: int = 0
    _seen: set[tuple[str, str]] = field(default_factory=set)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Title and words of each line that is shown."""
        return cue_card(list(self.lines), self.cue, load_steps()) if self.lines else []

    def said(self, reply: Reply) -> list[tuple[Said, bool]]:
        """The lines of the script that a reply says, and whether word for word."""
        from voicecoach.practice.script_check import followed  # with rapidfuzz: after the ring

        found = [(one.line, one.word_for_word) for one in followed(self.lines, reply.text)]
        for line, word_for_word in found:
            if (line.text, reply.text) not in self._seen:
                self._seen.add((line.text, reply.text))
                self.word_for_word += word_for_word
                self.freely += not word_for_word
        return found

    def after(self, call: Call) -> Cue | None:
        """Note how the call went.

        Returns:
            the card to propose for the next one; None: stay with this one.

        Raises:
            DataFileError: the file of uses is malformed.
            StorageError: it cannot be written.
        """
        if not self.lines or not call.turns:
            return None
        good = call.outcome is not None and call.outcome.reached
        return uses.after_call(self.folder, self.purpose, self.cue, good=good)


def card_of(own: OwnWords, folder: Path, cue: Cue | None) -> CueCard:
    """The card for the next call.

    Args:
        own: the caller's own words.
        folder: the data folder.
        cue: how much is shown; None: as in the latest call.

    Raises:
        DataFileError: the file of uses is malformed.
    """
    wanted = cue or uses.use_of(folder, own.purpose).cue
    return CueCard(folder, own.purpose, own.lines, wanted)


def told(shown: Sequence[tuple[str, str]]) -> list[str]:
    """A card as lines of text: a title once, then its lines."""
    lines, last = [], ""
    for title, words in shown:
        if title != last:
            lines.append(f"{title}:")
            last = title
        lines.append(f"  {words}")
    return lines
