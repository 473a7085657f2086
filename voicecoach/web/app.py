"""The page put together: routes behind the guard."""

from __future__ import annotations

import gc
import threading
from itertools import groupby

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from voicecoach.app.drills.deck import Desk
from voicecoach.app.look_back.correcting import Judges
from voicecoach.dialogue.scenario import Scenario
from voicecoach.errors import VoiceCoachError
from voicecoach.web import acting, network, pages
from voicecoach.web.asking import Asked
from voicecoach.web.guard import Guard, Pass
from voicecoach.web.live import Telephone, live
from voicecoach.web.rendering import STATIC, page


def make_app(
    desk: Desk, entry: Pass, telephone: Telephone, *, browser_sound: bool = False
) -> ASGIApp:
    """The whole page.

    Args:
        desk: settings, deck and vocabulary.
        entry: what opens it.
        telephone: holds calls.
        browser_sound: the browser's microphone is what the page proposes.
    """
    app = Starlette(
        routes=[
            Route("/", practise),
            Route("/calls", pages.calls),
            Route("/calls/{call}", pages.call),
            Route("/calls/{call}/compare", pages.compare),
            Route("/calls/{call}/captions.{kind}", pages.call_captions),
            Route("/calls/{call}/{number:int}-{attempt:int}.{kind}", pages.reply_captions),
            Route("/calls/{call}/report.html", pages.mail_report),
            *_actions(),
            Route("/sound/{call}/{name}", pages.sound),
            Route("/progress", pages.progress),
            Route("/deck", pages.deck),
            Route("/week", network.week),
            Route("/people", network.people, methods=["GET"]),
            Route("/people/{person}", network.person, methods=["GET"]),
            Route("/deck/hear", pages.first_latest),
            WebSocketRoute("/live", live),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        exception_handlers={VoiceCoachError: pages.wrong, HTTPException: pages.wrong},
    )
    app.state.settings = desk.settings
    app.state.desk = desk
    app.state.telephone = telephone
    app.state.judges = Judges()
    app.state.browser_sound = browser_sound
    return Guard(app, entry)


def _actions() -> list[Route]:
    """What changes something; forms send it."""
    acts: dict[str, acting.Act] = {
        "/calls/{call}/marks": acting.keep_marks,
        "/people": network.add,
        "/people/{person}/plan": network.plan,
        "/people/{person}/done": network.held,
        "/calls/{call}/unsaid": acting.take_so_back,
        "/calls/{call}/{number:int}-{attempt:int}/words": acting.put_right,
        "/calls/{call}/{number:int}-{attempt:int}/undo": acting.undo,
        "/calls/{call}/{number:int}-{attempt:int}/said": acting.say_so,
    }
    return [Route(path, acting.action(act), methods=["POST"]) for path, act in acts.items()]


def read_ahead(desk: Desk) -> threading.Thread:
    """Read the calls while the person still looks for the browser: it takes a second or two.

    What is in memory then stays there as long as the page, so Python need not look through it for
    what can be freed: that held one request in twenty up by 50 ms.
    """

    def read() -> None:
        _ = desk.cards
        gc.freeze()

    reading = threading.Thread(target=read, name="read-ahead", daemon=True)
    reading.start()
    return reading


def practise(request: Request) -> Response:
    """Where a call is begun and held."""
    desk = pages.desk_of(request)
    log, _ = desk.read()
    scenarios = {card.scenario.key: card.scenario for card in desk.cards.values()}
    wanted = Asked(request.query_params).text("person")
    return page(
        "practise.html",
        here="practise",
        groups=_grouped(list(scenarios.values())),
        today=desk.today(log),
        modes=desk.modes.all,
        browser=request.app.state.browser_sound,
        person=network.known(request, wanted) if wanted else None,
    )


def _grouped(scenarios: list[Scenario]) -> list[tuple[str, list[Scenario]]]:
    ordered = sorted(scenarios, key=lambda one: (one.group, one.key))
    return [(name or "others", list(some)) for name, some in groupby(ordered, lambda o: o.group)]
