"""The README's pictures: small, shown, and asking nobody for anything."""

from __future__ import annotations

import re

from tests.house.checkout import ROOT

LARGEST = 150_000
"""Bytes."""


def test_every_picture_is_small_and_shown() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"!\[[^\]]{20,}\]\((docs/pictures/[^)]+)\)", readme))
    there = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "docs/pictures").iterdir()}
    assert shown == set(there)
    assert len(there) >= 3
    assert {name for name, path in there.items() if path.stat().st_size > LARGEST} == set()


def test_the_drawn_ones_load_nothing() -> None:
    for path in (ROOT / "docs/pictures").glob("*.svg"):
        places = re.findall(r"https?://[^\s\"')]*", path.read_text(encoding="utf-8"))
        assert {place for place in places if "w3.org" not in place} <= {
            "https://www.textualize.io"
        }, path
