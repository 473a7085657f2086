"""The caller's own words in calls, drills, scores, backups and on paper: real files and scorer."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.history.making import BLOCK, call, turn
from voicecoach import settings as settings_module
from voicecoach.app.drills.deck import Desk
from voicecoach.app.drills.objections import situation_of
from voicecoach.app.parts.talk import ScenarioTalk
from voicecoach.app.prepare import best, script_page
from voicecoach.app.prepare.cueing import CueCard, card_of, told
from voicecoach.app.prepare.own_words import OwnWords, load_own_words, scorer_for
from voicecoach.dialogue import loader
from voicecoach.domain.turn import Outcome
from voicecoach.errors import DataFileError
from voicecoach.history import wiping
from voicecoach.history.backup import make_backup
from voicecoach.history.recorder import CallRecorder
from voicecoach.history.restore import restore
from voicecoach.history.store import open_store
from voicecoach.plan import if_then, own_phrasings
from voicecoach.plan.own_phrasings import wording
from voicecoach.plan.phone_script import Said, keep_line, load_steps
from voicecoach.plan.profile import load_profile, tell
from voicecoach.settings import Settings

STEPS = load_steps()
QUESTION = "Who else in the food trade should I get to know?"
ODD = "would herself mind it if my lips spelled her out"
NOW = datetime(2026, 3, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def settings(tmp_path: Path, cache: Path) -> Settings:
    environ = {"XDG_DATA_HOME": str(tmp_path / "d"), "XDG_CONFIG_HOME": str(tmp_path / "c")}
    return replace(settings_module.load({**environ, "HOME": str(tmp_path)}), cache_folder=cache)


def write_script(folder: Path) -> None:
    keep_line(folder, "calls", Said(STEPS.get("introduction"), "Hi, I'm Maria Lopez, a welder."))
    keep_line(folder, "calls", Said(STEPS.get("parting"), QUESTION, "ask-contacts"))


def test_own_wordings_count_by_alignment_alone_and_come_first(settings: Settings) -> None:
    folder = settings.data_folder
    own_phrasings.add(folder, "use-name", wording(ODD))
    if_then.add(folder, if_then.card("too-busy", "No time.", "Of course. May I call on Thursday?"))
    write_script(folder)
    scorer = scorer_for(load_own_words(folder))()
    verdict = scorer.judge("gives-a-name", "Try Martin.", f"Great. {ODD.capitalize()}?")
    found = {one.key: one for one in verdict.moves}
    assert found["use-name"].phrasing == ODD
    assert found["use-name"].similarity == 100
    curly = scorer.judge("gives-a-name", "Try Martin.", f"Great – {ODD.replace(' it', ' it,')}!")
    assert "use-name" in {one.key for one in curly.moves}
    verdict = scorer.judge("no-jobs", "No jobs.", "Who else in food trade should I get to know")
    assert next(one for one in verdict.moves if one.key == "ask-contacts").phrasing == QUESTION
    tip = scorer.judge("no-jobs", "No jobs.", "Oh, I see. Well, goodbye then.").tip
    assert tip is not None
    assert tip.phrasing == QUESTION
    thursday = scorer.judge("too-busy", "Busy.", "Sure. May I call on Thursday?")
    assert "May I call on Thursday?" in {one.phrasing for one in thursday.moves}


def test_a_profile_fills_lines_and_spells_names(settings: Settings) -> None:
    tell(settings.data_folder, {"name": "Siobhan Lee", "say": "Siobhan=shivawn"})
    own = load_own_words(settings.data_folder)
    scenario = own.spelled(loader.load_builtin("first-words"))
    lines = [
        ScenarioTalk(scenario, seed, own.profile.details, {}).line.model_answer for seed in range(9)
    ]
    assert any("my name is Siobhan Lee" in line for line in lines)
    assert scenario.say["Siobhan"] == "shivawn"
    assert "Siobhan Lee" in own.names
    empty = ScenarioTalk(scenario, 0, {}, {}).line.model_answer
    assert "{" not in empty
    assert "Siobhan" not in empty


@pytest.mark.slow  # reads all calls
def test_if_then_cards_lead_the_deck_and_are_the_good_answer_everywhere(
    settings: Settings,
) -> None:
    if_then.add(settings.data_folder, if_then.card("no-jobs", "Nope, none.", "Who else, then?"))
    desk = Desk(settings)
    keys = desk.keys(desk.modes.get("daily"))
    assert keys[0] == "if-then/no-jobs"
    mine = desk.cards[keys[0]].spoken("neutral", ())
    assert (mine.text, mine.model_answer) == ("Nope, none.", "Who else, then?")
    others = [card for card in desk.cards.values() if card.situation == "no-jobs"]
    assert len(others) > 1
    assert {card.spoken("neutral", ()).model_answer for card in others} == {"Who else, then?"}
    talk = ScenarioTalk(loader.load_builtin("no-jobs"), 1, {}, desk.own.answers)
    assert talk.line.model_answer == "Who else, then?"


@pytest.mark.slow  # reads all calls
def test_a_no_is_known_by_its_words_and_a_name_is_none(settings: Settings) -> None:
    expected = {
        "too-busy": "too-busy",
        "No jobs": "no-jobs",
        "no time": "too-busy",
        "send me your cv": "send-resume",
        **dict.fromkeys(("Dana Price", "Dr. Adeyemi", "Bob"), ""),
    }
    desk = Desk(settings)
    assert {text: situation_of(text, desk) for text in expected} == expected


def test_less_of_the_card_is_proposed_after_three_good_calls(settings: Settings) -> None:
    folder = settings.data_folder
    write_script(folder)
    good = replace(call("c1", turn(1)), outcome=Outcome(True, "x", ""))
    bad = replace(good, outcome=Outcome(False, "x", ""))

    def held(held_call, cue=None) -> str | None:
        return card_of(load_own_words(folder), folder, cue).after(held_call)

    assert [held(good), held(bad), held(good), held(good)] == [None, None, None, "keywords"]
    assert [held(good, "keywords"), held(good), held(good)] == [None, None, "hidden"]
    assert [held(good, "hidden"), held(good), held(good), held(good)] == [None] * 4
    assert card_of(load_own_words(folder), folder, None).shown == []
    (folder / "cue.yaml").write_text("calls:\n  cue: half\n")
    with pytest.raises(DataFileError, match=r"cue\.yaml:2: calls\.cue"):
        held(good)


def test_what_was_said_of_the_card_is_counted_once(settings: Settings) -> None:
    write_script(settings.data_folder)
    card = card_of(load_own_words(settings.data_folder), settings.data_folder, "keywords")
    assert told(card.shown) == [
        "Who I am:",
        "  Maria · Lopez · welder",
        "My parting questions:",
        "  food · trade",
    ]
    reply = replace(turn(1).reply, text=f"I see. {QUESTION}")
    for _ in range(2):
        assert [word_for_word for _, word_for_word in card.said(reply)] == [True]
    assert (card.word_for_word, card.freely) == (1, 0)
    assert CueCard(settings.data_folder, "calls", (), "full").after(call("c1", turn(1))) is None


def test_the_page_needs_nothing_else_and_shows_words_as_they_are(settings: Settings) -> None:
    folder = settings.data_folder
    write_script(folder)
    tell(folder, {"name": "M. <b> & Co", "phone": "555 0134"})
    cards = {
        f"no-jobs-{number}": if_then.card("no-jobs", "No.", f"<i>{number} Who else, {'x' * 80}?")
        for number in range(60)
    }
    page = script_page.page(replace(load_own_words(folder), cards=cards))
    assert "M. &lt;b&gt; &amp; Co" in page
    assert QUESTION in page
    assert "&lt;i&gt;0 Who else" in page
    assert "more cards: voicecoach if-then list" in page
    assert [mark for mark in ("http", "src=", "<script", "url(", "$") if mark in page] == []
    empty = script_page.page(OwnWords())
    assert "My phone script" in empty


def test_the_best_recording_of_each_line(settings: Settings) -> None:
    folder = settings.data_folder
    write_script(folder)
    own = load_own_words(folder)
    assert best.best_of(own, settings) == []
    texts = [QUESTION, f"I see. {QUESTION}", "Goodbye."]
    recorder = CallRecorder(folder)
    recorder.began(call("c1"))
    for number, (text, score) in enumerate(zip(texts, (40, 80, 100), strict=True), 1):
        made = turn(number)
        assert made.verdict is not None
        verdict = replace(made.verdict, score=score)
        recorder.turn_started(number, 1)
        recorder.sound(BLOCK * 20)
        recorder.turn_done(replace(made, reply=replace(made.reply, text=text), verdict=verdict))
    recorder.ended(call("c1", reached=True))
    recorder.close()
    found = best.best_of(own, settings)
    assert [(each.line.text, each.turn.number) for each in found] == [(QUESTION, 2)]
    heard: list[int] = []
    shown = list(best.played(found, settings, lambda clip: heard.append(len(clip.pcm))))
    assert shown == found
    assert heard[0] > 0
    (folder / found[0].turn.reply.recording).unlink()
    assert list(best.played(found, settings, lambda clip: None)) == []
    assert best.before_call(found, ["other"]) == found


def test_own_words_go_into_a_backup_come_back_and_are_wiped(settings: Settings) -> None:
    folder = settings.data_folder
    write_script(folder)
    tell(folder, {"name": "Maria"})
    file = folder.parent / "b.zip"
    with open_store(folder) as store:
        make_backup(store, file, NOW)
    with zipfile.ZipFile(file) as archive:
        assert {"profile.yaml", "scripts/calls.yaml"} <= set(archive.namelist())
    tell(folder, {"name": "Somebody else"})
    own_phrasings.add(folder, "thank", wording("Cheers for that"))
    done = restore(folder, file, NOW)
    assert load_profile(folder).name == "Maria"
    assert load_own_words(folder).wordings == {}
    assert done.kept is not None
    restore(folder, done.kept, NOW)
    assert load_profile(folder).name == "Somebody else"
    assert "thank" in load_own_words(folder).wordings
    (folder / "profile.yaml.77.part").write_text("half")
    (folder / "notes.txt").write_text("not ours")
    ours = wiping.look(folder, settings.cache_folder / "none", settings.config_folder)
    assert [path.name for path in ours.others] == ["notes.txt"]
