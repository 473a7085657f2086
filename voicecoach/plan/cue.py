"""How much of the script stands beside a call, and when less of it would do.

Kept as ``cue.yaml``: for each script the card of the latest call and how many good calls were held
with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel

from voicecoach.data_files import changing, load_own
from voicecoach.plan.phone_script import FADES, Cue

FILE = "cue.yaml"
ENOUGH = 3
"""Good calls after which the next card is proposed."""


class Use(BaseModel):
    """How one script is used.

    Attributes:
        cue: the card of the latest call.
        good: good calls with it so far.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    cue: Cue = "full"
    good: Annotated[int, Field(ge=0)] = 0


class _File(RootModel[dict[str, Use]]):
    """By purpose of the script."""


def use_of(folder: Path, purpose: str) -> Use:
    """How a script is used; the whole card where it was not used yet.

    Raises:
        DataFileError: the file is malformed.
    """
    return load_own(folder / FILE, _File).root.get(purpose, Use())


def after_call(folder: Path, purpose: str, cue: Cue, *, good: bool) -> Cue | None:
    """Note a call that was held with a card.

    Args:
        folder: the data folder.
        purpose: of the script.
        cue: the card that was shown.
        good: whether the call went well.

    Returns:
        the card to propose for the next call: one with less on it; None: stay with this one.

    Raises:
        DataFileError: the file is malformed.
        StorageError: it cannot be written.
    """
    before = use_of(folder, purpose)
    count = (before.good if before.cue == cue else 0) + good
    with changing(folder / FILE, _File) as document:
        document[purpose] = {"cue": cue, "good": str(count)}
    later = FADES[FADES.index(cue) + 1 :]
    return later[0] if good and count >= ENOUGH and later else None
