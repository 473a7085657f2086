"""One call, one fault: what the program said and kept."""

from __future__ import annotations

import os
import re
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.hearing import spoken
from tests.sound.calls import CALL, SECOND_LINE, been_here, kept, recordings, whole
from tests.sound.faults import (
    BETWEEN,
    CALLER,
    CONTACT,
    FAULTY,
    FLAG,
    MUTED,
    OFFERED,
    START,
    Fault,
    Scene,
)
from tests.sound.program import Program
from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import write_wav
from voicecoach.speech.line import portaudio
from voicecoach.speech.sound.audio import RATE

GOES_ON = "The call goes on."
CARD = "Choose: 1 go on"
SAID = "Who else should I talk to in your company?"
LEAD = 0.7
"""s of room before it: a microphone that was exactly silent for long is just being opened anew."""

BEFORE = LEAD + 0.75
"""s from the room's first sound until the device breaks: in the middle of the question, as a whole
one is a finished reply."""

ROOM = 3.0
"""s of room after it: the card's own silence is exact, which is a muted microphone's."""

SURELY = int(0.5 * RATE)
"""Samples of that which no buffer holds back."""

FIRST = int(3.0 * RATE)
"""Samples of the recording in which it must be."""

LONGEST_HESITATION = LEAD + 2.5
"""s; in these calls the caller speaks at once, or half a second after a mute was told."""

TOLD_WITHIN = 1.0
ENDED_WITHIN = 60.0


@dataclass(slots=True)
class Result:
    """How it went.

    Attributes:
        told: s from the moment the device was needed to the line that tells; None: none was due.
        back: s from its mending to "the call goes on"; None: it was not held.
        problems: sentences; empty: all as it should be.
    """

    told: float | None = None
    back: float | None = None
    problems: list[str] = field(default_factory=list)


