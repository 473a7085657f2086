from __future__ import annotations

import pytest

from voicecoach.scoring.guard import withdrawn
from voicecoach.scoring.text import fold, folded

ASK = "who else should I talk to"


def taken_back(reply: str, words: str = ASK) -> bool:
    tokens = fold(reply).split()
    wanted = fold(words).split()
    first = next(n for n in range(len(tokens)) if tokens[n : n + len(wanted)] == wanted)
    return withdrawn(folded(reply), first, first + len(wanted)) is not None


@pytest.mark.parametrize(
    "reply",
    [
        f"I'm not asking {ASK}.",
        f"I am not going to ask you {ASK}.",
        f"My brother said to ask {ASK}.",
        f"They told him {ASK}.",
        f"No need to tell me {ASK}.",
        f"I won't ask {ASK}.",
        f"My old boss always asks {ASK}.",
        f"I was told to ask {ASK}.",
        f"The book says to ask {ASK}.",
        f"I don't need to know {ASK}.",
        f"I used to ask {ASK}.",
        f"Fair enough. I'm not asking {ASK}.",
        f"{ASK}? Nobody, I suppose.",
        f"{ASK}? I suppose nobody.",
        f"{ASK}? Never mind, forget it.",
        f"{ASK}, my sister asked.",
        f"{ASK}? I already know, it's Dana.",
        f"no worries my brother said to ask {ASK} so there you are",
    ],
)
def test_denied_reported_or_answered(reply: str) -> None:
    assert taken_back(reply)
    assert taken_back(reply.replace("'", "’"))


@pytest.mark.parametrize(
    "reply",
    [
        f"{ASK}?",
        f"I'm not asking you for a job. {ASK}?",
        f"I'm not asking for a job, but {ASK}?",
        f"I'm not here to ask for a job, just {ASK}?",
        f"My brother said hello. {ASK}?",
        f"I don't want to keep you. {ASK}?",
        f"I don't want a job from you. {ASK}?",
        f"Dana said you would know. {ASK}?",
        f"{ASK}? I would be glad of one name.",
        f"I understand, no need to be sorry. {ASK}?",
    ],
)
def test_an_honest_ask_stands(reply: str) -> None:
    assert not taken_back(reply)


@pytest.mark.parametrize(
    ("reply", "left"),
    [
        (f"My coach says to ask {ASK}. So who would you call?", "so who would you call"),
        (f"He told me to ask {ASK} and at which firms. Bye.", "bye"),
        (f"my wife told me to ask {ASK} but what would you do", "but what would you do"),
        (f"Fine. {ASK}? Nobody. I'm a welder.", "fine i'm a welder"),
    ],
)
def test_what_is_taken_back_ends_where_a_new_thought_begins(reply: str, left: str) -> None:
    words = folded(reply)
    place = words.plain.split().index("who")
    taken = withdrawn(words, place, place + 6)
    assert taken is not None
    rest = [token.word for token in (*words.tokens[: taken[0]], *words.tokens[taken[1] :])]
    assert " ".join(rest).replace("nobody ", "") == left
