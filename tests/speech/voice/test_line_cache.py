"""Rendered lines on disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from voicecoach.domain.turn import Voice
from voicecoach.speech.sound.audio import Clip
from voicecoach.speech.voice.line_cache import LineCache

VOICE = Voice("gmw/en-us+f2")
CLIP = Clip(b"\x01\x02" * 5000, 22_050)


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.wav"))


def test_a_line_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    LineCache(tmp_path / "lines").put("Hello", VOICE, CLIP)
    assert LineCache(tmp_path / "lines").get("Hello", VOICE) == CLIP
    assert [file.suffix for file in (tmp_path / "lines").iterdir()] == [".wav"]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("hello", VOICE),
        ("Hello", Voice("gmw/en-us+f3")),
        ("Hello", Voice(VOICE.name, rate=170)),
        ("Hello", Voice(VOICE.name, pitch=60)),
    ],
)
def test_another_text_or_voice_is_another_line(tmp_path: Path, text: str, voice: Voice) -> None:
    cache = LineCache(tmp_path)
    cache.put("Hello", VOICE, CLIP)
    assert cache.get(text, voice) is None


def test_another_engine_makes_other_sound_and_is_remembered(tmp_path: Path) -> None:
    cache = LineCache(tmp_path)
    cache.spoken_by("espeak-ng 1.51")
    cache.put("Hello", VOICE, CLIP)
    assert LineCache(tmp_path).get("Hello", VOICE) == CLIP
    cache.spoken_by("espeak-ng 1.52")
    assert cache.get("Hello", VOICE) is None
    assert LineCache(tmp_path).get("Hello", VOICE) is None


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garble(path: Path) -> None:
    path.write_bytes(b"this is no sound" * 100)


def zeros(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:44] + bytes(len(data) - 44))


@pytest.mark.parametrize("harm", [cut, empty, garble, zeros])
def test_a_broken_file_is_no_line_and_is_replaced(tmp_path: Path, harm: object) -> None:
    assert callable(harm)
    cache = LineCache(tmp_path)
    cache.put("Hello", VOICE, CLIP)
    harm(files(tmp_path)[0])
    assert cache.get("Hello", VOICE) is None
    cache.put("Hello", VOICE, CLIP)
    assert cache.get("Hello", VOICE) == CLIP


def test_the_lines_not_used_for_longest_go_when_it_is_full(tmp_path: Path) -> None:
    cache = LineCache(tmp_path, max_bytes=35_000)  # three lines of 10,044 bytes
    for age, text in enumerate(("a", "b", "c")):
        known = set(files(tmp_path))
        cache.put(text, VOICE, CLIP)
        (new,) = set(files(tmp_path)) - known
        os.utime(new, (1000 + age, 1000 + age))
    assert cache.get("a", VOICE) == CLIP  # used just now
    cache.put("d", VOICE, CLIP)
    assert cache.get("b", VOICE) is None
    assert cache.get("a", VOICE) == CLIP
    assert cache.get("d", VOICE) == CLIP
    assert sum(file.stat().st_size for file in files(tmp_path)) <= 0.8 * 35_000


def test_leavings_of_a_killed_program_count_and_go(tmp_path: Path) -> None:
    left = tmp_path / "left.part"
    left.write_bytes(bytes(30_000))
    os.utime(left, (1000, 1000))
    LineCache(tmp_path, max_bytes=35_000).put("Hello", VOICE, CLIP)
    assert not left.exists()


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = LineCache(tmp_path / "file" / "lines")
    cache.spoken_by("espeak-ng")
    cache.put("Hello", VOICE, CLIP)
    assert cache.get("Hello", VOICE) is None


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    LineCache(tmp_path).put("Hello", VOICE, CLIP)
    assert list(tmp_path.iterdir()) == []


def test_no_folder_keeps_nothing() -> None:
    cache = LineCache(None)
    cache.spoken_by("espeak-ng")
    cache.put("Hello", VOICE, CLIP)
    assert cache.get("Hello", VOICE) is None
