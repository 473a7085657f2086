"""Keeping a call while it runs, also on disks that are full or forbidden."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from tests.history.making import BLOCK, call, turn
from voicecoach.history import room
from voicecoach.history.database import FILE
from voicecoach.history.recorder import CallRecorder
from voicecoach.history.recordings import Recordings
from voicecoach.history.store import open_store


def hold(recorder: CallRecorder, number: int = 1, attempt: int = 1, blocks: int = 50) -> str:
    recorder.turn_started(number, attempt)
    for _ in range(blocks):
        recorder.sound(BLOCK)
    return recorder.turn_done(turn(number, attempt)).reply.recording


def test_a_whole_call(tmp_path: Path) -> None:
    recorder = CallRecorder(tmp_path)
    recorder.began(call())
    paths = [hold(recorder, 1), hold(recorder, 1, 2), hold(recorder, 2)]
    ended = recorder.ended(replace(call(reached=True), turns=(turn(1), turn(1, 2), turn(2))))
    recorder.close()
    recorder.close()
    assert [one.reply.recording for one in ended.turns] == paths
    assert all(soundfile.info(tmp_path / path).frames == 16_000 for path in paths)
    with open_store(tmp_path) as store:
        assert store.get() == ended
    assert recorder.warnings == []


def test_a_turn_is_on_the_disk_before_it_is_shown(tmp_path: Path) -> None:
    recorder = CallRecorder(tmp_path)
    recorder.began(call())
    hold(recorder)
    with open_store(tmp_path) as other:
        assert len(other.get().turns) == 1
    recorder.close()


def test_a_call_without_a_reply_leaves_nothing(tmp_path: Path) -> None:
    recorder = CallRecorder(tmp_path)
    recorder.began(call())
    recorder.ended(call(reached=False))
    recorder.close()
    with open_store(tmp_path) as store:
        assert store.count() == 0


def test_sound_in_which_nothing_was_understood_goes_with_the_next_try(tmp_path: Path) -> None:
    recorder = CallRecorder(tmp_path)
    recorder.began(call())
    recorder.turn_started(1, 1)
    recorder.sound(BLOCK * 100)
    path = hold(recorder)
    recorder.close()
    assert Recordings(tmp_path).of_call(call().id) == [path]
    assert soundfile.info(tmp_path / path).frames == 16_000


def test_a_reply_typed_in_the_end_has_no_sound(tmp_path: Path) -> None:
    recorder = CallRecorder(tmp_path)
    recorder.began(call())
    recorder.turn_started(1, 1)
    recorder.sound(BLOCK * 100)
    assert recorder.turn_done(turn(source="typed")).reply.recording == ""
    recorder.close()
    assert Recordings(tmp_path).of_call(call().id) == []


@pytest.mark.parametrize(("blocks", "kept"), [(49, 0), (50, 1)])
def test_a_reply_that_was_broken_off_is_kept_as_far_as_it_goes(
    tmp_path: Path, blocks: int, kept: int
) -> None:
    recorder = CallRecorder(tmp_path)
    recorder.began(call())
    hold(recorder, 1)
    recorder.turn_started(2, 1)
    recorder.sound(BLOCK * blocks)
    recorder.ended(call(reached=False))
    recorder.close()
    assert len(Recordings(tmp_path).of_call(call().id)) == 1 + kept


def test_a_better_hearing_keeps_the_sound(tmp_path: Path) -> None:
    recorder = CallRecorder(tmp_path)
    recorder.began(call())
    path = hold(recorder)
    better = recorder.corrected(turn(text="i see whom else could i call"))
    assert better.reply.recording == path
    ended = recorder.ended(replace(call(reached=True), turns=(turn(),)))
    recorder.close()
    assert ended.turns == (better,)
    with open_store(tmp_path) as store:
        assert store.get().turns == (better,)


def test_a_call_goes_on_without_a_history(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    recorder = CallRecorder(tmp_path / "file")
    recorder.began(call())
    assert hold(recorder) == ""
    ended = recorder.ended(call("c", turn(), reached=True))
    recorder.close()
    assert ended.turns == (turn(),)
    assert len(recorder.warnings) == 1
    assert "XDG_DATA_HOME" in recorder.warnings[0]
    assert "not kept" in recorder.warnings[0]


def test_words_are_kept_where_sound_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "recordings").write_text("in the way")
    recorder = CallRecorder(tmp_path)
    recorder.began(call())
    assert hold(recorder, 1) == ""
    assert hold(recorder, 2) == ""
    recorder.close()
    assert len(recorder.warnings) == 1
    assert "Your words are kept, your voice is not" in recorder.warnings[0]
    with open_store(tmp_path) as store:
        assert len(store.get().turns) == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", place], check=True)


def fill(disk: Path, *, leave: int = 0) -> None:
    """Take all room but ``leave`` bytes."""
    import os

    with (disk / "others").open("wb", buffering=0) as file:
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        file.write(bytes(free - leave))


@pytest.mark.parametrize("leave", [0, 8_192, 40_000, 200_000])
@pytest.mark.parametrize("spoken", [True, False])
def test_on_a_disk_that_fills_up_every_word_is_kept(
    small_disk: Path, leave: int, spoken: bool
) -> None:
    recorder = CallRecorder(small_disk)
    assert "free on the disk" in recorder.warnings[0]  # told before the call
    recorder.began(call())
    hold(recorder, 1, blocks=50 if spoken else 0)
    if spoken:
        recorder.turn_started(2, 1)
    fill(small_disk, leave=leave)
    for _ in range(500 if spoken else 0):
        recorder.sound(BLOCK)
    recorder.turn_done(turn(2))
    hold(recorder, 3, blocks=500 if spoken else 0)
    whole = replace(call(reached=True), turns=(turn(1), turn(2), turn(3)))
    recorder.ended(whole)
    recorder.close()
    if spoken:
        assert any("Your words are kept, your voice" in text for text in recorder.warnings)
    assert not any("not kept yet" in text for text in recorder.warnings), recorder.warnings
    with open_store(small_disk) as store:
        got = store.get()
        assert [one.number for one in got.turns] == [1, 2, 3]
        assert got.outcome == whole.outcome
        assert store.list()[0].finished


def test_sound_that_could_not_be_kept_is_saved_when_there_is_room_again(small_disk: Path) -> None:
    recorder = CallRecorder(small_disk)
    recorder.began(call())
    recorder.turn_started(1, 1)
    recorder.sound(BLOCK * 500)
    fill(small_disk)
    recorder.turn_done(turn())
    recorder.close()
    (small_disk / "others").unlink()
    with open_store(small_disk) as store:
        assert store.saved_seconds == 10
        assert store.get().turns == (turn(),)
    assert Recordings(small_disk).of_call(call().id) == [f"recordings/{call().id}/reply-01-1.flac"]


def test_a_disk_that_is_full_from_the_start(small_disk: Path) -> None:
    fill(small_disk)
    recorder = CallRecorder(small_disk)
    recorder.began(call())
    hold(recorder)
    recorder.ended(call("c", turn(), reached=True))
    recorder.close()
    assert any("no room left" in text for text in recorder.warnings)


def test_a_limit_on_the_size_of_files_is_survived(tmp_path: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from tests.history.test_recorder import hold, turn, call\n"
        "from voicecoach.history.recorder import CallRecorder\n"
        "recorder = CallRecorder(Path(sys.argv[1])); recorder.began(call())\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
        "hold(recorder, 1, blocks=700); hold(recorder, 2, blocks=10)\n"
        "recorder.close(); print(recorder.warnings)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True)
    assert done.stderr == ""
    assert "no room left" in done.stdout
    with open_store(tmp_path) as store:
        assert len(store.get().turns) == 2


def test_enough_room_is_nothing_to_say(tmp_path: Path) -> None:
    assert room.warning(tmp_path / "not" / "there" / "yet") == ""


def test_the_reserve_is_taken_once(tmp_path: Path) -> None:
    reserve = room.Reserve(tmp_path)
    reserve.fill()
    reserve.fill()
    assert (tmp_path / room.RESERVE_FILE).stat().st_size == room.RESERVE
    assert reserve.release()
    assert not reserve.release()


def test_the_database_is_one_file_after_a_call(tmp_path: Path) -> None:
    recorder = CallRecorder(tmp_path)
    recorder.began(call())
    hold(recorder)
    recorder.close()
    assert {path.name for path in tmp_path.iterdir()} == {FILE, room.RESERVE_FILE, "recordings"}
