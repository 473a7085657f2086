"""What changes something: forms, sent by the page itself (the guard has seen to that)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from voicecoach.app.look_back import correcting, looking_back
from voicecoach.app.look_back.correcting import Judges
from voicecoach.app.look_back.did_say import did_say, take_back
from voicecoach.history import marks
from voicecoach.history.marks import Marks
from voicecoach.settings import Settings

LARGEST = 64 * 1024
"""Bytes of a form."""
FORM = "application/x-www-form-urlencoded"

DONE = {
    "marks": "Kept.",
    "words": "Put right, and judged anew. What was heard before is kept.",
    "undone": "Taken back: words and score are as they were.",
    "said": "It counts from now on; this call was judged anew.",
    "unsaid": "Taken back; this call was judged without it.",
    "added": "Added; a first call is planned for today.",
    "planned": "Planned.",
    "held": "Kept. When to call again is proposed below.",
    "same": "That is what stands there already.",
}
"""What is told after an action, by the word for it in the address: never text from the address."""


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed and chosen; what is not there is empty."""

    given: dict[str, list[str]]

    def text(self, name: str) -> str:
        """One value."""
        return self.given.get(name, [""])[0]


Act = Callable[[Request, Form], Response]


def action(act: Act) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that reads a form, then acts in a thread of its own."""

    async def endpoint(request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(act, request, form)

    return endpoint


async def _form(request: Request) -> Form:
    if request.headers.get("content-type", "").partition(";")[0].strip() != FORM:
        raise HTTPException(415)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise HTTPException(413)
    text = bytes(body).decode("ascii", "replace")
    return Form(parse_qs(text, keep_blank_values=True, max_num_fields=200))


def keep_marks(request: Request, form: Form) -> Response:
    """A note, tags and a star."""
    with looking_back.history(_settings(request)) as store:
        call_id = store.get(_call(request)).id
        tags = tuple(form.text("tags").split(","))
        marks.put(store, call_id, Marks(form.text("note"), tags, form.text("starred") == "yes"))
    return _back(call_id, "marks")


def put_right(request: Request, form: Form) -> Response:
    """That is not what I said."""
    number, attempt = _place(request)
    judges: Judges = request.app.state.judges
    with looking_back.history(_settings(request)) as store:
        text = form.text("words")
        done = correcting.put_right(store, _call(request), number, text, attempt, judges)
    told = "same" if done.before is done.after else "words"
    return _back(done.call, told, (number, attempt))


def undo(request: Request, form: Form) -> Response:
    """The words as they were."""
    number, attempt = _place(request)
    with looking_back.history(_settings(request)) as store:
        done = correcting.undo(store, _call(request), number, attempt)
    return _back(done.call, "undone", (number, attempt))


def say_so(request: Request, form: Form) -> Response:
    """I did say it."""
    number, attempt = _place(request)
    with looking_back.history(_settings(request)) as store:
        call = store.get(_call(request))
        said = [
            one.reply.text for one in call.turns if (one.number, one.attempt) == (number, attempt)
        ]
        if not said:
            raise HTTPException(404)
        did_say(store, call.id, form.text("move"), form.text("words").strip() or said[0], number)
    return _back(call.id, "said", (number, attempt))


def take_so_back(request: Request, form: Form) -> Response:
    """The latest words that counted by the caller's word do no longer."""
    with looking_back.history(_settings(request)) as store:
        call = take_back(store, _call(request)).call
    return _back(call.id, "unsaid")


def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


def _call(request: Request) -> str:
    call_id: str = request.path_params["call"]
    return call_id


def _place(request: Request) -> tuple[int, int]:
    return request.path_params["number"], request.path_params["attempt"]


def _back(call_id: str, told: str, place: tuple[int, int] | None = None) -> Response:
    where = f"#turn-{place[0]}-{place[1]}" if place else ""
    return RedirectResponse(f"/calls/{quote(call_id, safe='')}?done={told}{where}", 303)
