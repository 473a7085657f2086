from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.making import ADVICE_LINES, REPLIES, advice, rows, rubric, scorer
from voicecoach.domain.turn import Verdict
from voicecoach.errors import DataFileError, VoiceCoachError
from voicecoach.scoring.classifier import Opinion
from voicecoach.scoring.rows import row
from voicecoach.scoring.scorer import Parts, Scorer, load_scorer

CONTACT = "I don't know of any jobs."
DEV = rows(REPLIES / "dev.jsonl")


def judge(reply: str, situation: str = "no-jobs", contact: str = CONTACT) -> Verdict:
    return scorer().judge(situation, contact, reply)


def moves(verdict: Verdict) -> set[str]:
    return {finding.key for finding in verdict.moves}


def slips(verdict: Verdict) -> set[str]:
    return {finding.key for finding in verdict.slips}


class Says:
    """A classifier that holds the same of every reply."""

    def __init__(self, **probabilities: float) -> None:
        self._held = {key.replace("_", "-"): Opinion(p) for key, p in probabilities.items()}

    def opinions(self, situation: str, contact: str, reply: str) -> Mapping[str, Opinion]:
        return self._held


def with_classifier(classifier: Says) -> Scorer:
    return Scorer(Parts(advice(), rubric(), [], classifier=classifier))


@pytest.mark.parametrize("reply", ["", "   ", "...", "um, uh", "?!"])
def test_a_reply_without_a_word_gets_nothing(reply: str) -> None:
    verdict = judge(reply)
    assert (verdict.score, verdict.band, verdict.asked) == (0, "ends it", False)
    assert not verdict.moves
    assert not verdict.slips
    assert verdict.tip is not None


def test_a_good_reply_shows_what_earned_it() -> None:
    reply = "I understand. Who would you talk to if you were me?"
    verdict = judge(reply)
    assert {"acknowledge", "ask-contacts"} <= moves(verdict)
    assert verdict.asked
    assert not verdict.slips
    assert verdict.score >= 70
    for finding in verdict.moves:
        span = finding.evidence
        assert reply[span.start : span.end] == span.text != ""
        assert finding.phrasing
        assert 0 < finding.similarity <= 100


def test_a_goodbye_asks_nothing_and_ends_it() -> None:
    verdict = judge("Okay, thanks anyway. Bye.")
    assert slips(verdict) == {"gives-up"}
    assert (verdict.band, verdict.asked) == ("ends it", False)
    assert verdict.tip is not None
    assert verdict.tip.key == "gives-up"


def test_the_contacts_line_repeated_makes_no_move() -> None:
    for each in DEV:
        verdict = scorer().judge(each["situation"], each["contact"], each["contact"])
        assert not verdict.moves, each["contact"]
        assert not verdict.asked


@pytest.mark.parametrize(
    "salad",
    [
        "network contacts companies hiring number name advice meeting",
        "referral name number divisions companies skills thanks purpose",
        "informational interview contacts industry referral decision background resume",
    ],
)
def test_keywords_without_a_sentence_make_no_move(salad: str) -> None:
    assert not judge(salad).moves


def test_an_unknown_situation_names_the_known_ones() -> None:
    with pytest.raises(VoiceCoachError, match="no-such") as caught:
        judge("Hello there", "no-such")
    assert "no-jobs" in str(caught.value)


def test_asking_nothing_is_no_slip_where_that_is_right() -> None:
    verdict = judge("All right, goodbye then.", "do-not-call", "Please don't call here again.")
    assert "gives-up" not in slips(verdict)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(DEV))
def test_the_same_reply_always_scores_the_same(each: Mapping[str, str]) -> None:
    first = scorer().judge(each["situation"], each["contact"], each["reply"])
    again = load_scorer_once().judge(each["situation"], each["contact"], each["reply"])
    assert first == again


_SECOND: list[Scorer] = []


def load_scorer_once() -> Scorer:
    """A second scorer, built from the files anew."""
    if not _SECOND:
        _SECOND.append(load_scorer())
    return _SECOND[0]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_judged(text: str) -> None:
    verdict = judge(text)
    assert 0 <= verdict.score <= 100
    for finding in (*verdict.moves, *verdict.slips):
        span = finding.evidence
        assert text[span.start : span.end] == span.text


def test_brackets_are_words_like_others() -> None:
    verdict = judge("i [unk] see [/b] who else [link=x]", contact="[/] none")
    assert 0 <= verdict.score <= 100


def test_typed_apostrophes_are_alike() -> None:
    straight = "I'm sorry to hear that, it's all right. Who'd you talk to if you were me?"
    one, two = judge(straight), judge(straight.replace("'", "’"))
    assert (one.score, moves(one), slips(one), one.missing) == (
        two.score,
        moves(two),
        slips(two),
        two.missing,
    )


