"""Runs ``voicecoach web``: a socket on this machine only, the address, the server."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from voicecoach.app.drills.deck import Desk
from voicecoach.errors import VoiceCoachError
from voicecoach.settings import Settings
from voicecoach.web.app import make_app, read_ahead
from voicecoach.web.guard import Pass
from voicecoach.web.live import Telephone

LOOPBACK = "127.0.0.1"
LONGEST_ORDER = 64 * 1024
"""Bytes of one message from the page; a typed reply is a few hundred."""
LAST_WORDS = 2
"""s for pages that are open when the program ends."""


def serve(
    settings: Settings,
    port: int,
    tell: Callable[[str], None],
    *,
    opens: bool,
    browser_sound: bool = False,
) -> int:
    """Serve the page until the program is told to end.

    Args:
        settings: whose history, which devices.
        port: 0 is any free one.
        tell: shows a line to the person.
        opens: open it in the browser too.
        browser_sound: propose the browser's microphone.

    Returns:
        the exit code.

    Raises:
        VoiceCoachError: the port is taken.
    """
    listening = bound(port)
    entry = Pass(listening.getsockname()[1])
    telephone, desk = Telephone(settings), Desk(settings)
    read_ahead(desk)
    config = uvicorn.Config(
        make_app(desk, entry, telephone, browser_sound=browser_sound),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws_max_size=LONGEST_ORDER,
        timeout_graceful_shutdown=LAST_WORDS,
    )
    tell(f"The page is at {entry.address}")
    tell("It is for you alone: whoever has this address sees your calls. Ctrl-C ends it.")
    if opens:
        webbrowser.open(entry.address_for_once())
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        telephone.close()
        listening.close()
    return 0


def bound(port: int) -> socket.socket:
    """A socket that only this machine reaches.

    Raises:
        VoiceCoachError: the port is taken or forbidden.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.bind((LOOPBACK, port))
        made.listen()  # a browser that is faster than the server waits
    except OSError as error:
        made.close()
        raise VoiceCoachError(
            f"Port {port} cannot be used: {error.strerror}.",
            "Leave --port out to take any free one.",
        ) from None
    return made
