"""A call on the live screen is told to end while a sound device fails: how long it took."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.hearing import spoken
from tests.sound.calls import CALL, SECOND_LINE, been_here
from tests.sound.faults import BETWEEN, CALLER, CONTACT, FAULTY, FLAG, START, Fault, Scene
from tests.sound.program import Program
from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import write_wav
from voicecoach.speech.line import portaudio
from voicecoach.speech.sound.audio import RATE

SAID = "Who else should I talk to?"
INTO = 0.5
"""s from the fault to the signal: the program is about to notice, or has just noticed."""

INTO_START = 1.5
"""s from the start of a program whose devices are broken already."""


@dataclass(slots=True)
class Ending:
    """How it went.

    Attributes:
        took: s from the signal until no process was left.
        problems: sentences; empty: all as it should be.
    """

    took: float = 0.0
    problems: list[str] = field(default_factory=list)


def end_under(fault: Fault, state: str, number: signal.Signals, folder: Path) -> Ending:
    """Hold a call on a card of its own, break the device, send the signal."""
    with VirtualCard(speaker_rate=22_050) as card:
        os.environ.update(card.env)
        portaudio.rescan()
        been_here(folder)
        scene = Scene(card, folder)
        early = state == START and fault.early
        if early:
            fault.breaks(scene)
        with _started(scene, fault) as program:
            scene.program = program
            ending = Ending()
            try:
                _come_to(state, program, scene, early=early)
                if not early:
                    fault.breaks(scene)
                if state == BETWEEN:
                    program.press("\r")
                time.sleep(INTO)
                _end(program, number, ending, starting=early)
            except (AssertionError, subprocess.TimeoutExpired) as error:
                ending.problems.append(f"{error}")
            finally:
                card.thaw()
            return ending


def _started(scene: Scene, fault: Fault) -> Program:
    scenario = scene.folder / "call.yaml"
    longer = CALL.replace("{to: goodbye}", "{to: again}") + SECOND_LINE.lstrip("\n")
    scenario.write_text(longer, encoding="utf-8")
    faulty = {FLAG: str(scene.flag), "PYTHONPATH": str(FAULTY)} if fault.faulty else {}
    words = ("practice", str(scenario), "--no-ring", "--listener", "vosk")
    environ = scene.card.environ(**faulty)
    return Program(*words, environ=environ, home=scene.folder, terminal=True)


def _come_to(state: str, program: Program, scene: Scene, *, early: bool) -> None:
    if early:
        time.sleep(INTO_START)
        return
    program.wait_for("Robin Hale:")
    if state in (CALLER, BETWEEN):
        program.press("\r")  # skip to my turn
        program.wait_for("Your turn.")
    if state == BETWEEN:
        scene.card.feed(write_wav(scene.folder / "said.wav", spoken(SAID).astype("<i2"), RATE))
        program.wait_for("Score:")
    elif state == CONTACT:
        time.sleep(INTO)


def _end(program: Program, number: signal.Signals, ending: Ending, *, starting: bool) -> None:
    status, ending.took = program.end_by(number)
    # While Python still loads, the signal ends the process as it ends every other.
    if status != 128 + number and not (starting and status == -number):
        ending.problems.append(f"exit status {status}")
    if "Traceback" in program.shown or "Fatal" in program.shown:
        ending.problems.append(program.shown)
    if termios.tcgetattr(program.screen) != program.before:
        ending.problems.append("the terminal is not as it was")
    for mode in ("1049", "1000", "2004"):  # screen, mouse, paste
        states = re.findall(rf"\x1b\[\?{mode}([hl])", program.raw)
        if states and states[-1] != "l":
            ending.problems.append(f"the terminal is left in mode {mode}")
