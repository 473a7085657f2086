"""The live screen of a drill, driven by Textual's pilot with a real drill behind it."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from textual.widgets import Input

from tests.practice.drilling import CARDS, KEYS, MODE
from tests.practice.making import BEGAN, LengthJudge, TickingClock, header
from tests.terminal.call.test_screen import text, until
from voicecoach.app.parts.choices import State
from voicecoach.app.parts.command_queue import CommandQueue
from voicecoach.app.parts.holding import hold_for, pulse
from voicecoach.domain.advice import Advice
from voicecoach.domain.deck import DrillRecord
from voicecoach.practice import events
from voicecoach.practice.callers import TypedCaller
from voicecoach.practice.drill import hold_drill
from voicecoach.practice.drill_plan import Parts, Plan
from voicecoach.practice.timing import Limits
from voicecoach.terminal.drill.screen import BAR, DrillScreen, ring

STRONG = "one two three four five six seven"


def screen(limits=None, cards=2, felt=False, stretch=1.0):
    orders, ticks = CommandQueue(), TickingClock()
    caller = TypedCaller(pulse=pulse)
    parts = Parts(caller, LengthJudge(), orders, ticks, time.monotonic, hold_for)
    mode = MODE.model_copy(update={"felt": felt})
    plan = Plan(mode, CARDS, KEYS[:cards], limits=limits, asks=True, stretch=stretch)
    drill = DrillRecord("d", "m", BEGAN, BEGAN.date())
    return DrillScreen(
        lambda: hold_drill(header(), drill, plan, parts),
        *(orders, Advice({}, {}, {}), ["A test: for [/b] tests."]),
        limits=limits,
        stretch=stretch,
        typed=True,
    )


async def answer(pilot, app, words):
    await until(pilot, lambda: app.state is State.TYPED)
    app.query_one("#reply", Input).value = words
    await pilot.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
def test_a_drill_with_single_keys(size):
    async def play():
        app = screen(felt=True)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.state is State.RATE)
            assert "nervous" in text(app, "caption")
            assert "for [/b] tests." in text(app, "brief")
            await pilot.press("4")
            await answer(pilot, app, "one two")
            await until(pilot, lambda: "How did that go" in text(app, "caption"))
            assert "Score" not in text(app, "card"), "the feeling comes before the score"
            await pilot.press("1")
            await until(pilot, lambda: app.state is State.RESULT)
            assert "Graded: again" in text(app, "card")
            assert app.query_one("#keys").region.bottom <= size[1]
            await pilot.press("л")  # the key k on a Russian keyboard: I knew that
            await until(pilot, lambda: "now: good" in text(app, "meter"))
            await pilot.press("s")
            await answer(pilot, app, STRONG)
            await until(pilot, lambda: app.state is State.RESULT)
            await pilot.press("enter")
            await answer(pilot, app, "/undo")
            await until(pilot, lambda: "taken back" in text(app, "meter"))
            await answer(pilot, app, STRONG)
            await until(pilot, lambda: app.state is State.RATE)
            await pilot.press("enter")
            await until(pilot, lambda: app.state is State.RESULT)
            await pilot.press("h")
            await until(pilot, lambda: "now, how nervous" in text(app, "caption"))
            await pilot.press("2")
            await until(pilot, lambda: app.state is State.OVER)
            assert "Nerves: 4 before, 2 after" in text(app, "card")
            await pilot.press("enter")
        assert app.return_value == 0
        assert app.summary.figures.hits == 1

    asyncio.run(play())


def test_what_is_typed_when_the_time_is_over_is_sent_as_it_is():
    async def play():
        app = screen(Limits(0.2, 0.4), cards=1)
        async with app.run_test(size=(40, 20)) as pilot:
            await until(pilot, lambda: app.state is State.RATE)
            await pilot.press("enter")
            await until(pilot, lambda: app.state is State.TYPED)
            app.query_one("#reply", Input).value = STRONG
            await until(pilot, lambda: "Graded" in text(app, "card"))
            assert f"You said: {STRONG}" in text(app, "card")
            await until(pilot, lambda: "next card" in text(app, "clock"))
            await pilot.press("escape")
            await until(pilot, lambda: app.state is State.PAUSED)
            assert "next card" not in text(app, "clock")
            await pilot.press("h")
            await until(pilot, lambda: app.state is State.RATE)
            await pilot.press("h")
            await until(pilot, lambda: app.state is State.OVER)

    asyncio.run(play())


def test_the_ring_of_a_spoken_reply_and_ones_own_best_answer():
    looked_at = threading.Event()

    def happenings():
        line = CARDS[KEYS[0]].spoken("neutral", [])
        yield events.CardBegins(3, 125.0)
        yield events.ContactSpeaks(line)
        yield events.YourTurn(line)
        yield events.Countdown("begin", 2)
        looked_at.wait(5)
        yield events.ModelAnswer("Who else?", 91)

    async def play():
        app = DrillScreen(happenings, CommandQueue(), Advice({}, {}, {}), [], limits=Limits(4, 8))
        async with app.run_test(size=(40, 20)) as pilot:
            await until(pilot, lambda: "2 s to begin" in text(app, "clock"))
            looked_at.set()
            await until(pilot, lambda: "Your own best (91 of 100)" in text(app, "caption"))
            assert text(app, "brief").startswith("Card 3 (2 min left).")
            assert "2 s to begin" not in text(app, "clock"), "the answer sounds"
            assert app.query_one("#clock").has_class("last")
            assert "4 s to begin each reply" in text(app, "brief")

    asyncio.run(play())


def test_ctrl_c_leaves_and_what_is_finished_was_told_before():
    async def play():
        app = screen()
        async with app.run_test() as pilot:
            await until(pilot, lambda: app.state is State.RATE)
            await pilot.press("ctrl+c")
        assert app.return_value == 130

    asyncio.run(play())


def test_the_ring_empties():
    shown = [ring(left, 8) for left in (8, 6, 4, 2, 0, -1, 99)]
    assert [one[0] for one in shown] == ["●", "◕", "◑", "◔", "○", "○", "●"]
    assert [one.count("━") for one in shown] == [BAR, 12, 8, 4, 0, 0, BAR]
