"""A drill held for the page: the same drill as in the terminal, told card by card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.history.making import turn
from tests.review.making import ADVICE, whole_call
from tests.web.making import HERE, Page, desk_of, settings_in
from tests.web.test_live import LINE, Judge, state, until
from voicecoach.app.drills import drilling
from voicecoach.app.parts.choices import State, by_key
from voicecoach.app.parts.options import DrillOptions, PracticeOptions
from voicecoach.history.store import open_store
from voicecoach.practice import events
from voicecoach.practice.commands import Next, Rate
from voicecoach.practice.timing import Limits
from voicecoach.web.drill_wire import DrillWire
from voicecoach.web.live import wanted
from voicecoach.web.wire import Wire


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.setattr(drilling, "JudgeAhead", lambda load: Judge())
    monkeypatch.setattr(drilling, "Desk", desk_of)
    made = Page(settings_in(tmp_path))
    yield made
    made.telephone.close()


def test_a_typed_drill_from_the_nerves_to_the_summary(page: Page) -> None:
    with page.browser().websocket_connect(LINE, headers={"origin": HERE}) as line:
        line.send_json({"do": "call", "drill": "daily", "typed": True})
        assert "nervous" in until(line, "question")["text"]
        assert len(state(line, "RATE")["choices"]) == 6
        line.send_json({"do": "key", "key": "", "character": "3", "state": "RATE"})
        number = until(line, "number")["text"]
        assert number.startswith("Card 1 (10 min left). ")
        assert number.endswith(" s to type each reply.")
        state(line, "TYPED")
        line.send_json({"do": "line", "text": "I see. Who else?", "state": "TYPED"})
        assert "go" in until(line, "question")["text"]
        state(line, "RATE")
        line.send_json({"do": "key", "key": "enter", "character": "", "state": "RATE"})
        assert "77 of 100" in until(line, "card")["html"]
        assert until(line, "told")["text"] == "Graded: good."
        letters = [choice["letter"] for choice in state(line, "RESULT")["choices"]]
        assert letters == ["n", "s", "m", "k", "u", "h", "p"]
        line.send_json({"do": "key", "key": "", "character": "h", "state": "RESULT"})
        state(line, "RATE")
        line.send_json({"do": "key", "key": "enter", "character": "", "state": "RATE"})
        ended = until(line, "ended")
        assert ended["lines"][0] == "The drill is over."
        until(line, "closed")
    with open_store(page.settings.data_folder) as store:
        assert store.get(ended["call"]).turns[0].reply.text == "I see. Who else?"
    assert len(desk_of(page.settings).read()[0]) == 1


def test_a_typed_reply_whose_time_is_over_is_sent_as_it_is(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limits, "whole", lambda limits, to, typed=False: 0.2)
    with page.browser().websocket_connect(LINE, headers={"origin": HERE}) as line:
        line.send_json({"do": "call", "drill": "daily", "typed": True})
        state(line, "RATE")
        line.send_json({"do": "late", "text": "not now", "state": "RATE"})  # means nothing here
        line.send_json({"do": "key", "key": "enter", "character": "", "state": "RATE"})
        assert until(line, "countdown") == {"what": "countdown", "left": 1, "to": "finish"}
        assert until(line, "countdown")["left"] == 0
        line.send_json({"do": "late", "text": "/h and Who", "state": "TYPED"})
        assert "the 0.2 s to type were over" in until(line, "over")["why"]
        state(line, "RATE")
        line.send_json({"do": "key", "key": "enter", "character": "", "state": "RATE"})
        assert "/h and Who" in until(line, "card")["html"]
        state(line, "RESULT")
        line.send_json({"do": "key", "key": "", "character": "s", "state": "RESULT"})
        while until(line, "countdown")["left"]:
            pass
        line.send_json({"do": "late", "text": " ", "state": "TYPED"})
        assert "nothing was typed" in until(line, "over")["why"]


def test_without_a_timer_the_drill_says_so(page: Page) -> None:
    with page.browser().websocket_connect(LINE, headers={"origin": HERE}) as line:
        line.send_json({"do": "call", "drill": "daily", "typed": True, "timer": False})
        state(line, "RATE")
        line.send_json({"do": "key", "key": "enter", "character": "", "state": "RATE"})
        assert "No timer" in until(line, "number")["text"]


def test_the_page_asks_for_a_drill_by_its_key_only() -> None:
    assert wanted({"drill": "rapid-fire", "timer": False, "typed": True}) == DrillOptions(
        "rapid-fire", timer=False, practice=PracticeOptions(typed=True)
    )
    for odd in ("../x", "", 7, None, "a" * 99):
        assert wanted({"drill": odd}) == DrillOptions("daily")


def test_a_question_takes_its_five_keys_and_enter() -> None:
    wire = DrillWire(whole_call(), ADVICE, None)
    (_, told) = wire.tell(events.Asked("felt"))
    orders = [
        by_key(one["letter"] if one["letter"] == "enter" else "", one["letter"], State.RATE)
        for one in told["choices"]
    ]
    assert orders == [*(Rate(number) for number in range(1, 6)), Next()]
    assert wire.tell(events.Countdown("begin", 3)) == [
        {"what": "countdown", "left": 3, "to": "begin"}
    ]


def test_holding_to_talk_begins_and_ends_with_a_key() -> None:
    wire = Wire(whole_call(), ADVICE)
    wire.tell(events.YourTurn(turn().line, key=True))
    assert wire.state is State.KEY
    wire.tell(events.YourTurn(turn().line))
    assert wire.state is State.LISTENING
    assert wanted({"hold": True}) == PracticeOptions(press_to_talk=True)
