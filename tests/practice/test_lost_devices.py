"""A device breaks in mid-call: the call waits, and goes on where it was or with typed replies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.practice.making import VOICE, line
from voicecoach.domain.turn import Contact, Reply
from voicecoach.errors import DeviceError, DeviceLostError, NoDeviceError
from voicecoach.practice import events, holding
from voicecoach.practice.callers import TypedCaller
from voicecoach.practice.commands import Command, EndReply, HangUp, Type
from voicecoach.practice.spoken import SpokenCaller
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.hearing.recognizer import ScriptedRecognizer
from voicecoach.speech.line.simulated_line import SimulatedLine, SimulatedPlayback
from voicecoach.speech.sound.audio import RATE, Block, Clip
from voicecoach.speech.turn_end.endpointer import PauseEndpointer
from voicecoach.speech.turn_end.vad import ScriptedDetector
from voicecoach.speech.voice.synthesizer import ToneSynthesizer

LOST = DeviceLostError("The microphone went away.", "Connect it again.")


class BreakingLine(SimulatedLine):
    """Breaks once after so many samples, and is mended at the given look."""

    def __init__(self, breaks_at: float, looks: int = 3, error: DeviceError = LOST) -> None:
        super().__init__()
        self._breaks_at: float | None = breaks_at * RATE
        self._looks, self._error, self.broken = looks, error, False

    def load(self, clip: Clip) -> SimulatedPlayback:
        self._look()
        return super().load(clip)

    def blocks(self) -> Iterator[Block]:
        for block in super().blocks():
            yield block
            self._look()

    def _look(self) -> None:
        if self._breaks_at is not None and self.count >= self._breaks_at:
            self._breaks_at, self.broken = None, True
        if self.broken:
            raise self._error

    def mend(self) -> bool:
        self._looks -= 1
        self.broken = self.broken and self._looks > 0
        return not self.broken


class Later:
    """Gives each order at one look, counted over the whole call."""

    def __init__(self, orders: dict[int, Command]) -> None:
        self._orders, self._look = orders, 0
        self.typed: list[Command] = []

    def poll(self) -> Command | None:
        self._look += 1
        return self._orders.get(self._look)

    def wait(self) -> Command:
        return self.typed.pop(0)

    def drop(self) -> None:
        """Nothing to forget."""


def caller(line_: SimulatedLine) -> SpokenCaller:
    ear = Listening(
        ScriptedRecognizer([(1.0, "segment", "we could"), (2.5, "segment", "speak there")]),
        ScriptedDetector([(0.3, 1.0), (1.5, 2.5)]),
        PauseEndpointer(),
    )
    return SpokenCaller(VoiceOut(line_, ToneSynthesizer(), VOICE), ear)


def reply_of(seen: list[events.Event]) -> Reply:
    assert isinstance(seen[-1], events.ReplyGiven)
    return seen[-1].reply


def names(seen: list[events.Event]) -> list[str]:
    left_out = (events.Level, events.Heard)
    return [type(event).__name__ for event in seen if not isinstance(event, left_out)]


def test_it_breaks_while_the_contact_speaks() -> None:
    """The line is said again when the device is back."""
    seen = list(caller(BreakingLine(0.1)).reply(line("l", "No."), Later({})))
    assert names(seen) == [
        "ContactSpeaks", "Paused", "Resumed", "YourTurn", "ReplyEnded", "ReplyGiven",
    ]  # fmt: skip
    paused = next(event for event in seen if isinstance(event, events.Paused))
    assert paused.lost
    assert paused.why.startswith("The microphone went away. The call waits")
    assert reply_of(seen).text == "we could speak there"


@pytest.mark.parametrize("into_reply", [0.5, 1.2, 2.0])
def test_it_breaks_while_the_caller_speaks(into_reply: float) -> None:
    """What was said before counts, and the time without a device does not."""
    whole = list(caller(SimulatedLine()).reply(line("l", "No."), Later({})))
    spoke_at = next(event for event in whole if isinstance(event, events.Level)).block.start / RATE
    seen = list(caller(BreakingLine(spoke_at + into_reply)).reply(line("l", "No."), Later({})))
    assert names(seen)[1:4] == ["YourTurn", "Paused", "Resumed"]
    assert reply_of(seen).text == "we could speak there"
    assert reply_of(seen).hesitation == reply_of(whole).hesitation


def test_a_typed_reply_takes_its_place_and_the_next_is_typed_too() -> None:
    broken = BreakingLine(0.1, looks=10_000)
    orders = Later({60: Type("Who else?")})
    orders.typed = [Type("May I use your name?")]
    who = caller(broken)
    first = list(who.reply(line("l", "No."), orders))
    assert reply_of(first).text == "Who else?"
    second = list(who.reply(line("m", "Ask Ann."), orders))
    assert names(second) == ["ContactSpeaks", "YourTurn", "ReplyEnded", "ReplyGiven"]
    assert reply_of(second).text == "May I use your name?"
    broken.broken = False
    third = list(who.reply(line("n", "Well."), orders))
    assert reply_of(third).source == "spoken"


def test_a_reply_typed_in_the_caller_s_turn_is_followed_by_typed_ones_too() -> None:
    whole = list(caller(SimulatedLine()).reply(line("l", "No."), Later({})))
    spoke_at = next(event for event in whole if isinstance(event, events.Level)).block.start / RATE
    who = caller(BreakingLine(spoke_at + 0.5, looks=10_000))
    orders = Later({2_000: Type("Who else?")})
    orders.typed = [Type("May I use your name?")]
    assert reply_of(list(who.reply(line("l", "No."), orders))).text == "Who else?"
    second = list(who.reply(line("m", "Ask Ann."), orders))
    assert "Paused" not in names(second), "the missing device was waited for again"
    assert reply_of(second).text == "May I use your name?"


def test_typing_can_be_chosen_before_there_are_words() -> None:
    orders = Later({60: Type("")})
    orders.typed = [Type("Who else?")]
    seen = list(caller(BreakingLine(0.1, looks=10_000)).reply(line("l", "No."), orders))
    assert reply_of(seen).text == "Who else?"
    assert reply_of(seen).source == "typed"


def test_hanging_up_while_it_waits() -> None:
    seen = list(
        caller(BreakingLine(0.1, looks=10_000)).reply(line("l", "No."), Later({60: HangUp()}))
    )
    assert reply_of(seen).ended.code == "hung-up"


def test_what_was_said_so_far_can_be_the_reply() -> None:
    whole = list(caller(SimulatedLine()).reply(line("l", "No."), Later({})))
    spoke_at = next(event for event in whole if isinstance(event, events.Level)).block.start / RATE
    broken = BreakingLine(spoke_at + 1.2, looks=10_000)
    seen = list(caller(broken).reply(line("l", "No."), Later({2_000: EndReply()})))
    assert reply_of(seen).ended.code == "key"
    assert reply_of(seen).text.startswith("we could")


def test_a_call_that_nobody_mends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "TRIES", 5)
    with pytest.raises(DeviceLostError):
        list(caller(BreakingLine(0.1, looks=10_000)).reply(line("l", "No."), Later({})))


def test_a_loudspeaker_that_goes_before_its_first_sound_is_waited_for() -> None:
    """It was there when the call was made ready: the call does not end with an error."""
    gone = BreakingLine(0.0, 3, NoDeviceError("There is no loudspeaker.", "Connect one."))
    seen = list(caller(gone).reply(line("l", "No."), Later({})))
    (why,) = [event.why for event in seen if isinstance(event, events.Paused)]
    assert why.startswith("There is no loudspeaker.")
    assert why.endswith(holding.WAITS)
    assert reply_of(seen).text


def test_typed_calls_go_on_silently() -> None:
    """Nothing is waited for where the voice is only a comfort."""
    voice = VoiceOut(BreakingLine(0.0, 10_000), ToneSynthesizer(), VOICE, needed=False)
    who, orders = TypedCaller(voice), Later({})
    orders.typed = [Type("Who else?"), Type("Thanks.")]
    list(who.ring(Contact(name="Robin", role="friend", company=""), orders))
    seen = list(who.reply(line("l", "No."), orders))
    assert "From here on the contact's lines are only shown." in next(
        event.why for event in seen if isinstance(event, events.Paused)
    )
    assert names(list(who.reply(line("m", "Well."), orders))) == [
        "ContactSpeaks", "YourTurn", "ReplyEnded", "ReplyGiven",
    ]  # fmt: skip
