"""What was met in real calls, for the deck: cards in people's own words, and what counts more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from voicecoach.app.people.network import Circle, Network
from voicecoach.app.people.person_calls import met_calls
from voicecoach.domain.days import practice_day
from voicecoach.plan import calls as calls_module
from voicecoach.practice.cards import Card, Met
from voicecoach.settings import Settings

FORGOTTEN = 0.1
"""What was met so little, or so long ago, moves nothing any more."""


@dataclass(frozen=True, slots=True)
class RealCalls:
    """What real people said.

    Attributes:
        weights: how much each objection was met lately, by key of its situation.
        last: practice day it was met on last, by key of its situation.
        cards: in their words, by key of the card; of days before today.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    last: Mapping[str, date] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)

    @classmethod
    def read(cls, settings: Settings, today: date) -> RealCalls:
        """All calls before today.

        Args:
            settings: folders, the hour at which a practice day ends.
            today: the practice day.

        Raises:
            StorageError: the history cannot be read.
        """
        network = Network(settings)
        circle = network.read()
        past = [
            (practice_day(call.done, settings.day_ends), call)
            for call in circle.calls
            if call.done is not None and call.objection
        ]
        past = [(day, call) for day, call in past if day < today]
        if not past:
            return cls()
        calls = [call for _, call in past]
        weights = calls_module.met(calls, today, network.book.met_half)
        cards = [
            Card(scenario, f"met-{call.id}", real=True)
            for scenario, own in met_calls(Circle(circle.people, calls))
            for call in own
        ]
        return cls(
            {key: weight for key, weight in weights.items() if weight >= FORGOTTEN},
            {call.objection: day for day, call in sorted(past, key=lambda pair: pair[0])},
            {card.key: card for card in cards},
        )

    def met(self, cards: Mapping[str, Card]) -> Met:
        """The same by key of the card; somebody's own words count once more."""
        weights = {
            key: self.weights[card.situation] + card.real
            for key, card in cards.items()
            if card.situation in self.weights
        }
        last = {key: self.last[cards[key].situation] for key in weights}
        return Met(weights, last, set(self.cards))
