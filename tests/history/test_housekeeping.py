"""Sizes, what is old, synchronised folders, and wiping."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.history.making import BEGAN, BLOCK, call, turn
from voicecoach.domain.turn import Voice
from voicecoach.errors import StorageError
from voicecoach.history import housekeeping, synced, wiping
from voicecoach.history.database import FILE
from voicecoach.history.recorder import CallRecorder
from voicecoach.history.recordings import FOLDER, RUNNING, Recordings
from voicecoach.history.restore import restore
from voicecoach.history.store import open_store
from voicecoach.speech.hearing.model_install import ASKED, CHOSEN, OFFICIAL
from voicecoach.speech.sound.audio import Clip
from voicecoach.speech.voice.line_cache import LineCache


def hold(folder: Path, id_: str, days_ago: int = 0, blocks: int = 50) -> None:
    recorder = CallRecorder(folder)
    began = BEGAN - timedelta(days=days_ago)
    recorder.began(call(id_, began=began))
    recorder.turn_started(1, 1)
    for _ in range(blocks):
        recorder.sound(BLOCK)
    recorder.turn_done(turn(at=began, text=f"words of {id_}"))
    recorder.ended(call(id_, turn(at=began), began=began, reached=True))
    recorder.close()


def test_old_calls_go_with_words_and_sound(tmp_path: Path) -> None:
    for id_, days in (("old", 31), ("edge", 30), ("new", 1)):
        hold(tmp_path, id_, days)
    with open_store(tmp_path) as store:
        old = housekeeping.older(store, 30, BEGAN)
        assert old.ids == ("old",)
        assert old.sound == (tmp_path / "recordings/old/reply-01-1.flac").stat().st_size
        housekeeping.forget(store, old)
        assert store.ids() == {"edge", "new"}
        assert not store.search("old")
    assert not (tmp_path / "recordings" / "old").exists()
    assert (tmp_path / "recordings" / "edge" / "reply-01-1.flac").is_file()


def test_sound_alone_can_go(tmp_path: Path) -> None:
    hold(tmp_path, "old", 31)
    hold(tmp_path, "silent", 31, blocks=0)
    with open_store(tmp_path) as store:
        old = housekeeping.older(store, 30, BEGAN, with_sound=True)
        assert old.ids == ("old",)
        housekeeping.forget(store, old, only_sound=True)
        assert store.get("old").turns[0].reply.recording == ""
        assert store.get("old").turns[0].reply.text == "words of old"
        assert store.search("old")
    assert not (tmp_path / "recordings" / "old").exists()


def test_sizes(tmp_path: Path) -> None:
    hold(tmp_path / "data", "one")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "x").write_bytes(b"12345")
    with open_store(tmp_path / "data") as store:
        found = housekeeping.sizes(store, tmp_path / "cache")
    assert (found.calls, found.turns, found.cache, found.models) == (1, 1, 5, 0)
    assert found.sound == (tmp_path / "data/recordings/one/reply-01-1.flac").stat().st_size
    assert found.words >= 4096
    assert found.free > 0


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("Dropbox/voicecoach", "Dropbox"),
        ("Dropbox (Personal)/x/y", "Dropbox"),
        ("OneDrive - Hale Tools/data", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/v", "iCloud"),
        ("iCloudDrive/v", "iCloud"),
        ("Nextcloud/v", "Nextcloud"),
        ("ownCloud/v", "Nextcloud"),
        ("Google Drive/v", "Google Drive"),
        ("my dropboxes/v", ""),
        ("plain/voicecoach", ""),
    ],
)
def test_a_synchronised_folder_is_noticed_by_its_path(tmp_path: Path, path: str, name: str) -> None:
    assert synced.service(tmp_path / path) == name
    assert bool(synced.warnings(tmp_path / path)) == bool(name)


def test_a_synchronised_folder_is_noticed_behind_a_link_and_by_its_marker(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "v").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox" / "v")
    assert synced.service(tmp_path / "link") == "Dropbox"
    (tmp_path / "files" / "v").mkdir(parents=True)
    (tmp_path / "files" / ".stfolder").mkdir()
    assert synced.service(tmp_path / "files" / "v") == "Syncthing"


def test_the_first_call_in_a_synchronised_folder_is_warned_of_once(tmp_path: Path) -> None:
    folder = tmp_path / "Nextcloud" / "voicecoach"
    for expected in (1, 0):
        recorder = CallRecorder(folder)
        recorder.close()
        assert len(recorder.warnings) == expected
    (folder / "history (conflicted copy 2026-01-05).sqlite3").write_bytes(b"")
    assert "second version" in synced.warnings(folder)[1]
    with open_store(folder) as store:  # told each time: some calls may be in the other one
        assert len(store.notes) == 1


def full_house(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Every kind of file the program makes."""
    data, cache, config = (tmp_path / name for name in ("data", "cache", "config"))
    hold(data, "one")
    with open_store(data) as store:
        from voicecoach.history.backup import make_backup

        make_backup(store, tmp_path / "b.zip", BEGAN)
    restore(data, tmp_path / "b.zip", BEGAN)
    (data / FILE).write_text("damaged")
    restore(data, tmp_path / "b.zip", BEGAN)
    hold(data, "two")
    killed = Recordings(data).begin("three", 1, 1)
    killed.write(BLOCK)
    killed.leave()
    (data / FOLDER / RUNNING / "three.1-1.tmp").write_bytes(b"half")
    (data / ".restoring-abc123" / FOLDER / "one").mkdir(parents=True)
    (data / ".restoring-abc123" / FILE).write_bytes(b"half")
    (data / ".restoring-abc123" / FOLDER / "one" / "reply-01-1.flac").write_bytes(b"half")
    (data / "reserve").write_bytes(b"0")
    (data / "call-ab12cd_x.running").write_bytes(b"")
    for name in (*(f"{model.name}/am/final.mdl" for model in OFFICIAL), ".fetch-a1_b/model.zip"):
        (data / "models" / name).parent.mkdir(parents=True)
        (data / "models" / name).write_bytes(b"m")
    for name in (ASKED, CHOSEN):
        (data / "models" / name).write_text("x")
    LineCache(cache / "lines").spoken_by("espeak 1.52")
    LineCache(cache / "lines").put("Hello.", Voice("v"), Clip(BLOCK, 16_000))
    (cache / "lines" / "tmpab12cd_x.part").write_bytes(b"half")
    config.mkdir()
    return data, cache, config


