"""The caller's if-then cards as one call, so that a drill can draw them like any other card."""

from __future__ import annotations

from collections.abc import Mapping

from voicecoach.dialogue.scenario import Branch, End, Goal, LineOf, Persona, Scenario
from voicecoach.plan.if_then import SCENARIO, IfThen

VOICE = "gmw/en-us+m3"
SILENCE, END = "nobody-answers", "it-is-over"


def as_call(cards: Mapping[str, IfThen]) -> Scenario | None:
    """A call with a line for each card; None where there are none.

    Args:
        cards: by key.
    """
    if not cards:
        return None
    lines = {
        key: LineOf(
            situation=card.situation,
            says=(card.they_say,),
            answers=(card.i_say,),
            next=(Branch(to=END),),
        )
        for key, card in cards.items()
    }
    lines[SILENCE] = LineOf(says=("Hello?",))
    lines[END] = LineOf(says=("Goodbye.",), end=End(reached=True, words="You said your line."))
    return Scenario(
        key=SCENARIO,
        title="If they say this, I say that",
        brief="Your own if-then cards.",
        contact=Persona(name="Somebody you will call", role="one of your cards", voice=VOICE),
        goal=Goal(words="To say your line."),
        start=next(iter(cards)),
        silence=SILENCE,
        lines=lines,
    )
