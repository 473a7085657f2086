"""A page over a history with one spoken call in it, and browsers that may or may not come in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from starlette.testclient import TestClient

from tests.history.making import BEGAN, BLOCK, call, turn
from tests.review.making import strong, unjudged, weak
from voicecoach.app.drills.deck import Desk
from voicecoach.app.people.held_calls import Result, hold
from voicecoach.app.people.network import Network, add, plan_call
from voicecoach.dialogue.loader import load_builtin
from voicecoach.history import marks
from voicecoach.history.marks import Marks
from voicecoach.history.recorder import CallRecorder
from voicecoach.history.store import open_store
from voicecoach.practice.cards import Card, cards_of
from voicecoach.settings import Settings
from voicecoach.web.app import make_app
from voicecoach.web.guard import Pass
from voicecoach.web.held import Make, make_spoken_or_typed
from voicecoach.web.live import Telephone

HOSTILE = "<script>alert(1)</script> \u202egnp\u0000 <img src=x onerror=alert(2)> {{ 7 * 7 }} & \"'"
PORT = 8765
HERE = f"http://127.0.0.1:{PORT}"
SPOKEN = "20260105-093000-0001"
SOUND = f"/sound/{SPOKEN}/reply-01-1.flac"


def settings_in(folder: Path) -> Settings:
    return Settings(
        data_folder=folder / "data", cache_folder=folder / "cache", config_folder=folder / "config"
    )


def keep_a_call(settings: Settings, id_: str = SPOKEN) -> None:
    """Two tries at a line, the first with a second of sound, and a reply that was not judged."""
    day = timedelta(days=int(id_[6:8]) - 5)
    made = call(id_, began=BEGAN + day)
    recorder = CallRecorder(settings.data_folder)
    recorder.began(made)
    recorder.turn_started(1, 1)
    recorder.sound(BLOCK * 50)
    first = recorder.turn_done(weak())
    others = strong(), unjudged()
    kept = [
        recorder.turn_done(replace(one, reply=replace(one.reply, recording=""))) for one in others
    ]
    recorder.ended(call(id_, first, *kept, reached=True, began=BEGAN + day))
    recorder.close()


def keep_a_hostile_call(settings: Settings, id_: str = "evil") -> None:
    """A call in which everything that people or scenarios write is meant to do harm."""
    made = call(id_, title=HOSTILE, contact=HOSTILE)
    said = turn(1, 1, f"{HOSTILE} {'x' * 100_000}", contact=HOSTILE, source="typed")
    with open_store(settings.data_folder) as store:
        store.begin(replace(made, contact=replace(made.contact, company=HOSTILE, role=HOSTILE)))
        store.add_turn(id_, said)
        marks.put(store, id_, Marks(f"{HOSTILE} {'y' * 4000}", ("<img/>", "\u202eb"), starred=True))


def add_a_hostile_person(settings: Settings) -> str:
    """Somebody in whose name, company, facts and words there is harm; gives the id."""
    network = Network(settings)
    given = {"company": HOSTILE, "role": HOSTILE, "why": HOSTILE, "phone": HOSTILE}
    who = add(network, HOSTILE, {**given, "facts": (HOSTILE, "z" * 190)})
    plan_call(network, who)
    hold(network, who, Result("no", said=HOSTILE))
    return who.id


@cache
def few_cards() -> dict[str, Card]:
    """Of one call: to read all of them takes seconds."""
    return cards_of([load_builtin("no-jobs")])


def desk_of(settings: Settings) -> Desk:
    desk = Desk(settings)
    desk.__dict__["cards"] = few_cards()
    return desk


class Page:
    """The page of one history.

    Args:
        settings: where it lies.
        make: builds rehearsals.
    """

    def __init__(self, settings: Settings, make: Make = make_spoken_or_typed) -> None:
        self.settings = settings
        self.entry = Pass(PORT)
        self._browser: TestClient | None = None
        self.telephone = Telephone(settings, make)
        self.app = make_app(desk_of(settings), self.entry, self.telephone)

    def stranger(self, address: str = HERE) -> TestClient:
        """A browser without a ticket."""
        return TestClient(self.app, base_url=address, follow_redirects=False)

    def browser(self) -> TestClient:
        """A browser that opened the printed address; always the same one."""
        if self._browser is None:
            self._browser = self.stranger()
            self._browser.get(self.entry.address)
        return self._browser
