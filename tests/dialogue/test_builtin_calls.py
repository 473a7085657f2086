"""What holds for every scenario that comes with the program."""

from __future__ import annotations

import pytest

from tests.dialogue.making import advice
from voicecoach.dialogue import loader
from voicecoach.dialogue.scenario import Scenario
from voicecoach.domain.turn import Voice

SCENARIOS = [loader.load_builtin(key, advice()) for key in loader.available()]
NO_OBJECTIONS = {"opening", "gives-a-name", "says-yes", "in-interview"}
"""Situations in which the contact has said no kind of no."""
CALLERS_VOICE = "klatt2"
each = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.key)


@each
def test_it_has_what_a_caller_needs_before_the_call(scenario: Scenario) -> None:
    assert scenario.group
    assert scenario.teaches
    assert len(scenario.facts) >= 2
    assert len(scenario.brief) > 100


@each
def test_an_objection_has_three_wordings_and_every_line_a_model_answer(scenario: Scenario) -> None:
    for key, line in scenario.lines.items():
        if line.next:
            objection = line.situation not in NO_OBJECTIONS and key != scenario.silence
            wanted = 3 if objection and line.situation != "ending" else 2
            assert len(line.says) >= wanted, key
            assert not line.curt or line.situation == "opening" or len(line.curt) >= 3, key
            assert line.answers or key == scenario.silence, key


@each
def test_there_is_a_best_way_to_end_and_a_worst(scenario: Scenario) -> None:
    ends = [line.end for line in scenario.lines.values() if line.end]
    assert any(end.best for end in ends)
    assert any(end.worst for end in ends)
    assert all(end.reached for end in ends if end.best)
    assert not any(end.reached for end in ends if end.worst)


@each
def test_no_contact_sounds_like_the_simulated_caller(scenario: Scenario) -> None:
    for person in (scenario.contact, *scenario.speakers.values()):
        assert CALLERS_VOICE not in person.voice
        assert "+" in person.voice


def test_several_speakers_in_one_call_have_different_voices() -> None:
    many = [scenario for scenario in SCENARIOS if scenario.speakers]
    assert many
    for scenario in many:
        people = (scenario.contact, *scenario.speakers.values())
        assert len({person.voice for person in people}) == len(people)


def test_no_two_contacts_share_a_name_or_a_whole_voice() -> None:
    people = [scenario.contact for scenario in SCENARIOS]
    assert len({person.name for person in people}) == len(people)
    assert len({(person.voice, person.rate, person.pitch) for person in people}) == len(people)


def test_every_situation_is_met_somewhere() -> None:
    met = {line.situation for scenario in SCENARIOS for line in scenario.lines.values()}
    assert met - {""} == set(advice().situations)


def test_every_move_and_slip_that_ends_a_call_makes_a_difference_somewhere() -> None:
    named = {
        key
        for scenario in SCENARIOS
        for branches in (scenario.always, *(line.next for line in scenario.lines.values()))
        for branch in branches
        if branch.when
        for key in (*branch.when.any, *branch.when.all, *branch.when.none)
    }
    ending = {slip.key for slip in advice().slips.values() if slip.ends_call}
    assert ending <= named
    assert set(advice().moves) <= named


def test_the_personas_of_a_job_search_are_there() -> None:
    roles = " ".join(scenario.contact.role for scenario in SCENARIOS)
    for role in (
        "past co-worker",
        "lead",
        "stranger",
        "well-meaning friend",
        "hiring manager",
        "recruiter",
        "human resources",
        "front desk",
        "alumna",
    ):
        assert role in roles, role


def test_every_voice_exists_on_the_real_synthesizer() -> None:
    from voicecoach.speech.voice.line_cache import LineCache
    from voicecoach.speech.voice.synthesizer import Pyttsx3Synthesizer

    people = [p for s in SCENARIOS for p in (s.contact, *s.speakers.values())]
    voices = {(person.voice, person.pitch) for person in people}
    synthesizer = Pyttsx3Synthesizer(LineCache(None))
    synthesizer.start()
    try:
        for name, pitch in sorted(voices):
            clip = synthesizer.render("Hello.", Voice(name, 160, pitch))
            assert clip.seconds > 0.2, name
    finally:
        synthesizer.close()
