from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.dialogue.making import SMALL, write
from voicecoach import data_files
from voicecoach.dialogue import packs
from voicecoach.errors import DataFileError


def shown(source: Path) -> list[str]:
    with packs.opened(source) as files:
        for file in files:
            assert file.path.read_text(encoding="utf-8")
        return [file.shown.removeprefix(str(source)).lstrip("/\\") for file in files]


def archive(folder: Path, **contents: str) -> Path:
    path = folder / "pack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in contents.items():
            pack.writestr(name, content)
    return path


def test_one_file_is_a_pack_of_one(tmp_path: Path) -> None:
    path = write(tmp_path)
    with packs.opened(path) as files:
        assert files == [packs.PackFile(path, str(path))]


def test_a_folder_without_what_a_mac_adds(tmp_path: Path) -> None:
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "more").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.yaml", "a.YML", "._a.yml", ".DS_Store", "readme.txt"):
        (tmp_path / name).write_text(SMALL)
    for name in ("__MACOSX/._call.yaml", "more/c.yaml", ".git/x.yaml"):
        (tmp_path / name).write_text(SMALL)
    assert shown(tmp_path) == ["a.YML", "b.yaml", "more/c.yaml"]


def test_an_archive_made_on_a_mac(tmp_path: Path) -> None:
    mac = {"pack/call.yaml": SMALL, "__MACOSX/pack/._call.yaml": "\x00\x05", "pack/.DS_Store": "x"}
    assert shown(archive(tmp_path, **mac)) == ["pack/call.yaml"]


def test_nothing_is_left_of_an_unpacked_archive(tmp_path: Path) -> None:
    with packs.opened(archive(tmp_path, **{"call.yaml": SMALL})) as files:
        path = files[0].path
        assert path.exists()
    assert not path.exists()


@pytest.mark.parametrize(
    "name", ["../call.yaml", "/call.yaml", "C:/call.yaml", "a\\..\\..\\b.yaml"]
)
def test_an_archive_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path, **{name: SMALL})
    with pytest.raises(DataFileError, match="outside the archive"), packs.opened(path):
        pass
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_that_leads_outside_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "call.yaml").symlink_to(write(tmp_path))
    with pytest.raises(DataFileError, match="outside the folder"), packs.opened(folder):
        pass


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = archive(tmp_path, **{"call.yaml": "#" * (data_files.MAX_BYTES + 1)})
    with pytest.raises(DataFileError, match="larger than 1,000,000 bytes"), packs.opened(bomb):
        pass
    monkeypatch.setattr(packs, "MAX_FILES", 2)
    many = archive(tmp_path, **{f"{n}.yaml": SMALL for n in range(3)})
    with pytest.raises(DataFileError, match="more than 2 scenarios"), packs.opened(many):
        pass
    folder = tmp_path / "folder"
    folder.mkdir()
    for n in range(3):
        write(folder, name=f"{n}.yaml")
    with pytest.raises(DataFileError, match="more than 2 scenarios"), packs.opened(folder):
        pass
    monkeypatch.setattr(packs, "MAX_PACK_BYTES", 100)
    one = archive(tmp_path, **{"call.yaml": SMALL})
    with pytest.raises(DataFileError, match="more than 100 bytes"), packs.opened(one):
        pass


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.zip", b"no archive", "cannot be unpacked"),
        ("nothing", None, "there is no such file or folder"),
    ],
)
def test_what_is_no_pack(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataFileError, match=words), packs.opened(path):
        pass


def test_an_empty_folder_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="no scenario in it"), packs.opened(tmp_path):
        pass
    with (
        pytest.raises(DataFileError, match="no scenario in it"),
        packs.opened(archive(tmp_path, **{"readme.txt": "x"})),
    ):
        pass
