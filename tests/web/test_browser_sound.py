"""The browser's own microphone: Chromium's fake capture plays a recorded reply into a real call."""

from __future__ import annotations

import re
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.hearing import spoken
from tests.web.browsing import Watched, browser, program
from tests.web.making import settings_in
from voicecoach.history.store import open_store
from voicecoach.speech import sound_files
from voicecoach.speech.audio import RATE
from voicecoach.speech.levels import dbfs

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sound")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with program(folder, "--browser-sound") as found:
        yield found


@pytest.fixture(scope="module")
def chromium(folder: Path) -> Iterator[Any]:
    """Its microphone hears a reply and three seconds of quiet, over and over."""
    path = folder / "reply.wav"
    samples = np.concatenate((spoken(), np.zeros(3 * RATE, np.int16)))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    options = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={path}",
    )
    with browser(*options) as launched:
        yield launched


def test_a_whole_call_over_the_browser_s_microphone(
    chromium: Any, address: str, folder: Path
) -> None:
    watched = Watched(chromium, address)
    tab = watched.tab
    tab.evaluate(
        """() => {
            window.begun = 0;
            const start = AudioBufferSourceNode.prototype.start;
            AudioBufferSourceNode.prototype.start = function () { begun += 1; start.call(this); };
        }"""
    )
    assert tab.get_by_label("with the browser's own").is_checked()
    tab.get_by_role("button", name="Call", exact=True).click()
    tab.locator("#cards .turn").wait_for()
    said = tab.locator("#cards .said").inner_text()
    assert len(said.split()) > 3, said
    assert tab.evaluate("begun") >= 1, "the contact was not heard"
    tab.keyboard.press("h")
    tab.get_by_text("Look at the whole call").click()
    tab.wait_for_url(re.compile("/calls/"))
    assert tab.locator("audio").count() >= 1
    assert watched.complaints == []
    assert watched.elsewhere == []
    settings = settings_in(folder)
    with open_store(
        replace(settings, data_folder=folder / "DATA" / "voicecoach").data_folder
    ) as store:
        reply = store.get().turns[0].reply
        clip = sound_files.read(store.folder / reply.recording).clip
    assert reply.source == "spoken"
    assert dbfs(clip.pcm) > -40
