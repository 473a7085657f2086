"""The builder of the recognition model: it starts, and it finds the texts where they lie now."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

from models.recognition import builder
from tests.house.checkout import ROOT


def test_all_its_modules_can_be_imported() -> None:
    names = [module.name for module in pkgutil.iter_modules(builder.__path__)]
    assert {"graph", "langmodel", "sphinx_am", "domain_text"} <= set(names)
    for name in names:
        importlib.import_module(f"models.recognition.builder.{name}")


def test_it_runs_from_the_root() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "models.recognition.builder", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--out" in run.stdout


def test_its_texts_are_those_the_report_counts() -> None:
    from models.recognition.builder import __main__ as program
    from models.recognition.builder import domain_text

    sentences = domain_text.read(program.REPLIES, program.PHRASINGS)
    assert len(sentences) > 8000
    assert all(word == word.lower() for words in sentences for word in words)
    assert not any("dev" in name for name in domain_text.TRAIN)


def test_hesitations_are_put_in_at_about_the_rate_asked_for() -> None:
    from models.recognition.builder import domain_text

    text = [["may", "i", "use", "your", "name"]] * 2000
    said = sum(len(words) for words in domain_text.with_hesitations(text, 0.01))
    assert 10_000 * 1.008 < said < 10_000 * 1.018
    assert domain_text.with_hesitations(text, 0) == text
