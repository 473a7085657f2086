"""When is a reply over? Pure: it counts samples and reads no clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from voicecoach.domain.completeness import Completeness
from voicecoach.domain.turn import Ended
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.turn_end.own_pauses import OwnPauses
from voicecoach.speech.turn_end.patience import Patience
from voicecoach.speech.turn_end.phrases import (
    asks,
    carries_on,
    holds,
    open_end,
    says_goodbye,
)
from voicecoach.speech.turn_end.tone import Tone


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known after one more block.

    Attributes:
        samples: heard since the caller's turn, this block included.
        speech: the voice detector hears somebody.
        zeros: the block is exact digital silence: a muted microphone, not a quiet room.
        text: the words so far.
        completeness: what the caller has said so far, in meaning.
        level: dBFS of the block.
        pitch: Hz of the voice at its end; 0 where there is none.
    """

    samples: int
    speech: bool
    zeros: bool
    text: str
    completeness: Completeness
    level: float = -96.0
    pitch: float = 0.0


class Endpointer(Protocol):
    """Asked after every block."""

    @property
    def own(self) -> OwnPauses:
        """How this caller pauses, as far as it is known."""

    @property
    def armed(self) -> bool:
        """Whether it may end the reply: it is not from ``go_on`` to the next sound of a voice."""

    def begin(self) -> None:
        """A new reply starts."""

    def go_on(self, *, cut: bool = False) -> None:
        """The reply was not over: it goes on with the next sound of a voice.

        Args:
            cut: the caller says so; otherwise they were just heard to go on.
        """

    def decide(self, moment: Moment) -> Ended | None:
        """Whether the reply is over now, and why."""


SETTLED = int(0.2 * RATE)
"""Samples for which the words must not have changed: recognition works in steps of 0.2 s."""

LATE = int(0.7 * RATE)
"""Samples that recognition lags: up to so many of quiet new words are those of before it. Later
ones were said now, though the voice detector did not hear it, and were over that long ago."""

PAUSE = int(0.3 * RATE)
"""Samples of quiet that part a reply into stretches."""

LONG = 7 * RATE
"""Samples of speech after which most has been said: about half of the labelled replies are shorter
than 20 words, which take as long."""

GOOD, HALF = 0.6, 0.4
"""Shares of a whole reply: an ask that is prescribed makes the first, one alone nearly."""


