from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dialogue.making import advice, small, verdict
from voicecoach.dialogue import conversation, loader
from voicecoach.dialogue.scenario import Scenario
from voicecoach.domain.turn import Verdict

BUILTIN = [loader.load_builtin(key) for key in loader.available()]
MOVES, SLIPS = list(advice().moves), list(advice().slips)

verdicts = st.one_of(
    st.none(),
    st.builds(
        lambda moves, slips, score: verdict(*moves, slips=slips, score=score),
        st.sets(st.sampled_from(MOVES), max_size=4),
        st.sets(st.sampled_from(SLIPS), max_size=2),
        st.integers(0, 100),
    ),
)


seeds = st.integers(0, 2**31)
replies = st.lists(verdicts, min_size=20, max_size=30)


def play(scenario: Scenario, seed: int, said: list[Verdict | None]) -> list[conversation.State]:
    states = [conversation.begin(scenario, seed, {})]
    for reply in said:
        if states[-1].line.ends:
            break
        states.append(conversation.answer(states[-1], reply))
    return states


def test_a_move_leads_on_and_the_call_ends() -> None:
    states = play(small(), 1, [verdict("ask-contacts")])
    assert [state.line.key for state in states] == ["opening", "lead"]
    assert states[-1].line.ends
    assert states[-1].line.situation == states[-1].line.model_answer == ""
    result = conversation.outcome(states[-1], hung_up=False)
    assert (result.reached, result.ending, result.words) == (True, "lead", "You have a name.")


def test_the_first_branch_that_holds_is_taken() -> None:
    states = play(small(), 1, [verdict("ask-contacts", slips=["pushy"])])
    assert states[-1].line.key == "cross"


def test_visits_end_a_line_that_leads_to_itself() -> None:
    states = play(small(), 1, [verdict("thank")] * 5)
    assert [state.line.key for state in states] == ["opening", "again", "again", "over"]
    assert states[1].line.text != states[2].line.text


def test_silence_is_asked_about_once_and_the_call_goes_on_where_it_was() -> None:
    states = play(small(), 1, [verdict("thank"), None, verdict("ask-contacts")])
    assert [state.line.key for state in states] == ["opening", "again", "hello", "lead"]
    waiting = states[2].line
    assert (waiting.situation, waiting.model_answer) == ("no-jobs", "Who else knows the trade?")


def test_silence_twice_in_a_row_is_a_hang_up() -> None:
    assert play(small(), 1, [None, None])[-1].line.key == "over"
    assert play(small(hang_up="cross"), 1, [None, None])[-1].line.key == "cross"
    states = play(small(), 1, [None, verdict("thank"), None])
    assert [state.line.key for state in states] == ["opening", "hello", "again", "hello"]


def test_a_call_that_is_over_stays_over() -> None:
    over = play(small(), 1, [verdict("ask-contacts")])[-1]
    assert conversation.answer(over, verdict("thank")) is over
    assert conversation.upcoming(over) == ()


def test_hanging_up_in_mid_call_reaches_nothing_but_what_was_done() -> None:
    goal = {"words": "Two asks.", "moves": ["ask-contacts", "ask-name"], "count": 2}
    scenario = small(goal=goal)
    begun = conversation.begin(scenario, 1, {})
    assert not conversation.outcome(begun, hung_up=True).reached
    one = conversation.answer(begun, verdict("ask-name"))
    assert not conversation.outcome(one, hung_up=True).reached
    both = conversation.answer(one, verdict("ask-contacts"))
    assert conversation.outcome(both, hung_up=True).reached


def test_the_worst_ending_never_counts_as_reached() -> None:
    scenario = small(goal={"words": "An ask.", "moves": ["ask-name"]})
    pushed = play(scenario, 1, [verdict("ask-name", slips=["pushy"])])[-1]
    assert not conversation.outcome(pushed, hung_up=False).reached


def test_the_same_line_in_other_words_until_the_reply() -> None:
    begun = conversation.begin(small(), 5, {})
    other = conversation.reworded(begun)
    third = conversation.reworded(other)
    assert {begun.line.text, other.line.text, third.line.text} == {
        "No jobs here.",
        "Nothing here.",
        "I know of none.",
    }
    assert conversation.answer(other, None) == conversation.answer(begun, None)