@pytest.mark.parametrize("time", ["tuesday at two p m", "Tuesday at 2 pm", "Tuesday at 14:00"])
def test_a_time_is_found_however_it_is_written(time: str) -> None:
    verdict = judge(f"could I call back {time}", "too-busy", "I don't have time for this.")
    plain = judge("could i call back tuesday at two pm", "too-busy", "I don't have time for this.")
    assert "follow-up" in moves(verdict)
    assert moves(verdict) == moves(plain)
    assert abs(verdict.score - plain.score) <= 3


def test_a_stutter_costs_nothing() -> None:
    plain = judge("I understand. Could I ask who you would talk to in my place?")
    for reply in (
        "I understand. C-c-could I ask who who who you would talk to in my place?",
        "um I I understand, could I could I ask who you would t-talk to in in my place",
        "I un-un-understand. Cou- could I ask wh- wh- who you would talk to in m-my pl-place?",
        "I understand. C c could I, could I ask whooo you would... would talk to in my place?",
    ):
        stuttered = judge(reply)
        assert moves(stuttered) == moves(plain)
        assert abs(stuttered.score - plain.score) <= 3


@pytest.mark.parametrize("word", ["damn", "bastard", "hell", "crap"])
def test_one_misheard_swear_word_is_no_slip(word: str) -> None:
    plain = "I understand, that's fair. Who would you talk to if you were me?"
    assert slips(judge(plain.replace("fair", f"fair {word}"))) == slips(judge(plain)) == set()


def test_a_classifier_decides_and_alignment_helps() -> None:
    sure = with_classifier(Says(ask_contacts=0.9, thank=0.1, gives_up=0.0))
    verdict = sure.judge("no-jobs", CONTACT, "something nobody wrote down before")
    assert moves(verdict) == {"ask-contacts"}
    assert not verdict.slips
    (found,) = verdict.moves
    assert found.evidence.text == "something nobody wrote down before"


def test_a_classifier_that_holds_asking_nothing_is_not_overruled() -> None:
    held = with_classifier(Says(gives_up=0.9))
    assert slips(held.judge("no-jobs", CONTACT, "well fancy that")) == {"gives-up"}
    denied = with_classifier(Says(gives_up=0.1))
    assert not denied.judge("no-jobs", CONTACT, "well fancy that").slips


def test_the_guard_holds_behind_a_classifier_too() -> None:
    held = with_classifier(Says(ask_contacts=0.99, gives_up=0.0))
    reply = "I'm not asking who else I could talk to"
    assert not held.judge("no-jobs", CONTACT, reply).asked


def test_own_wordings_count_by_alignment_alone() -> None:
    words = "point me at a fellow tinkerer of yours"
    never = Says(ask_contacts=0.0, gives_up=0.0)
    parts = Parts(advice(), rubric(), [], {"ask-contacts": [words]}, never)
    verdict = Scorer(parts).judge("no-jobs", CONTACT, f"All right then, {words}, would you?")
    (found,) = [finding for finding in verdict.moves if finding.key == "ask-contacts"]
    assert found.evidence.text == words
    assert (found.phrasing, found.similarity) == (words, 100.0)
    negated = Scorer(parts).judge("no-jobs", CONTACT, f"I'm not asking you to {words}")
    assert not negated.asked


def test_an_own_wording_for_an_unknown_move_is_refused() -> None:
    with pytest.raises(DataFileError, match="'nonsense' is no move or slip"):
        load_scorer({"nonsense": ["x"]})


def test_a_row_is_plain_json_with_what_the_contract_names() -> None:
    reply = "I understand. Who would you talk to if you were me?"
    made = row(7, judge(reply))
    assert json.loads(json.dumps(made)) == made
    assert list(made) == ["id", "score", "band", "asked", "moves", "slips", "missing", "tip"]
    first = made["moves"][0]
    assert set(first) == {"key", "confidence", "evidence", "phrasing", "similarity"}
    assert set(first["evidence"]) == {"text", "start", "end"}
    assert row(None, judge("bye"))["tip"]["key"] == "gives-up"


def test_most_of_the_articles_own_lines_pass() -> None:
    """All but one: "That's kind of you" is not taken for thanks."""
    passed = [each["id"] for each in rows(ADVICE_LINES) if _passes(each)]
    assert len(passed) >= 11, f"only {len(passed)} of {len(rows(ADVICE_LINES))}: {passed}"


def _passes(each: Mapping[str, object]) -> bool:
    verdict = scorer().judge(str(each["situation"]), str(each["contact"]), str(each["reply"]))
    wanted = each["moves"]
    assert isinstance(wanted, list)
    lowest = each["min_score"]
    assert isinstance(lowest, int)
    return set(wanted) <= moves(verdict) and not verdict.slips and verdict.score >= lowest
