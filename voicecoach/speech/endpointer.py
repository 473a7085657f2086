"""When is a reply over? Pure: it counts samples and reads no clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from voicecoach.domain.completeness import Completeness
from voicecoach.domain.turn import Ended
from voicecoach.speech.audio import RATE


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known after one more block.

    Attributes:
        samples: heard since the caller's turn, this block included.
        speech: the voice detector hears somebody.
        zeros: the block is exact digital silence: a muted microphone, not a quiet room.
        text: the words so far.
        completeness: what the caller has said so far, in meaning.
    """

    samples: int
    speech: bool
    zeros: bool
    text: str
    completeness: Completeness


class Endpointer(Protocol):
    """Asked after every block."""

    def begin(self) -> None:
        """A new reply starts."""

    def decide(self, moment: Moment) -> Ended | None:
        """Whether the reply is over now, and why."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits in s.

    On spontaneous speech to machines a pause of 0.6 s ends 22 % of the turns too early and
    one of 1.6 s still 5 % (published comparison of end-of-turn detectors); where the last word
    promises more, other programs wait 2.5 to 3 s. The rest are choices of ours.

    Attributes:
        after_words: of quiet after the last word.
        after_open_end: of quiet after a word that promises more.
        first_word: until somebody speaks.
        no_words: of quiet after sound in which no word was understood.
        noise: of sound (by the voice detector) without a new word: music, a television.
        muted: of exact silence after something was said.
        longest: of the whole reply.
    """

    after_words: float = 1.5
    after_open_end: float = 2.5
    first_word: float = 10.0
    no_words: float = 4.0
    noise: float = 8.0
    muted: float = 10.0
    longest: float = 60.0

    @classmethod
    def of(cls, after_words: float) -> Patience:
        """As the caller wants it.

        Args:
            after_words: s; the other limits grow with it where they would come first.
        """
        usual = cls()
        open_end = after_words + usual.after_open_end - usual.after_words
        return cls(
            after_words=after_words,
            after_open_end=open_end,
            no_words=max(usual.no_words, after_words),
            noise=max(usual.noise, open_end + usual.after_words),
            muted=max(usual.muted, open_end),
        )


OPEN_END = re.compile(
    r"\b(um|uh|uhm|er|erm|hmm|mm|and|but|or|so|because|if|when|as|which|who|how|a|an|the|my|our"
    r"|your|their|i|i'd|i'm|i've|is|are|was|were|wondering if|i was wondering|let me see)$"
)
"""A last word (or phrase) that promises more: fillers, connectives, words no sentence ends with.
Prepositions are not among them: "whom should I talk to" is a finished question."""


class PauseEndpointer:
    """Ends a reply after a pause, a longer one where the last word promises more.

    The pause clock restarts whenever the voice detector hears somebody or words are added,
    and stands still while the microphone is muted.

    Args:
        patience: the limits.
    """

    def __init__(self, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self.begin()

    def begin(self) -> None:
        """See ``Endpointer``."""
        self._heard = 0  # samples up to the last block
        self._quiet = 0  # samples of the present pause
        self._stale = 0  # samples of sound or quiet since the words grew
        self._muted = 0  # samples of exact silence in a row
        self._words = 0  # the most words there were
        self._spoke = False

    def decide(self, moment: Moment) -> Ended | None:
        """See ``Endpointer``."""
        block, self._heard = moment.samples - self._heard, moment.samples
        # Only more words show that somebody went on: words are still corrected when all is quiet.
        words = len(moment.text.split())
        grown, self._words = words > self._words, max(words, self._words)
        self._muted = self._muted + block if moment.zeros else 0
        if moment.speech or grown:
            self._quiet = 0
        elif not (moment.zeros and self._spoke):
            self._quiet += block
        if grown or not self._spoke:
            self._stale = 0
        elif not moment.zeros:
            self._stale += block
        self._spoke = self._spoke or moment.speech or words > 0
        return self._decision(moment)

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
        return self._pause(moment.text, at)

    def _pause(self, text: str, at: float) -> Ended | None:
        opening = OPEN_END.search(text)
        needed = self._patience.after_open_end if opening else self._patience.after_words
        if self._quiet / RATE < needed:
            return None
        after = f'"{opening.group()}"' if opening else "your last word"
        return Ended("pause", f"{needed:g} s of quiet after {after}", at)

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