def test_temper_belongs_to_the_seed_unless_it_is_wished() -> None:
    contact = {**small().contact.model_dump(), "temper": ["warm", "curt"]}
    scenario = small(contact=contact)
    seen = {conversation.begin(scenario, seed, {}).temper for seed in range(20)}
    assert seen == {"warm", "curt"}
    warm = conversation.begin(scenario, 1, {}, "warm").line.voice
    curt = conversation.begin(scenario, 1, {}, "curt").line.voice
    assert warm.rate < curt.rate
    assert scenario.contact.described("curt").temper == "curt"


def test_a_curt_contact_has_words_of_their_own() -> None:
    plain = small().model_dump()
    plain["lines"]["opening"]["curt"] = ["No."]
    scenario = Scenario.model_validate(plain)
    assert conversation.begin(scenario, 1, {}, "curt").line.text == "No."
    assert conversation.begin(scenario, 1, {}, "neutral").line.text != "No."


def test_a_branch_may_depend_on_the_temper() -> None:
    plain = small().model_dump()
    branch = {"when": {"temper": ["curt"]}, "to": "cross"}
    plain["lines"]["opening"]["next"] = [branch, {"to": "again"}]
    scenario = Scenario.model_validate(plain)
    for temper, key in (("curt", "cross"), ("warm", "again")):
        begun = conversation.begin(scenario, 1, {}, temper)  # type: ignore[arg-type]
        assert conversation.answer(begun, verdict("thank")).line.key == key


def test_always_comes_before_the_branches_of_a_line() -> None:
    scenario = small(always=[{"when": {"any": ["deceit"]}, "to": "cross"}])
    states = play(scenario, 1, [verdict("thank"), verdict("ask-contacts", slips=["deceit"])])
    assert states[-1].line.key == "cross"


def test_a_name_is_spelled_for_the_voice_and_shown_as_it_is() -> None:
    plain = small(say={"Tom": "Tomm"}).model_dump()
    plain["contact"] |= {"name": "Siobhan", "say": "Shivawn"}
    plain["lines"]["opening"]["says"] = ["Siobhan here. Tomorrow perhaps."]
    begun = conversation.begin(Scenario.model_validate(plain), 1, {})
    assert begun.line.text == "Siobhan here. Tomorrow perhaps."
    assert begun.line.spoken == "Shivawn here. Tomorrow perhaps."
    lead = conversation.answer(begun, verdict("ask-contacts")).line
    assert "Tomm." in lead.spoken


def test_another_speaker_has_a_voice_and_a_name() -> None:
    plain = small().model_dump()
    plain["speakers"] = {"tom": {"name": "Tom Ellis", "role": "friend", "voice": "gmw/en-us+m7"}}
    plain["lines"]["again"]["by"] = "tom"
    begun = conversation.begin(Scenario.model_validate(plain), 1, {})
    line = conversation.answer(begun, verdict("thank")).line
    assert (line.speaker, line.voice.name) == ("Tom Ellis", "gmw/en-us+m7")
    assert begun.line.speaker == ""


@given(st.sampled_from([*BUILTIN, small()]), seeds, replies)
@settings(deadline=None, max_examples=200)
def test_any_replies_end_every_call(
    scenario: Scenario, seed: int, said: list[Verdict | None]
) -> None:
    states = play(scenario, seed, said)
    last = states[-1]
    assert last.line.ends
    assert len(states) <= conversation.MOST_TURNS + 3
    assert conversation.outcome(last, hung_up=False).words
    for before, after in pairwise(states):
        wordings = scenario.lines[after.line.key].wordings(after.temper)
        if before.line.key == after.line.key and len(wordings) > 1:
            assert before.line.text != after.line.text
        assert after.line in conversation.upcoming(before) or len(before.said) >= 12


@given(st.sampled_from(BUILTIN), seeds, replies)
@settings(deadline=None, max_examples=50)
def test_the_same_seed_is_the_same_call(
    scenario: Scenario, seed: int, said: list[Verdict | None]
) -> None:
    assert play(scenario, seed, said) == play(scenario, seed, said)


@pytest.mark.parametrize("scenario", BUILTIN, ids=lambda scenario: scenario.key)
def test_two_calls_differ(scenario: Scenario) -> None:
    openings = {conversation.begin(scenario, seed, {}).line.text for seed in range(40)}
    assert len(openings) > 1
