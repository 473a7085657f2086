"""How long after the terminal a live caption stands on the page: a real server and Chromium."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import uvicorn

from tests.web.browsing import Watched, browser
from voicecoach.app.drills.deck import Desk
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.app.rehearse.rehearsal import Rehearsal, make_rehearsal
from voicecoach.domain.turn import Outcome
from voicecoach.practice import events
from voicecoach.practice.commands import Commands
from voicecoach.settings import Settings
from voicecoach.speech.line.line import Line
from voicecoach.speech.sound.audio import RATE, Block
from voicecoach.web.app import make_app
from voicecoach.web.guard import Pass
from voicecoach.web.live import Telephone
from voicecoach.web.serving import bound

CAPTIONS, EVERY = 100, 0.1
"""How many, and s between them: Vosk's partial results change about so often."""
BLOCK = Block(bytes(RATE // 50 * 2), 0)
WATCH = """() => {
  window.delays = [];
  new MutationObserver(() => {
    const said = document.getElementById("caption").textContent.match(/at (\\d+) ms/);
    if (!said) return;
    requestAnimationFrame(() => setTimeout(() => window.delays.push(Date.now() - Number(said[1]))));
  }).observe(document.getElementById("caption"), { childList: true, subtree: true });
}"""
"""Counts when the frame with the caption has been painted."""


class Captions(Rehearsal):
    """A call that is nothing but captions, each of which says when it was given out."""

    __slots__ = ()

    def events(self, commands: Commands) -> Iterator[events.Event]:
        """As a rehearsal's; the terminal shows an event within a frame of its being given out."""
        del commands
        line = next(iter(self.scenario.lines.values()))
        yield events.YourTurn(cast("Any", line))
        time.sleep(1)
        for number in range(CAPTIONS):
            for _ in range(5):
                yield events.Level(-30.0, number * EVERY, speech=True, block=BLOCK)
                time.sleep(EVERY / 5)
            yield events.Heard(f"word {number} at {time.time() * 1000:.0f} ms")
        time.sleep(1)
        yield events.CallEnded(Outcome(reached=True, ending="", words=""), self.call)


def delays(settings: Settings) -> list[float]:
    """How long, in ms, from a caption's event to its painted frame, sorted.

    Args:
        settings: of an empty data folder.
    """
    listening = bound(0)
    entry = Pass(listening.getsockname()[1])
    app = make_app(Desk(settings), entry, Telephone(settings, _captions))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        with browser() as chromium:
            return sorted(_watched(Watched(chromium, entry.address)))
    finally:
        server.should_exit = True
        thread.join(5)


def _captions(options: PracticeOptions, settings: Settings, line: Line | None) -> Rehearsal:
    made = make_rehearsal(replace(options, typed=True), settings, line)
    return Captions(**{name: getattr(made, name) for name in Rehearsal.__slots__})


def _watched(page: Watched) -> list[float]:
    tab = page.tab
    tab.evaluate(WATCH)
    tab.get_by_label("Type my replies").check()
    tab.get_by_role("button", name="Call", exact=True).click()
    tab.get_by_role("link", name="Look at the whole call").wait_for()
    return cast("list[float]", tab.evaluate("() => window.delays"))
