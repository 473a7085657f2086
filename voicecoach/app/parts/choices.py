"""What the caller can do in each state of a call, by key or by typed line."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum

from voicecoach.domain.turn import Reply
from voicecoach.practice.commands import (
    Command,
    Correct,
    DidSay,
    EndReply,
    HangUp,
    Knew,
    Next,
    NotFinished,
    Pause,
    Pick,
    PlayModelAnswer,
    Rate,
    Repeat,
    Resume,
    SayAgain,
    Type,
    Undo,
)


class State(Enum):
    """Where a call is, as far as keys are concerned."""

    CONTACT = "the contact speaks"
    KEY = "a key begins the reply"
    LISTENING = "the caller speaks"
    TYPED = "a typed reply is due"
    CARD = "the score card is shown"
    TYPED_CARD = "the score card of a typed reply is shown"
    CHECK = "what was heard is to be confirmed or corrected"
    WHICH = "which move did you make? one is picked by number"
    WORDS = "with which words? they are to be confirmed or cut down"
    NOTHING = "nothing was understood"
    PAUSED = "the call is held"
    LOST = "the call is held because a sound device is gone"
    HUNG_UP = "the caller hung up and can take it back"
    OVER = "the call is over"
    RESULT = "the result of a drill's card is shown"
    RATE = "a question from 1 to 5 is asked"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to do.

    Attributes:
        name: as shown.
        letter: the key for it, beside its number.
        order: what it tells the call.
    """

    name: str
    letter: str
    order: Command


_PAUSE, _HANG_UP = Choice("pause", "p", Pause()), Choice("hang up", "h", HangUp())
_REPEAT = Choice("repeat", "r", Repeat())
_NOT_FINISHED = Choice("I wasn't finished", "w", NotFinished())
_DID_SAY = Choice("I did say it", "i", DidSay())
_AT_A_CARD = (
    Choice("go on", "n", Next()),
    Choice("say it again now", "s", SayAgain()),
    Choice("hear a good answer", "m", PlayModelAnswer()),
    _HANG_UP,
)
CHOICES: dict[State, tuple[Choice, ...]] = {
    State.CONTACT: (Choice("skip to my turn", "e", EndReply()), _PAUSE, _HANG_UP, _NOT_FINISHED),
    State.KEY: (Choice("begin to speak", "e", EndReply()), _REPEAT, _HANG_UP),
    State.LISTENING: (Choice("end my reply", "e", EndReply()), _REPEAT, _PAUSE, _HANG_UP),
    State.CARD: (
        *_AT_A_CARD,
        Choice("correct what was heard", "c", Correct()),
        _NOT_FINISHED,
        _DID_SAY,
    ),
    State.TYPED_CARD: (*_AT_A_CARD, _DID_SAY),
    State.NOTHING: (
        Choice("try again", "s", SayAgain()),
        Choice("hear the line again", "r", Repeat()),
        Choice("leave it", "n", Next()),
        _HANG_UP,
    ),
    State.PAUSED: (Choice("go on", "n", Resume()), _HANG_UP),
    State.LOST: (
        Choice("look again", "n", Resume()),
        Choice("type my replies", "t", Type("")),
        _HANG_UP,
        Choice("that was my reply", "e", EndReply()),
    ),
    State.HUNG_UP: (Choice("end the call", "n", Next()), Choice("go on after all", "u", Undo())),
    State.RESULT: (
        Choice("go on", "n", Next()),
        Choice("say it again now", "s", SayAgain()),
        Choice("hear a good answer", "m", PlayModelAnswer()),
        Choice("I knew that", "k", Knew()),
        Choice("take the grade back", "u", Undo()),
        Choice("stop", "h", HangUp()),
        Choice("let it stand", "p", Pause()),
    ),
}
"""The first choice is also Enter and Space."""

TYPED_ORDERS: dict[str, Command] = {
    "/repeat": Repeat(),
    "/hang up": HangUp(),
    "/h": HangUp(),
    "/undo": Undo(),
    "/knew": Knew(),
}
CHECK_ORDERS: dict[str, Command] = {"": Next(), "/again": SayAgain(), "/h": HangUp()}

WORDS_ORDERS: dict[str, Command] = {"": Next(), "/h": HangUp()}
WHICH_KEYS = "[1] ...   [Enter] none of them"
RATE_KEYS = "[1] to [5]   [Enter] leave it open   [h] stop"
TAKE_BACK = "u"
_OF_THE_LAST: dict[str, Command] = {TAKE_BACK: Undo(), "k": Knew()}
_UNSHOWN: dict[State, dict[str, Command]] = {
    State.CONTACT: _OF_THE_LAST,
    State.LISTENING: _OF_THE_LAST,
    State.CARD: {TAKE_BACK: Undo()},
    State.TYPED_CARD: {TAKE_BACK: Undo()},
    State.HUNG_UP: {_HANG_UP.letter: HangUp()},
}
"""Letters about the drill's card before, also while the next one is under way (calls pass them
over); about what counts by the caller's word at a card, which tells it where there is some; and
the key that hung up, pressed again."""

CARDS = (State.CARD, State.TYPED_CARD)


def card_of(reply: Reply) -> State:
    """The state in which the card of a reply is shown: what was typed was not misheard."""
    return State.TYPED_CARD if reply.source == "typed" else State.CARD


