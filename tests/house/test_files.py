"""Rules for every file, that no linter has."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.checkout import python_files, text, tracked

LONGEST = 320
ENVIRONMENT_READERS = {
    "voicecoach/__init__.py": "forbids onnxruntime to tell its maker how it is used",
    "voicecoach/settings.py": "the one reader",
    "voicecoach/speech/voice/tts_worker.py": "tells eSpeak-ng's library where its data lies",
    "voicecoach/speech/system/workers.py": "hands it on to the workers",
    "voicecoach/speech/system/paths.py": "lends a home to a library that looks for one",
    "voicecoach/speech/hearing/whisper_worker.py": "forbids the model's library every connection",
}
SYSTEMS = {
    "voicecoach/settings.py": "folders, and the home of a process without variables",
    "voicecoach/locks.py": "how a file is locked",
    "voicecoach/terminal/call/restoring.py": "how a terminal takes keys; Textual does on Windows",
    "voicecoach/terminal/call/ending.py": "which signals there are",
    "voicecoach/speech/system/workers.py": "how a worker is started",
    "voicecoach/speech/system/memory.py": "how freed memory is given back",
    "voicecoach/speech/system/paths.py": "paths that narrow libraries can open",
    "voicecoach/speech/voice/engine_places.py": "where the voice lies, how to install it",
}
"""The one place each where operating systems differ."""

BUILDER = Path("models/recognition/builder")
PLACES = re.compile(r"/work/|/tmp/|/root/|/home/\w|\bfarm-|\bpypi\.org|files\.pythonhosted")
"""Paths of one machine, names of its tools, addresses of package indexes."""


def test_no_file_is_longer_than_a_reader_s_patience() -> None:
    files = python_files("voicecoach", "models", "tests", "benchmarks")
    lengths = {
        str(path): len(text(path).splitlines()) for path in files if BUILDER not in path.parents
    }
    assert len(lengths) > 20, "the files were not found"
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_no_path_or_tool_of_one_machine_is_named() -> None:
    found = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path in tracked()
        if path.parts[0] not in ("tests", ".ci") and path.suffix != ".jsonl"
        for number, line in enumerate(text(path).splitlines(), 1)
        if PLACES.search(line)
    ]
    assert found == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    found = [f"{path}:{line}" for path in python_files("tests") for line in _escapes(text(path))]
    assert found == []


def _escapes(source: str) -> list[int]:
    """Lines that would let a test pass without running."""
    names = {"skip", "skipif", "xfail", "importorskip", "SkipTest", "skipUnless", "skipIf"}
    tree = ast.walk(ast.parse(source))
    used = ((node, getattr(node, "attr", getattr(node, "id", ""))) for node in tree)
    return [node.lineno for node, name in used if name in names and isinstance(node, ast.expr)]


@pytest.mark.parametrize(
    "source", ["pytest.skip('no card')", "@pytest.mark.xfail\ndef test(): ...", "pytestmark = skip"]
)
def test_the_search_for_skips_finds_them(source: str) -> None:
    assert _escapes(source)


def test_only_settings_read_the_environment() -> None:
    pattern = re.compile(r"\bos\.(environ|environb|getenv)\b|from os import .*(environ|getenv)")
    readers = {str(path) for path in python_files("voicecoach") if pattern.search(text(path))}
    assert readers - set(ENVIRONMENT_READERS) == set()


def test_operating_systems_differ_in_one_place_each() -> None:
    pattern = re.compile(
        r"\b(sys\.platform|os\.name|platform\.system|hasattr\((os|signal),)"
        r"|^\s*(import|from) (msvcrt|winreg|winsound|fcntl|termios|pwd|tty|curses)\b",
        re.MULTILINE,
    )
    knowing = {str(path) for path in python_files("voicecoach") if pattern.search(text(path))}
    assert knowing - set(SYSTEMS) == set()


def test_no_process_is_forked() -> None:
    """Windows and macOS start afresh, so what works here must not lean on a copy of memory."""
    pattern = re.compile(r"\bos\.fork|\bmultiprocessing\b|ProcessPoolExecutor|preexec_fn")
    found = [str(path) for path in python_files("voicecoach") if pattern.search(text(path))]
    assert found == []


def test_every_silenced_warning_names_its_rule_and_its_reason() -> None:
    silenced = re.compile(r"#\s*(noqa|type:\s*ignore)(?P<rest>.*)")
    reasoned = re.compile(r"^(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|\[[\w,\- ]+\])\W+\w+\W+\w+")
    found = [
        f"{path}:{number}: {line.strip()}"
        for path in python_files("voicecoach", "benchmarks")
        for number, line in enumerate(text(path).splitlines(), 1)
        if (match := silenced.search(line)) and not reasoned.match(match["rest"])
    ]
    assert found == []


def test_every_module_of_the_program_has_its_docstring() -> None:
    bare = [path for path in python_files("voicecoach") if not ast.get_docstring(_tree(path))]
    assert bare == []


def _tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def test_what_a_package_exports_exists_and_is_sorted() -> None:
    for path in python_files("voicecoach"):
        for node in _tree(path).body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
                names = ast.literal_eval(node.value)
                assert names == sorted(names), path
                assert set(names) <= _top_level_names(_tree(path)), path


def _top_level_names(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom | ast.Import):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names
