"""H-47: a model below "José" or "Антон", on Windows by its short name, elsewhere as it is."""

from __future__ import annotations

import ctypes
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import vosk

from tests.hearing import SENTENCE, spoken
from voicecoach import assets
from voicecoach.errors import ModelError
from voicecoach.speech.hearing.recognizer import VoskRecognizer
from voicecoach.speech.system import paths
from voicecoach.speech.system.paths import narrow

SHORT = {
    r"C:\Users\José\models\vosk": r"C:\Users\JOS~1\models\vosk",
    r"C:\Users\Антон\vosk": r"C:\Users\0410~1\vosk",
    r"D:\Антон": r"D:\Антон",  # a drive that makes no short names gives the long one back
}


class Windows:
    """The one call of Windows that is needed."""

    def GetShortPathNameW(self, path: str, name: ctypes.Array[ctypes.c_wchar], size: int) -> int:
        short = SHORT.get(path, "")
        assert len(short) < size
        name.value = short
        return len(short)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths.sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=Windows()), raising=False)


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("path", "opened"),
    [
        (r"C:\Users\Ann\vosk", r"C:\Users\Ann\vosk"),
        (r"C:\Program Files\a b", r"C:\Program Files\a b"),
        (r"C:\Users\José\models\vosk", r"C:\Users\JOS~1\models\vosk"),
        (r"C:\Users\Антон\vosk", r"C:\Users\0410~1\vosk"),
    ],
)
def test_windows_is_asked_for_a_short_name_where_letters_need_it(path: str, opened: str) -> None:
    assert narrow(Path(path)) == opened


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("path", [r"D:\Антон", r"C:\gone\é"])
def test_where_there_is_none_the_reason_is_told(path: str) -> None:
    with pytest.raises(ModelError, match="letters that speech libraries cannot") as caught:
        narrow(Path(path))
    assert path in caught.value.what
    assert "--model" in caught.value.todo


@pytest.mark.usefixtures("windows")
def test_the_recognizer_opens_the_short_name(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(vosk, "Model", opened.append)
    VoskRecognizer(Path(r"C:\Users\José\models\vosk")).load()
    assert opened == [r"C:\Users\JOS~1\models\vosk"]


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_elsewhere_a_path_is_opened_as_it_is(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(paths.sys, "platform", system)
    assert narrow(Path("models/Антон é")) == "models/Антон é"


def test_a_model_in_such_a_folder_hears_here(tmp_path: Path) -> None:
    folder = tmp_path / "Антон é" / "модель"
    folder.parent.mkdir()
    folder.symlink_to(assets.builtin_model(), target_is_directory=True)
    ear = VoskRecognizer(folder)
    ear.begin()
    heard = [ear.accept(np.asarray(spoken(SENTENCE), "<i2").tobytes()), ear.finish()]
    assert "talk" in " ".join(segment.text for segment in heard if segment is not None)
