"""Freed memory goes back to the system where it can be told to; elsewhere nothing happens."""

from __future__ import annotations

import pytest

from voicecoach.speech.system import memory


class Library:
    """A C library that counts how often it was told."""

    def __init__(self, *names: str) -> None:
        self.asked: list[int] = []
        for name in names:
            setattr(self, name, self.asked.append)


@pytest.mark.parametrize(
    ("system", "names", "asked"),
    [
        ("linux", ("malloc_trim",), [0]),
        ("linux", (), []),
        ("darwin", ("malloc_trim",), []),
        ("win32", ("malloc_trim",), []),
    ],
)
def test_the_library_is_told_where_it_can_be(
    monkeypatch: pytest.MonkeyPatch, system: str, names: tuple[str, ...], asked: list[int]
) -> None:
    library = Library(*names)
    monkeypatch.setattr(memory.sys, "platform", system)
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _: library)
    memory.give_back()
    assert library.asked == asked
