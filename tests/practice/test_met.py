"""What was met in real calls comes first in the deck."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from voicecoach.domain.deck import GOOD, Review
from voicecoach.practice.cards import SOONER, Day, Met, due_now
from voicecoach.practice.deck import Deck, deck_of
from voicecoach.practice.today import look

TODAY = date(2026, 11, 26)
KEYS = [f"call/{n}" for n in range(8)]


def practised(days: dict[str, int]) -> tuple[list[Review], Deck]:
    """Each card graded "good" so many days ago."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    log = [
        Review("d", key, at, TODAY - timedelta(days=ago), "No.", GOOD, GOOD, 70)
        for key, ago in days.items()
    ]
    return log, deck_of(log)


def test_among_due_cards_what_was_met_most_comes_first() -> None:
    _, deck = practised(dict.fromkeys(KEYS[:3], 40))
    met = Met({KEYS[1]: 0.5, KEYS[2]: 2.0})
    assert due_now(KEYS, deck, Day(TODAY, 5, met)) == [KEYS[2], KEYS[1], KEYS[0]]
    assert due_now(KEYS, deck, Day(TODAY, 5)) == KEYS[:3]


def test_what_was_met_since_it_was_practised_comes_before_it_is_due() -> None:
    _, deck = practised(dict.fromkeys(KEYS, 1))
    yesterday = TODAY - timedelta(days=1)
    weights = dict.fromkeys(KEYS, 1.0)
    assert due_now(KEYS, deck, Day(TODAY, 5)) == []
    soon = due_now(KEYS, deck, Day(TODAY, 5, Met(weights, dict.fromkeys(KEYS, yesterday))))
    assert len(soon) == SOONER
    before = dict.fromkeys(KEYS, yesterday - timedelta(days=1))
    assert due_now(KEYS, deck, Day(TODAY, 5, Met(weights, before))) == []


def test_their_own_words_are_due_though_they_are_new_and_not_counted_twice() -> None:
    log, _ = practised({})
    met = Met({KEYS[4]: 2.0}, own={KEYS[4]})
    today = look(KEYS, log, Day(TODAY, 2, met), 10)
    assert (today.due, today.new) == (1, 2)
    assert look(KEYS, log, Day(TODAY, 0, met), 10).proposed == 1
