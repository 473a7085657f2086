"""A real call in five minutes: the line is for that person, never one out of another call."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.making import settings_in
from voicecoach.app.drills.now import make_now
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.app.people import network as network_module
from voicecoach.app.people.held_calls import Result, hold
from voicecoach.app.people.network import Network, plan_call
from voicecoach.plan import if_then
from voicecoach.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def asked(wanted: str, settings: Settings) -> tuple[str, str, str, bool]:
    now = make_now(wanted, PracticeOptions(typed=True), settings)
    return now.whom, now.line.text, now.say, now.own


def test_somebody_of_the_network_says_what_they_said_last(settings: Settings) -> None:
    network = Network(settings)
    walter = network_module.add(network, "Walter Kim", {"company": "Harlan"})
    plan_call(network, walter, "waiting")
    whom, line, say, own = asked("walter", settings)
    assert (whom, own) == ("Walter Kim", False)
    assert "got round to it" in line or "owe you" in line or "forgot" in line
    assert "name" in say or "Friday" in say
    hold(network, walter, Result("no", "too-busy", "I am on the train."))
    assert asked("walter", settings)[1] == "I am on the train."
    if_then.add(settings.data_folder, if_then.card("too-busy", "No time.", "When may I call?"))
    assert asked("walter", settings)[2:] == ("When may I call?", True)
