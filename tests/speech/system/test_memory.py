"""Freed memory goes back to the system where it can be told to; elsewhere nothing happens."""

from __future__ import annotations

import pytest

from voicecoach.speech.system import memory

GLIBC = ("malloc_trim", "mallopt")


class Library:
    """A C library that notes what it was told."""

    def __init__(self, *names: str) -> None:
        self.asked: list[tuple[int, ...]] = []
        for name in names:
            setattr(self, name, lambda *given: self.asked.append(given))


@pytest.mark.parametrize(
    ("system", "names", "asked"),
    [
        ("linux", GLIBC, [(-1, 1 << 20), (-3, 1 << 20), (0,)]),
        ("linux", (), []),
        ("darwin", GLIBC, []),
        ("win32", GLIBC, []),
    ],
)
def test_the_library_is_told_where_it_can_be(
    monkeypatch: pytest.MonkeyPatch,
    system: str,
    names: tuple[str, ...],
    asked: list[tuple[int, ...]],
) -> None:
    library = Library(*names)
    monkeypatch.setattr(memory.sys, "platform", system)
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _: library)
    memory.give_back()
    assert library.asked == asked
