"""People, the real calls to them, and the week: read, add, plan, say what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import cast, get_args
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from voicecoach.app.look_back import looking_back
from voicecoach.app.people import held_calls
from voicecoach.app.people import network as network_module
from voicecoach.app.people.held_calls import Result
from voicecoach.app.people.network import Circle, Network
from voicecoach.errors import VoiceCoachError
from voicecoach.plan import days
from voicecoach.plan.calls import last_contact, next_call, ranked
from voicecoach.plan.people import Permission, Person, who_sent
from voicecoach.plan.week import week as week_of
from voicecoach.web.acting import DONE, Form
from voicecoach.web.asking import Asked
from voicecoach.web.rendering import page

SHOWN = 10
"""Calls proposed."""
FIELDS = ("company", "role", "phone", "email", "why")
NAMED = 10
"""People that can be named in one call."""


def week(request: Request) -> Response:
    """The week's goals and whom to call next."""
    network, circle = _network(request)
    return page(
        "week.html",
        here="week",
        week=week_of(circle.by_id, circle.calls, network.book, network.today),
        next=ranked(circle.calls, circle.by_id, network.book, network.today)[:SHOWN],
        people=circle.by_id,
    )


def people(request: Request) -> Response:
    """Everybody, last and next contact."""
    network, circle = _network(request)
    rows = [
        (one, last_contact(circle.calls, one.id, network.book), next_call(circle.calls, one.id))
        for one in circle.people
    ]
    return page("people.html", here="people", rows=rows)


def person(request: Request) -> Response:
    """Somebody, and every call with them."""
    network, circle = _network(request)
    who = _who(request, circle)
    planned = [call for call in circle.calls_with(who.id) if call.open]
    return page(
        "person.html",
        here="people",
        who=who,
        sent=who_sent(who, circle.by_id),
        planned=planned,
        held=circle.held_with(who.id),
        book=network.book,
        today=network.today,
        situations=looking_back.advice().situations,
        done=DONE.get(Asked(request.query_params).text("done"), ""),
    )


def known(request: Request, person_id: str) -> Person | None:
    """Somebody of the network; None: there is nobody of that id."""
    return _network(request)[1].by_id.get(person_id)


def add(request: Request, form: Form) -> Response:
    """Somebody new, with the first call planned."""
    network = Network(request.app.state.settings)
    given = {name: form.text(name) for name in FIELDS if form.text(name)}
    if form.text("source"):
        given["source"] = form.text("source")
    who = network_module.add(network, form.text("name"), given)
    network_module.plan_call(network, who)
    return _back(who.id, "added")


def plan(request: Request, form: Form) -> Response:
    """A call is planned, or put to another day."""
    network, circle = _network(request)
    who = _who(request, circle)
    day, hour = days.parse(form.text("on") or "today", network.today)
    network_module.plan_call(network, who, form.text("about"), day, hour)
    return _back(who.id, "planned")


def held(request: Request, form: Form) -> Response:
    """What came of a call."""
    network, circle = _network(request)
    who = _who(request, circle)
    names = tuple(name.strip() for name in form.text("named").split(",") if name.strip())
    if len(names) > NAMED:
        raise VoiceCoachError(f"These are {len(names)} names.", f"Give {NAMED} at most.")
    result = Result(form.text("outcome"), form.text("objection"), form.text("said"), named=names)
    if form.text("may_use") in get_args(Permission):
        result = replace(result, may_use=cast("Permission", form.text("may_use")))
    held_calls.hold(network, who, replace(result, never=form.text("never") == "yes"))
    return _back(who.id, "held")


def _network(request: Request) -> tuple[Network, Circle]:
    network = Network(request.app.state.settings)
    return network, network.read()


def _who(request: Request, circle: Circle) -> Person:
    found = circle.by_id.get(request.path_params["person"])
    if found is None:
        raise HTTPException(404)
    return found


def _back(person_id: str, told: str) -> Response:
    return RedirectResponse(f"/people/{quote(person_id, safe='')}?done={told}", 303)
