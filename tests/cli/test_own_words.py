"""Profile, script, page, card, own wording: the whole way of a caller, typed and by voice."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from tests.hearing import placed, spoken, write_wav
from voicecoach.cli import main
from voicecoach.plan.phone_script import keywords, load_steps
from voicecoach.speech.sound.audio import RATE

pytestmark = pytest.mark.slow

STEPS = ("introduction", "parting", "thanks")
SPOKEN = (
    "Hello, this is Maria Lopez. I am a welder with six years in food plants.",
    "Who else in the food trade should I get to know?",
    "Does another division of your company need somebody like me?",
    "Thank you, that helps me a lot. May I mention your name when I call?",
)
REPLIES = ("I understand. Who else in the food trade should I get to know?", SPOKEN[-1])


@pytest.fixture(autouse=True)
def own_folders(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    for name in ("DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    cache = tmp_path_factory.getbasetemp() / "one-cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "DATA" / "voicecoach"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def run_(*words: str, typed: str = "", status: int = 0) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert main(words) == status, capsys.readouterr()
        shown = capsys.readouterr()
        return shown.out + shown.err

    return run_


def sound_files(folder: Path, texts: tuple[str, ...]) -> list[str]:
    folder.mkdir()
    paths = []
    for number, text in enumerate(texts):
        samples = spoken(text)
        path = folder / f"{number}.wav"
        write_wav(path, placed(len(samples) / RATE + 0.6, (0.3, samples)))
        paths.append(str(path))
    return paths


def test_the_whole_way_by_voice(run, tmp_path: Path) -> None:
    run("profile", "set", "name", "Maria Lopez")
    only = [word for step in STEPS for word in ("--only", step)]
    files = sound_files(tmp_path / "lines", SPOKEN)
    built = run("script", "build", *only, "--replies", *files)
    assert built.count("Kept.") == len(SPOKEN)
    assert "2 of 3. My parting questions (one more" in built
    script = json.loads(run("script", "show", "--json"))
    assert set(script["lines"]) == {"introduction", "thanks"}
    assert "Maria Lopez" in script["lines"]["introduction"]
    thanks = script["lines"]["thanks"]
    assert "mention your name" in thanks
    run("script", "print", "--out", "page.html")
    page = Path("page.html").read_text("utf-8")
    assert "<h1>Maria Lopez</h1>" in page
    assert "mention your name" in page
    replies = sound_files(tmp_path / "replies", REPLIES)
    call = run(*("practice", "--seed", "4", "--cue", "keywords", "--plain", "--replies"), *replies)
    assert f"  {keywords(thanks, load_steps().everyday)}\n" in call
    assert f"  {thanks}\n" not in call, "the card has keywords only"
    own = [thanks, *re.findall(r"[^.!?]+[.!?]", thanks)]
    assert any(f'(like "{words.strip()}", ' in call for words in own), "it shows the own wording"
    assert "From your script: When they give me a name, " in call
    best = json.loads(run("script", "hear", "--json"))
    assert "thanks" in {each["step"] for each in best}


def test_the_whole_way_typed(run) -> None:
    run("profile", "set", "companies", "Harbor Foods, Calder")
    assert '"companies": [\n  "Harbor Foods"' in run("profile", "show", "--json")
    lines = "I'm Maria, a welder for six years.\nHave you got a job for me?\n7\n\n1\n\n2\n"
    built = run("script", "build", "--typed", typed=lines)
    assert "asks this person for a job" in built
    assert "how things are done at Harbor Foods" in built
    fixed = run("script", "edit", "--line", "ask", "--say", "Could we talk for ten minutes?")
    assert "+ asks for a short talk" in fixed
    assert "Could we talk for ten minutes?" in run("script", "show")
    run("if-then", "add", "We are cutting staff.", "I see. Which other firms would you call?")
    assert "If they say: We are cutting staff." in run("if-then", "list")

    odd = "Which folks round here could use a chat with a welder"
    run("practice", "--typed", "--seed", "4", typed=f"I understand. {odd}\nThanks, bye.\n")
    done = run("review", "--i-said", "ask-contacts", "--words", odd)
    assert "It counts as: asks whom to talk to" in done
    assert f'(like "{odd}", 100 % alike)' in run("review")
    assert '"I did say it": 1 so far.' in run("phrasings", "list")
    assert "Taken back" in run("review", "--undo-said")
    assert f'(like "{odd}"' not in run("review")
    assert "Nothing in this call" in run("review", "--undo-said", status=1)
    assert "are not in what was heard" in run(
        "review", "--i-said", "thank", "--words", "no such words", status=1
    )

    keys = f"I understand. {odd}\ni\n1\n{odd}\nu\ni\n1\n{odd}\n\n"
    call = run("practice", "--typed", "--seed", "4", typed=keys)
    counts = f'It counts as: asks whom to talk to: "{odd}" (u takes it back).'
    assert call.count(counts) == 2
    assert call.count(f'(like "{odd}", 100 % alike)') == 2
    before, after = (line for line in call.split("Taken back")[0].splitlines() if "Score:" in line)
    assert before != after
    assert '"I did say it": 1 so far.' in run("phrasings", "list")
    assert f'(like "{odd}", 100 % alike)' in run("review"), "it is what was kept"
    assert "Taken back" in run("review", "--undo-said")

    three = "I see. Which other firms would you call?\n" * 3
    now = run("now", "we are cutting staff", "--typed", typed=three)
    assert "3 of 3: I see. Which other firms would you call? (100 % of your line)" in now
    assert "Go. Call Ruth now." in run("now", "Ruth", "--typed", typed=three)
