"""A phone script is built, checked at once, and known again in a reply."""

from __future__ import annotations

from collections.abc import Iterable

from tests.practice.making import VOICE, line
from tests.scoring.making import advice, finding
from voicecoach.domain.turn import Verdict
from voicecoach.plan.if_then import card
from voicecoach.plan.phone_script import (
    Parting,
    Said,
    Script,
    cue_card,
    keywords,
    load_steps,
    said,
)
from voicecoach.practice import script_build
from voicecoach.practice.callers import TypedCaller
from voicecoach.practice.commands import HangUp, Next, SayAgain, Scripted, Type
from voicecoach.practice.script_build import Asks, Checked, Kept, Offer, build_script
from voicecoach.practice.script_check import (
    check_line,
    followed,
    wordings_of_cards,
    wordings_of_script,
)
from voicecoach.practice.three_times import SaidIt, three_times

STEPS = load_steps()
INTRODUCTION, PARTING, THANKS = STEPS.get("introduction"), STEPS.get("parting"), STEPS.get("thanks")
KNOWN = {
    "a welder": "introduce",
    "job for me": "asks-for-job",
    "Who else": "ask-contacts",
    "branch": "ask-divisions",
    "use your name": "use-name",
    "Thank you": "thank",
}


NO_SCRIPT = Script()


class WordJudge:
    """Finds a few words; asks nothing where it finds none."""

    def judge(self, situation: str, contact: str, reply: str) -> Verdict:
        found = [finding(key, reply, words) for words, key in KNOWN.items() if words in reply]
        moves = tuple(one for one in found if one.key in advice().moves)
        slips = tuple(one for one in found if one.key in advice().slips)
        if not moves:
            slips += (finding("gives-up", reply, reply),)
        return Verdict(50, "acceptable", moves=moves, slips=slips)


def checked(step, text, seconds=None):
    return check_line(step, text, WordJudge(), advice(), seconds)


def test_a_good_line_needs_no_tip_and_asking_nothing_is_no_fault_of_an_introduction() -> None:
    check = checked(INTRODUCTION, "I'm a welder.")
    assert check.good
    assert [one.key for one in check.made] == ["introduce"]
    assert check.slips == ()


def test_the_tip_names_the_slip_then_what_is_missing_then_the_length() -> None:
    assert "asks this person for a job" in checked(INTRODUCTION, "a welder, a job for me?").tip
    assert "I do not hear" in checked(THANKS, "Bye.").tip
    assert checked(THANKS, "Bye.").example == advice().moves["use-name"].example
    long = checked(INTRODUCTION, "I'm a welder.", 41.6)
    assert long.too_long
    assert long.tip == "It takes 42 s. Say it in 30."


def test_own_wordings_are_whole_sentences_and_a_chosen_kind_is_believed() -> None:
    lines = [
        Said(INTRODUCTION, "Good morning to you. I'm a welder with six good years. Shall we?"),
        Said(PARTING, "Any other pond to fish in?", "ask-companies"),
        Said(THANKS, "Thank you. So, may I please use your name there?"),
    ]
    assert wordings_of_script(lines, WordJudge()) == {
        "introduce": ["I'm a welder with six good years."],
        "ask-companies": ["Any other pond to fish in?"],
        "use-name": ["So, may I please use your name there?"],
    }
    cards = [card("no-jobs", "No jobs.", "Thank you. Who else might need a welder around here?")]
    found = wordings_of_cards(cards, WordJudge())
    assert found["ask-contacts"] == ["Who else might need a welder around here?"]
    assert "thank" not in found, "two words are too few to know a move by"


def test_what_is_read_aloud_is_told_from_what_is_said_freely() -> None:
    lines = [Said(PARTING, "Who else in the food trade should I get to know?")]

    def how(reply: str) -> list[bool]:
        return [one.word_for_word for one in followed(lines, reply)]

    assert how("I see. who else in the food trade should i get to know") == [True]
    assert how("Who else in the food business should I know?") == [False]
    assert how("Goodbye then.") == []
    assert how("") == []


def test_a_cue_card_fades() -> None:
    script = Script(lines={"introduction": "Hi, I'm Maria, a welder for six years."})
    lines = said(script, STEPS)
    assert cue_card(lines, "full", STEPS) == [("Who I am", script.lines["introduction"])]
    assert cue_card(lines, "keywords", STEPS) == [("Who I am", "Maria · welder · six · years")]
    assert cue_card(lines, "hidden", STEPS) == []
    assert keywords("May I? I’m here.", STEPS.everyday)


def build(orders: Iterable[object], script: Script = NO_SCRIPT, steps=(INTRODUCTION, PARTING)):
    kept: list[tuple[str, str, int]] = []
    parts = script_build.Parts(
        steps=steps,
        script=script,
        offers=lambda step: (Offer("One, a welder."), Offer("Which branch?", "ask-divisions")),
        caller=TypedCaller(),
        judge=WordJudge(),
        advice=advice(),
        commands=Scripted(orders, HangUp()),
        names=(),
        written=lambda reply: reply.text,
        keep=lambda said, place: kept.append((said.text, said.move, place)),
        voice=VOICE,
    )
    return list(build_script(parts)), kept


def test_lines_are_asked_for_looked_at_and_kept_one_by_one() -> None:
    events, kept = build(
        [Type("I'm a welder."), Next(), Type("Who else?"), Next(), Type("2"), Next()]
    )
    assert kept == [
        ("I'm a welder.", "", 0),
        ("Who else?", "ask-contacts", 0),
        ("Which branch?", "ask-divisions", 1),
    ]
    assert [type(one) for one in events if isinstance(one, Asks | Checked | Kept)] == [
        *(Asks, Checked, Kept) * 3
    ]


def test_a_line_is_said_again_until_it_is_right_and_a_wrong_number_is_no_line() -> None:
    _, kept = build([Type("9"), Type("Bye."), SayAgain(), Type("I'm a welder."), Next(), HangUp()])
    assert kept == [("I'm a welder.", "", 0)]


def test_what_is_left_out_stays_as_it_was() -> None:
    script = Script(
        lines={"introduction": "I'm Maria."}, parting=(Parting(kind="ask-contacts", say="Who?"),)
    )
    events, kept = build([Type(""), Type(""), Type("Who else?"), Next()], script)
    assert kept == [("Who else?", "ask-contacts", 1)]
    assert [one.now for one in events if isinstance(one, Asks)] == ["I'm Maria.", "Who?", ""]
    events, kept = build([Type(""), Type("")])
    assert kept == []
    assert len([one for one in events if isinstance(one, Asks)]) == 2, "no second parting question"


def test_one_line_three_times() -> None:
    orders = Scripted([Type("Who else?"), Type("who else"), Type("Bye")], HangUp())
    events = list(three_times(line("l", "No."), "Who else?", TypedCaller(), orders))
    told = [(one.number, one.alike) for one in events if isinstance(one, SaidIt)]
    assert [number for number, _ in told] == [1, 2, 3]
    assert told[0][1] == told[1][1] == 100
    assert told[2][1] < 50
    gone = list(three_times(line("l", "No."), "Who?", TypedCaller(), Scripted([HangUp()])))
    assert not any(isinstance(one, SaidIt) for one in gone)
