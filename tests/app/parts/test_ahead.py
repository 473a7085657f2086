"""Loaded once, whoever needs it first; trouble is told to those who need it."""

from __future__ import annotations

import threading
import time

import pytest

from voicecoach.app.parts.ahead import Ahead, JudgeAhead, load_in_background
from voicecoach.errors import ModelError
from voicecoach.scoring.scorer import load_scorer


def test_it_is_loaded_once_and_by_the_first_who_needs_it() -> None:
    loads: list[str] = []

    def load() -> list[str]:
        time.sleep(0.05)
        loads.append(threading.current_thread().name)
        return loads

    ahead = Ahead(load)
    assert loads == []
    load_in_background(ahead.get)
    assert ahead.get() is ahead.get()
    assert len(loads) == 1


def test_trouble_is_told_where_it_is_needed_and_the_rest_is_loaded() -> None:
    def broken() -> None:
        raise ModelError("The model is broken.", "Install it again.")

    loaded = threading.Event()
    ahead = Ahead(broken)
    load_in_background(ahead.get, loaded.set)
    assert loaded.wait(5)
    with pytest.raises(ModelError, match="broken"):
        ahead.get()


def test_the_judge_is_the_scorer_and_knows_its_words() -> None:
    judge, scorer = JudgeAhead(), load_scorer()
    said = ("no-jobs", "There are no jobs.", "I see. Who else could I talk to?")
    assert judge.judge(*said) == scorer.judge(*said)
    assert dict(judge.advice.moves) == dict(scorer.advice.moves)
    assert len(judge.advice.slips) == len(scorer.advice.slips)
    assert list(judge.advice.situations) == list(scorer.advice.situations)
