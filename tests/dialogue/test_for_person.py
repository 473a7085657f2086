"""The call built from a person: whatever is known of them, it can be played."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.making import ADDED, BOOK, call, people, person
from voicecoach import assets
from voicecoach.data_files import load
from voicecoach.dialogue import checking
from voicecoach.dialogue.for_person import FILE, OTHER, Known, Texts, compose, expected, met_call
from voicecoach.dialogue.packs import PackFile
from voicecoach.dialogue.scenario import Scenario
from voicecoach.domain.advice import Advice
from voicecoach.scoring.advice_files import load_advice, load_rubric

WALTER = person(
    "Walter Kim", company="Harlan Medical Supply", role="shift supervisor", why="He knows nights."
)


@cache
def texts() -> Texts:
    return load(assets.scenarios() / FILE, Texts)


@cache
def standard() -> checking.Standard:
    advice: Advice = load_advice(assets.scenarios() / "moves.yaml")
    rubric = load_rubric(assets.scenarios() / "rubric.yaml", advice)
    return checking.Standard(advice, {key: one.open for key, one in rubric.situations.items()}, ())


def problems(plain: dict[str, Any]) -> list[checking.Problem]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{plain['key']}.yaml"
        path.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")
        return list(checking.check(PackFile(path, path.name), standard()).problems)


def known(kind: str = "lead", **more: Any) -> Known:
    return Known(more.pop("person", WALTER), BOOK.kinds[kind], **more)


def met(situation: str, said: str = "", id_: str = "1"):
    return call("walter-kim", done=ADDED, objection=situation, said=said, id=id_)


@pytest.mark.parametrize("kind", list(BOOK.kinds))
def test_every_kind_of_call_passes_every_check(kind: str) -> None:
    assert problems(compose(texts(), known(kind, sent="Ruth Hale", may_say="yes"))) == []


def test_a_name_alone_is_enough() -> None:
    assert problems(compose(texts(), known(person=person("Bo")))) == []


def test_every_objection_passes_every_check() -> None:
    keys = [key for key in texts().objections if key != OTHER]
    assert set(keys) <= set(standard().advice.situations)
    for first in range(0, len(keys), 3):
        earlier = [met(key, id_=key) for key in keys[first : first + 3]]
        assert problems(compose(texts(), known(earlier=earlier))) == []


@pytest.mark.slow
@settings(max_examples=15)
@given(people("a"), st.sampled_from(list(BOOK.kinds)), st.text(max_size=500))
def test_whatever_is_known_of_somebody_the_call_can_be_played(one, kind, said) -> None:
    earlier = [met("voicemail", said), met("no-jobs", said)]
    found = problems(compose(texts(), known(kind, person=one, sent=said, earlier=earlier)))
    assert [problem for problem in found if problem.stops] == []


@pytest.mark.parametrize("said", [" ", "...", "\u200f", "{}"])
def test_words_that_are_none_are_no_line(said: str) -> None:
    assert problems(compose(texts(), known(earlier=[met("no-jobs", said)]))) == []


def test_what_was_met_with_them_comes_first_in_their_words() -> None:
    earlier = [met("send-resume", "Mail it."), met("no-jobs", "Nothing here {now}.")]
    one = known(earlier=earlier)
    assert [key for key, _ in expected(texts(), one)] == ["no-jobs", "send-resume", "who-are-you"]
    plain = compose(texts(), one)
    assert plain["lines"]["no-1"]["says"][0] == "Nothing here now ."
    assert 'Last time they said: "Nothing here now ."' in plain["facts"]


def test_a_name_is_used_only_with_permission() -> None:
    def told(may_say: str) -> tuple[str, str]:
        plain = compose(texts(), known(sent="Ruth Hale", may_say=may_say))
        return plain["brief"], " ".join(plain["lines"]["no-1"]["answers"])

    brief, answers = told("yes")
    assert "You may say that Ruth Hale sent you." in brief
    assert "Ruth Hale gave me your name." in answers
    for may_say, words in (("no", "keep that name out of it"), ("", "have not asked Ruth Hale")):
        brief, answers = told(may_say)
        assert words in brief
        assert "Ruth" not in answers


def test_the_contact_sounds_as_the_caller_said_and_each_time_alike() -> None:
    woman = person("Ann", voice="woman", say="Anne")
    contact = compose(texts(), known(person=woman))["contact"]
    assert contact["voice"] in texts().voices["woman"]
    assert contact["say"] == "Anne"
    own = person("Ann", voice="gmw/en-us+m1")
    assert compose(texts(), known(person=own))["contact"]["voice"] == "gmw/en-us+m1"


def test_their_own_words_alone_make_cards() -> None:
    said = [met("no-jobs", "Nothing here.", "1"), met("voicemail", "Speak.", "2"), met("on-hold")]
    scenario = Scenario.model_validate(met_call(texts(), WALTER, said))
    assert scenario.lines["met-1"].says == ("Nothing here.",)
    assert scenario.lines["met-2"].situation == "voicemail"
    assert scenario.lines["met-2"].answers
    assert "met-3" not in scenario.lines
