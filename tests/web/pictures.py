"""Makes the README's pictures from the real program: ``python -m tests.web.pictures``.

A call is answered with sound by the program's own voice and photographed on the live screen; then
the page is opened over the history that this left, a call is held in it, and Chromium photographs.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
import wave
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.hearing import spoken
from tests.house.checkout import ROOT
from tests.web.browsing import Watched, browser, program
from tests.web.making import settings_in
from voicecoach.app.parts.choices import State
from voicecoach.app.parts.command_queue import CommandQueue
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.app.rehearse.rehearsal import Rehearsal, make_rehearsal
from voicecoach.speech.sound.audio import RATE
from voicecoach.terminal.call.screen import CallScreen

PICTURES = ROOT / "docs" / "pictures"
SPOKEN = "I understand, thanks for being straight with me. Who else should I talk to?"
TYPED = "I understand. Which other companies would you try in my place?"
SCREEN, WINDOW = (96, 30), {"width": 860, "height": 900}


def main() -> None:
    """Make all of them."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        drawn(spoken_call(folder), PICTURES / "terminal.svg")
        with program(folder) as address, browser() as chromium:
            shots(Watched(chromium, address, viewport=WINDOW).tab)


def spoken_call(folder: Path) -> str:
    """The live screen at the card of a reply that was heard, as SVG."""
    sound = folder / "reply.wav"
    with wave.open(str(sound), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(spoken(SPOKEN).tobytes())
    settings = replace(settings_in(folder), data_folder=folder / "DATA" / "voicecoach")
    rehearsal = make_rehearsal(PracticeOptions(replies=(sound,), seed=4), settings)
    return asyncio.run(_screen(rehearsal))


async def _screen(rehearsal: Rehearsal) -> str:
    orders = CommandQueue()
    happenings = lambda: rehearsal.events(orders)  # noqa: E731 - as the program itself does
    screen = CallScreen(happenings, orders, rehearsal.advice, rehearsal.brief)
    async with screen.run_test(size=SCREEN) as pilot:
        while screen.state is not State.CARD:
            await pilot.pause(0.1)
        await pilot.pause()
        shown = screen.export_screenshot(title="voicecoach practice")
        await pilot.press("h")
        while screen.state is not State.OVER:
            await pilot.pause(0.1)
    rehearsal.close()
    return shown


def drawn(svg: str, target: Path) -> None:
    """Keep a picture that asks no other machine for its letters."""
    target.write_text(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL))


def shots(tab: Any) -> None:
    """The page in a call, and looking back at the one before."""
    tab.get_by_label("Type my replies").check()
    tab.get_by_role("button", name="Call", exact=True).click()
    reply = tab.get_by_label("Your reply", exact=True)
    reply.wait_for(state="visible")
    reply.fill(TYPED)
    tab.keyboard.press("Enter")
    tab.locator("#cards .turn").wait_for()
    tab.screenshot(path=PICTURES / "call.png", full_page=True)
    tab.goto(tab.url.partition("?")[0] + "calls?call=jobs&sort=oldest")
    tab.locator("tbody a").first.click()
    tab.locator(".words.playable").wait_for()
    tab.locator(".word").nth(4).evaluate("word => word.classList.add('lit')")
    tab.screenshot(path=PICTURES / "report.png", full_page=True)


if __name__ == "__main__":
    main()
