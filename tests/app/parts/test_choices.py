import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.app.parts.choices import (
    CHOICES,
    State,
    by_key,
    by_line,
    hints,
    key_bar,
    marked_after,
)
from voicecoach.practice.commands import (
    Correct,
    DidSay,
    EndReply,
    HangUp,
    Next,
    NotFinished,
    Pause,
    Pick,
    PlayModelAnswer,
    Repeat,
    Resume,
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
        ("escape", None, State.PAUSED, Resume()),
        ("enter", None, State.HUNG_UP, Next()),
        ("h", "h", State.HUNG_UP, HangUp()),
        ("u", "u", State.HUNG_UP, Undo()),
        ("2", "2", State.HUNG_UP, Undo()),
        ("up", None, State.CARD, None),
        ("c", "c", State.CARD, Correct()),
        ("w", "w", State.CARD, NotFinished()),
        ("c", "c", State.TYPED_CARD, None),
        ("w", "w", State.TYPED_CARD, None),
        ("5", "5", State.TYPED_CARD, DidSay()),
        ("u", "u", State.TYPED_CARD, Undo()),
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


KEYBOARDS = {
    "full-width": "ｅｈｒｐｓｍｎｃｕｗｋｔｉ",
    "capitals": "EHRPSMNCUWKTI",
    "Russian": "уркзыьтсгцлеш",
    "Ukrainian": "уркзіьтсгцлеш",
    "Greek": "εηρπσμνψθςκτι",
    "Hebrew": "קירפדצמבו'לאן",
    "Arabic": "ثاقحسةىؤعصنفه",
    "Persian": "ثاقحسئدزعصنفه",
    "Korean": "ㄷㅗㄱㅔㄴㅡㅜㅊㅕㅈㅏㅅㅑ",
}
"""What the keys of e h r p s m n c u w k t i type there."""


@pytest.mark.parametrize("typed", KEYBOARDS.values(), ids=KEYBOARDS)
def test_every_choice_is_on_the_same_key_of_another_keyboard(typed):
    there = dict(zip("ehrpsmncuwkti", typed, strict=True))
    for state, choices in CHOICES.items():
        for choice in choices:
            assert by_key("?", there[choice.letter], state) == choice.order, (state, choice)
            assert by_line(there[choice.letter], state) == choice.order


@pytest.mark.parametrize("zero", "0０٠०๐", ids=["Latin", "full-width", "Arabic", "Hindi", "Thai"])
def test_every_choice_is_on_a_digit(zero):
    for state, choices in CHOICES.items():
        for number, choice in enumerate(choices, start=1):
            digit = chr(ord(zero) + number)
            assert by_key("?", digit, state) == by_line(digit, state) == choice.order


def test_every_choice_is_reached_by_arrows_and_enter():
    for state, choices in CHOICES.items():
        marked = 0
        for place, choice in enumerate([*choices, choices[0]]):
            assert by_key("enter", "\r", state, marked) == choice.order
            assert by_key("space", " ", state, marked) == choice.order
            assert f"[Enter] {choice.name}" in key_bar(state, marked)
            marked = marked_after("right", state, marked)
            assert marked_after("left", state, marked) == place % len(choices)
        assert marked_after("x", state, 1) == 1


def test_no_letter_stands_for_two_keys():
    keys: dict[str, set[str]] = {}
    for typed in KEYBOARDS.values():
        for letter, latin in zip(typed.lower(), "ehrpsmncuwkti", strict=True):
            keys.setdefault(letter, set()).add(latin)
    assert [letter for letter, meant in keys.items() if len(meant) > 1] == []


@given(st.text(), st.sampled_from(State))
def test_any_line_in_any_state_is_harmless(line, state):
    by_line(line, state)
    by_key(line, line, state)


def test_every_choice_is_shown_and_has_a_letter_of_its_own():
    for state, choices in CHOICES.items():
        assert len({choice.letter for choice in choices}) == len(choices)
        assert all(choice.name in hints(state) for choice in choices)
        assert all(choice.name in key_bar(state) for choice in choices)
