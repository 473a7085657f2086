"""The live screen, driven by Textual's pilot with a real session behind it."""

from __future__ import annotations

import asyncio

import pytest
from textual.widgets import Input, Static

from tests.history.making import turn
from tests.practice.making import LengthJudge, ListedTalk, TickingClock, header
from voicecoach.app.parts.choices import CARDS, State
from voicecoach.app.parts.command_queue import CommandQueue
from voicecoach.domain.advice import Advice
from voicecoach.errors import DeviceError
from voicecoach.practice import events
from voicecoach.practice.callers import TypedCaller
from voicecoach.practice.commands import HangUp, Next, Pick, PlayModelAnswer, Type
from voicecoach.practice.parts import Parts
from voicecoach.practice.session import rehearse
from voicecoach.speech.sound.audio import Block
from voicecoach.terminal.call.screen import METER_WIDTH, CallScreen, meter

NOTHING_KNOWN = Advice({}, {}, {})


def screen(cue=""):
    orders = CommandQueue()
    parts = Parts(
        ListedTalk(["Nope [/b] here."]), TypedCaller(), LengthJudge(), orders, TickingClock()
    )
    return CallScreen(
        *(lambda: rehearse(header(), parts), orders, NOTHING_KNOWN, ["You call Dana."], cue),
        lambda turn: [f"From your script: {turn.reply.text}"],
    )


async def until(pilot, condition):
    for _ in range(200):
        await pilot.pause(0.02)
        if condition():
            return
    raise AssertionError("did not happen within 4 s")


def text(app, where):
    return str(app.query_one(f"#{where}", Static).render())


def test_a_typed_call_by_keyboard():
    async def play():
        app = screen()
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.state is State.TYPED)
            assert "Nope [/b] here." in text(app, "contact"), "text of people is never markup"
            await pilot.click("#reply")
            app.query_one("#reply", Input).value = "who else could I ask"
            await pilot.press("enter")
            await until(pilot, lambda: app.state in CARDS)
            assert "Score: 50 of 100" in text(app, "card")
            await pilot.press("s")
            await until(pilot, lambda: app.state is State.TYPED)
            app.query_one("#reply", Input).value = "one two"
            await pilot.press("enter")
            await until(pilot, lambda: app.state in CARDS)
            await pilot.press("enter")
            await until(pilot, lambda: app.state is State.OVER)
            assert "first try 50, best of 2: 50" in text(app, "card")
            await pilot.press("enter")
        assert app.return_value == 0
        assert [turn.attempt for turn in app.call.turns] == [1, 2]

    asyncio.run(play())


def test_it_fits_forty_columns_and_ctrl_c_hangs_up():
    async def play():
        app = screen()
        async with app.run_test(size=(40, 16)) as pilot:
            await until(pilot, lambda: app.state is State.TYPED)
            assert app.query_one("#reply", Input).region.right <= 40
            await pilot.press("ctrl+c")
            await until(pilot, lambda: app.return_value is not None)
        assert app.return_value == 130

    asyncio.run(play())


def test_level_and_caption_are_shown_while_listening():
    def happenings():
        yield events.YourTurn(ListedTalk().line)
        yield events.Level(-20.0, 1.2, True, Block(b"\0\0" * 320, 0))
        yield events.Heard("i understand")

    async def play():
        app = CallScreen(happenings, CommandQueue(), NOTHING_KNOWN, [])
        async with app.run_test() as pilot:
            await until(pilot, lambda: "i understand" in text(app, "caption"))
            assert "#" in text(app, "meter")
            assert app.state is State.LISTENING

    asyncio.run(play())


def test_after_a_pause_the_keys_are_those_of_before():
    def happenings():
        yield events.YourTurn(ListedTalk().line)
        yield events.Paused("Held.")
        yield events.Resumed()
        yield events.Heard("i understand")

    async def play():
        app = CallScreen(happenings, CommandQueue(), NOTHING_KNOWN, [])
        async with app.run_test() as pilot:
            await until(pilot, lambda: "i understand" in text(app, "caption"))
            assert app.state is State.LISTENING
            assert "end my reply" in text(app, "keys")

    asyncio.run(play())


def test_what_i_did_say_is_picked_by_number_and_cut_down():
    orders, given = CommandQueue(), []

    def happenings():
        yield events.WhichMove(turn(), ("ask", "thank"))
        given.append(orders.wait())
        yield events.WhichWords("who else [x]")
        given.append(orders.wait())

    async def play():
        app = CallScreen(happenings, orders, NOTHING_KNOWN, [])
        async with app.run_test() as pilot:
            await until(pilot, lambda: app.state is State.WHICH)
            assert "2 thank" in text(app, "caption")
            await pilot.press("2")
            await until(pilot, lambda: app.state is State.WORDS)
            assert "only those" in text(app, "caption")
            await pilot.press("backspace", "backspace", "backspace", "enter")
            await until(pilot, lambda: len(given) == 2)

    asyncio.run(play())
    assert given == [Pick(2), Type("who else ")]


