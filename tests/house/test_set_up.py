"""Set-up: the lock, the Makefile, and what is asked of the system."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.house.checkout import ROOT

SCRIPT = ROOT / "tools" / "system-packages.sh"
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def names(requirements: list[str]) -> set[str]:
    """Normalised package names."""
    found = (re.match(r"[\w.-]+", line) for line in requirements)
    return {re.sub(r"[-_.]+", "-", match[0]).lower() for match in found if match}


def test_every_locked_package_has_its_hashes() -> None:
    logical = re.sub(r"\\\n\s*", "", LOCK).splitlines()
    pinned = [line for line in logical if line and not line.lstrip().startswith("#")]
    assert len(pinned) > 40
    for line in pinned:
        assert re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line[:60]


def test_the_lock_names_no_index() -> None:
    assert re.search(r"://|index-url|find-links|trusted-host", LOCK) is None


def test_everything_the_project_names_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted += extra
    assert names(wanted) - names(LOCK.splitlines()) == set()


def make(*words: str) -> subprocess.CompletedProcess[str]:
    environ = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return subprocess.run(
        ["make", *words], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )


def test_make_alone_says_what_there_is() -> None:
    shown = make().stdout
    for target in ("setup", "practice", "demo", "test", "bench", "lock"):
        assert f"make {target}" in shown


@pytest.mark.parametrize("target", ["practice", "demo", "test", "bench", "bench-latency"])
def test_every_target_sets_up_by_itself(target: str) -> None:
    planned = make("--dry-run", "--always-make", target).stdout
    assert "tools/system-packages.sh" in planned
    assert "--require-hashes -r requirements.lock" in planned
    assert "--no-deps --no-build-isolation -e ." in planned


def test_words_for_the_program_reach_it() -> None:
    planned = make("--dry-run", "practice", "ARGS=turned-down --typed").stdout
    assert planned.rstrip().endswith("voicecoach practice turned-down --typed")


def test_without_a_new_enough_python_it_says_so(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    run = subprocess.run(
        ["make", "setup", "PYTHON="], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "Python 3.11 or newer is needed" in run.stderr


class Machine:
    """A machine whose commands are small scripts: what is there, who I am, what apt-get does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls = folder / "calls"
        self.has("uname", "echo Linux")
        for tool in ("mktemp", "rm", "tail", "sh", "env"):
            (folder / tool).symlink_to(shutil.which(tool) or "")
        self.has("sleep", "")
        self.has("python", "exit 1")  # finds no library

    def has(self, name: str, script: str) -> None:
        file = self.folder / name
        file.write_text(f'#!/bin/sh\necho "{name} $*" >>"{self.calls}"\n{script}\n')
        file.chmod(0o755)

    def run(self) -> str:
        done = subprocess.run(
            ["/bin/sh", SCRIPT, "python"],
            env={"PATH": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, "set-up goes on without system packages"
        return done.stdout

    def asked_apt(self) -> list[str]:
        return [line for line in self.calls.read_text().splitlines() if line.startswith("apt-get")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_root_on_debian_gets_sound_and_voices_in_one_line(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", "echo a lot of talk")
    assert machine.run() == "Installing with apt-get: libportaudio2 espeak-ng python3-venv\n"
    assert machine.asked_apt() == [
        "apt-get update -q",
        "apt-get install -q -y --no-install-recommends libportaudio2 espeak-ng python3-venv",
    ]


def test_nothing_missing_nothing_said_nothing_installed(machine: Machine) -> None:
    machine.has("python", "exit 0")
    machine.has("id", "echo 0")
    machine.has("apt-get", "")
    assert machine.run() == ""
    assert machine.asked_apt() == []


def test_sudo_without_a_password_is_used(machine: Machine) -> None:
    machine.has("id", "echo 1000")
    machine.has("sudo", 'shift; [ "$1" = true ] || "$@"')
    machine.has("apt-get", "")
    assert "Installing with apt-get" in machine.run()
    assert len(machine.asked_apt()) == 2


def test_without_rights_it_tells_what_to_type(machine: Machine) -> None:
    machine.has("id", "echo 1000")
    machine.has("sudo", "exit 1")
    machine.has("apt-get", "")
    shown = machine.run()
    assert "sudo apt-get install libportaudio2 espeak-ng" in shown
    assert machine.asked_apt() == []


def test_a_failing_apt_is_tried_again_and_then_told(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", "echo no route >&2; exit 100")
    assert "When it can, type: sudo apt-get install libportaudio2" in machine.run()
    assert machine.asked_apt() == ["apt-get update -q"] * 2


def test_a_linux_without_apt_gets_the_libraries_names(machine: Machine) -> None:
    assert "PortAudio and eSpeak-ng" in machine.run()


def test_other_systems_need_nothing(machine: Machine) -> None:
    machine.has("uname", "echo Darwin")
    assert machine.run() == ""
