"""The page in a real browser: Chromium without a window, driven by Playwright.

`.ci/run` installs both; where they are missing these tests fail.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.web.making import SPOKEN, keep_a_call, settings_in

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAGES = ["", "calls", f"calls/{SPOKEN}", "calls?q=never", "progress", "deck", "calls/nosuch"]
PATIENCE = 60_000
"""ms; scoring is loaded with the first reply."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real program over a history with one call."""
    folder = tmp_path_factory.mktemp("browser")
    places = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("DATA", "CACHE", "CONFIG")}
    keep_a_call(replace(settings_in(folder), data_folder=folder / "DATA" / "voicecoach"))
    program = subprocess.Popen(
        [sys.executable, "-m", "voicecoach", "web", "--no-open"],
        env={**os.environ, **places},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    with program.stdout:
        found = re.search(r"http\S+", program.stdout.readline())
        assert found
        yield found[0]
        program.send_signal(signal.SIGINT)
        assert program.wait(30) == 130


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
        )
        yield browser
        browser.close()


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


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1920)])
def test_no_page_complains_runs_over_or_asks_elsewhere(
    chromium: Any, address: str, scheme: str, width: int
) -> None:
    window = {"width": width, "height": 800}
    watched = Watched(chromium, address, color_scheme=scheme, viewport=window)
    for path in PAGES:
        watched.go(path)
        over = "document.documentElement.scrollWidth - innerWidth"
        assert watched.tab.evaluate(over) <= 0, path
    assert [told for told in watched.complaints if "404" not in told] == []
    assert watched.elsewhere == []


def test_a_click_on_a_word_is_heard_there_at_once(chromium: Any, address: str) -> None:
    watched = Watched(chromium, address)
    watched.go(f"calls/{SPOKEN}")
    sought = watched.tab.evaluate(
        """() => new Promise((done) => {
            const audio = document.querySelector("audio");
            const word = document.querySelectorAll(".word")[1];
            const begun = performance.now();
            audio.addEventListener("seeked", () =>
                done([performance.now() - begun, audio.currentTime, word.className]));
            const click = () => word.click();
            audio.readyState ? click() : audio.addEventListener("loadedmetadata", click);
        })"""
    )
    assert sought[0] < 1000, "ms; 150 on a machine that does nothing else"
    assert sought[1] == pytest.approx(0.7, abs=0.15)
    assert "lit" in sought[2]


def test_words_are_reached_by_keyboard(chromium: Any, address: str) -> None:
    watched = Watched(chromium, address)
    watched.go(f"calls/{SPOKEN}")
    watched.tab.locator(".words.playable").focus()
    watched.tab.keyboard.press("ArrowRight")
    assert watched.tab.locator(".word.chosen").first.inner_text() == "ok."
    watched.tab.keyboard.press("Enter")
    watched.tab.wait_for_function("document.querySelector('audio').currentTime >= 0.69")


def test_a_whole_call_by_keyboard_alone(chromium: Any, address: str) -> None:
    watched = Watched(chromium, address)
    tab = watched.tab
    tab.get_by_label("Type my replies").focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("Enter")
    reply = tab.get_by_label("Your reply", exact=True)
    reply.wait_for(state="visible")
    tab.keyboard.type("I see. <b>Who</b> else would you talk to?")
    tab.keyboard.press("Enter")
    tab.locator("#cards .turn").wait_for()
    assert "<b>Who</b>" in tab.locator("#cards .said").inner_text()
    tab.keyboard.press("s")
    reply.wait_for(state="visible")
    tab.keyboard.type("/h")
    tab.keyboard.press("Enter")
    tab.get_by_text("Look at the whole call").wait_for()
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("/calls/"))
    assert "try 1" not in tab.locator("h3").first.inner_text()
    assert watched.complaints == []


def test_looking_back_works_without_javascript(chromium: Any, address: str) -> None:
    watched = Watched(chromium, address, java_script_enabled=False)
    watched.go("calls")
    watched.tab.get_by_label("Words that were said").fill("never mind")
    watched.tab.get_by_role("button", name="Search").click()
    watched.tab.locator(".hits a").first.click()
    assert watched.tab.locator("audio").count() == 1
