"""Makes the README's pictures from the real program: ``python -m tests.web.pictures``.

A call is typed in a terminal and shown as it was printed; then the page is opened over the history
that this left, a call is held in it, and both are photographed in Chromium.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tests.house.checkout import ROOT
from tests.web.browsing import Watched, browser, program

PICTURES = ROOT / "docs" / "pictures"
REPLIES = (
    "I understand, thanks for being straight with me. Who else would you talk to?",
    "May I say that you gave me the name?",
    "Thank you, that helps. Goodbye.",
)
COLUMNS = 92
WINDOW = {"width": 900, "height": 820}


def main() -> None:
    """Make all of them."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in (4, 5):
            printed = typed_call(folder, seed)
        drawn(printed, PICTURES / "terminal.svg")
        with program(folder) as address, browser() as chromium:
            shots(Watched(chromium, address, viewport=WINDOW))


def typed_call(folder: Path, seed: int) -> str:
    """What the program prints at a terminal while somebody types."""
    places = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("DATA", "CACHE", "CONFIG")}
    near, far = pty.openpty()
    words = ["practice", "no-jobs", "--typed", "--plain", "--seed", str(seed)]
    running = subprocess.Popen(
        [sys.executable, "-m", "voicecoach", *words],
        env={**os.environ, **places, "COLUMNS": str(COLUMNS), "TERM": "dumb"},
        stdin=subprocess.PIPE,
        stdout=far,
        stderr=far,
    )
    os.close(far)
    assert running.stdin is not None
    with running.stdin as keyboard:
        keyboard.write("".join(f"{reply}\n" for reply in REPLIES).encode())
    shown = b""
    with suppress(OSError):  # how a terminal tells that nobody writes any more
        while piece := os.read(near, 4096):
            shown += piece
    os.close(near)
    running.wait()
    return shown.decode().replace("\r\n", "\n")


def drawn(printed: str, target: Path) -> None:
    """A terminal's text as a picture."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere)
        console.print(Text("\n".join(printed.splitlines()[:34])))
        svg = console.export_svg(title="voicecoach practice --typed")
        target.write_text(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL))  # asks nobody


def shots(watched: Watched) -> None:
    """The page in a call, and looking back."""
    tab = watched.tab
    tab.get_by_label("Type my replies").check()
    tab.get_by_role("button", name="Call", exact=True).click()
    reply = tab.get_by_label("Your reply", exact=True)
    reply.wait_for(state="visible")
    reply.fill(REPLIES[0])
    tab.keyboard.press("Enter")
    tab.locator("#cards .turn").wait_for()
    tab.locator("#title").scroll_into_view_if_needed()
    tab.screenshot(path=PICTURES / "call.png", full_page=True)
    tab.keyboard.press("h")
    tab.get_by_text("Look at the whole call").wait_for()
    watched.go("calls/last")
    tab.screenshot(path=PICTURES / "report.png", full_page=True)
    watched.go("progress")
    tab.screenshot(path=PICTURES / "progress.png")


if __name__ == "__main__":
    main()
