"""Each rule of SECURITY.md about the page, one test each."""

from __future__ import annotations

import socket

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.web.making import HERE, PORT, SOUND, Page
from voicecoach.errors import VoiceCoachError
from voicecoach.web.guard import Pass
from voicecoach.web.serving import bound

LINE = f"ws://127.0.0.1:{PORT}/live"
PATHS = [
    "/",
    "/calls",
    "/calls/last",
    "/progress",
    "/deck",
    "/week",
    "/people",
    SOUND,
    "/static/page.css",
    "/nosuch",
]


def test_it_listens_on_this_machine_only() -> None:
    with bound(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"
        with socket.create_connection(listening.getsockname(), timeout=2):
            pass


def test_a_taken_port_is_told() -> None:
    with bound(0) as taken, pytest.raises(VoiceCoachError, match="Leave --port out"):
        bound(taken.getsockname()[1])


@pytest.mark.parametrize("path", PATHS)
def test_without_the_cookie_nothing_is_served(page: Page, path: str) -> None:
    answer = page.stranger().get(path)
    assert answer.status_code == 403
    assert "voicecoach web" in answer.text
    assert "Dana" not in answer.text


def test_the_token_becomes_a_cookie_and_leaves_the_address(page: Page) -> None:
    client = page.stranger()
    answer = client.get(f"/calls?sort=best&token={page.entry.token}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/calls?sort=best")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert page.entry.token not in cookie
    assert client.get("/calls").status_code == 200


def test_the_exchange_leads_nowhere_else(page: Page) -> None:
    for path in ("//evil.example/", "/\\evil.example/", "///evil.example"):
        scope = page.stranger().build_request("GET", f"{HERE}/?token={page.entry.token}")
        scope.url = scope.url.copy_with(raw_path=f"{path}?token={page.entry.token}".encode())
        location = page.stranger().send(scope).headers["location"]
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("token", ["", "x", "ü", "%00", "x" * 10_000])
def test_a_wrong_token_opens_nothing(page: Page, token: str) -> None:
    answer = page.stranger().get("/", params={"token": token})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("cookie", ["", "x", "ü", '"', "=;=", "x" * 10_000])
def test_a_wrong_cookie_opens_nothing(page: Page, cookie: str) -> None:
    given = f"{page.entry.cookie}={cookie}".encode()
    assert page.stranger().get("/", headers={b"cookie": given}).status_code == 403


def test_what_a_browser_is_started_with_opens_once(page: Page) -> None:
    address = page.entry.address_for_once()
    assert page.stranger().get(address).status_code == 303
    assert page.stranger().get(address).status_code == 403


def test_tokens_are_long_and_never_the_same() -> None:
    secrets = [secret for _ in range(100) for secret in (Pass(1).token, Pass(1).ticket)]
    assert len(set(secrets)) == 200
    assert min(map(len, secrets)) >= 43  # 256 bits


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1.evil:{PORT}", ""]
)
def test_a_rebound_host_name_gets_nothing(page: Page, host: str) -> None:
    for client in (page.browser(), page.stranger()):
        answer = client.get("/calls", headers={"host": host})
        assert answer.status_code == 421
        answer = client.get(f"/?token={page.entry.token}", headers={"host": host})
        assert answer.status_code == 421
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1", ""]
)
def test_a_page_of_another_origin_gets_nothing(page: Page, origin: str) -> None:
    for path in ("/calls", SOUND):
        assert page.browser().get(path, headers={"origin": origin}).status_code == 403
    assert not opens_a_line(page.browser(), {"origin": origin})


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_makes_the_browser_fetch_is_refused(page: Page, site: str) -> None:
    for path in ("/calls", SOUND):
        assert page.browser().get(path, headers={"sec-fetch-site": site}).status_code == 403


def test_what_changes_needs_the_page_s_own_origin(page: Page) -> None:
    client = page.browser()
    assert client.post("/calls").status_code == 403
    assert client.post("/calls", headers={"origin": HERE}).status_code == 405  # nothing changes yet


def test_the_line_of_a_call_needs_cookie_host_and_origin(page: Page) -> None:
    assert opens_a_line(page.browser(), {"origin": HERE})
    assert not opens_a_line(page.browser(), {})
    assert not opens_a_line(page.stranger(), {"origin": HERE})
    assert not opens_a_line(page.browser(), {"origin": HERE, "host": "evil.example"})


def opens_a_line(client: TestClient, headers: dict[str, str]) -> bool:
    try:
        with client.websocket_connect(LINE, headers=headers):
            return True
    except WebSocketDisconnect:
        return False


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_forbids_what_the_page_does_not_need(page: Page, path: str) -> None:
    for client in (page.browser(), page.stranger()):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert "base-uri 'none'; frame-ancestors 'none'" in policy
        assert headers["permissions-policy"].startswith("microphone=(self), camera=()")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


def test_recordings_come_in_ranges_and_nothing_else_does(page: Page) -> None:
    client = page.browser()
    whole = client.get(SOUND)
    assert (whole.status_code, whole.headers["content-type"]) == (200, "audio/flac")
    part = client.get(SOUND, headers={"range": "bytes=4-9"})
    assert (part.status_code, part.content) == (206, whole.content[4:10])
    assert client.get(SOUND, headers={"range": "bytes=99999999-"}).status_code == 416
    folder = page.settings.data_folder
    for path in (
        "/sound/../history.sqlite3",
        "/sound/x/..%2f..%2fhistory.sqlite3",
        f"/sound/{SOUND.split('/')[2]}/reply-09-1.flac",
        f"/sound/{folder}/reply-01-1.flac",
        "/static/../guard.py",
        "/static/..%2fguard.py",
    ):
        assert client.get(path).status_code == 404
