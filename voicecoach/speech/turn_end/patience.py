"""How long to wait for a reply to go on. Data: each figure is s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits in s.

    On spontaneous speech to machines a pause of 0.6 s ends 22 % of the turns too early and
    one of 1.6 s still 5 % (published comparison of end-of-turn detectors). So the pause that ends
    a reply depends on what was said; `make bench-turns` shows what each set of limits costs.

    Attributes:
        question: of quiet after a question that leaves nothing to say.
        unsure: added where the question does not help here, or was not understood; half of it where
            the voice was heard to come to an end.
        asked: after other words that leave nothing to say, where a question came before them, or
            much was said and the voice ended as it does in questions.
        turned: after words that are worth half a reply or more, where the voice ended as it does
            in questions: one that was not understood; or, with a question before them, where it
            fell.
        complete: after other words that leave nothing to say.
        half: after something that is worth half a reply.
        open: where nothing that helps was said yet, or a word promises more.
        level: added to the two above, where the voice stayed up besides: it falls at most ends.
        first_word: until somebody speaks.
        no_words: of quiet after sound in which no word was understood.
        noise: of sound (by the voice detector) without a new word: music, a television.
        muted: of exact silence after something was said.
        longest: of the whole reply.
    """

    question: float = 0.78
    unsure: float = 0.15
    asked: float = 0.88
    turned: float = 1.3
    complete: float = 1.5
    half: float = 1.8
    open: float = 2.06
    level: float = 0.7
    first_word: float = 10.0
    no_words: float = 4.0
    noise: float = 8.0
    muted: float = 10.0
    longest: float = 60.0

    def longer(self, factor: float) -> Patience:
        """The same with every pause so many times as long."""
        return replace(
            self,
            question=self.question * factor,
            asked=self.asked * factor,
            turned=self.turned * factor,
            complete=self.complete * factor,
            half=self.half * factor,
            open=self.open * factor,
        )


PATIENCE: Mapping[str, Patience] = {
    "relaxed": Patience(
        question=1.2,
        unsure=0.4,
        asked=1.35,
        turned=1.9,
        complete=1.9,
        half=2.2,
        open=2.6,
        level=0.2,
    ),
    "normal": Patience(),
    "brisk": Patience(
        question=0.53,
        unsure=0.15,
        asked=0.8,
        turned=1.1,
        complete=1.1,
        half=1.5,
        open=2.0,
        level=0.0,
    ),
}
"""By what the caller calls it."""
