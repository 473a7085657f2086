"""Who may talk to the page: this machine, with the token, by its own address, no other tab.

Everything goes through here, before any route: the files of the page too. SECURITY.md tells what
each rule is for; ``tests/web/test_guard.py`` proves each.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "token"  # noqa: S105 - the parameter's name, no secret
SAFE = ("GET", "HEAD")
OWN_SITES = ("same-origin", "none")
"""What a browser says of a request that this page, or a person, made."""

STRANGER = (
    "This page belongs to whoever started voicecoach. Open the address that `voicecoach web` "
    "printed in its terminal.\n"
)
ELSEWHERE = "This address is not the page's own. Open the one that `voicecoach web` printed.\n"
CROSSED = "Another page asked for this; it is refused.\n"


@dataclass(frozen=True, slots=True)
class Pass:
    """What opens the page.

    Attributes:
        port: that it is served on.
        token: in the address that is printed.
        ticket: what the token is exchanged for: the cookie's value.
        single: tokens that open once: other people of the machine can read the words that a
            browser is started with, so what stands there must be worth nothing afterwards.
    """

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    ticket: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    single: set[str] = field(default_factory=set)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names it answers to."""
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    @property
    def origins(self) -> tuple[str, ...]:
        """Whose pages may change and stream."""
        return tuple(f"http://{host}" for host in self.hosts)

    @property
    def cookie(self) -> str:
        """Its name; browsers send cookies to every port of a machine."""
        return f"voicecoach-{self.port}"

    @property
    def address(self) -> str:
        """What the person opens."""
        return f"{self.origins[0]}/?{TOKEN}={self.token}"

    def address_for_once(self) -> str:
        """What a browser is started with."""
        token = secrets.token_urlsafe(32)
        self.single.add(token)
        return f"{self.origins[0]}/?{TOKEN}={token}"

    def opens(self, token: str) -> bool:
        """Whether this token does."""
        if _same(token, self.token):
            return True
        if token in self.single:
            self.single.discard(token)
            return True
        return False


class Guard:
    """Wraps the page.

    Args:
        app: what is guarded.
        entry: what opens it.
    """

    def __init__(self, app: ASGIApp, entry: Pass) -> None:
        self._app = app
        self._entry = entry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        answer = self._refusal(scope)
        if scope["type"] == "websocket" and answer is not None:
            await send({"type": "websocket.close", "code": 1008})
            return
        guarded = send if scope["type"] == "websocket" else self._marked(send)
        await (answer or self._app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        """What to answer in place of the page; None: it may go on."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._entry.hosts:
            return PlainTextResponse(ELSEWHERE, 421)
        if not self._has_ticket(headers):
            return self._exchange(scope) or PlainTextResponse(STRANGER, 403)
        if not self._is_own(scope, headers):
            return PlainTextResponse(CROSSED, 403)
        return self._exchange(scope)

    def _has_ticket(self, headers: Headers) -> bool:
        try:
            jar = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        given = jar[self._entry.cookie].value if self._entry.cookie in jar else ""
        return _same(given, self._entry.ticket)

    def _exchange(self, scope: Scope) -> Response | None:
        """The token in the address becomes a cookie, and leaves the address."""
        if scope["type"] != "http" or scope["method"] not in SAFE:
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if not self._entry.opens(query.pop(TOKEN, [""])[0]):
            return None
        # A path with two slashes in front would be another machine's address.
        path = (
            "/" + scope["path"].lstrip("/\\") + ("?" + urlencode(query, doseq=True)) * bool(query)
        )
        answer = RedirectResponse(path, 303)
        answer.set_cookie(
            self._entry.cookie, self._entry.ticket, httponly=True, samesite="strict", path="/"
        )
        return answer

    def _is_own(self, scope: Scope, headers: Mapping[str, str]) -> bool:
        """Whether no other page is behind it."""
        origin = headers.get("origin")
        if headers.get("sec-fetch-site", "none") not in OWN_SITES:
            return False
        if origin is not None:
            return origin in self._entry.origins
        return scope["type"] == "http" and scope["method"] in SAFE

    def _marked(self, send: Send) -> Send:
        """Tells the browser what the page may do."""
        streams = " ".join(f"ws://{host}" for host in self._entry.hosts)
        rules = {
            "Content-Security-Policy": (
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                f"media-src 'self'; connect-src 'self' {streams}; form-action 'self'; "
                "base-uri 'none'; frame-ancestors 'none'"
            ),
            "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in rules.items():
                    headers[name] = value
            await send(message)

        return marked


def _same(given: str, wanted: str) -> bool:
    """Compared in a time that tells nothing."""
    return hmac.compare_digest(given.encode(), wanted.encode())
