"""Looking back in the browser, without JavaScript: what the templates make of the view-models."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.web.making import (
    SPOKEN,
    Page,
    add_a_hostile_person,
    keep_a_call,
    keep_a_hostile_call,
    settings_in,
)
from voicecoach.web.rendering import HERE

FILES = [path for folder in ("templates", "static") for path in (HERE / folder).iterdir()]


def seen(page: Page, path: str, status: int = 200) -> str:
    answer = page.browser().get(path)
    assert answer.status_code == status, answer.text
    return answer.text


def plain(html: str) -> str:
    """The words without tags, spaces as one."""
    found: list[str] = []
    reader = HTMLParser()
    reader.handle_data = found.append  # type: ignore[method-assign]
    reader.feed(html)
    return " ".join("".join(found).split())


def test_a_call_with_its_evidence(page: Page) -> None:
    html = seen(page, f"/calls/{SPOKEN}")
    text = plain(html)
    assert "Turn 1: 12 of 100 (ends it), you did not ask" in text
    assert "1! slip: lets the call die: never mind like as in gives-up, 71 % alike" in text
    assert "– missing: " in text
    assert "Oh ok. (pause 3.1 s) Never mind1! then goodbye Dana." in text
    assert "Goal reached. They gave you a name." in text
    assert html.count("<audio") == 1
    assert '<mark class="slip">' in html
    assert seen(page, "/calls/last") == seen(page, f"/calls/{SPOKEN[:8]}") == html


def test_every_word_knows_when_it_sounds(page: Page) -> None:
    html = seen(page, f"/calls/{SPOKEN}")
    words = re.findall(r'data-begins="([\d.]+)" data-ends="([\d.]+)">([^<]+)', html)
    assert words[:3] == [("0.4", "0.7", "Oh"), ("0.7", "1.0", "ok."), ("4.1", "4.4", "Never")]
    assert ("4.6", "6.4", "555123?") in words  # six words, shown as one figure


def test_the_list_its_filters_and_search(page: Page) -> None:
    assert "Dana Price" in seen(page, "/calls")
    assert "12 → 88, –" in plain(seen(page, "/calls"))
    assert "No call fits" in seen(page, "/calls?least=99")
    assert "No call fits" in seen(page, "/calls?from=2026-02-01")
    assert SPOKEN in seen(page, "/calls?move=gives-up&least=80&sort=best")
    hits = seen(page, "/calls?q=never+mind")
    assert '<mark class="found">never</mark>' in hits
    assert f"/calls/{SPOKEN}#turn-1-1" in hits
    assert "Nothing was found" in seen(page, "/calls?q=nosuch")


def test_a_long_list_has_pages(tmp_path: Path) -> None:
    page = Page(settings_in(tmp_path))
    keep_a_call(page.settings)
    keep_a_call(page.settings, f"{SPOKEN[:7]}6{SPOKEN[8:]}")
    first = plain(seen(page, "/calls?limit=1"))
    assert "1 to 1 shown" in first
    assert "Calls before these" not in first
    assert "?limit=1&amp;skip=1" in seen(page, "/calls?limit=1")
    second = seen(page, "/calls?limit=1&skip=1")
    assert "2 to 2 shown" in plain(second)
    assert "?limit=1&amp;skip=0" in second
    assert links(second).isdisjoint(links(seen(page, "/calls?limit=1")))
    assert "No call fits" in seen(page, "/calls?skip=999")


def links(html: str) -> set[str]:
    return set(re.findall(r'href="(/calls/[^"]+)"', html))


@pytest.mark.parametrize(
    "query",
    ["least=abc", "least=-1", "from=2026-99-01", "move=nosuch", "least=9999999999999999999999"],
)
def test_a_wrong_filter_is_told(page: Page, query: str) -> None:
    assert 'role="alert"' in seen(page, f"/calls?{query}")


@pytest.mark.parametrize("query", ["sort=nosuch", "q=%00", "q=%22*", "limit=1", "call=%27%3B--"])
def test_odd_filters_harm_nothing(page: Page, query: str) -> None:
    seen(page, f"/calls?{query}")


def test_progress_and_deck_show_the_figures_as_tables(page: Page) -> None:
    text = plain(seen(page, "/progress?weeks=4"))
    assert "Week by week (means)" in text
    assert "asked" in text
    assert "What comes back in the next two weeks" in plain(seen(page, "/deck"))


def test_the_calls_can_be_chosen(page: Page) -> None:
    html = seen(page, "/")
    assert '<option value="no-jobs" selected>' in html
    assert "<noscript>" in html


def test_what_is_not_there_is_told(page: Page) -> None:
    assert "There is no call" in seen(page, "/calls/nosuch", 404)
    assert "no such page" in seen(page, "/nosuch", 404)
    assert "no such page" in seen(page, f"/calls/{SPOKEN}/9-9.vtt", 404)
    assert "no such page" in seen(page, f"/calls/{SPOKEN}/captions.doc", 404)
    assert "same call" in seen(page, f"/calls/{SPOKEN}/compare?with=last", 404)


def test_what_people_wrote_is_shown_never_obeyed(tmp_path: Path) -> None:
    hostile = Page(settings_in(tmp_path))
    keep_a_call(hostile.settings)
    keep_a_hostile_call(hostile.settings)
    person = quote(add_a_hostile_person(hostile.settings))
    quoted = "/calls?q=%3Cscript%3Ealert(1)%3C/script%3E"
    calls = ["/calls/evil", "/calls", "/calls?tag=%3Cimg/%3E", quoted, "/calls?call=%3Cscript%3E"]
    taken = ["/calls/evil/report.html?names=yes", "/calls/evil/report.html"]
    both = f"/calls/evil/compare?with={SPOKEN}"
    rest = ["/progress", "/deck", "/deck/hear?card=%3Cscript%3Ealert(1)%3C/script%3E", "/week"]
    people = ["/people", f"/people/{person}", f"/?person={person}", "/?person=%3Cscript%3E"]
    for path in [*calls, *taken, both, *rest, *people, "/calls/evil%3Cscript%3E"]:
        answer = hostile.browser().get(path)
        assert answer.status_code in (200, 404), path
        assert "<script>alert" not in answer.text, path
        assert "<img" not in answer.text, path
        assert "\0" not in answer.text, path
        assert "49" not in re.sub(r"[\d:-]{5,}", "", answer.text) or "{{" in answer.text
    for path in ("/calls/evil", f"/people/{person}"):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in hostile.browser().get(path).text


def test_the_page_asks_for_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert len(FILES) > 10
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\son\w+=|\sstyle=|javascript:", text), path
        places = re.findall(r"(?:https?|wss?)://[^\s\"'`]*", text)
        assert set(places) <= {"http://www.w3.org/2000/svg", "ws://${location.host}/live"}, path
        if path.suffix == ".html" and path.name != "mail.html":
            assert "<style" not in text
            assert not re.search(r"<script(?![^>]*\ssrc=)", text), path


def test_the_scripts_are_short() -> None:
    lengths = [len(path.read_text().splitlines()) for path in FILES if path.suffix == ".js"]
    assert max(lengths) <= 300
    assert sum(lengths) <= 1200
