"""The browser's own microphone: Chromium's fake capture plays a recorded reply into a real call."""

from __future__ import annotations

import re
import time
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.hearing import room, spoken
from tests.web.browsing import PATIENCE, Watched, browser, launch, program
from voicecoach.domain.turn import Call
from voicecoach.errors import StorageError
from voicecoach.history.store import open_store
from voicecoach.speech.sound import sound_files
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.sound.levels import dbfs

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CAPTURE = "--use-fake-device-for-media-stream"
GIVEN_BACK = 2.0
"""s from the call's end until the microphone is free."""

NOTED = """() => {
    window.noted = {started: 0, ended: 0, streams: []};
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function () {
        noted.started += 1;
        this.addEventListener("ended", () => { noted.ended += 1; });
        start.call(this);
    };
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
        const stream = await ask(wanted);
        noted.streams.push(stream);
        return stream;
    };
    const status = document.getElementById("status");
    new MutationObserver(() => {
        if (status.textContent !== "Your turn: speak.") return;
        const [track] = noted.streams.at(-1).getTracks();
        track.stop(); // which tells nobody, unlike a pulled plug
        track.dispatchEvent(new Event("ended"));
    }).observe(status, {childList: true});
}"""
"""Notes which clips sound and which microphones are lent. When it is the caller's turn the
microphone goes away and comes back, with which Chromium begins its recorded sound anew: the reply
is in time, however busy the machine is, and the page has to ask for the microphone again."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sound")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A machine on which the wanted microphone is not found."""
    config = folder / "CONFIG" / "voicecoach" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('input_device = "one that is not there"\n')
    with program(folder) as found:
        yield found


@pytest.fixture(scope="module")
def chromium(folder: Path) -> Iterator[Any]:
    """Its microphone hears a reply in a quiet room."""
    path = folder / "reply.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(np.concatenate((room(0.5), spoken(), room(8))).tobytes())
    heard = f"--use-file-for-fake-audio-capture={path}%noloop"
    with browser("--use-fake-ui-for-media-stream", CAPTURE, heard) as launched:
        yield launched


@pytest.fixture(autouse=True)
def _hung_up(chromium: Any) -> Iterator[None]:
    yield
    for context in chromium.contexts:
        context.close()


def latest(folder: Path) -> Call | None:
    """The newest kept call, once there is one."""
    with open_store(folder / "DATA" / "voicecoach") as store:
        try:
            return store.get()
        except StorageError:
            return None


def dialled(chromium: Any, address: str, how: str) -> Watched:
    watched = Watched(chromium, address)
    watched.tab.set_default_timeout(3 * PATIENCE)  # the second listener and the scorer are loaded
    watched.tab.evaluate(NOTED)
    watched.tab.get_by_label(how).check()
    watched.tab.get_by_role("button", name="Call", exact=True).click()
    return watched


def test_a_whole_call_over_the_browser_s_microphone(
    chromium: Any, address: str, folder: Path
) -> None:
    watched = dialled(chromium, address, "with the browser's own")
    tab = watched.tab
    tab.locator("#cards .turn").wait_for()
    assert "company" in tab.locator("#cards .said").inner_text()
    noted = tab.evaluate("noted")
    assert noted["started"] == noted["ended"] == 2, "the ring and the contact's line"
    assert len(noted["streams"]) == 2, "a microphone that goes away is asked for again"
    tab.keyboard.press("h")
    tab.get_by_role("button", name="end the call").wait_for()
    tab.keyboard.press("Enter")
    tab.get_by_text("Look at the whole call").wait_for()
    live = "noted.streams.some(one => one.getTracks().some(track => track.readyState === 'live'))"
    given_back = time.monotonic() + GIVEN_BACK
    while tab.evaluate(live):
        assert time.monotonic() < given_back, "the microphone is given back"
        tab.wait_for_timeout(50)
    tab.get_by_text("Look at the whole call").click()
    tab.wait_for_url(re.compile("/calls/"))
    assert tab.locator("audio").count() == 1
    assert watched.complaints == []
    assert watched.elsewhere == []
    kept = latest(folder)
    assert kept is not None
    assert kept.ended is not None
    reply = kept.turns[0].reply
    assert reply.source == "spoken"
    assert dbfs(sound_files.read(folder / "DATA/voicecoach" / reply.recording).clip.pcm) > -40


def test_without_devices_the_page_takes_the_browser_s_and_a_closed_tab_hangs_up(
    chromium: Any, address: str, folder: Path
) -> None:
    before = latest(folder)
    watched = dialled(chromium, address, "with this machine's")
    tab = watched.tab
    tab.get_by_text("the browser's is").wait_for()
    tab.locator("#caption .unsure").wait_for(state="attached")
    tab.close()
    until = time.monotonic() + 20
    while (kept := latest(folder)) is None or kept == before or kept.ended is None:
        assert time.monotonic() < until, "the call was not ended"
        time.sleep(0.2)
    again = dialled(chromium, address, "Type my replies")  # the telephone is free
    again.tab.get_by_label("Your reply", exact=True).wait_for(state="visible")


def test_a_refused_microphone_is_told_and_typing_offered(chromium: Any, address: str) -> None:
    refusing = launch(chromium.browser_type, CAPTURE)
    watched = dialled(refusing, address, "with this machine's")
    tab = watched.tab
    tab.get_by_text("The browser's microphone is not allowed").wait_for()
    assert tab.locator("#start").is_visible()
    tab.keyboard.press("Enter")  # the focus is on what helps
    tab.get_by_label("Your reply", exact=True).wait_for(state="visible")
    assert watched.complaints == []
    refusing.close()


def test_a_button_or_the_space_bar_is_held_to_talk(chromium: Any, address: str) -> None:
    watched = Watched(chromium, address)
    tab = watched.tab
    tab.set_default_timeout(3 * PATIENCE)
    tab.get_by_label("with the browser's own").check()
    tab.get_by_label("Hold a button").check()
    tab.get_by_role("button", name="Call", exact=True).click()
    held, button, gauge = tab.locator("#hold.held"), tab.locator("#hold"), tab.locator("#gauge")
    tab.get_by_text("skip to my turn").click()
    tab.get_by_text("Your turn: hold to talk").wait_for()
    tab.keyboard.down(" ")
    gauge.wait_for()
    held.wait_for()
    tab.keyboard.up(" ")
    over = tab.get_by_role("button", name="try again")
    over.wait_for()  # the room was quiet: the reply was over because the key came up
    assert "Reply over" in tab.locator("#status").inner_text()
    over.click()
    button.hover()
    tab.mouse.down()
    gauge.wait_for()
    assert held.is_visible()
    tab.mouse.up()
    over.wait_for()
    tab.get_by_role("button", name="hang up").click()
    assert watched.complaints == []
