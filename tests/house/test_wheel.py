"""The wheel: what is in it, and that it works elsewhere, alone and without a network."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.checkout import ROOT, tracked

pytestmark = pytest.mark.wheel

DATA = "voicecoach/_data/"
MODEL = "models/recognition/vosk-model-en-us-sphinx"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_whole_program_with_its_model_and_scenarios_is_in_it(wheel: Path) -> None:
    wanted = {str(path) for path in tracked() if path.parts[0] == "voicecoach"}
    shipped = [path for path in tracked() if path.is_relative_to(MODEL)]
    shipped += [path for path in tracked() if path.parts[0] == "scenarios"]
    assert len(shipped) > 15
    wanted |= {DATA + str(path) for path in shipped}
    assert wanted - contents(wheel) == set()


def test_nothing_else_is_in_it(wheel: Path) -> None:
    for name in contents(wheel):
        assert name.startswith(("voicecoach/", "voicecoach-")), name
        assert "__pycache__" not in name
        assert not name.endswith((".pyc", ".log")), name
        assert "builder" not in name
        assert not Path(name).name.startswith(("train-", "dev.")), name


def test_the_licences_travel_with_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        notice = next(name for name in names if name.endswith("licenses/NOTICE"))
        licence = next(name for name in names if name.endswith("licenses/LICENSE"))
        assert archive.read(licence).startswith(b"MIT License")
        terms = archive.read(notice).decode()
        for name in ("LICENSE.pocketsphinx", "README.cmusphinx-en-us", "NOTICE"):
            assert f"{DATA}{MODEL}/{name}" in names
    for holder in ("Carnegie Mellon University", "Alpha Cephei"):
        assert holder in terms
    assert terms.count("Redistributions in binary form must reproduce") == 2


def test_it_says_what_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/METADATA"))
        metadata = archive.read(name).decode()
    assert "Requires-Python: >=3.11" in metadata
    assert "License-Expression: MIT" in metadata
    needed = re.findall(r"^Requires-Dist: ([\w.-]+)", metadata, re.MULTILINE)
    assert {"vosk", "pyttsx3", "sounddevice", "rapidfuzz"} <= set(needed)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in an environment of its own, with the locked versions of what it names."""
    folder = tmp_path_factory.mktemp("elsewhere")
    assert ROOT not in folder.parents
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = [line.rstrip(" \\") for line in lock.splitlines() if re.match(r"[\w.-]+==", line)]
    constraints = folder / "constraints.txt"
    constraints.write_text("\n".join(pins), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    pip = [folder / "venv/bin/python", "-m", "pip", "install", "--quiet", "--no-input"]
    subprocess.run(
        [*pip, "--disable-pip-version-check", "--constraint", constraints, wheel], check=True
    )
    return folder / "venv/bin/voicecoach"


def run_alone(program: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run it in an empty folder with an empty home, without a network."""
    for name in ("here", "home"):
        (folder / name).mkdir(exist_ok=True)
    unshare = ["unshare", "--net"] if os.getuid() == 0 else ["unshare", "--map-root-user", "--net"]
    return subprocess.run(
        [*unshare, program, *words],
        cwd=folder / "here",
        env={"PATH": os.defpath, "HOME": str(folder / "home")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_demo_runs_from_the_wheel_without_a_network(installed: Path, tmp_path: Path) -> None:
    run = run_alone(installed, tmp_path, "demo", "--json")
    assert run.returncode == 0, run.stderr
    calls = {call["kind"]: call for call in json.loads(run.stdout)["calls"]}
    assert set(calls) == {"weak", "strong"}
    for call in calls.values():
        assert {"said", "heard", "words", "wer", "score", "moves", "slips"} <= set(call)
        assert call["heard"]
        assert call["words"]
        assert 0 <= call["wer"] < 0.6, "the model hears this voice best"
    assert 0 <= calls["weak"]["score"] < calls["strong"]["score"] <= 100
    assert calls["strong"]["moves"]
    for finding in calls["strong"]["moves"]:
        start, end = finding["evidence"]["start"], finding["evidence"]["end"]
        assert calls["strong"]["heard"][start:end] == finding["evidence"]["text"]
    assert list((tmp_path / "here").iterdir()) == [], "nothing is left where it was started"


def test_a_reply_is_scored_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    reply = "I understand. Who else would you talk to if you were me?"
    run = run_alone(installed, tmp_path, "score", "--situation", "no-jobs", "--json", reply)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["moves"]
