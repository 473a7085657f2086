"""Forty columns, few rows, a window that changes its size in mid-call: what is needed is seen."""

from __future__ import annotations

import asyncio

import pytest
from textual.geometry import Region
from textual.widgets import Input

from tests.practice.making import LengthJudge, ListedTalk, TickingClock, header
from tests.terminal.call.test_screen import NOTHING_KNOWN, text, until
from voicecoach.app.parts.choices import CARDS, State
from voicecoach.app.parts.command_queue import CommandQueue
from voicecoach.practice import events
from voicecoach.practice.callers import TypedCaller
from voicecoach.practice.parts import Parts
from voicecoach.practice.session import rehearse
from voicecoach.terminal.call.screen import CallScreen

BRIEF = [
    "A title",
    "You call Dana Price, with whom you worked three years ago; she runs the packing line now.",
    "- A second plant was opened last spring.",
]
LONG = "Hey, good to hear from you! But if it is about work, I do not know of any jobs right now."
SIZES = [(40, 12), (40, 16), (40, 24), (80, 12), (80, 24)]


def call(cue: str = "") -> CallScreen:
    orders = CommandQueue()
    parts = Parts(ListedTalk([LONG]), TypedCaller(), LengthJudge(), orders, TickingClock())
    return CallScreen(lambda: rehearse(header(), parts), orders, NOTHING_KNOWN, BRIEF, cue)


def shown(app: CallScreen) -> str:
    """The letters on the screen, row by row."""
    rows = app.screen._compositor.render_strips()
    return "\n".join("".join(piece.text for piece in row) for row in rows)


def whole(app: CallScreen, *places: str) -> bool:
    """Whether these parts are on the screen from edge to edge, and nothing has to be scrolled."""
    screen = Region(0, 0, *app.size)
    regions = [app.query_one(f"#{place}").region for place in places]
    return all(region.area and screen.contains_region(region) for region in regions) and (
        app.screen.max_scroll_y == 0
    )


@pytest.mark.parametrize("cue", ["", "\n".join(["Who else?"] * 20)], ids=["no card", "cue card"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]} by {size[1]}")
def test_line_reply_keys_and_score_are_all_there(size: tuple[int, int], cue: str) -> None:
    async def play() -> None:
        app = call(cue)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.state is State.TYPED)
            await pilot.pause()
            assert whole(app, "contact", "reply", "keys")
            assert "/h hang up" in shown(app)
            app.query_one("#reply", Input).value = "one two"
            await pilot.press("enter")
            await until(pilot, lambda: app.state in CARDS)
            await pilot.pause()
            assert whole(app, "contact", "keys", "middle")
            assert "You said: one two" in shown(app)
            assert "correct what was heard" not in shown(app), "it was typed"
            app._enter(State.CARD)  # the longest row of keys
            await pilot.pause()
            assert whole(app, "contact", "keys", "middle")
            assert "I did say it" in shown(app)

    asyncio.run(play())


def test_the_brief_is_whole_before_the_call_and_in_a_pause() -> None:
    async def play() -> None:
        app = CallScreen(lambda: iter(()), CommandQueue(), NOTHING_KNOWN, BRIEF)
        async with app.run_test(size=(40, 16)) as pilot:
            await pilot.pause()
            assert "second plant" in shown(app)
            app._show(events.YourTurn(ListedTalk().line))
            await pilot.pause()
            assert "second plant" not in shown(app)
            app._show(events.Paused("Held."))
            await pilot.pause()
            assert "second plant" in shown(app)
            assert "Held." in shown(app)

    asyncio.run(play())


def test_a_window_that_changes_its_size_in_mid_call() -> None:
    async def play() -> None:
        app = call()
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, lambda: app.state is State.TYPED)
            await pilot.press(*"one")
            for size in ((40, 12), (200, 60), (40, 16)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                assert whole(app, "contact", "reply", "keys")
                assert "one" in shown(app), "what is typed stays"
            await pilot.press(*"two", "enter")
            await until(pilot, lambda: app.state in CARDS)
            assert "onetwo" in text(app, "card")

    asyncio.run(play())
