"""A call for whole-loop tests: what the contact says, and what the program keeps of it."""

from __future__ import annotations

import re
import termios
from pathlib import Path

import soundfile

from tests.hearing import Samples
from tests.sound.program import Program
from tests.virtual_card.comparing import found
from voicecoach import settings
from voicecoach.app.parts import building
from voicecoach.app.rehearse import hearing_check
from voicecoach.domain.turn import Call
from voicecoach.history.store import open_store
from voicecoach.practice.hearing_check import Checked

CALL = """
key: short-call
title: A short call
group: tests
teaches: [A06]
brief: You call Robin Hale.
contact:
  name: Robin Hale
  role: past co-worker
  voice: gmw/en-us+klatt2
  rate: 160
goal:
  words: A name to call.
start: opening
silence: hello
lines:
  opening:
    situation: no-jobs
    says: ["I would like to help you, but there are no jobs here."]
    answers: ["Whom would you call first in my place?"]
    next: [{to: goodbye}]
  hello:
    says: ["Hello? Are you there?"]
  goodbye:
    says: ["Take care."]
    end: {reached: true, words: "You kept on."}
"""
SECOND_LINE = """
  again:
    situation: no-jobs
    says: ["As I told you, no."]
    answers: ["Whom would you call first in my place?"]
    next: [{to: goodbye}]
"""
SAID = "Who else should I talk to?"


def been_here(home: Path) -> None:
    """Not the first call: nothing is asked and no hearing check run before it."""
    own = settings.load({"XDG_DATA_HOME": str(home / "DATA"), "HOME": str(home)})
    found = Checked("", (), 1.0, ())
    for second in (True, False):
        hearing_check.remember(own, building.ear_name(own, second=second), found)
    asked = home / "DATA" / "voicecoach" / "models" / "asked.txt"
    asked.parent.mkdir(parents=True, exist_ok=True)
    asked.write_text("asked\n")


def recordings(program: Program) -> list[Samples]:
    """What was kept of each reply, oldest first."""
    files = sorted(program.data.glob("recordings/*/reply-*.flac"))
    return [soundfile.read(path, dtype="int16")[0] for path in files]


def kept(program: Program) -> Call:
    with open_store(program.data) as store:
        assert not store.notes
        return store.get("last")


def whole(said: Samples, heard: Samples) -> bool:
    """Whether every sample of it is in the recording, in one piece."""
    return found(said, heard)[1] == len(said)


def assert_restored(program: Program) -> None:
    assert termios.tcgetattr(program.screen) == program.before
    for mode in ("1049", "25", "1000", "2004"):  # screen, cursor, mouse, paste
        states = re.findall(rf"\x1b\[\?{mode}([hl])", program.raw)
        assert not states or states[-1] == ("h" if mode == "25" else "l"), mode
    assert "\x1b[?1049h" in program.raw
