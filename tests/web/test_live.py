"""A call held for the page: the same session, its events out and the terminal's keys in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from starlette.testclient import WebSocketTestSession

from tests.history.making import turn
from tests.review.making import ADVICE, strong, weak, whole_call
from tests.web.making import HERE, PORT, Page, settings_in
from voicecoach.app.parts.ahead import JudgeAhead
from voicecoach.app.parts.choices import State, by_line
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.app.people.network import Network, add, plan_call
from voicecoach.app.rehearse.rehearsal import Rehearsal, make_rehearsal
from voicecoach.domain.turn import Contact, Ended, Outcome, Verdict
from voicecoach.errors import NoDeviceError
from voicecoach.history.store import open_store
from voicecoach.practice import events
from voicecoach.practice.commands import Type
from voicecoach.settings import Settings
from voicecoach.speech.line.line import Line
from voicecoach.speech.sound.audio import Block
from voicecoach.web.live import BUSY, wanted
from voicecoach.web.wire import EVERY, TYPED_CHOICES, Wire

LINE = f"ws://127.0.0.1:{PORT}/live"
CALL = {"do": "call", "scenario": "no-jobs", "typed": True}


class Judge:
    """Judges as if everything were well said."""

    advice = ADVICE

    def load(self) -> None: ...

    def judge(self, situation: str, contact: str, reply: str) -> Verdict:
        return Verdict(77, "good", asked=True)


def make_typed(options: PracticeOptions, settings: Settings, line: Line | None = None) -> Rehearsal:
    made = make_rehearsal(replace(options, seed=4), settings)
    made.scorer = cast("JudgeAhead", Judge())
    return made


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    made = Page(settings_in(tmp_path), make_typed)
    yield made
    made.telephone.close()


def until(line: WebSocketTestSession, what: str) -> dict[str, Any]:
    """The next message of that kind; a call that ended has no more."""
    while True:
        message: dict[str, Any] = line.receive_json()
        if message["what"] == what:
            return message
        assert message["what"] != "closed", f"closed before {what}"


def state(line: WebSocketTestSession, name: str) -> dict[str, Any]:
    while (message := until(line, "state"))["state"] != name:
        pass
    return message


def test_a_typed_call_from_the_first_line_to_the_history(page: Page) -> None:
    with page.browser().websocket_connect(LINE, headers={"origin": HERE}) as line:
        line.send_json(CALL)
        assert until(line, "brief")["title"]
        assert "jobs" in until(line, "line")["text"]
        typed = state(line, "TYPED")
        assert typed["typing"] is True
        assert [choice["line"] for choice in typed["choices"]] == ["/repeat", "/h"]
        line.send_json({"do": "line", "text": "I see. <b>Who</b> else?", "state": "TYPED"})
        card = until(line, "card")
        assert "Turn 1: 77 of 100" in " ".join(card["html"].split())
        assert "&lt;b&gt;Who&lt;/b&gt;" in card["html"]
        choices = state(line, "TYPED_CARD")["choices"]
        assert [choice["letter"] for choice in choices][:3] == ["n", "s", "m"]
        line.send_json({"do": "key", "key": "", "character": "s", "state": "TYPED_CARD"})
        assert until(line, "line")["again"] is True
        state(line, "TYPED")
        line.send_json({"do": "line", "text": "/h", "state": "TYPED"})
        assert [choice["letter"] for choice in state(line, "HUNG_UP")["choices"]] == ["n", "u"]
        line.send_json({"do": "key", "key": "", "character": "u", "state": "HUNG_UP"})
        state(line, "TYPED")
        line.send_json({"do": "line", "text": "/h", "state": "TYPED"})
        state(line, "HUNG_UP")
        line.send_json({"do": "key", "key": "enter", "character": "", "state": "HUNG_UP"})
        ended = until(line, "ended")
        until(line, "closed")
    with open_store(page.settings.data_folder) as store:
        kept = store.get(ended["call"])
    assert kept.turns[0].reply.text == "I see. <b>Who</b> else?"
    assert kept.ended is not None


def test_a_page_that_is_closed_hangs_up_and_the_call_is_kept(page: Page) -> None:
    with page.browser().websocket_connect(LINE, headers={"origin": HERE}) as line:
        line.send_json(CALL)
        state(line, "TYPED")
        line.send_json({"do": "line", "text": "Who else?", "state": "TYPED"})
        state(line, "TYPED_CARD")
    page.telephone.close()
    with open_store(page.settings.data_folder) as store:
        kept = store.get()
    assert kept.ended is not None
    assert [turn.reply.text for turn in kept.turns] == ["Who else?"]


def test_a_second_tab_is_told_that_a_call_runs(page: Page) -> None:
    client = page.browser()
    with client.websocket_connect(LINE, headers={"origin": HERE}) as line:
        line.send_json(CALL)
        state(line, "TYPED")
        with client.websocket_connect(LINE, headers={"origin": HERE}) as other:
            other.send_json(CALL)
            assert until(other, "trouble")["text"] == BUSY
            until(other, "closed")  # the page offers its choices again


def test_orders_for_a_state_that_is_over_and_nonsense_are_dropped(page: Page) -> None:
    with page.browser().websocket_connect(LINE, headers={"origin": HERE}) as line:
        line.send_json({"do": "line", "text": "too early", "state": "TYPED"})
        line.send_json(CALL)
        state(line, "TYPED")
        for nonsense in ("[]", "no json", '{"do": 1, "state": "TYPED", "text": {"a": 1}}', "{}"):
            line.send_text(nonsense)
        line.send_json({"do": "key", "key": "enter", "character": "", "state": "TYPED_CARD"})
        line.send_json({"do": "line", "text": "Who else?", "state": "TYPED"})
        assert "Who else?" in until(line, "card")["html"]


def test_without_a_microphone_typing_is_offered(tmp_path: Path) -> None:
    def no_device(
        options: PracticeOptions, settings: Settings, line: Line | None = None
    ) -> Rehearsal:
        raise NoDeviceError("There is no microphone.", "Plug one in.")

    silent = Page(settings_in(tmp_path), no_device)
    with silent.browser().websocket_connect(LINE, headers={"origin": HERE}) as line:
        line.send_json({**CALL, "typed": False})
        trouble = line.receive_json()
        assert trouble["typed"] is True
        assert "no microphone" in trouble["text"]
        assert line.receive_json() == {"what": "closed"}


def test_the_call_to_a_person_is_rehearsed(page: Page) -> None:
    network = Network(page.settings)
    plan_call(network, add(network, "Walter Kim", {"company": "Harlan"}))
    with page.browser().websocket_connect(LINE, headers={"origin": HERE}) as line:
        for odd in ("nobody", "../x"):
            line.send_json({"do": "call", "person": odd, "typed": True})
            assert "nobody of that name" in until(line, "trouble")["text"]
            until(line, "closed")
        line.send_json({"do": "call", "person": "walter-kim", "typed": True})
        assert "Walter Kim" in until(line, "brief")["title"]
        assert "Walter Kim" in until(line, "ringing")["name"]
        state(line, "TYPED")
        line.send_json({"do": "line", "text": "Who else?", "state": "TYPED"})
        state(line, "TYPED_CARD")
        line.send_json({"do": "key", "key": "", "character": "h", "state": "TYPED_CARD"})
        state(line, "HUNG_UP")
        line.send_json({"do": "key", "key": "", "character": "h", "state": "HUNG_UP"})
        kept = until(line, "ended")["call"]
        until(line, "closed")
    with open_store(page.settings.data_folder) as store:
        assert store.get(kept).contact.company == "Harlan"
    assert wanted({"person": 7}) == wanted({"person": ""}) == PracticeOptions()


@pytest.mark.parametrize("scenario", ["../../x.yaml", "/etc/x.yaml", "a.yml", 7, None, "é"])
def test_the_page_can_name_no_file(scenario: object) -> None:
    asked = wanted({"scenario": scenario, "replies": ["x.wav"], "model": "/x", "typed": 1})
    assert asked == PracticeOptions()


def test_what_is_told_of_a_spoken_call() -> None:
    call = whole_call()
    wire = Wire(call, ADVICE)
    line = turn().line

    def told(event: events.Event) -> list[str]:
        return [message["what"] for message in wire.tell(event)]

    assert told(events.Ringing(Contact("Dana", "buyer"))) == ["ringing"]
    assert told(events.ContactSpeaks(line)) == ["line", "state"]
    assert told(events.YourTurn(line)) == ["turn", "state"]
    assert wire.state is State.LISTENING
    level = events.Level(-31.4, 0.5, speech=True, block=Block(b"\0\0" * 320, 0))
    assert [told(level) for _ in range(2 * EVERY)].count(["level"]) == 2
    assert wire.tell(events.Heard("i see who"))[0]["text"] == "i see who"
    assert told(events.Paused("You paused.")) == ["paused", "state"]
    assert wire.state is State.PAUSED
    assert told(events.Resumed()) == ["resumed", "state"]
    assert wire.state is State.LISTENING
    for _ in range(2):  # told once more when somebody looked in vain
        (_, lost) = wire.tell(events.Paused("The microphone is gone.", lost=True))
        assert lost["typing"] is True
        assert lost["choices"][1] == {"name": "type my replies", "letter": "t", "shown": "t"}
    wire.tell(events.Resumed())
    assert wire.state is State.LISTENING
    assert told(events.ReplyEnded(Ended("pause", "quiet"))) == ["over"]
    assert told(events.ContactSpeaks(line)) == ["line", "state"]
    assert told(events.WentOn(line)) == ["line", "told", "state"]
    assert wire.state is State.LISTENING
    assert told(events.NothingHeard("Nothing.")) == ["nothing", "state"]
    assert told(events.CheckHeard(weak().reply, "Oh ok")) == ["check", "state"]
    assert told(events.WhichMove(strong(), ("ask", "thank"))) == ["told", "state"]
    assert wire.state is State.WHICH
    assert told(events.WhichWords("who else")) == ["words", "state"]
    assert wire.state is State.WORDS
    assert told(events.Counted("ask", "who else")) == told(events.NotCounted("No.")) == ["told"]
    assert told(events.TurnDone(strong(), waits=False)) == ["card"]
    assert told(events.Corrected(strong(), waits=True)) == ["card", "state"]
    assert told(events.ModelAnswer("Whom?")) == ["answer"]
    assert told(events.CallEnded(Outcome(True, "bye", "Well."), call)) == ["ended", "state"]
    assert wire.state is State.OVER


def test_a_lost_device_is_told_and_typing_offered_until_it_is_back() -> None:
    wire = Wire(whole_call(), ADVICE)
    wire.tell(events.YourTurn(turn().line))
    for why in ("The microphone went away.", "It is not back yet."):
        told, state_now = wire.tell(events.Paused(why, lost=True))
        assert told == {"what": "paused", "why": why}
        assert (state_now["state"], state_now["typing"]) == ("LOST", True)
        assert "type my replies" in [one["name"] for one in state_now["choices"]]
    assert by_line("Who else should I ask?", State.LOST) == Type("Who else should I ask?")
    wire.tell(events.Resumed())
    assert wire.state is State.LISTENING, "a second look took the state from before away"


def test_every_button_gives_an_order() -> None:
    for where, buttons in TYPED_CHOICES.items():
        assert all(not isinstance(by_line(line, where), Type) for _, line in buttons)