class FaultyCall:
    """A call of one reply (two for "between"), in a terminal, one line an event."""

    def __init__(self, fault: Fault, state: str, card: VirtualCard, folder: Path) -> None:
        self._fault, self._state = fault, state
        self._scene = Scene(card, folder)
        chance = np.random.default_rng(1)
        lead, room = (chance.integers(-3, 4, int(seconds * RATE)) for seconds in (LEAD, ROOM))
        said = np.concatenate((lead, spoken(SAID), room)).astype("<i2")
        self._reply = write_wav(folder / "reply.wav", said, RATE)
        self._due = fault.told[state]
        self._result = Result()

    def play(self) -> Result:
        """Hold it to its end; asserts inside stop it, what is wrong with the rest is told."""
        early = self._state == START and self._fault.early
        if early:
            self._fault.breaks(self._scene)
        with self._started() as program:
            self._scene.program = program
            try:
                self._hold(program, early)
            except (AssertionError, subprocess.TimeoutExpired) as error:
                self._result.problems.append(f"{error}")
            finally:
                self._scene.card.thaw()
        return self._result

    def _started(self) -> Program:
        scenario = self._scene.folder / "call.yaml"
        text = CALL
        if self._state == BETWEEN:
            text = CALL.replace("{to: goodbye}", "{to: again}") + SECOND_LINE.lstrip("\n")
        scenario.write_text(text, encoding="utf-8")
        words = ("practice", str(scenario), "--plain", "--no-ring", "--listener", "vosk")
        faulty = {FLAG: str(self._scene.flag), "PYTHONPATH": str(FAULTY)}
        environ = self._scene.card.environ(**(faulty if self._fault.faulty else {}))
        return Program(*words, environ=environ, home=self._scene.folder, terminal=True)

    def _hold(self, program: Program, early: bool) -> None:
        if early and self._due == OFFERED:
            program.wait_for(OFFERED)
            program.press("3\n")
            assert program.ended() == 0
            self._tidy(program, turns=0)
            return
        turns = 1
        if self._state == BETWEEN:
            self._answer(program)
            program.wait_for(CARD)
            turns = 2
        needed = self._break(program, early)
        self._be_told(program, needed)
        if self._state == CALLER or self._due == MUTED:
            self._say()  # it is the caller's turn already
        else:
            self._answer(program)
        program.wait_for(CARD)
        program.press("\n")
        if self._state == CALLER and self._due_later:
            self._be_told(program, program.wait_for("Robin Hale:"), late=True)
        assert program.ended(ENDED_WITHIN) == 0
        self._tidy(program, turns)
        self._nothing_lost(program)

    @property
    def _due_later(self) -> bool:
        """A loudspeaker is missed only when the contact speaks again."""
        return self._state == CALLER and self._fault.name == "loudspeaker gone"

    def _break(self, program: Program, early: bool) -> float:
        """Make it happen; the moment from which on the device is needed."""
        if self._state == BETWEEN:
            self._fault.breaks(self._scene)
            program.press("\n")
            return program.wait_for("Robin Hale:")
        if early:
            return program.wait_for("Robin Hale:")
        if self._state == CALLER:
            program.wait_for("Your turn.")
            saying = self._begin_to_say()
            time.sleep(BEFORE)
            self._fault.breaks(self._scene)
            now = time.perf_counter()
            saying.kill()
            saying.wait()
            return now
        program.wait_for("Robin Hale:")
        self._scene.card.wait_for_stream()
        time.sleep(1.0 if self._state == CONTACT else 0.2)
        self._fault.breaks(self._scene)
        return time.perf_counter()

    def _be_told(self, program: Program, needed: float, *, late: bool = False) -> None:
        if not self._due or (self._due_later and not late):
            return
        if self._due == MUTED and self._state != CALLER:
            needed = program.wait_for("Your turn.")
        moment = program.wait_for(self._due)
        self._result.told = max(0.0, moment - needed)
        if self._fault.mends is not None:
            time.sleep(0.5)
            self._fault.mends(self._scene)
        if self._due != MUTED:
            began = time.perf_counter() if self._fault.mends is not None else moment
            self._result.back = program.wait_for(GOES_ON) - began

    def _answer(self, program: Program) -> None:
        program.wait_for("Your turn.")
        self._say()

    def _say(self) -> None:
        time.sleep(0.3)
        self._scene.card.feed(self._reply)

    def _begin_to_say(self) -> subprocess.Popen[bytes]:
        words = ["paplay", "--device=mic_feed", str(self._reply)]
        return subprocess.Popen(words, env=self._scene.card.environ())

    def _tidy(self, program: Program, turns: int) -> None:
        if "Traceback" in program.shown:
            self._result.problems.append(program.shown)
        if left := program.left_running():
            self._result.problems.append(f"still running: {left}")
        count = len(kept(program).turns) if turns else 0
        if count != turns:
            self._result.problems.append(f"{count} turns were kept, not {turns}")

    def _nothing_lost(self, program: Program) -> None:
        reply = kept(program).turns[-1].reply
        sound = recordings(program)[-1]
        said = spoken(SAID)
        if self._state == CALLER and self._due and not whole(said[:SURELY], sound[:FIRST]):
            self._result.problems.append("what was said before is lost")
        resampled = self._fault.name == "headset changes rate"
        if not resampled and not whole(said, sound):
            self._result.problems.append("what was said after is lost")
        if not re.search(r"talk|who|else|company", reply.text):
            self._result.problems.append(f"heard {reply.text!r}")
        if (reply.hesitation or 99.0) > LONGEST_HESITATION:
            self._result.problems.append(f"hesitation {reply.hesitation} s")


def play(fault: Fault, state: str, folder: Path) -> Result:
    """Hold one call on a card of its own, which becomes that of this process."""
    with VirtualCard(speaker_rate=22_050) as card:
        os.environ.update(card.env)
        portaudio.rescan()
        been_here(folder)
        return FaultyCall(fault, state, card, folder).play()
