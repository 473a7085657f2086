"""What the history is told of a call's events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from tests.history.making import BLOCK, reply, turn
from tests.practice.making import LengthJudge, ListedTalk, TickingClock, header
from voicecoach.app.parts.recorder import HistoryRecorder
from voicecoach.domain.turn import ContactLine
from voicecoach.history.store import open_store
from voicecoach.practice.callers import Meaning, TypedCaller
from voicecoach.practice.commands import Command, Commands, Next, SayAgain, Scripted, Type
from voicecoach.practice.events import (
    CallEnded,
    ContactSpeaks,
    Event,
    Level,
    ReplyGiven,
    TurnDone,
    YourTurn,
)
from voicecoach.practice.parts import Parts
from voicecoach.practice.session import rehearse
from voicecoach.speech.sound.audio import Block


class SoundingCaller(TypedCaller):
    """Says every reply with one second of sound."""

    def reply(
        self,
        line: ContactLine,
        commands: Commands,
        *,
        again: bool = False,
        waits: bool = True,
        meaning: Meaning | None = None,
    ) -> Iterator[Event]:
        yield ContactSpeaks(line, again)
        yield YourTurn(line)
        for count in range(50):
            yield Level(-20.0, count / 50, True, Block(BLOCK, 320 * count))
        yield ReplyGiven(reply("i see who else could i call", "spoken"))


def hold(folder: Path, caller: TypedCaller, orders: list[Command]) -> list[Event]:
    recorder = HistoryRecorder(folder, header())
    parts = Parts(ListedTalk(), caller, LengthJudge(), Scripted(orders), TickingClock())
    events = []
    for event in rehearse(header(), parts):
        events.append(recorder.keep(event))
        if isinstance(event, TurnDone):
            with open_store(folder) as other:  # kept before anybody is shown it
                assert events[-1].turn in other.get().turns  # type: ignore[union-attr]
    recorder.close()
    assert recorder.trouble is None
    return events


def test_a_spoken_call_is_kept_with_its_sound(tmp_path: Path) -> None:
    events = hold(tmp_path, SoundingCaller(), [SayAgain(), Next(), Next()])
    ended = events[-1]
    assert isinstance(ended, CallEnded)
    assert [one.reply.recording for one in ended.call.turns] == [
        f"recordings/c1/reply-{place}.flac" for place in ("01-1", "01-2", "02-1")
    ]
    for one in ended.call.turns:
        assert soundfile.info(tmp_path / one.reply.recording).frames == 16_000
    with open_store(tmp_path) as store:
        assert store.get() == ended.call


def test_a_typed_call_is_kept(tmp_path: Path) -> None:
    events = hold(tmp_path, TypedCaller(), [Type("who else"), Next(), Type("thanks"), Next()])
    with open_store(tmp_path) as store:
        assert [one.reply.text for one in store.get().turns] == ["who else", "thanks"]
        assert CallEnded(store.get().outcome, store.get()) == events[-1]  # type: ignore[arg-type]


def test_a_call_that_cannot_be_kept_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    recorder = HistoryRecorder(tmp_path / "file", header())
    event = TurnDone(turn(), waits=True)
    assert recorder.keep(event) == event
    assert recorder.trouble is not None
    assert "XDG_DATA_HOME" in str(recorder.trouble)
    recorder.close()


@pytest.mark.parametrize("again", [True, False])
def test_a_killed_program_leaves_the_sound_under_the_right_number(
    tmp_path: Path, again: bool
) -> None:
    recorder = HistoryRecorder(tmp_path, header())
    line = turn().line
    for repeated in (False, again):
        recorder.keep(ContactSpeaks(line, repeated))
        recorder.keep(YourTurn(line))
        recorder.keep(Level(-20.0, 0.0, True, Block(BLOCK, 0)))
        if not repeated and not (tmp_path / "recordings" / "c1").exists():
            recorder.keep(TurnDone(turn(), waits=True))
    part = next((tmp_path / "recordings" / ".running").glob("*.wav"))
    assert part.name == ("c1.1-2.wav" if again else "c1.2-1.wav")
    recorder.close()
