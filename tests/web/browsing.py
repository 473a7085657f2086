"""Chromium without a window, driven by Playwright, and the real program it looks at."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.sound.program import hear_signals

PATIENCE = 60_000
"""ms; scoring is loaded with the first reply."""
HOW = ("--no-sandbox", "--autoplay-policy=no-user-gesture-required")


@contextmanager
def program(folder: Path, *words: str, **environment: str) -> Iterator[str]:
    """``voicecoach web`` over the history in a folder; gives the printed address."""
    places = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("DATA", "CACHE", "CONFIG")}
    running = subprocess.Popen(
        [sys.executable, "-m", "voicecoach", "web", "--no-open", *words],
        env={**os.environ, **places, **environment},
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=hear_signals,
    )
    assert running.stdout is not None
    with running.stdout:
        found = re.search(r"http\S+", running.stdout.readline())
        assert found
        try:
            yield found[0]
        finally:
            running.send_signal(signal.SIGINT)
            ended = running.wait(30)
        assert ended == 130


@contextmanager
def browser(*more: str) -> Iterator[Any]:
    """Chromium.

    Args:
        more: its options.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = launch(playwright.chromium, *more)
        yield launched
        launched.close()


def launch(kind: Any, *more: str) -> Any:
    """One more Chromium, of Playwright's ``BrowserType`` (there can be one Playwright only)."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return kind.launch(executable_path=path, args=[*HOW, *more])


class Watched:
    """A tab whose complaints and requests are noted.

    Args:
        browser: where it is opened.
        address: the printed one.
        options: of the window.
    """

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.tab = browser.new_context(**options).new_page()
        self.tab.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.home = re.match(r"http://[^/]+/", address)[0]  # type: ignore[index]
        self.tab.on("console", lambda told: self.complaints.append(told.text))
        self.tab.on("pageerror", lambda told: self.complaints.append(str(told)))
        self.tab.on("request", lambda asked: self._note(asked.url))
        self.tab.goto(address)

    def _note(self, url: str) -> None:
        if not url.startswith((self.home, self.home.replace("http", "ws"))):
            self.elsewhere.append(url)

    def go(self, path: str) -> None:
        self.tab.goto(self.home + path)
