"""Script, if-then card and the sentence after a real call, said at a microphone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hearing import spoken
from tests.sound.program import Program
from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import write_wav
from voicecoach.speech.audio import RATE

pytestmark = pytest.mark.card

QUESTION = "Who else should I talk to in your company?"


class Caller:
    """Types at a terminal and speaks into its microphone."""

    def __init__(self, card: VirtualCard, home: Path) -> None:
        self._card, self._home = card, home
        self.sound = write_wav(home / "said.wav", spoken(QUESTION).astype("<i2"), RATE)
        self._running: list[Program] = []

    def start(self, *words: str, terminal: bool = True) -> Program:
        program = Program(*words, environ=self._card.environ(), home=self._home, terminal=terminal)
        self._running.append(program)
        return program

    def speak(self) -> None:
        self._card.feed(self.sound)

    def told(self, *words: str) -> str:
        """What a command prints."""
        program = self.start(*words, terminal=False)
        assert program.ended() == 0, program.shown
        return program.shown

    def end(self) -> None:
        for program in self._running:
            program.__exit__(None, None, None)


@pytest.fixture
def caller(sound_card: VirtualCard, tmp_path: Path) -> Iterator[Caller]:
    one = Caller(sound_card, tmp_path)
    yield one
    one.end()


def test_a_line_of_the_script_is_said_read_back_and_kept(caller: Caller) -> None:
    program = caller.start("script", "build", "--only", "ask")
    program.wait_for("Your turn")
    caller.speak()
    program.wait_for("s to say")
    program.press("\r")
    program.wait_for("Kept.")
    assert program.ended() == 0
    kept = json.loads(caller.told("script", "show", "--json"))["lines"]["ask"]
    assert "talk to in your company" in kept


def test_an_if_then_card_is_said(caller: Caller) -> None:
    program = caller.start("if-then", "add", "We are cutting staff.")
    program.wait_for("What do you say then?")
    program.press("\r")
    program.wait_for("Say it now")
    caller.speak()
    program.wait_for("is right, or type it")
    program.press("\r")
    assert program.ended() == 0
    assert "not-hiring" in program.shown
    (card,) = json.loads(caller.told("if-then", "list", "--json")).values()
    assert "talk to in your company" in card["i_say"]


def test_after_a_real_call_two_keys_and_one_spoken_sentence(caller: Caller) -> None:
    caller.told("people", "add", "Walter Kim")
    program = caller.start("calls", "done", "walter")
    program.wait_for("Which no did you meet?")
    program.press("5\r")
    program.wait_for("What came of it?")
    program.press("5\r")
    program.wait_for("to say it aloud")
    program.press("/speak\r")
    program.wait_for("Say it now")
    caller.speak()
    program.wait_for("or type it")
    program.press("\r")
    program.wait_for("Call again on")
    program.press("\r")
    program.wait_for("Kept: Walter Kim")
    assert program.ended() == 0
    held = json.loads(caller.told("calls", "list", "--json"))["calls"]
    assert any("talk to in your company" in call["said"] for call in held)
    assert not list((caller.start("--version").data / "recordings").glob("*/*"))
