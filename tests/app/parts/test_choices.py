import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.app.parts.choices import CHOICES, State, by_key, by_line, hints, key_bar
from voicecoach.practice.commands import (
    DidSay,
    EndReply,
    HangUp,
    Next,
    Pause,
    Pick,
    PlayModelAnswer,
    Repeat,
    SayAgain,
    Type,
    Undo,
)


@pytest.mark.parametrize(
    ("key", "character", "state", "order"),
    [
        ("enter", "\r", State.LISTENING, EndReply()),
        ("space", " ", State.LISTENING, EndReply()),
        ("r", "r", State.LISTENING, Repeat()),
        ("R", "R", State.LISTENING, Repeat()),
        ("к", "к", State.LISTENING, Repeat()),
        ("2", "２", State.LISTENING, Repeat()),
        ("escape", None, State.LISTENING, Pause()),
        ("s", "s", State.CARD, SayAgain()),
        ("m", "m", State.CARD, PlayModelAnswer()),
        ("enter", None, State.CARD, Next()),
        ("h", "h", State.CARD, HangUp()),
        ("x", "x", State.CARD, None),
        ("i", "i", State.CARD, DidSay()),
        ("ш", "ш", State.CARD, DidSay()),
        ("u", "u", State.CARD, Undo()),
        ("2", "2", State.WHICH, Pick(2)),
        ("0", "0", State.WHICH, Next()),
        ("enter", "\r", State.WHICH, Next()),
        ("x", "x", State.WHICH, None),
        ("enter", None, State.OVER, None),
    ],
)
def test_keys(key, character, state, order):
    assert by_key(key, character, state) == order


@pytest.mark.parametrize(
    ("line", "state", "order"),
    [
        ("", State.CARD, Next()),
        ("2", State.CARD, SayAgain()),
        (" 3 ", State.CARD, PlayModelAnswer()),
        ("9", State.CARD, None),
        ("I understand. Who else?", State.TYPED, Type("I understand. Who else?")),
        ("", State.TYPED, None),
        ("/repeat", State.TYPED, Repeat()),
        ("/h", State.TYPED, HangUp()),
        ("1", State.TYPED, Type("1")),
        ("I said who else", State.NOTHING, Type("I said who else")),
        ("1", State.NOTHING, SayAgain()),
        ("3", State.WHICH, Pick(3)),
        ("", State.WHICH, Next()),
        ("", State.WORDS, Next()),
        ("who else", State.WORDS, Type("who else")),
        ("/h", State.WORDS, HangUp()),
    ],
)
def test_typed_lines(line, state, order):
    assert by_line(line, state) == order


@given(st.text(), st.sampled_from(State))
def test_any_line_in_any_state_is_harmless(line, state):
    by_line(line, state)
    by_key(line, line, state)


def test_every_choice_is_shown_and_has_a_letter_of_its_own():
    for state, choices in CHOICES.items():
        assert len({choice.letter for choice in choices}) == len(choices)
        assert all(choice.name in hints(state) for choice in choices)
        assert all(choice.name in key_bar(state) for choice in choices)
