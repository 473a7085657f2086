"""Sentences said aloud in place of typed, at the microphone of a virtual card."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hearing import spoken
from tests.sound.program import Program
from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import write_wav
from voicecoach.plan.if_then import load_if_then
from voicecoach.speech.sound.audio import RATE

pytestmark = pytest.mark.card

SAID = "I see. Who else should I talk to in your company?"


@pytest.fixture
def run(sound_card: VirtualCard, tmp_path: Path) -> Iterator[object]:
    programs: list[Program] = []

    def run_(*words: str, terminal: bool = False, **variables: str) -> Program:
        environ = sound_card.environ(**variables)
        programs.append(Program(*words, environ=environ, home=tmp_path, terminal=terminal))
        return programs[-1]

    yield run_
    for program in programs:
        program.__exit__(None, None, None)


def test_what_came_of_a_call_and_an_answer_of_ones_own_are_said_aloud(
    sound_card: VirtualCard, run, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    file = write_wav(tmp_path / "said.wav", spoken(SAID).astype("<i2"), RATE)
    assert run("people", "add", "Walter Kim").ended() == 0
    done = run("calls", "done", "walter", "--outcome", "no", "--objection", "no-jobs", "--spoken")
    done.wait_for("Say it now")
    sound_card.feed(file)
    assert done.ended() == 0
    assert "Traceback" not in done.shown
    listed = run("calls", "list", "walter", "--json")
    assert listed.ended() == 0
    (held,) = [one for one in json.loads(listed.raw)["calls"] if one["done"]]
    assert "talk" in held["said"].lower()
    assert not list(done.data.glob("recordings/*/*")), "its sound is not kept"

    card = run("if-then", "add", "We are cutting staff.", terminal=True, ACCESSIBLE="1")
    card.wait_for("say it aloud)")
    card.press("\n")
    card.wait_for("Say it now")
    sound_card.feed(file)
    card.wait_for("is right, or type it:")
    card.press("\n")
    assert card.ended() == 0
    assert "asks whom to talk to" in card.shown
    assert "\r" not in card.raw.replace("\r\n", ""), "nothing is painted over"
    (kept,) = load_if_then(card.data).values()
    assert "talk" in kept.i_say.lower()


def test_with_no_microphone_it_is_typed_and_nothing_told_is_lost(
    sound_card: VirtualCard, run
) -> None:  # type: ignore[no-untyped-def]
    assert run("people", "add", "Walter Kim").ended() == 0
    silent = str(sound_card.dir / "silent.conf")
    words = ("calls", "done", "walter", "--outcome", "promised", "--spoken")
    done = run(*words, terminal=True, ALSA_CONFIG_PATH=silent)
    done.wait_for("Type it instead:")
    done.press("He will ask around.\n")
    done.wait_for("Call again on")
    done.press("\n")
    assert done.ended() == 0
    assert "Kept: Walter Kim" in done.shown
