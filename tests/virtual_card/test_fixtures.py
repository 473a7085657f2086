"""The test kit itself: a missing sound card must not go unnoticed."""

from __future__ import annotations

import pytest
from _pytest.outcomes import Failed

from tests.virtual_card import fixtures


def test_a_missing_sound_card_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(Failed, match="apt-get install"):
        fixtures.need_programs()


def test_with_everything_installed_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixtures, "missing_programs", list)
    fixtures.need_programs()