class PauseEndpointer:
    """Ends a reply after a pause whose length depends on what was said, and how.

    The pause clock restarts whenever the voice detector hears somebody, goes back where words are
    added late, and stands still while the microphone is muted.

    Args:
        patience: the limits.
        own: how this caller pauses, as far as it is known; what is heard is added.
    """

    def __init__(self, patience: Patience | None = None, own: OwnPauses | None = None) -> None:
        self._wanted = patience or Patience()
        self._own = own or OwnPauses()
        self._tone = Tone()
        self.begin()

    @property
    def own(self) -> OwnPauses:
        """See ``Endpointer``."""
        return self._own

    @property
    def armed(self) -> bool:
        """See ``Endpointer``."""
        return self._armed

    def begin(self) -> None:
        """See ``Endpointer``."""
        self._patience = self._wanted.longer(self._own.factor)
        self._heard = 0  # samples up to the last block
        self._quiet = 0  # samples of the present pause
        self._stale = 0  # samples of sound or quiet since the words grew
        self._muted = 0  # samples of exact silence in a row
        self._settled = 0  # samples since the words changed
        self._words = 0  # the most words there were
        self._spoken = 0  # samples of speech
        self._starts = [0, 0]  # words before each clause, as far as pauses part them
        self._text = ""
        self._spoke = False
        self._armed = True
        self._idle = 0  # samples since it was said that the reply goes on
        self._tone.begin()

    def go_on(self, *, cut: bool = False) -> None:
        """See ``Endpointer``."""
        self._armed, self._idle = False, 0
        if cut:
            self._own = self._own.after_cut()
            self._patience = self._wanted.longer(self._own.factor)

    def decide(self, moment: Moment) -> Ended | None:
        """See ``Endpointer``."""
        block, self._heard = moment.samples - self._heard, moment.samples
        # Only more words show that somebody went on: words are still corrected when all is quiet.
        words = len(moment.text.split())
        if moment.speech and self._quiet >= PAUSE and self._words:
            self._resumed()
        grown, self._words = words > self._words, max(words, self._words)
        self._settled = 0 if moment.text != self._text else self._settled + block
        self._text = moment.text
        self._muted = self._muted + block if moment.zeros else 0
        self._tone.hear(moment)
        self._spoken += block if moment.speech else 0
        if moment.speech or (grown and self._quiet > LATE):
            self._quiet = 0 if moment.speech else LATE
            self._armed = True
        elif not (moment.zeros and self._spoke):
            self._quiet += block
        if grown or not self._spoke:
            self._stale = 0
        elif not moment.zeros:
            self._stale += block
        self._spoke = self._spoke or moment.speech or words > 0
        self._idle += block
        return self._decision(moment) if self._armed else self._waited(moment)

    def _waited(self, moment: Moment) -> Ended | None:
        """The reply was to go on, and does not."""
        if self._idle / RATE < self._patience.first_word:
            return None
        reason = f"you did not go on for {self._patience.first_word:g} s"
        return Ended("pause", reason, moment.samples / RATE)

    def _decision(self, moment: Moment) -> Ended | None:
        limits, at = self._patience, moment.samples / RATE
        if at >= limits.longest:
            return Ended("too-long", f"{limits.longest:g} s is the longest reply", at)
        if not self._spoke:
            return self._nobody_spoke(at)
        if self._words == 0:
            return self._nothing_understood(at)
        if self._muted / RATE >= limits.muted:
            reason = f"{limits.muted:g} s of a muted microphone after your last word"
            return Ended("pause", reason, at)
        if self._stale / RATE >= limits.noise:
            return Ended("pause", f"{limits.noise:g} s of sound without another word", at)
        return self._pause(moment, at)

    def _pause(self, moment: Moment, at: float) -> Ended | None:
        if self._quiet / RATE < self._patience.question or self._settled < SETTLED:
            return None
        needed, why = self._needed(moment)
        if self._quiet / RATE < needed:
            return None
        return Ended("pause", f"{why}, {self._quiet / RATE:.1f} s of quiet", at)

    def _needed(self, moment: Moment) -> tuple[float, str]:
        """S of quiet that end the reply now, and why."""
        limits, share = self._patience, moment.completeness.share
        opening = open_end(moment.text)
        if not opening:
            return self._after_whole(moment.text, share)
        if self._misheard(moment.text, share):
            seconds, why = self._after_whole(moment.text, share)
            return max(seconds, limits.asked), why
        return limits.open, f'waited after "{opening}"'

    def _after_whole(self, text: str, share: float | None) -> tuple[float, str]:
        """Where no word promises more."""
        limits = self._patience
        if says_goodbye(text):
            return limits.question, "you said goodbye"
        asked = asks(self._clause(text))
        if share is None:
            return limits.complete, "question finished" if asked else "no word promised more"
        if asked:
            return self._after_question(share), "question finished"
        return self._after_statement(share, text)

    def _after_question(self, share: float) -> float:
        limits = self._patience
        level = limits.level if self._tone.level and share < GOOD else 0.0
        unsure = limits.unsure if share < HALF else 0.0
        return limits.question + level + (unsure / 2 if self._tone.ended else unsure)

    def _after_statement(self, share: float, text: str) -> tuple[float, str]:
        limits = self._patience
        if share < HALF:
            return self._after_little()
        if asks(text) and (share >= GOOD or self._tone.fell):
            return limits.asked if share >= GOOD else limits.turned, "you asked before"
        if self._tone.asking:
            sure = share >= GOOD and self._spoken >= LONG
            return limits.asked if sure else limits.turned, "your voice ended as in a question"
        if share >= GOOD:
            return limits.complete, "you said what helps here"
        return limits.half, "you said half of what helps here"

    def _after_little(self) -> tuple[float, str]:
        """After nothing that helps, as far as it was understood."""
        limits = self._patience
        if self._spoken < LONG:
            return limits.open, "waited for more"
        return limits.complete if self._tone.fell else limits.half, "you had said much"

    def _misheard(self, text: str, share: float | None) -> bool:
        """Whether a last word that promises more was none: nobody ends on it in a falling voice."""
        if share is None or holds(text) or not self._tone.fell:
            return False
        return share >= HALF or self._spoken >= LONG

    def _resumed(self) -> None:
        """The caller goes on after a pause, maybe in the same clause."""
        self._own = self._own.after(self._quiet / RATE)
        if not self._tone.level and not open_end(self._text):
            self._starts.append(self._words)

    def _clause(self, text: str) -> str:
        """The words since the last pause between clauses."""
        words = text.split()
        last = " ".join(words[self._starts[-1] :])
        return " ".join(words[self._starts[-2] :]) if carries_on(last) else last

    def _nothing_understood(self, at: float) -> Ended | None:
        """A cough while thinking does not shorten the time for the first word."""
        limits = self._patience
        quiet, noise = self._quiet / RATE >= limits.no_words, self._stale / RATE >= limits.noise
        if at < limits.first_word or not (quiet or noise or self._muted / RATE >= limits.no_words):
            return None
        return Ended("no-words", "there was sound, but no words were understood", at)

    def _nobody_spoke(self, at: float) -> Ended | None:
        if at < self._patience.first_word:
            return None
        reason = f"{self._patience.first_word:g} s without a word"
        if self._muted >= self._heard:
            reason += ": the microphone seems to be muted or not allowed"
        return Ended("no-words", reason, at)


class KeyEndpointer:
    """Ends nothing: in press to talk a key does, and only a key."""

    armed = True
    own = OwnPauses()

    def begin(self) -> None:
        """See ``Endpointer``."""

    def go_on(self, *, cut: bool = False) -> None:
        """See ``Endpointer``."""

    def decide(self, moment: Moment) -> Ended | None:
        """See ``Endpointer``."""
