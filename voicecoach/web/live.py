"""A call held for the page: a thread of its own, events out and orders in over one WebSocket."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import threading
from collections.abc import Callable
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from voicecoach.app.parts.choices import State, by_key, by_line
from voicecoach.app.parts.command_queue import CommandQueue
from voicecoach.app.parts.options import DrillOptions, PracticeOptions
from voicecoach.errors import NoDeviceError, VoiceCoachError
from voicecoach.practice.commands import EndReply, Type
from voicecoach.settings import Settings
from voicecoach.speech.line.line import Line
from voicecoach.web.browser_line import BrowserLine, line_for
from voicecoach.web.held import Held, Make, ToPerson, Wanted, make_held, make_spoken_or_typed
from voicecoach.web.wire import Message, Wire

LAST_WORDS = 3.0
"""s for a call that is left to end by itself when the program ends."""
BUSY = "A call is running already, perhaps in another tab. End it there first."

KEY = re.compile(r"[a-z0-9-]{1,60}")
"""Of a built-in call: a file has a dot in its name."""


class Ongoing:
    """One call, from the dialling on.

    Args:
        make: builds it, in the call's own thread.
        tell: passes messages to the page; safe from any thread.
    """

    def __init__(self, make: Callable[[], Held], tell: Callable[[Message], None]) -> None:
        self._make = make
        self._tell = tell
        self._orders = CommandQueue()
        self._wire: Wire | None = None
        self._held: Held | None = None
        self._over = False
        self._thread = threading.Thread(target=self._run, name="call", daemon=True)

    def start(self) -> None:
        """Dial."""
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether another one can be begun."""
        return self._over

    def order(self, message: Message) -> None:
        """What the person pressed or typed; what was meant for an earlier state is dropped."""
        entered = self._orders.entered  # read before the state: never newer than it
        if self._wire is None or message.get("state") != self._wire.state.name:
            return
        state, given = self._wire.state, _texts(message)
        if message.get("do") == "line":
            found = by_line(given["text"], state)
        elif message.get("do") == "late":  # the time is over: what is typed counts as it is
            said = Type(given["text"]) if given["text"].strip() else EndReply()
            found = said if state is State.TYPED else None
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
        if self._held is not None and self._thread.is_alive():
            self._held.close()
            self._thread.join(LAST_WORDS)

    def _run(self) -> None:
        try:
            self._hold()
        except VoiceCoachError as error:
            typed = isinstance(error, NoDeviceError)
            self._tell({"what": "trouble", "text": str(error), "typed": typed})
        finally:
            self._over = True  # before it is told: a page may call again at once
            self._tell({"what": "closed"})

    def _hold(self) -> None:
        self._held = held = self._make()
        title, *lines = held.brief
        self._tell({"what": "brief", "title": title, "lines": lines, "cue": held.cue})
        self._wire = held.wire
        try:
            for event in held.events(self._orders):
                for message in held.wire.tell(event):
                    self._orders.entered += message["what"] == "state"
                    self._tell(message)
        finally:
            held.close()
            if (trouble := held.trouble()) is not None:
                self._tell({"what": "trouble", "text": str(trouble), "typed": False})


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

    def dial(
        self, asked: Wanted, tell: Callable[[Message], None], line: Line | None = None
    ) -> Ongoing | None:
        """Begin a call or drill; None, and told, while another one is held.

        Args:
            asked: which.
            tell: passes messages to the page.
            line: over which; None: this machine's devices.
        """
        with self._lock:
            if self._ongoing is not None and not self._ongoing.over:
                tell({"what": "trouble", "text": BUSY, "typed": False})
                tell({"what": "closed"})
                return None
            settings, make = self._settings, self._make
            self._ongoing = Ongoing(lambda: make_held(asked, settings, line, make), tell)
            self._ongoing.start()
            return self._ongoing

    def close(self) -> None:
        """End the call, if there is one."""
        if self._ongoing is not None:
            self._ongoing.end()


def wanted(message: Message) -> Wanted:
    """What the page asks for, of what it may ask: no files, no folders."""
    practice = PracticeOptions(
        scenario=_key(message, "scenario", "no-jobs"),
        typed=message.get("typed") is True,
        mode="real" if message.get("real") is True else "coach",
        confirm=message.get("confirm") is True,
        ring=False if message.get("ring") is False else None,
        press_to_talk=True if message.get("hold") is True else None,
    )
    person = message.get("person")
    if "drill" not in message:
        return ToPerson(person, practice) if person and isinstance(person, str) else practice
    mode = _key(message, "drill", "daily")
    return DrillOptions(mode, timer=message.get("timer") is not False, practice=practice)


def _key(message: Message, name: str, usual: str) -> str:
    given = message.get(name)
    return given if isinstance(given, str) and KEY.fullmatch(given) else usual


class Tab:
    """One page's line to the telephone.

    Args:
        telephone: holds calls.
        tell: passes messages to the page; safe from any thread.
    """

    def __init__(self, telephone: Telephone, tell: Callable[[Message], None]) -> None:
        self._telephone = telephone
        self._tell = tell
        self._ongoing: Ongoing | None = None
        self._line: BrowserLine | None = None

    def take(self, message: Message) -> None:
        """What the page sent."""
        if message.get("do") == "call":
            if self._ongoing is None or self._ongoing.over:
                self._line = line_for(message, self._tell)
                self._ongoing = self._telephone.dial(wanted(message), self._tell, self._line)
        elif message.get("do") == "played":
            if self._line is not None:
                self._line.played(message.get("id"))
        elif self._ongoing is not None:
            self._ongoing.order(message)

    def hear(self, sound: bytes) -> None:
        """What the browser's microphone heard."""
        if self._line is not None:
            self._line.feed(sound)

    def leave(self) -> None:
        """The page is gone."""
        if self._ongoing is not None:
            self._ongoing.leave()
        if self._line is not None:
            self._line.lose()


async def live(websocket: WebSocket) -> None:
    """One page's line to the telephone; the guard has looked at it already."""
    await websocket.accept()
    loop, waiting = asyncio.get_running_loop(), asyncio.Queue[Message]()

    def tell(message: Message) -> None:
        with contextlib.suppress(RuntimeError):  # the program is ending, nobody listens
            loop.call_soon_threadsafe(waiting.put_nowait, message)

    sender = asyncio.create_task(_send(websocket, waiting))
    tab = Tab(websocket.app.state.telephone, tell)
    try:
        while (message := await websocket.receive())["type"] == "websocket.receive":
            if message.get("bytes"):
                tab.hear(message["bytes"])
            else:
                tab.take(_received(message.get("text") or ""))
    finally:
        sender.cancel()
        tab.leave()


def _received(text: str) -> dict[str, Any]:
    """A message; what is no JSON object is an empty one."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return plain if isinstance(plain, dict) else {}


async def _send(websocket: WebSocket, waiting: asyncio.Queue[Message]) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # the page has gone
        while True:
            await websocket.send_json(await waiting.get())
