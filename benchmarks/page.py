"""Every page over a history of 10,000 sessions, how soon the program serves, and captions' delay.

    python -m benchmarks.page [--sessions N]

Target: each page at most 100 ms at the server's 95th percentile, the first one within 1 s of the
start; what a live caption costs beside the terminal's (its message over the socket) at most 150 ms.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from starlette.testclient import TestClient

from benchmarks.history import generate
from voicecoach.app.drills.deck import Desk
from voicecoach.domain.turn import Call, Contact
from voicecoach.history.listing import Filters
from voicecoach.history.store import open_store
from voicecoach.practice.events import Heard
from voicecoach.settings import Settings
from voicecoach.web.app import make_app
from voicecoach.web.guard import Pass
from voicecoach.web.live import Telephone
from voicecoach.web.wire import Wire

RUNS = 40
LIMIT_MS, START_S, CAPTION_MS = 100, 1.0, 150
PORT = 8765


def main() -> int:
    """Make the history, ask for every page, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = replace(
            Settings(),
            data_folder=folder / "data" / "voicecoach",
            cache_folder=folder / "cache" / "voicecoach",
            config_folder=folder / "config" / "voicecoach",
        )
        settings.data_folder.mkdir(parents=True)
        generate(settings.data_folder, options.sessions)
        print(f"{options.sessions:,} sessions\n")
        good = pages(settings)
        good = start(folder) and good
    good = caption() and good
    print(f"\ntargets: {'met' if good else 'MISSED'}")
    return 0 if good else 1


def pages(settings: Settings) -> bool:
    """The time of each page, as the server takes it."""
    entry, desk = Pass(PORT), Desk(settings)
    client = TestClient(make_app(desk, entry, Telephone(settings)), base_url=entry.origins[0])
    client.get(entry.address)
    with open_store(settings.data_folder) as store:
        first, last = store.list(Filters(order="oldest", limit=1))[0].id, store.list()[0].id
    paths = [
        *("/", "/calls", "/calls?limit=200", "/calls?sort=best", "/calls?q=sister+compan*"),
        *("/calls?move=use-name&from=2026-01-01", "/calls?starred=yes", f"/calls/{last}"),
        *(f"/calls/{last}/compare?with={first}", f"/calls/{last}/captions.vtt"),
        *(f"/progress?weeks={weeks}" for weeks in (8, 104)),
        *("/deck", "/deck/hear", "/people", "/week"),
    ]
    print(f"{'page':<44}{'median':>9}{'p95':>9}{'p95 processor':>15}   (ms, {RUNS} runs)")
    return max([row(client, path) for path in paths]) <= LIMIT_MS


def row(client: TestClient, path: str) -> float:
    """Print how long a page takes.

    Returns:
        ms at the 95th percentile.
    """
    client.get(path)  # the first one compiles the template
    times, works = [], []
    for _ in range(RUNS):
        begun, worked = time.perf_counter(), time.process_time()
        assert client.get(path).status_code == 200, path  # noqa: S101 - a benchmark's own check
        times.append(1000 * (time.perf_counter() - begun))
        works.append(1000 * (time.process_time() - worked))
    median, p95 = sorted(times)[RUNS // 2], sorted(times)[int(0.95 * RUNS) - 1]
    print(f"{path[:43]:<44}{median:>9.1f}{p95:>9.1f}{sorted(works)[int(0.95 * RUNS) - 1]:>15.1f}")
    return p95


def start(folder: Path) -> bool:
    """From the command to the first page, in a process of its own."""
    import http.client

    places = {
        f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("DATA", "CACHE", "CONFIG")
    }
    begun = time.perf_counter()
    program = subprocess.Popen(
        [sys.executable, "-m", "voicecoach", "web", "--no-open"],
        env=places,
        stdout=subprocess.PIPE,
        text=True,
    )
    line = program.stdout.readline() if program.stdout else ""
    found = re.search(r"http://([\d.]+:\d+)(\S+)", line)
    seconds = float("inf")
    if found:
        connection = http.client.HTTPConnection(found[1])
        connection.request("GET", found[2])
        connection.getresponse().read()
        seconds = time.perf_counter() - begun
    program.terminate()
    program.wait()
    print(f"\nstart to the first answer: {seconds:.2f} s")
    return seconds <= START_S


def caption() -> bool:
    """What the page's caption costs more than the terminal's: its message."""
    from benchmarks.history import TALK
    from voicecoach.app.look_back.looking_back import advice

    made = Call("c", "s", "t", Contact("Dana", "buyer"), "coach", 0, datetime.now().astimezone())
    wire = Wire(made, advice())
    times = []
    for _ in range(1000):
        begun = time.perf_counter()
        wire.tell(Heard(TALK))
        times.append(1000 * (time.perf_counter() - begun))
    p95 = sorted(times)[949]
    print(f"a caption's message: {p95:.3f} ms at the 95th percentile")
    return p95 <= CAPTION_MS


if __name__ == "__main__":
    sys.exit(main())
