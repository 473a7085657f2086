from __future__ import annotations

import gc
import hashlib
import io
import os
import shutil
import threading
import time
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from voicecoach import assets
from voicecoach.errors import ModelError, StorageError
from voicecoach.speech.hearing import model_install
from voicecoach.speech.hearing.model_install import OfficialModel

NAME = "vosk-model-tiny-test"

# pooch 1.9 leaves a connection that broke to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def packed(*extra: tuple[str, bytes], without: str = "") -> bytes:
    """The built-in model's files in a few bytes each: only that they are there is looked at."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        model = assets.builtin_model()
        for path in sorted(model.rglob("*")):
            inside = path.relative_to(model).as_posix()
            if path.is_file() and inside != without:
                archive.writestr(f"{NAME}/{inside}", b"x")
        for name, content in extra:
            archive.writestr(name, content)
    return data.getvalue()


@dataclass
class Server:
    """Serves one archive, as well or as badly as told."""

    body: bytes
    cut: int | None = None
    status: int = 200
    delay: float = 0.0
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def model(self, body: bytes | None = None) -> OfficialModel:
        known = hashlib.sha256(self.body if body is None else body).hexdigest()
        return OfficialModel(NAME, known, len(self.body), "for a test")


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server(packed())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            time.sleep(state.delay)
            self.send_response(state.status)
            self.send_header("Content-Length", str(len(state.body)))
            self.end_headers()
            self.wfile.write(state.body[: state.cut])

        def log_message(self, format: str, *args: object) -> None:
            return

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{running.server_port}"
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield state
    running.shutdown()
    running.server_close()
    with warnings.catch_warnings():  # the library leaves the connection of a broken download open
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def install(server: Server, folder: Path, model: OfficialModel | None = None) -> Path:
    return model_install.install(
        model or server.model(), folder, progress=False, site=server.address
    )


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("name", ["models", "my models", "Modèle – Søren", "100% #1?"])
def test_a_good_archive_is_installed_and_chosen(server: Server, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    found = install(server, folder)
    assert found == folder / NAME
    assert left_over(folder) == [NAME]
    assert model_install.installed(folder) == [found]
    assert model_install.chosen(folder) is None
    model_install.choose(NAME, folder)
    assert model_install.chosen(folder) == found
    install(server, folder)
    assert len(server.asked) == 1, "what is installed is not fetched again"
    model_install.remove(NAME, folder)
    assert model_install.installed(folder) == []
    assert model_install.chosen(folder) is None, "the built-in one hears again"


def test_what_is_broken_leaves_nothing_and_the_next_try_works(
    server: Server, tmp_path: Path
) -> None:
    good = server.body
    for body, cut, status in ((good, 1000, 200), (b"<html>", None, 200), (good, None, 404)):
        server.body, server.cut, server.status = body, cut, status
        with pytest.raises(ModelError) as raised:
            install(server, tmp_path, server.model(good))
        assert "ry again" in str(raised.value)
        assert left_over(tmp_path) == []
    server.body, server.cut, server.status = good, None, 200
    assert install(server, tmp_path).is_dir()


@pytest.mark.parametrize(
    "strange", [f"{NAME}/../../evil", "/evil", "other/evil", f"{NAME}/a/../../../evil"]
)
def test_an_archive_cannot_write_elsewhere(server: Server, tmp_path: Path, strange: str) -> None:
    server.body = packed((strange, b"evil"))
    folder = tmp_path / "deep" / "models"
    with pytest.raises(ModelError, match="strange path"):
        install(server, folder)
    assert left_over(folder) == []
    assert list(tmp_path.rglob("evil")) == []


def test_an_archive_without_a_part_is_not_installed(server: Server, tmp_path: Path) -> None:
    server.body = packed(without="am/final.mdl")
    with pytest.raises(ModelError, match=r"final\.mdl"):
        install(server, tmp_path)
    assert left_over(tmp_path) == []


def test_no_archive_at_all(server: Server, tmp_path: Path) -> None:
    server.body = b"no zip" * 100
    with pytest.raises(ModelError, match="no archive"):
        install(server, tmp_path)
    assert left_over(tmp_path) == []


def test_a_server_that_does_not_answer_is_given_up(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_install, "TIMEOUT", 0.2)
    server.delay = 1.0
    began = time.monotonic()
    with pytest.raises(ModelError, match="Check the network"):
        install(server, tmp_path)
    assert time.monotonic() - began < 0.9
    assert left_over(tmp_path) == []


def test_no_network(tmp_path: Path) -> None:
    model = OfficialModel(NAME, "0" * 64, 1000, "")
    with pytest.raises(ModelError, match="Check the network"):
        model_install.install(model, tmp_path, progress=False, site="http://127.0.0.1:9")
    assert left_over(tmp_path) == []


def test_too_little_room_is_told_before_anything_is_fetched(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=10))
    with pytest.raises(StorageError, match="no room"):
        install(server, tmp_path)
    assert server.asked == []


def test_a_disk_that_fills_up_meanwhile(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(zipfile.ZipFile, "extract", full)
    with pytest.raises(StorageError, match="No space left"):
        install(server, tmp_path)
    assert left_over(tmp_path) == []


def test_what_is_not_there_cannot_be_used_or_removed(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nowhere"):
        model_install.choose("nowhere", tmp_path)
    with pytest.raises(ModelError, match="models list"):
        model_install.remove("nowhere", tmp_path)
    with pytest.raises(ModelError, match=r"small-en-us-0\.15"):
        model_install.find("nowhere")
    assert model_install.find("") is model_install.OFFICIAL[0]
