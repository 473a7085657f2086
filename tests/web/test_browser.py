"""The page in a real browser: Chromium without a window, driven by Playwright.

`.ci/run` installs both; where they are missing these tests fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest

from tests.web.browsing import Watched, browser, program
from tests.web.making import (
    SPOKEN,
    add_a_hostile_person,
    keep_a_call,
    keep_a_hostile_call,
    settings_in,
)
from voicecoach.app.people.network import Network, add, plan_call

pytestmark = [pytest.mark.slow, pytest.mark.browser]

HOSTILE_PERSON = "script-alert-1-script-gnp-img-src-x-onerror-alert-2-7-7"
PAGES = [
    "",
    "calls",
    f"calls/{SPOKEN}",
    "calls?q=never",
    "progress",
    "deck",
    "deck/hear",
    "people",
    "people/walter-kim",
    "week",
    "calls/nosuch",
    "calls/evil",
    f"calls/evil/compare?with={SPOKEN}",
    "calls?q=script",
    f"people/{HOSTILE_PERSON}",
    f"?person={HOSTILE_PERSON}",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


WITHIN, CLICKS = 150, 5
"""ms from a click to the sound; the best of so many, as other programs run beside this."""
CLICKED = """() => new Promise((done, fail) => {
    setTimeout(() => fail(new Error("nothing was heard for 10 s")), 10000);
    const audio = document.querySelector("audio");
    const word = document.querySelectorAll(".word")[1];
    const begun = performance.now();
    const heard = () => {
        const took = performance.now() - begun;
        audio.pause();
        done([took, audio.currentTime, word.className]);
    };
    let ready = 0; // it was found, and it sounds
    for (const one of ["seeked", "playing"])
        audio.addEventListener(one, () => { if (++ready === 2) heard(); }, {once: true});
    word.click();
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real program over a history with one call, and somebody in the network."""
    folder = tmp_path_factory.mktemp("browser")
    settings = replace(settings_in(folder), data_folder=folder / "DATA" / "voicecoach")
    keep_a_call(settings)
    keep_a_hostile_call(settings)
    hostile = add_a_hostile_person(settings)
    assert f"people/{hostile}" in PAGES
    network = Network(settings)
    plan_call(network, add(network, "Walter Kim", {"company": "Harlan", "facts": ("They hire.",)}))
    with program(folder) as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as launched:
        yield launched


def test_no_page_complains_runs_over_or_asks_elsewhere(chromium: Any, address: str) -> None:
    watched = Watched(chromium, address)
    for path in PAGES:
        watched.go(path)
        for width in (320, 768, 1920):
            watched.tab.set_viewport_size({"width": width, "height": 800})
            over = "document.documentElement.scrollWidth - innerWidth"
            assert watched.tab.evaluate(over) <= 0, (path, width)
        assert "alert(" not in watched.tab.evaluate("[...document.scripts].map(s => s.text).join()")
    assert [told for told in watched.complaints if "404" not in told] == []
    assert watched.elsewhere == []


def test_a_click_on_a_word_is_heard_there_at_once(chromium: Any, address: str) -> None:
    watched = Watched(chromium, address)
    watched.go(f"calls/{SPOKEN}")
    watched.tab.wait_for_function("document.querySelector('audio').readyState > 0")
    sought = [watched.tab.evaluate(CLICKED) for _ in range(CLICKS)]
    assert min(took for took, _, _ in sought) < WITHIN, sought
    for _, place, look in sought:
        assert place == pytest.approx(0.7, abs=0.15)
        assert "lit" in look


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
    tab.get_by_role("button", name="end the call").wait_for()
    tab.keyboard.press("Enter")
    tab.get_by_text("Look at the whole call").wait_for()
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("/calls/"))
    assert "try 1" not in tab.locator("h3").first.inner_text()
    assert watched.complaints == []


def test_a_whole_call_by_mouse_alone(chromium: Any, address: str) -> None:
    watched = Watched(chromium, address)
    tab = watched.tab
    watched.go("week")
    tab.get_by_role("link", name="Rehearse the next one").click()
    tab.locator("[name=scenario]").select_option("walter-kim")
    tab.get_by_label("Type my replies").click()
    tab.get_by_role("button", name="Call", exact=True).click()
    reply = tab.get_by_label("Your reply", exact=True)
    reply.wait_for(state="visible")
    reply.evaluate("box => { box.value = 'I see. Who else would you talk to?'; }")
    tab.get_by_role("button", name="Send").click()
    tab.locator("#cards .turn").wait_for()
    assert broken_rules(tab) == []
    tab.get_by_role("button", name="hear a good answer").click()
    tab.get_by_text("A good answer:").first.wait_for()
    tab.get_by_role("button", name="hang up").click()
    tab.get_by_role("button", name="go on after all").click()
    tab.get_by_role("button", name="hang up").click()
    tab.get_by_role("button", name="end the call").click()
    tab.get_by_role("link", name="say what came of it").wait_for()
    tab.get_by_role("link", name="Look at the whole call").click()
    tab.wait_for_url(re.compile("/calls/"))
    assert watched.complaints == []


def test_looking_back_works_without_javascript(chromium: Any, address: str) -> None:
    watched = Watched(chromium, address, java_script_enabled=False)
    watched.go("calls")
    watched.tab.get_by_label("Words that were said").fill("never mind")
    watched.tab.get_by_role("button", name="Search").click()
    watched.tab.locator(".hits a").first.click()
    assert watched.tab.locator("audio").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(chromium: Any, address: str, scheme: str) -> None:
    watched = Watched(chromium, address, color_scheme=scheme)
    for path in PAGES:
        watched.go(path)
        for closed in watched.tab.locator("details").all():
            closed.evaluate("one => one.open = true")
        assert broken_rules(watched.tab) == [], path


def broken_rules(tab: Any) -> list[str]:
    axe = files("axe_playwright_python") / "axe.min.js"
    tab.evaluate(axe.read_text(encoding="utf-8"))
    found = tab.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{rule['id']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]
    ]


def test_words_are_put_right_by_keyboard_and_keep_their_place(chromium: Any, address: str) -> None:
    watched = Watched(chromium, address)
    tab = watched.tab
    watched.go(f"calls/{SPOKEN}")
    times = """() => [...document.querySelector('.turn').querySelectorAll('.word')]
        .map(word => word.dataset.begins)"""
    before = tab.evaluate(times)
    tab.locator("summary", has_text="That is not what I said").first.focus()
    tab.keyboard.press("Enter")
    field = tab.get_by_label("What you really said").first
    field.fill("oh ok ever mind then goodbye dana")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("done=words"))
    assert "Ever" in tab.locator(".said").first.inner_text()
    assert tab.evaluate(times) == before
    tab.get_by_role("button", name="Take back what was put right").click()
    tab.wait_for_url(re.compile("done=undone"))
    assert "Never" in tab.locator(".said").first.inner_text()
    assert watched.complaints == []


def test_marked_words_are_what_i_did_say(chromium: Any, address: str) -> None:
    watched = Watched(chromium, address)
    tab = watched.tab
    watched.go(f"calls/{SPOKEN}")
    tab.locator("summary", has_text="I did say it").first.click()
    tab.evaluate(
        """() => {
            const words = document.querySelectorAll(".word");
            const [first, last] = [words[2].firstChild, words[3].firstChild];
            document.getSelection().setBaseAndExtent(first, 0, last, 4);
        }"""
    )
    field = tab.get_by_label("With which words").first
    tab.wait_for_function("one => one.value === 'Never mind'", arg=field.element_handle())
    tab.get_by_role("button", name="Let it count").first.click()
    tab.wait_for_url(re.compile("done=said"))
    tab.get_by_role("button", name="Take the latest").click()
    tab.wait_for_url(re.compile("done=unsaid"))
    assert watched.complaints == []
