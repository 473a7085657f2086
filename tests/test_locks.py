"""A file's lock on each system: Windows locks a byte of it, far away from what is in it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import IO

import pytest

from voicecoach import locks


class Windows(ModuleType):
    """``msvcrt`` as far as it is needed: one process, so a second locker stands for another one."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.locked: list[int] = []

    def locking(self, number: int, mode: int, size: int) -> None:
        import os

        assert (mode, size) == (self.LK_NBLCK, 1)
        at = os.lseek(number, 0, os.SEEK_CUR)
        if at in self.locked:
            raise OSError(13, "Permission denied")
        self.locked.append(at)


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setitem(sys.modules, "msvcrt", Windows())
    monkeypatch.setattr(sys, "platform", "win32")
    spec = importlib.util.spec_from_file_location("locks_on_windows", locks.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def whether_locked(module: ModuleType, file: IO[bytes]) -> bool:
    answer = module.try_lock(file)
    assert isinstance(answer, bool)
    return answer


def test_windows_locks_a_byte_far_away_and_leaves_the_file_where_it_was(
    on_windows: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "a.running"
    path.write_bytes(b"content")
    with path.open("rb+") as first, path.open("rb") as second:
        first.seek(3)
        assert whether_locked(on_windows, first)
        assert first.tell() == 3
        assert not whether_locked(on_windows, second), "somebody has it"
    assert path.read_bytes() == b"content"
    assert sys.modules["msvcrt"].locked == [2**40]  # type: ignore[attr-defined]


def test_elsewhere_the_file_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "a.running"
    path.touch()
    with path.open("rb") as first:
        assert whether_locked(locks, first)
        with path.open("rb") as second:
            assert not whether_locked(locks, second)
    with path.open("rb") as third:
        assert whether_locked(locks, third), "a lock ends with its file"
