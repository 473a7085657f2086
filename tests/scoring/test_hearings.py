from __future__ import annotations

from dataclasses import replace

import pytest

from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.domain.turn import Ended, Finding, Reply, Span, Verdict
from voicecoach.scoring.hearings import expected, second_opinions, sounding, unsure


def heard(text: str, *confidences: float) -> Transcript:
    sure = confidences or (0.9,) * len(text.split())
    words = tuple(
        Word(word, n, n + 1, c) for n, (word, c) in enumerate(zip(text.split(), sure, strict=True))
    )
    return Transcript((Segment(text, words),), text[:3])


def reply(best: Transcript, *others: Transcript, text: str | None = None) -> Reply:
    said = best.text if text is None else text
    return Reply(said, "spoken", Ended("key", "a key"), best, (*others, best))


BEST = heard("Who else should I talk to?")


def test_a_hearing_that_is_near_is_a_second_opinion() -> None:
    near = heard("who else should i walk to")
    assert second_opinions(reply(BEST, near)) == (near.text,)
    assert [span.text for span in unsure(reply(BEST, near))] == ["talk"]


@pytest.mark.parametrize("other", ["i don't understand bomb", "", "who else should i talk to"])
def test_a_far_or_an_equal_hearing_is_none(other: str) -> None:
    assert second_opinions(reply(BEST, heard(other))) == ()
    assert unsure(reply(BEST, heard(other))) == ()


def test_corrected_words_are_beyond_doubt() -> None:
    put_right = reply(BEST, heard("who else should i walk to"), text="Who else should I ring?")
    assert second_opinions(put_right) == ()
    assert unsure(put_right) == ()


def test_what_the_listener_guessed_is_shown_with_its_neighbours() -> None:
    guessed = heard("Is Dana Bryce there today?", 0.9, 0.4, 0.3, 0.9, 0.9)
    assert [span.text for span in unsure(reply(guessed))] == ["Dana Bryce"]


@pytest.mark.parametrize(("listener", "told"), [("whisper-tiny.en", []), ("vosk-model", ["Dana"])])
def test_each_listener_s_confidence_means_its_own(listener: str, told: list[str]) -> None:
    guessed = replace(heard("Is Dana there today?", 1.0, 0.7, 1.0, 1.0), listener=listener)
    assert [span.text for span in unsure(reply(guessed))] == told


def test_doubted_words_are_found_in_the_sound() -> None:
    guessed = heard("Is Dana Bryce there today?", 0.9, 0.4, 0.3, 0.9, 0.9)
    (span,) = unsure(reply(guessed))
    assert sounding(guessed, span) == (1, 3)
    assert sounding(Transcript((Segment("Is Dana there?"),)), span) is None


def test_where_all_is_unsure_nothing_is_pointed_at() -> None:
    assert unsure(reply(heard("Is Dana there?", 0.2, 0.3, 0.9))) == ()


def verdict(score: int, *keys: str) -> Verdict:
    moves = tuple(Finding(key, 1.0, Span("x", 0, 1)) for key in keys)
    return Verdict(score, "good", True, moves)


def test_the_score_is_the_expectation_and_the_best_counts_twice() -> None:
    one = expected(verdict(80, "a", "b"), [verdict(20, "a")])
    assert (one.score, one.band) == (60, "acceptable")
    assert [round(move.confidence, 2) for move in one.moves] == [1.0, 0.67]
    assert expected(verdict(80), []) == verdict(80)
