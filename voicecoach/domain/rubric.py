"""What counts how much in which situation. The figures are data (scenarios/rubric.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Points on the scale 0–100; docs/scoring.md says how they are added up."""

    base: int
    grace: int
    open: int
    side_door: int
    strength: int
    strengths: int
    slip: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a good reply does in one situation.

    Attributes:
        open: moves of which any one opens the door; the advice prescribes one of them.
        grace: moves of which any one takes the edge off.
        out_of_place: moves that count nothing here.
        excused: slips that are none here.
    """

    open: tuple[str, ...]
    grace: tuple[str, ...]
    out_of_place: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rubric:
    """All of it.

    Attributes:
        weights: the points.
        caps: the most a reply with that slip can get.
        situations: by key.
    """

    weights: Weights
    caps: Mapping[str, int]
    situations: Mapping[str, Expectation]
