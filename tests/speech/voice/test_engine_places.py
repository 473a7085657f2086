"""Where each system keeps its voice: the places that pyttsx3 opens, and no others."""

from __future__ import annotations

import ctypes
import importlib
import os
import sys

import pytest

from voicecoach.speech.voice import engine_places
from voicecoach.speech.voice.engine_places import PLACES, how_to_install, installed

OPENED_BY_PYTTSX3 = "pyttsx3.drivers._espeak"


@pytest.mark.parametrize("system", PLACES)
def test_what_lies_where_pyttsx3_looks_is_found(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """`find_library` looks elsewhere: neither Homebrew's folder nor Windows' program folder."""
    monkeypatch.setattr(engine_places.sys, "platform", system)
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: "anything")
    monkeypatch.setattr(os.path, "exists", lambda path: False)
    assert not installed()
    for place in PLACES[system]:
        monkeypatch.setattr(os.path, "exists", lambda path, place=place: path == place)
        assert installed()


@pytest.mark.parametrize(
    ("system", "words"),
    [("linux", "apt-get"), ("darwin", "brew install"), ("win32", "winget install")],
)
def test_each_system_is_told_its_own_way(
    monkeypatch: pytest.MonkeyPatch, system: str, words: str
) -> None:
    monkeypatch.setattr(engine_places.sys, "platform", system)
    assert words in how_to_install()
    assert "pip install espeakng-loader" in how_to_install()
    others = {"apt-get", "brew install", "winget install"} - {words}
    assert not [other for other in others if other in how_to_install()]


def test_the_places_are_those_of_the_pinned_pyttsx3(monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer one that looks elsewhere fails here."""
    asked: list[str] = []

    def nowhere(name: str) -> None:
        asked.append(name)
        raise OSError(name)

    monkeypatch.delitem(sys.modules, OPENED_BY_PYTTSX3, raising=False)
    monkeypatch.setattr(ctypes.cdll, "LoadLibrary", nowhere)
    with pytest.raises(RuntimeError, match="installed"):
        importlib.import_module(OPENED_BY_PYTTSX3)
    for places in PLACES.values():
        assert set(places) <= set(asked)
    unknown = [name for name in asked if name not in sum(PLACES.values(), ())]
    assert all(".so" in name for name in unknown), unknown
