"""The caller's sound on disk."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest
import soundfile

from tests.history.making import BLOCK
from voicecoach.errors import SoundFileError, StorageError
from voicecoach.history import sound
from voicecoach.history.recordings import FOLDER, RUNNING, Recordings
from voicecoach.speech.sound.audio import RATE

ID = "20260105-093000-0001"


def record(home: Recordings, number: int = 1, attempt: int = 1, blocks: int = 50) -> str:
    recording = home.begin(ID, number, attempt)
    for _ in range(blocks):
        recording.write(BLOCK)
    return recording.commit()


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_kept_recording_is_a_whole_flac_of_the_same_samples(tmp_path: Path) -> None:
    path = record(Recordings(tmp_path))
    assert path == f"recordings/{ID}/reply-01-1.flac"
    samples, rate = soundfile.read(tmp_path / path, dtype="int16")
    assert (samples.tobytes(), rate) == (BLOCK * 50, RATE)
    assert soundfile.info(tmp_path / path).frames == 50 * 320
    assert names(tmp_path) == {path}
    assert sound.read(tmp_path / path).pcm == BLOCK * 50


def test_a_kept_recording_knows_its_length_and_checksum(tmp_path: Path) -> None:
    """A whole FLAC knows its length and the MD5 of its samples (bytes 18 to 42 of the file)."""
    content = (tmp_path / record(Recordings(tmp_path))).read_bytes()
    stream_info = content[8:42]
    assert int.from_bytes(stream_info[13:18]) & 0xF_FFFF_FFFF == 50 * 320
    assert any(stream_info[18:34])


def test_while_it_runs_every_block_is_in_a_wav_at_once(tmp_path: Path) -> None:
    recording = Recordings(tmp_path).begin(ID, 2, 1)
    for count in range(1, 4):
        recording.write(BLOCK)
        content = recording.path.read_bytes()
        assert sound.pcm_of_part(content) == BLOCK * count
        assert soundfile.info(io.BytesIO(content)).samplerate == RATE
    recording.discard()
    assert names(tmp_path) == set()


def test_the_turn_decides_the_name_and_no_recording_is_overwritten(tmp_path: Path) -> None:
    home = Recordings(tmp_path)
    first = home.begin(ID, 1, 1)
    first.write(BLOCK)
    assert first.commit(3, 2) == f"recordings/{ID}/reply-03-2.flac"
    assert record(home, 3, 2) == f"recordings/{ID}/reply-03-2-2.flac"
    assert home.of_call(ID) == [
        f"recordings/{ID}/reply-03-2-2.flac",
        f"recordings/{ID}/reply-03-2.flac",
    ]


def test_no_sound_leaves_no_file(tmp_path: Path) -> None:
    assert record(Recordings(tmp_path), blocks=0) == ""
    assert names(tmp_path) == set()


@pytest.mark.parametrize("id_", ["", "..", "a/b", "../x", "x" * 65, "a.b", "-x", ".running", "é"])
def test_an_id_that_is_no_name_is_refused(tmp_path: Path, id_: str) -> None:
    home = Recordings(tmp_path)
    with pytest.raises(StorageError, match="cannot be kept"):
        home.begin(id_, 1, 1)
    assert home.of_call(id_) == []


def test_without_flac_the_sound_is_kept_as_a_whole_wav(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)  # as where it is not installed
    path = record(Recordings(tmp_path))
    assert path.endswith("reply-01-1.wav")
    with wave.open(str(tmp_path / path)) as file:
        assert file.readframes(10**6) == BLOCK * 50
    monkeypatch.undo()
    assert sound.read(tmp_path / path).pcm == BLOCK * 50


LEFT = {
    "header only": (sound.HEADER, 0),
    "half a header": (sound.HEADER[:30], 0),
    "nothing": (b"", 0),
    "one block": (sound.HEADER + BLOCK, 320),
    "an odd byte": (sound.HEADER + BLOCK + b"\x01", 320),
    "a minute": (sound.HEADER + BLOCK * 3000, 960_000),
}


@pytest.mark.parametrize("kind", LEFT)
def test_what_a_dead_writer_left_is_made_whole(tmp_path: Path, kind: str) -> None:
    content, frames = LEFT[kind]
    running = tmp_path / FOLDER / RUNNING
    running.mkdir(parents=True)
    (running / f"{ID}.2-1.wav").write_bytes(content)
    (running / f"{ID}.2-1.tmp").write_bytes(b"half a flac")
    assert Recordings(tmp_path).repair() == frames / RATE
    if frames:
        assert names(tmp_path) == {f"recordings/{ID}/reply-02-1.flac"}
        assert soundfile.info(tmp_path / FOLDER / ID / "reply-02-1.flac").frames == frames
    else:
        assert names(tmp_path) == set()
    assert Recordings(tmp_path).repair() == 0


def test_a_sound_that_was_already_kept_is_not_kept_twice(tmp_path: Path) -> None:
    home = Recordings(tmp_path)
    path = record(home)
    (tmp_path / FOLDER / RUNNING / f"{ID}.1-1.wav").write_bytes(sound.HEADER + BLOCK * 50)
    home.repair()
    assert names(tmp_path) == {path}


def test_files_of_strangers_are_left_alone(tmp_path: Path) -> None:
    strangers = {
        f"recordings/{RUNNING}/notes.txt": b"mine",
        f"recordings/{RUNNING}/{ID}.1-1.wav": b"RIFF....WAVEsomebody else's",
        f"recordings/{RUNNING}/{ID}.1-1.wav.bak": sound.HEADER + BLOCK,
        f"recordings/{RUNNING}/song.wav": sound.HEADER + BLOCK,
        f"recordings/{ID}/cover.jpg": b"jpg",
        f"recordings/{ID}/reply-01.flac": b"not our pattern",
    }
    for name, content in strangers.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    os.symlink("/etc/hostname", tmp_path / FOLDER / RUNNING / f"{ID}.9-1.wav")
    (tmp_path / FOLDER / RUNNING / f"{ID}.8-1.wav").mkdir()
    home = Recordings(tmp_path)
    assert home.repair() == 0
    assert home.of_call(ID) == []
    home.remove_call(ID)
    assert {name: (tmp_path / name).read_bytes() for name in strangers} == strangers
    assert (tmp_path / FOLDER / RUNNING / f"{ID}.9-1.wav").is_symlink()


def test_a_recording_that_another_program_writes_is_left_alone(tmp_path: Path) -> None:
    writer = (
        "import sys; from pathlib import Path\n"
        "from tests.history.making import BLOCK\n"
        "from voicecoach.history.recordings import Recordings\n"
        "recording = Recordings(Path(sys.argv[1])).begin('c1', 1, 1)\n"
        "recording.write(BLOCK * 10); print('writing', flush=True)\n"
        "input(); recording.write(BLOCK); print(recording.commit(), flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", writer, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "writing\n"
        assert Recordings(tmp_path).repair() == 0
        assert program.communicate("go on\n")[0] == "recordings/c1/reply-01-1.flac\n"
    assert soundfile.info(tmp_path / "recordings/c1/reply-01-1.flac").frames == 11 * 320


def test_a_missing_or_broken_recording_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(SoundFileError, match="cannot be read"):
        sound.read(tmp_path / "gone.flac")
    (tmp_path / "broken.flac").write_bytes(b"fLaC nonsense")
    with pytest.raises(SoundFileError, match="cannot be read"):
        sound.read(tmp_path / "broken.flac")
