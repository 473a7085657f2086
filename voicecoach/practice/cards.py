"""The cards: every contact line that wants a reply, from all calls; which ones a drill takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from voicecoach.dialogue.details import fill
from voicecoach.dialogue.scenario import Scenario, Temper
from voicecoach.dialogue.wording import Wording, say
from voicecoach.domain.rubric import Expectation
from voicecoach.domain.turn import ContactLine
from voicecoach.plan.if_then import SCENARIO as OWN_CARDS
from voicecoach.practice.deck import Deck, other_wording
from voicecoach.practice.modes import Mode

ANY_SEED = 0
"""A card's wording is chosen by what was heard before, not by a seed."""


@dataclass(frozen=True, slots=True)
class Card:
    """One objection.

    Attributes:
        scenario: the call it comes from.
        line: its key there.
        details: what is known of the caller, names and values.
        answer: the caller's own model answer; empty: as the call has it.
        real: somebody said it to the caller in a real call.
    """

    scenario: Scenario
    line: str
    details: tuple[tuple[str, str], ...] = ()
    answer: str = ""
    real: bool = False

    @property
    def key(self) -> str:
        """As the log names it."""
        return f"{self.scenario.key}/{self.line}"

    @property
    def situation(self) -> str:
        """What the caller is in after it."""
        return self.scenario.lines[self.line].situation

    def wordings(self, temper: Temper) -> tuple[str, ...]:
        """What the contact can say, as it is shown."""
        known = dict(self.details)
        return tuple(fill(text, known) for text in self.scenario.lines[self.line].wordings(temper))

    def has(self, temper: Temper) -> bool:
        """Whether its contact can be of that temper."""
        line = self.scenario.lines[self.line]
        own = {"warm": line.warm, "curt": line.curt, "neutral": line.says}[temper]
        return bool(own) or temper in self.scenario.speaker(self.line).temper

    def spoken(self, temper: Temper, before: Sequence[str]) -> ContactLine:
        """The line in another wording than the last time, where there is another.

        Args:
            temper: the contact's.
            before: what was said on this card so far, the latest last.
        """
        how = Wording(self.scenario, ANY_SEED, self.details, temper)
        wanted = other_wording(self.wordings(temper), before)
        lines = (say(how, (self.line,), n) for n in range(len(self.wordings(temper))))
        line = next(line for line in lines if line.text == wanted)
        return replace(
            line,
            key=self.key,
            speaker=self.scenario.speaker(self.line).name,
            model_answer=self.answer or line.model_answer,
        )


def cards_of(
    scenarios: Iterable[Scenario],
    details: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> dict[str, Card]:
    """All cards by key: first the first one of every call, then the second ones, and so on.

    Args:
        scenarios: the calls.
        details: what is known of the caller.
        answers: the caller's own model answers by key of the situation.
    """
    known, own = tuple((details or {}).items()), answers or {}
    ranked: list[tuple[int, str, Card]] = []
    for scenario in scenarios:
        keys = [key for key, line in scenario.lines.items() if line.situation and not line.end]
        for n, key in enumerate(keys):
            answer = own.get(scenario.lines[key].situation, "")
            ranked.append((n, scenario.key, Card(scenario, key, known, answer)))
    return {card.key: card for _, _, card in sorted(ranked, key=lambda item: item[:2])}


def fitting(
    cards: Mapping[str, Card], mode: Mode, expected: Mapping[str, Expectation]
) -> list[str]:
    """Keys of the cards that a mode takes, in their order, the caller's own first.

    Then those of the situations to begin with.

    Args:
        cards: all there are.
        mode: which it takes.
        expected: what the advice prescribes by situation; looked at where the mode names moves.
    """
    keys = [key for key, card in cards.items() if _fits(card, mode, expected)]
    rank = {situation: place for place, situation in enumerate(mode.first)}
    return sorted(
        keys,
        key=lambda key: (
            cards[key].scenario.key != OWN_CARDS,
            rank.get(cards[key].situation, len(rank)),
        ),
    )


def _fits(card: Card, mode: Mode, expected: Mapping[str, Expectation]) -> bool:
    if mode.situations and card.situation not in mode.situations:
        return False
    if card.situation in mode.without and not card.real:
        return False
    if mode.moves and not set(mode.moves) & set(expected[card.situation].open):
        return False
    return mode.temper == "neutral" or bool(mode.situations) or card.has(mode.temper)


SOONER = 3
"""Cards that come before they are due, because their objection was met."""


@dataclass(frozen=True, slots=True)
class Met:
    """What was met in real calls, by key of the card.

    Attributes:
        weights: how much, lately.
        last: practice day it was met on last.
        own: cards in the words of real people.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    last: Mapping[str, date] = field(default_factory=dict)
    own: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """What decides which cards come today.

    Attributes:
        today: the practice day.
        new: new cards a day.
        met: what was met in real calls.
    """

    today: date
    new: int
    met: Met = field(default_factory=Met)


def due_now(keys: Sequence[str], deck: Deck, day: Day) -> list[str]:
    """What is worth repeating today; what was met in real calls lately comes first.

    These are the cards that are due, what people said to the caller and was never practised, and
    the least known of what was met since it was practised last, due or not.

    Args:
        keys: of the cards that there are, in their order.
        deck: what is remembered.
        day: today.
    """
    due = deck.due(keys, day.today)
    fresh = [key for key in keys if key in day.met.own and key not in deck.memories]
    soon = [key for key in keys if key in deck.memories and key not in due and _met(key, deck, day)]
    soon.sort(key=lambda key: (deck.memories[key].known(day.today), key))
    found = [*fresh, *due, *soon[:SOONER]]
    return sorted(found, key=lambda key: -day.met.weights.get(key, 0.0))


def _met(key: str, deck: Deck, day: Day) -> bool:
    last = day.met.last.get(key)
    return last is not None and deck.memories[key].last <= last < day.today


def queue(keys: Collection[str], deck: Deck, mode: Mode, day: Day) -> list[str]:
    """The cards of a drill in their order: due ones, a few new ones.

    If the mode takes any, then those not due yet (the longest unseen first) and the other new ones.

    Args:
        keys: of the cards that fit the mode, in their order.
        deck: what is remembered.
        mode: how to draw.
        day: today, and how many new ones.
    """
    ordered = list(keys)
    due = due_now(ordered, deck, day)
    fresh = [key for key in ordered if key not in due]
    drawn = [*due, *deck.new(fresh, day.today, day.new)]
    if mode.draw == "any":
        known = [key for key in ordered if key in deck.memories and key not in drawn]
        drawn += sorted(known, key=lambda key: (deck.memories[key].last, key))
        drawn += [key for key in ordered if key not in set(drawn)]
    return _in_a_row(drawn, ordered, mode.in_a_row) if mode.in_a_row > 1 else drawn


def _in_a_row(drawn: Sequence[str], keys: Sequence[str], count: int) -> list[str]:
    """Every drawn card with its fellows of the same call, ``count`` at a time."""
    calls: dict[str, list[str]] = {}
    for key in keys:
        calls.setdefault(key.partition("/")[0], []).append(key)
    rows: list[str] = []
    for call in dict.fromkeys(key.partition("/")[0] for key in drawn):
        for begin in range(0, len(calls[call]) - count + 1, count):
            rows += calls[call][begin : begin + count]
    return rows
