"""People, the real calls to them and the week, in the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.making import HERE, HOSTILE, Page, settings_in
from tests.web.test_acting import send
from tests.web.test_pages import plain
from voicecoach.app.people.network import Network


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(settings_in(tmp_path))


def test_from_nobody_to_a_held_call_with_a_lead(page: Page) -> None:
    client = page.browser()
    assert "Nobody is in your network" in client.get("/people").text
    assert "No call is planned" in client.get("/week").text
    added = send(page, "/people", name="Walter Kim", company="Harlan", phone="+49 170 0123")
    assert added.headers["location"] == "/people/walter-kim?done=added"
    assert "+49 170 0123" in plain(client.get("/week").text)
    assert send(page, "/people/walter-kim/plan", on="2031-05-06").status_code == 303
    assert "Next: 6 May" in plain(client.get("/people/walter-kim").text)
    told = {"outcome": "lead", "said": "Try Ann.", "named": "Ann Lee", "may_use": "yes"}
    assert send(page, "/people/walter-kim/done", **told).status_code == 303
    circle = Network(page.settings).read()
    assert {one.id for one in circle.people} == {"walter-kim", "ann-lee"}
    assert circle.by_id["ann-lee"].source == "walter-kim"
    assert circle.by_id["walter-kim"].may_use == "yes"
    text = plain(client.get("/people/walter-kim?done=held").text)
    assert "Try Ann." in text
    assert "you may use it" in text
    assert "Ann Lee" in client.get("/people").text
    assert "1 call held" in plain(client.get("/week").text)


def test_the_next_call_can_be_rehearsed(page: Page) -> None:
    client = page.browser()
    assert "Rehearse the next one" not in client.get("/week").text
    send(page, "/people", name="Walter Kim")
    for path in ("/week", "/people/walter-kim"):
        assert 'href="/?person=walter-kim"' in client.get(path).text
    chosen = '<option value="walter-kim" data-person selected>The call to Walter Kim</option>'
    start = client.get("/?person=walter-kim").text
    assert chosen in start
    assert start.count(" selected>") == 1
    assert "data-person" not in client.get("/?person=nobody").text


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("/people", {"name": " "}, 400),
        ("/people/nobody/plan", {"on": "today"}, 404),
        ("/people/nobody/done", {"outcome": "lead"}, 404),
        ("/people/walter-kim/plan", {"on": "never ever"}, 400),
        ("/people/walter-kim/plan", {"about": "nosuch"}, 400),
        ("/people/walter-kim/done", {"outcome": "nosuch"}, 400),
        ("/people/walter-kim/done", {"outcome": "lead", "objection": "nosuch"}, 400),
        ("/people/walter-kim/done", {"outcome": "lead", "named": "a,b,c,d,e,f,g,h,i,j,k"}, 400),
    ],
)
def test_what_does_not_fit_is_told_and_changes_nothing(
    page: Page, path: str, form: dict[str, str], status: int
) -> None:
    send(page, "/people", name="Walter Kim")
    before = Network(page.settings).read()
    assert send(page, path, **form).status_code == status
    assert Network(page.settings).read() == before


def test_names_are_shown_never_obeyed_and_other_pages_add_nobody(page: Page) -> None:
    where = send(page, "/people", name=HOSTILE, company=HOSTILE, why=HOSTILE).headers["location"]
    for path in ("/people", "/week", where):
        text = page.browser().get(path).text
        assert "<script>alert" not in text
        assert "<img" not in text
    for headers in ({}, {"origin": "http://evil.example"}, {"origin": HERE, "sec-fetch-site": "x"}):
        assert (
            page.browser().post("/people", data={"name": "x"}, headers=headers).status_code == 403
        )
    assert len(Network(page.settings).read().people) == 1
