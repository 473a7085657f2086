"""Folders of its own and the log, for tests of drills as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicecoach.domain.deck import Review
from voicecoach.history.database import FILE, Database
from voicecoach.history.decks import DeckStore

STRONG = "I understand, thank you. If you were me, who would you talk to?"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory) -> Path:
    for name in ("DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    shared = tmp_path_factory.getbasetemp() / "cache"  # the parsed calls, once for all tests
    monkeypatch.setenv("XDG_CACHE_HOME", str(shared))
    return tmp_path / "DATA" / "voicecoach"


def log(data: Path) -> list[Review]:
    store = DeckStore(Database(data / FILE))
    try:
        return list(store.log())
    finally:
        store.close()