def test_wiping_removes_every_trace_of_ours(tmp_path: Path) -> None:
    data, cache, config = full_house(tmp_path)
    ours = wiping.look(data, cache, config)
    assert ours.others == ()
    wiping.wipe(data, cache, ours)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "config"]


def test_wiping_leaves_what_others_put_there(tmp_path: Path) -> None:
    data, cache, config = full_house(tmp_path)
    strangers = [
        data / "letter.odt",
        data / "history.sqlite3.mine",
        data / FOLDER / "one" / "cover.jpg",
        data / FOLDER / "my songs" / "reply-01-1.flac",
        data / FOLDER / RUNNING / "four.1-1.wav",
        data / "backups" / "before-restore-mine.zip",
        data / "models" / "vosk" / "README",
        data / "models" / OFFICIAL[0].name.upper() / "am",
        data / "call-me.running.txt",
        cache / "lines" / "song.wav",
        cache / "other" / ("0" * 32 + ".wav"),
        config / "config.toml",
    ]
    for path in strangers:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"I am {path.name}")
    (data / "link").symlink_to(tmp_path / "b.zip")
    (data / FOLDER / "one" / "reply-09-1.flac").symlink_to(tmp_path / "b.zip")
    ours = wiping.look(data, cache, config)
    links = {data / "link", data / FOLDER / "one" / "reply-09-1.flac"}
    assert set(ours.others) == {*strangers, *links}
    wiping.wipe(data, cache, ours)
    left = {p for f in (data, cache, config) for p in f.rglob("*") if not p.is_dir()}
    assert left == {*strangers, *links}
    assert all(path.read_text() == f"I am {path.name}" for path in strangers)
    assert (tmp_path / "b.zip").is_file()


def test_nothing_is_wiped_while_a_call_runs(tmp_path: Path) -> None:
    recorder = CallRecorder(tmp_path / "data")  # the contact still speaks
    recorder.began(call())
    ours = wiping.look(tmp_path / "data", tmp_path / "cache", tmp_path / "config")
    with pytest.raises(StorageError, match="call is running"):
        wiping.wipe(tmp_path / "data", tmp_path / "cache", ours)
    recorder.turn_started(1, 1)
    recorder.sound(BLOCK)
    assert recorder.turn_done(turn()).reply.recording
    recorder.close()
    wiping.wipe(tmp_path / "data", tmp_path / "cache", ours)


def test_there_may_be_nothing_to_wipe(tmp_path: Path) -> None:
    ours = wiping.look(tmp_path / "a", tmp_path / "b", tmp_path / "c")
    assert ours == wiping.Ours((), 0, ())
    wiping.wipe(tmp_path / "a", tmp_path / "b", ours)
    assert list(tmp_path.iterdir()) == []