_LATIN = "ehrpsmncuwkti"
_SAME_KEY = {
    ord(unicodedata.normalize("NFKC", letter)): latin
    for letters in (
        "уркзыьтсгцлеш",  # Russian
        "уркзіьтсгцлеш",  # Ukrainian, Belarusian
        "εηρπσμνψθςκτι",  # Greek
        "קירפדצמבו'לאן",  # Hebrew
        "ثاقحسةىؤعصنفه",  # Arabic
        "ثاقحسئدزعصنفه",  # Persian
        "ㄷㅗㄱㅔㄴㅡㅜㅊㅕㅈㅏㅅㅑ",  # Korean
    )
    for letter, latin in zip(letters, _LATIN, strict=True)
}
"""Letters on the same keys of other keyboards: shortcuts work without switching."""


def by_key(key: str, character: str | None, state: State, marked: int = 0) -> Command | None:
    """The order a pressed key gives in this state; None if it gives none.

    Args:
        key: the key's name ("enter", "space", "escape", …).
        character: what it types, if anything, in whatever script.
        state: where the call is.
        marked: the choice that Enter and Space take, from 0.
    """
    choices = CHOICES.get(state, ())
    if state in _NUMBERS:
        return _NUMBERS[state](key, character)
    if key in ("enter", "space"):
        return choices[marked].order if choices else None
    if key == "escape":
        held = (Pause(), Resume())
        return next((choice.order for choice in choices if choice.order in held), None)
    text = _typed(character)
    if text.isdecimal() and 1 <= int(text) <= len(choices):
        return choices[int(text) - 1].order
    letter = text.translate(_SAME_KEY)
    if letter in (unshown := _UNSHOWN.get(state, {})):
        return unshown[letter]
    return next((choice.order for choice in choices if choice.letter == letter), None)


def marked_after(key: str, state: State, marked: int) -> int:
    """The choice that Enter takes once a key was pressed: arrows to the side mark another one."""
    step = {"left": -1, "right": 1}.get(key, 0)
    return (marked + step) % max(1, len(CHOICES.get(state, ())))


def _typed(character: str | None) -> str:
    """What a key types, whatever its width and case."""
    # Not casefold: it makes one letter of two keys of a Greek keyboard.
    return unicodedata.normalize("NFKC", character or "").lower()


def _rating(key: str, character: str | None) -> Command | None:
    """A number from 1 to 5; Enter, Space and Esc leave the question open."""
    if key in ("enter", "space", "escape"):
        return Next()
    text = _typed(character)
    if text.isdecimal() and 1 <= int(text) <= 5:
        return Rate(int(text))
    return HangUp() if text.translate(_SAME_KEY) == _HANG_UP.letter else None


def _picked(key: str, character: str | None) -> Command | None:
    """A number from 1; Enter, Space, Esc and 0 are none of them."""
    text = _typed(character)
    if key in ("enter", "space", "escape") or text.translate(_SAME_KEY) == _HANG_UP.letter:
        return Next()
    if text.isdecimal():
        return Pick(int(text)) if int(text) else Next()
    return None


_NUMBERS = {State.RATE: _rating, State.WHICH: _picked}
"""States in which a digit is a number and no choice."""


def by_line(line: str, state: State) -> Command | None:
    """The order a typed line gives in this state; None if it gives none.

    An empty line is the first choice. Digits may be full-width or of another script.
    """
    text = unicodedata.normalize("NFKC", line).strip()
    if state is State.TYPED:
        return TYPED_ORDERS.get(text.casefold(), Type(line)) if text else None
    if state is State.CHECK:
        return CHECK_ORDERS.get(text.casefold(), Type(line))
    if state is State.WORDS:
        return WORDS_ORDERS.get(text.casefold(), Type(line))
    if len(text) > 2:
        return Type(line) if state in (State.NOTHING, State.LOST) else None
    return by_key("" if text else "enter", text, state)


def hints(state: State) -> str:
    """The choices as one sentence for typed lines; empty where there are none."""
    if state is State.TYPED:
        return "Type your reply and press Enter (/repeat hears it again, /h hangs up)."
    if state is State.CHECK:
        return "Enter if that is right, or type what you said (/again says it again, /h hangs up)."
    if state is State.WHICH:
        return "Type its number (Enter: none of them)."
    if state is State.WORDS:
        return "Enter for all of it, or type only the words that do it (/h leaves it)."
    choices = CHOICES.get(state, ())
    if not choices:
        return ""
    text = ", ".join(f"{number} {choice.name}" for number, choice in enumerate(choices, start=1))
    ending = ", or type your reply" if state in (State.NOTHING, State.LOST) else ""
    return f"Choose: {text}{ending} (Enter is 1)."


def key_bar(state: State, marked: int = 0) -> str:
    """The choices for single keys, short; Enter stands at the marked one, from 0."""
    if state is State.TYPED:
        return "[Enter] send   /repeat   /h hang up"
    if state is State.CHECK:
        return "[Enter] that is what I said   /again   /h hang up"
    if state is State.WHICH:
        return WHICH_KEYS
    if state is State.WORDS:
        return "[Enter] these words   /h leave it"
    choices = CHOICES.get(state, ())
    return "   ".join(
        f"[{'Enter' if number == marked else choice.letter}] {choice.name}"
        for number, choice in enumerate(choices)
    )
