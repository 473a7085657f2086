"""Every Python process that finds this folder notes (and is refused) each connection it tries."""

from __future__ import annotations

import os
import sys
from pathlib import Path

LOOPBACK = ("127.", "::1", "localhost")
TRIES = {"socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"}


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event not in TRIES:
        return
    target = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
    host = target[0] if isinstance(target, tuple) else target
    if isinstance(host, (str, bytes)) and not str(host).startswith(LOOPBACK):
        local = event == "socket.connect" and not isinstance(target, tuple)  # a Unix socket
        if not local:
            with Path(os.environ["CONNECTIONS_TRIED"]).open("a", encoding="utf-8") as file:
                file.write(f"{event} {target} by {sys.argv}\n")
            raise OSError("no connection in this test")


sys.addaudithook(refuse)
