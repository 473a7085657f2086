"""A history that may not be written: a disk without write access, another person's folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.history.making import call
from voicecoach.history.database import FILE
from voicecoach.history.store import open_store


def test_a_read_only_history_can_be_looked_at_and_backed_up(tmp_path: Path) -> None:
    """As another user where the tests run as root, who may write everywhere."""
    folder = tmp_path / "data"
    with open_store(folder) as store:
        store.begin(call())
    kept = sorted(path.name for path in folder.iterdir())
    (folder / FILE).chmod(0o444)
    folder.chmod(0o555)
    for parent in (tmp_path, *tmp_path.parents[:3]):
        parent.chmod(parent.stat().st_mode | 0o055)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    script = (
        "import os, sys; from datetime import datetime; from pathlib import Path\n"
        "from tests.history.making import call\n"
        "from voicecoach.errors import StorageError\n"
        "from voicecoach.history.backup import make_backup\n"
        "from voicecoach.history.recorder import CallRecorder\n"
        "from voicecoach.history.store import open_store\n"
        "folder, elsewhere = map(Path, sys.argv[1:])\n"
        "with open_store(elsewhere) as other:\n"  # loads what another user may not
        "    other.begin(call()); other.get(); other.list(); CallRecorder(elsewhere)\n"
        "    make_backup(other, elsewhere / 'a.zip', datetime.now().astimezone())\n"
        "elsewhere.chmod(0o777)\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "store = open_store(folder)\n"
        "print(store.notes, store.get().id == call().id, len(store.list()))\n"
        "print(make_backup(store, elsewhere / 'b.zip', datetime.now().astimezone()).calls)\n"
        "try: store.begin(call())\n"
        "except StorageError as error: print(error)\n"
        "print(CallRecorder(folder).warnings)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, folder, elsewhere], capture_output=True, text=True
    )
    assert done.stderr == ""
    looked, backed_up, refused, recording = done.stdout.splitlines()
    assert "can only be looked at" in looked
    assert looked.endswith("True 1")
    assert backed_up == "1"
    assert f"cannot be kept in {folder}" in refused
    assert "XDG_DATA_HOME" in refused
    assert f"cannot be kept in {folder}" in recording
    assert "This call is not kept" in recording
    assert kept == sorted(path.name for path in folder.iterdir())
