"""What the end-of-reply decision must know of meaning, as one small value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete the reply is so far; made by practice, read by the endpointer.

    Attributes:
        made: number of prescribed moves already made.
        open: number of prescribed moves still to be made.
    """

    made: int = 0
    open: int = 0
