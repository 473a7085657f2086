"""A script on paper, on a telephone, and as the cue card beside a call: looked at in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.web.browsing import Watched, browser, program
from tests.web.making import settings_in
from voicecoach.app.prepare import script_page
from voicecoach.app.prepare.own_words import OwnWords, load_own_words
from voicecoach.plan import if_then
from voicecoach.plan.phone_script import Said, keep_line, load_steps
from voicecoach.plan.profile import Profile

pytestmark = [pytest.mark.slow, pytest.mark.browser]

STEPS = load_steps()
SCRIPT = {
    "introduction": "Hello, this is Maria Lopez. I was a welder for six years at Harbor Foods, "
    "where I led the night shift and trained eleven people on the new lines.",
    "ask": "Could we talk for ten minutes about how your plant buys its welding?",
    "thanks": "Thank you, that helps me a lot. May I mention your name when I call them?",
    "number": "My number is +49 170 0123, in the evenings as well.",
    "closing": "I'll let you know what came of it. Goodbye!",
}
PARTING = "Who else in the food trade should I get to know?"
OVER = "document.documentElement.scrollWidth - innerWidth"
SHEETS = ("A4", "Letter")


def written(folder: Path, size: int) -> OwnWords:
    """A script of all lines, each said ``size`` times over, and as many if-then cards."""
    for key, text in SCRIPT.items():
        keep_line(folder, "calls", Said(STEPS.get(key), " ".join([text] * size)))
    keep_line(folder, "calls", Said(STEPS.get("parting"), PARTING, "ask-contacts"))
    card = if_then.card("too-busy", "No time, <b>sorry</b>.", f"Of course. {PARTING}")
    own = replace(load_own_words(folder), profile=Profile(name="Maria Lopez", phone="+49 170 0123"))
    return replace(own, cards={f"card-{number}": card for number in range(size * 6)})


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as launched:
        yield launched


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_a_script_fits_one_sheet_and_a_narrow_telephone(
    chromium: Any, tmp_path: Path, size: int
) -> None:
    script_page.write(written(tmp_path, size), tmp_path / "script.html")
    tab = chromium.new_context(viewport={"width": 320, "height": 640}).new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((tmp_path / "script.html").as_uri())
    assert len(asked) == 1, "it needs nothing else"
    assert tab.evaluate(OVER) <= 0
    shown = tab.locator("body").inner_text()
    for text in (*SCRIPT.values(), PARTING, "No time, <b>sorry</b>."):
        assert text in shown
    letters = "parseFloat(getComputedStyle(document.querySelector('section p')).fontSize)"
    assert tab.evaluate(letters) >= 16, "px; read at arm's length"
    for sheet in SHEETS:
        pages = re.findall(rb"/Type\s*/Page\b", tab.pdf(format=sheet, prefer_css_page_size=False))
        assert len(pages) == 1, (sheet, size)


def test_the_cue_card_stands_beside_a_call_and_fits_a_narrow_window(
    chromium: Any, tmp_path: Path
) -> None:
    settings = replace(settings_in(tmp_path), data_folder=tmp_path / "DATA" / "voicecoach")
    written(settings.data_folder, 1)
    with program(tmp_path) as address:
        watched = Watched(chromium, address, viewport={"width": 320, "height": 800})
        tab = watched.tab
        tab.get_by_label("Type my replies").check()
        tab.keyboard.press("Enter")
        tab.get_by_label("Your reply", exact=True).wait_for(state="visible")
        assert PARTING in tab.locator("#cue").inner_text()
        assert tab.evaluate(OVER) <= 0
        tab.set_viewport_size({"width": 1280, "height": 800})
        assert tab.evaluate(OVER) <= 0
        cue, reply = tab.locator("#cue").bounding_box(), tab.locator("#reply").bounding_box()
        assert cue["y"] + cue["height"] <= reply["y"] or cue["x"] >= reply["x"] + reply["width"]
        assert watched.complaints == []
