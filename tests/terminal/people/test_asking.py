"""Whom they named, in one answer."""

from __future__ import annotations

import io

import pytest

from tests.web.making import settings_in
from voicecoach.app.people.held_calls import Result
from voicecoach.app.people.network import Circle, Network
from voicecoach.app.people.network import add as add_person
from voicecoach.terminal.people.asking import ask_result


def test_several_names_are_several_people(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network(settings_in(tmp_path))
    ruth = add_person(network, "Ruth Hale", {})
    typed = "Grace Miller and Tom Berg, Andy Sand\n\n\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    given = Result("lead", said="They gave me names.")
    result = ask_result(network, Circle((ruth,), ()), ruth, given)
    assert result.named == ("Grace Miller", "Tom Berg", "Andy Sand")
    assert result.back is not None
