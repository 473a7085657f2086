"""A call held for the page: a thread of its own, events out and orders in over one WebSocket."""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
from collections.abc import Callable
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from voicecoach.app.choices import by_key, by_line
from voicecoach.app.cueing import card_of, told
from voicecoach.app.options import PracticeOptions
from voicecoach.app.rehearsal import Rehearsal
from voicecoach.errors import NoDeviceError, VoiceCoachError
from voicecoach.settings import Settings
from voicecoach.web.orders import PageOrders
from voicecoach.web.wire import Message, Wire

LAST_WORDS = 3.0
"""s for a call that is left to end by itself when the program ends."""
BUSY = "A call is running already, perhaps in another tab. End it there first."

KEY = re.compile(r"[a-z0-9-]{1,60}")
"""Of a built-in call: a file has a dot in its name."""

Make = Callable[[PracticeOptions, Settings], Rehearsal]


def make_spoken_or_typed(options: PracticeOptions, settings: Settings) -> Rehearsal:
    """A rehearsal on this machine's devices; speech and scoring are loaded only now.

    Raises:
        VoiceCoachError: it cannot be held; see ``make_rehearsal``.
    """
    from voicecoach.app.hearing_check import trusted
    from voicecoach.app.rehearsal import make_rehearsal

    return make_rehearsal(options if options.typed else trusted(options, settings), settings)


class Ongoing:
    """One call, from the dialling on.

    Args:
        make: builds the rehearsal, in the call's own thread.
        tell: passes messages to the page; safe from any thread.
    """

    def __init__(self, make: Callable[[], Rehearsal], tell: Callable[[Message], None]) -> None:
        self._make = make
        self._tell = tell
        self._orders = PageOrders()
        self._wire: Wire | None = None
        self._rehearsal: Rehearsal | None = None
        self._thread = threading.Thread(target=self._run, name="call", daemon=True)

    def start(self) -> None:
        """Dial."""
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether another one can be begun."""
        return not self._thread.is_alive()

    def order(self, message: Message) -> None:
        """What the person pressed or typed; what was meant for an earlier state is dropped."""
        entered = self._orders.entered  # read before the state: never newer than it
        if self._wire is None or message.get("state") != self._wire.state.name:
            return
        state, given = self._wire.state, _texts(message)
        if message.get("do") == "line":
            found = by_line(given["text"], state)
        else:
            found = by_key(given["key"], given["character"], state)
        if found is not None:
            self._orders.put(found, entered)

    def leave(self) -> None:
        """The page is gone: hang up, so that the call is kept."""
        self._orders.close()

    def end(self) -> None:
        """The program ends: hang up, give devices back, wait a little."""
        self.leave()
        self._thread.join(LAST_WORDS)
        if self._rehearsal is not None and self._thread.is_alive():
            self._rehearsal.give_back()
            self._thread.join(LAST_WORDS)

    def _run(self) -> None:
        try:
            self._hold()
        except VoiceCoachError as error:
            typed = isinstance(error, NoDeviceError)
            self._tell({"what": "trouble", "text": str(error), "typed": typed})
        finally:
            self._tell({"what": "closed"})

    def _hold(self) -> None:
        self._rehearsal = rehearsal = self._make()
        title, *lines = rehearsal.brief
        cue = told(card_of(rehearsal.own, rehearsal.vocabulary, None).shown)
        self._tell({"what": "brief", "title": title, "lines": lines, "cue": cue})
        self._wire = Wire(rehearsal.call, rehearsal.advice)
        try:
            for event in rehearsal.events(self._orders):
                for message in self._wire.tell(event):
                    self._orders.entered += message["what"] == "state"
                    self._tell(message)
        finally:
            rehearsal.close()
            if rehearsal.recorder.trouble is not None:
                text = str(rehearsal.recorder.trouble)
                self._tell({"what": "trouble", "text": text, "typed": False})


def _texts(message: Message) -> dict[str, str]:
    """The texts of a message; what is none is empty."""
    found = {name: message.get(name, "") for name in ("key", "character", "text")}
    return {name: text if isinstance(text, str) else "" for name, text in found.items()}


class Telephone:
    """The one telephone of this program: devices can be used by one call at a time.

    Args:
        settings: devices, voice, folders.
        make: builds a rehearsal.
    """

    def __init__(self, settings: Settings, make: Make = make_spoken_or_typed) -> None:
        self._settings = settings
        self._make = make
        self._lock = threading.Lock()
        self._ongoing: Ongoing | None = None

    def dial(self, options: PracticeOptions, tell: Callable[[Message], None]) -> Ongoing | None:
        """Begin a call; None, and told, while another one is held."""
        with self._lock:
            if self._ongoing is not None and not self._ongoing.over:
                tell({"what": "trouble", "text": BUSY, "typed": False})
                return None
            self._ongoing = Ongoing(lambda: self._make(options, self._settings), tell)
            self._ongoing.start()
            return self._ongoing

    def close(self) -> None:
        """End the call, if there is one."""
        if self._ongoing is not None:
            self._ongoing.end()


def wanted(message: Message) -> PracticeOptions:
    """What the page asks for, of what it may ask: no files, no folders."""
    scenario = message.get("scenario")
    named = isinstance(scenario, str) and KEY.fullmatch(scenario) is not None
    return PracticeOptions(
        scenario=str(scenario) if named else "no-jobs",
        typed=message.get("typed") is True,
        mode="real" if message.get("real") is True else "coach",
        confirm=message.get("confirm") is True,
        ring=False if message.get("ring") is False else None,
    )


async def live(websocket: WebSocket) -> None:
    """One page's line to the telephone; the guard has looked at it already."""
    await websocket.accept()
    telephone: Telephone = websocket.app.state.telephone
    loop, waiting = asyncio.get_running_loop(), asyncio.Queue[Message]()

    def tell(message: Message) -> None:
        with contextlib.suppress(RuntimeError):  # the program is ending, nobody listens
            loop.call_soon_threadsafe(waiting.put_nowait, message)

    sender = asyncio.create_task(_send(websocket, waiting))
    ongoing: Ongoing | None = None
    try:
        while True:
            message = await _received(websocket)
            if message.get("do") == "call" and (ongoing is None or ongoing.over):
                ongoing = telephone.dial(wanted(message), tell)
            elif ongoing is not None:
                ongoing.order(message)
    except WebSocketDisconnect:
        return
    finally:
        sender.cancel()
        if ongoing is not None:
            ongoing.leave()


async def _received(websocket: WebSocket) -> dict[str, Any]:
    """The next message; what is no JSON object is an empty one."""
    try:
        plain = await websocket.receive_json()
    except (ValueError, KeyError):
        return {}
    return plain if isinstance(plain, dict) else {}


async def _send(websocket: WebSocket, waiting: asyncio.Queue[Message]) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # the page has gone
        while True:
            await websocket.send_json(await waiting.get())
