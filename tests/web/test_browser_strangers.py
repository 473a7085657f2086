"""Who gets nothing, asked by a real browser that holds the page's cookie."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.web.browsing import Watched, browser, program

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TRIED = """async ([http, ws, name]) => {
    const got = [];
    const told = (name) => (answer) => { got.push(name); return answer; };
    const quiet = () => {};
    for (const mode of ["cors", "no-cors"]) {
        await fetch(`${http}calls`, {credentials: "include", mode}).then(told(mode), quiet);
        const body = new URLSearchParams({name});
        const sent = {method: "POST", credentials: "include", mode, body};
        await fetch(`${http}people`, sent).then(told(`${mode} form`), quiet);
    }
    for (const [tag, path] of [["img", "static/icon.svg"], ["script", "static/words.js"]]) {
        await new Promise((done) => {
            const one = document.createElement(tag);
            one.onload = () => done(told(tag)());
            one.onerror = done;
            one.src = http + path;
            document.body.append(one);
        });
    }
    await new Promise((done) => {
        const line = new WebSocket(`${ws}live`);
        line.onopen = () => done(told("line")());
        line.onerror = done;
    });
    return got;
}"""


class Elsewhere(BaseHTTPRequestHandler):
    """A page of somebody else, on another port of this machine."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>x</title><body></body>")

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def elsewhere() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def inside(tmp_path: Path) -> Iterator[Watched]:
    """A tab with the cookie, in a Chromium for which a foreign name leads to this machine."""
    rebound = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    with program(tmp_path) as address, browser(rebound) as chromium:
        yield Watched(chromium, address)


def test_another_origin_and_a_rebound_name_get_nothing(inside: Watched, elsewhere: str) -> None:
    tab, home = inside.tab, inside.home
    everything = tab.evaluate(TRIED, [home, home.replace("http", "ws"), "own"])
    assert everything == ["cors", "cors form", "no-cors", "no-cors form", "img", "script", "line"]
    inside.go("people")
    assert tab.locator("tbody th").all_inner_texts() == ["own"]
    tab.goto(elsewhere)
    assert tab.evaluate(TRIED, [home, home.replace("http", "ws"), "foreign"]) == []
    rebound: Any = tab.goto(home.replace("127.0.0.1", "evil.example") + "calls")
    assert rebound.status == 421
    inside.go("people")
    assert tab.locator("tbody th").all_inner_texts() == ["own"]
