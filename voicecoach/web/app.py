"""The page put together: routes behind the guard."""

from __future__ import annotations

import threading
from itertools import groupby

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from voicecoach.app.deck import Desk
from voicecoach.dialogue.scenario import Scenario
from voicecoach.errors import VoiceCoachError
from voicecoach.web import pages
from voicecoach.web.guard import Guard, Pass
from voicecoach.web.live import Telephone, live
from voicecoach.web.rendering import STATIC, page


def make_app(desk: Desk, entry: Pass, telephone: Telephone) -> ASGIApp:
    """The whole page.

    Args:
        desk: settings, deck and vocabulary.
        entry: what opens it.
        telephone: holds calls.
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
            Route("/sound/{call}/{name}", pages.sound),
            Route("/progress", pages.progress),
            Route("/deck", pages.deck),
            WebSocketRoute("/live", live),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        exception_handlers={VoiceCoachError: pages.wrong, HTTPException: pages.wrong},
    )
    app.state.settings = desk.settings
    app.state.desk = desk
    app.state.telephone = telephone
    return Guard(app, entry)


def read_ahead(desk: Desk) -> None:
    """Read the calls while the person still looks for the browser: it takes a second or two."""
    threading.Thread(target=lambda: desk.cards, name="read-ahead", daemon=True).start()


def practise(request: Request) -> Response:
    """Where a call is begun and held."""
    desk = pages.desk_of(request)
    log, _ = desk.read()
    scenarios = {card.scenario.key: card.scenario for card in desk.cards.values()}
    return page(
        "practise.html",
        here="practise",
        groups=_grouped(list(scenarios.values())),
        today=desk.today(log),
    )


def _grouped(scenarios: list[Scenario]) -> list[tuple[str, list[Scenario]]]:
    ordered = sorted(scenarios, key=lambda one: (one.group, one.key))
    return [(name or "others", list(some)) for name, some in groupby(ordered, lambda o: o.group)]
