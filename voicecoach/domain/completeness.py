"""What the end-of-reply decision must know of meaning, as one small value."""

from __future__ import annotations

from dataclasses import dataclass

from voicecoach.domain.turn import Verdict


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete the reply is so far; made by practice, read by the endpointer.

    Attributes:
        made: number of moves already made.
        open: number of prescribed moves still to be made.
        share: 0–1, what the reply would be worth if it ended now, unsure findings weighed by how
            sure they are; None where nobody judges.
    """

    made: int = 0
    open: int = 0
    share: float | None = None

    @classmethod
    def of(cls, verdict: Verdict) -> Completeness:
        """Of a reply that would be judged so if it ended now."""
        return cls(len(verdict.moves), len(verdict.missing), verdict.score / 100)