def test_the_card_stands_alone_once_a_hang_up_is_taken_back():
    def happenings():
        yield events.YourTurn(ListedTalk().line, typed=True)
        yield events.TurnDone(turn(), waits=True)
        yield events.HungUp()
        yield events.Corrected(turn(), waits=True)

    app = CallScreen(happenings, CommandQueue(), NOTHING_KNOWN, [])

    async def play():
        async with app.run_test() as pilot:
            await until(pilot, lambda: app.state in CARDS and "You said" in text(app, "card"))
            await pilot.pause()
            assert text(app, "caption") == ""

    asyncio.run(play())


def test_a_key_is_for_the_state_that_is_shown():
    """Pressed before the card was drawn it is none of the card's; once drawn it counts at once."""
    orders = CommandQueue()

    def happenings():
        yield events.YourTurn(ListedTalk().line)
        yield events.TurnDone(turn(), waits=True)

    app = CallScreen(happenings, orders, NOTHING_KNOWN, [])

    async def play():
        async with app.run_test() as pilot:
            await until(pilot, lambda: app.state in CARDS)
            orders.entered += 1  # something happened that is not drawn yet
            await pilot.press("enter")
            assert orders.poll() is None
            orders.entered -= 1
            await pilot.press("enter")
            assert orders.poll() == Next()

    asyncio.run(play())


def test_arrows_mark_what_enter_takes_until_the_state_changes():
    orders, given = CommandQueue(), []

    def happenings():
        for _ in range(2):
            yield events.TurnDone(turn(), waits=True)
            given.append(orders.wait())
        yield events.HungUp()
        given.append(orders.wait())

    async def play():
        app = CallScreen(happenings, orders, NOTHING_KNOWN, [])
        async with app.run_test() as pilot:
            await until(pilot, lambda: app.state in CARDS)
            await pilot.press("left", "right", "right", "right")
            assert "[Enter] hear a good answer" in text(app, "keys")
            await pilot.press("space")
            await until(pilot, lambda: len(given) == 1)
            await until(pilot, lambda: "[Enter] go on" in text(app, "keys"))
            await pilot.press("enter")
            await until(pilot, lambda: app.state is State.HUNG_UP)
            assert "go on after all" in text(app, "keys")
            await pilot.press("h")
            await until(pilot, lambda: len(given) == 3)

    asyncio.run(play())
    assert given == [PlayModelAnswer(), Next(), HangUp()]


@pytest.mark.parametrize("error", [DeviceError("Gone.", "Connect it."), ZeroDivisionError("oh")])
def test_whatever_breaks_a_call_closes_the_screen_and_is_told(error):
    """H-20: a terminal is never left to a screen whose call is no more."""

    def happenings():
        yield events.YourTurn(ListedTalk().line)
        raise error

    async def play():
        app = CallScreen(happenings, CommandQueue(), NOTHING_KNOWN, [])
        async with app.run_test() as pilot:
            await until(pilot, lambda: app.return_value is not None)
        assert app.return_value == 1
        assert app.trouble is error

    asyncio.run(play())


def test_the_meter_grows_with_the_level():
    bars = [meter(level, 3.0).count("#") for level in (-96.0, -60.0, -40.0, -20.0, 0.0, 3.0)]
    assert bars == sorted(bars)
    assert (bars[0], bars[-1]) == (0, METER_WIDTH)


def test_the_cue_card_stands_beside_the_call_or_above_it_and_never_hides_the_keys() -> None:
    async def run() -> None:
        card = "\n".join(f"Line {number}: who else [x]?" for number in range(30))
        for size, beside in (((120, 30), True), ((80, 24), False), ((40, 24), False)):
            app = screen(card)
            async with app.run_test(size=size) as pilot:
                await until(pilot, lambda app=app: app.state is State.TYPED)
                cue, reply = app.query_one("#cue"), app.query_one("#reply")
                assert (cue.region.x > size[0] // 2) == beside
                assert "who else [x]?" in str(app.query_one("#cue Static", Static).render())
                assert reply.region.bottom <= size[1]
                assert not cue.region.overlaps(reply.region)
                for key in "hi there":
                    await pilot.press("space" if key == " " else key)
                await pilot.press("enter")
                await until(pilot, lambda app=app: app.state in CARDS)
                assert "From your script: hi there" in text(app, "card")
        app = screen()
        async with app.run_test() as pilot:
            await until(pilot, lambda: app.state is State.TYPED)
            assert not app.query("#cue")

    asyncio.run(run())
