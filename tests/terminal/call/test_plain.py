from tests.practice.making import LengthJudge, ListedTalk, TickingClock, header
from voicecoach.app.parts.choices import State
from voicecoach.domain.advice import Advice, Move
from voicecoach.domain.turn import Finding, Span, Tip, Verdict
from voicecoach.practice import events
from voicecoach.practice.callers import TypedCaller
from voicecoach.practice.commands import HangUp, Next, Scripted, Type
from voicecoach.practice.parts import Parts
from voicecoach.practice.session import rehearse
from voicecoach.terminal.call.plain import PlainView
from voicecoach.terminal.text.card import verdict_lines

ADVICE = Advice({"ask": Move("ask", "asks whom to talk to", "help")}, {}, {})


def play(orders, mode="coach", interactive=True):
    put, states = [], []
    view = PlainView(ADVICE, put.append, interactive=interactive, state_changed=states.append)
    parts = Parts(
        ListedTalk(), TypedCaller(), LengthJudge(), Scripted(orders, HangUp()), TickingClock()
    )
    for event in rehearse(header(mode), parts):
        view.show(event)
    return put, states


def test_a_call_in_lines():
    put, states = play([Type("who else"), Next(), Type("anyone"), Next()])
    assert put[:3] == [
        "Ringing Dana Price (past co-worker) ...",
        "Dana Price: Nothing here.",
        "Your turn.",
    ]
    assert "You said: who else" in put
    assert "A good answer: Whom else?" in put
    assert put[-3:] == ["Goal reached. Done.", "  Turn 1: 20", "  Turn 2: 10"]
    assert states[-1] is State.OVER
    assert not any("\r" in line or "\x1b" in line for line in put)


def test_choices_are_shown_only_where_somebody_can_choose():
    assert any("1 go on" in line for line in play([Type("a")])[0])
    assert not any("1 go on" in line for line in play([Type("a")], interactive=False)[0])


def test_real_mode_shows_all_cards_at_the_end():
    put, _ = play([Type("who else"), Type("anyone")], mode="real")
    cards = [i for i, line in enumerate(put) if line.startswith("Score:")]
    assert len(cards) == 2
    assert all(i > put.index("Dana Price: Goodbye.") for i in cards)


def test_a_card_names_moves_evidence_phrasing_and_what_is_missing():
    found = Finding("ask", 0.9, Span("who else", 0, 8), "Who else should I call?", 81.4)
    verdict = Verdict(
        55, "acceptable", True, (found,), (), ("other",), Tip("Thank them.", "other", "Thanks.")
    )
    assert verdict_lines(verdict, ADVICE) == [
        "Score: 55 of 100 (acceptable). You asked: yes.",
        '  + asks whom to talk to: "who else" (like "Who else should I call?", 81 % alike)',
        "  - missing: other",
        "Try: Thank them.",
        '  for example: "Thanks."',
    ]


def test_after_a_pause_the_choices_are_those_of_before():
    put, states = [], []
    view = PlainView(ADVICE, put.append, interactive=True, state_changed=states.append)
    for event in (events.YourTurn(ListedTalk().line), events.Paused("Held."), events.Resumed()):
        view.show(event)
    assert states == [State.LISTENING, State.PAUSED, State.LISTENING]
    assert put[-1].startswith("Choose: 1 end my reply")


def test_a_line_is_printed_when_its_choices_hold():
    """Who types on seeing "Your turn." must not give the order of the state before."""
    seen, states = [], []
    view = PlainView(
        ADVICE,
        lambda line: seen.append((line, states[-1])),
        interactive=True,
        state_changed=states.append,
    )
    view.show(events.YourTurn(ListedTalk().line))
    view.show(events.Paused("Held."))
    view.show(events.NothingHeard("No words."))
    assert ("Your turn.", State.LISTENING) in seen
    assert ("Held.", State.PAUSED) in seen
    assert ("No words.", State.NOTHING) in seen
