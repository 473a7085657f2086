"""The printed script on a sheet, and page and cue card on a telephone, in Chromium."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.web.test_browser import Watched, chromium
from voicecoach.app import script_page
from voicecoach.app.own_words import load_own_words
from voicecoach.plan import if_then
from voicecoach.plan.phone_script import Said, keep_line, load_steps
from voicecoach.plan.profile import tell

__all__ = ["chromium"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]

TELEPHONE = {"width": 320, "height": 640}
OVER = "document.documentElement.scrollWidth - innerWidth"
STEPS = load_steps()
LINE = "Who else in the food trade should I get to know, and may I say that you sent me?"


def write_script(folder: Path, times: int) -> None:
    """A line of ``times`` sentences for every step, and three cards a time."""
    tell(folder, {"name": "Maria López-Brandenburg", "phone": "+49 170 0123"})
    for step in STEPS.steps:
        move = step.kinds[0].move if step.kinds else ""
        keep_line(folder, "calls", Said(step, " ".join([LINE] * times)[:400], move))
    for number in range(3 * times):
        card = if_then.card("no-jobs", f"No, there are none, {number}.", "I see. Who else, then?")
        if_then.add(folder, card)


@pytest.mark.parametrize("times", [1, 4])
def test_a_script_fits_one_sheet_and_a_telephone(chromium: Any, tmp_path: Path, times: int) -> None:
    write_script(tmp_path, times)
    page = tmp_path / "page.html"
    script_page.write(load_own_words(tmp_path), page)
    tab = chromium.new_context(viewport=TELEPHONE).new_page()
    tab.goto(page.as_uri())
    assert tab.evaluate(OVER) <= 0
    for paper in ("A4", "Letter"):
        sheets = re.findall(rb"/Type\s*/Page\b", tab.pdf(format=paper, prefer_css_page_size=True))
        assert len(sheets) == 1, paper
    tab.emulate_media(media="print")
    points = tab.evaluate("parseFloat(getComputedStyle(document.body).fontSize) * 0.75")
    assert points >= script_page.SMALLEST


def test_the_cue_card_stands_beside_a_call_on_a_telephone(chromium: Any, tmp_path: Path) -> None:
    write_script(tmp_path / "DATA" / "voicecoach", 2)
    places = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("DATA", "CACHE", "CONFIG")}
    with subprocess.Popen(
        [sys.executable, "-m", "voicecoach", "web", "--no-open"],
        env={**os.environ, **places},
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        found = re.search(r"http\S+", program.stdout.readline())
        assert found
        watched = Watched(chromium, found[0], viewport=TELEPHONE)
        watched.tab.get_by_label("Type my replies").check()
        watched.tab.keyboard.press("Enter")
        watched.tab.locator("#cue").wait_for(state="visible")
        assert LINE in watched.tab.locator("#cue").inner_text()
        watched.tab.get_by_label("Your reply", exact=True).wait_for(state="visible")
        assert watched.tab.evaluate(OVER) <= 0
        assert watched.complaints == []
        program.send_signal(signal.SIGINT)
        assert program.wait(30) == 130
