"""Runs ``voicecoach mark`` and ``voicecoach correct``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, replace

from voicecoach import settings as settings_module
from voicecoach.app.look_back import correcting, looking_back
from voicecoach.app.look_back.correcting import PutRight
from voicecoach.errors import VoiceCoachError
from voicecoach.history import marks
from voicecoach.history.marks import Marks
from voicecoach.terminal.text.tables import say, say_json


def run_mark(
    call: str,
    note: str | None,
    tag: Sequence[str],
    untag: Sequence[str],
    star: bool | None,
    *,
    as_json: bool,
) -> None:
    """Change what is on a call, and show it.

    Args:
        call: "last", an id or its beginning.
        note: the new one; None: as it is.
        tag: to add.
        untag: to take off.
        star: None: as it is.
        as_json: print as JSON.

    Raises:
        VoiceCoachError: there is no such call, or it cannot be kept.
    """
    with looking_back.history(settings_module.load()) as store:
        call_id = store.get(call).id
        found = before = marks.of_call(store, call_id)
        off = {marks.tidied_tag(one) for one in untag}
        names = tuple(one for one in (*before.tags, *tag) if marks.tidied_tag(one) not in off)
        found = replace(found, tags=names, note=before.note if note is None else note)
        found = replace(found, starred=before.starred if star is None else star)
        if found != before:
            found = marks.put(store, call_id, found)
    if as_json:
        say_json({"call": call_id, **asdict(found)})
    else:
        _show(call_id, found)


def _show(call_id: str, found: Marks) -> None:
    say(f"Call {call_id}: {'a star' if found.starred else 'no star'}.")
    say(f"Tags: {', '.join(found.tags) or 'none'}")
    say(f"Note: {found.note or 'none'}")


def run_correct(call: str, turn: int, attempt: int, words: str) -> None:
    """Put a reply right.

    Args:
        call: "last", an id or its beginning.
        turn: its number; 0: told that it is needed.
        attempt: which try; 0: the latest.
        words: what was said; empty: the person is asked.

    Raises:
        VoiceCoachError: there is no such reply, or it was not heard.
    """
    if not turn:
        raise VoiceCoachError("Which turn?", "Give --turn NUMBER, as in: voicecoach review")
    if not words:
        words = _asked()
    with looking_back.history(settings_module.load()) as store:
        done = correcting.put_right(store, call, turn, words, attempt)
    if done.before == done.after:
        say("That is what was heard already; nothing was changed.")
        return
    _tell(done)
    say("Take it back: voicecoach correct --undo")


def _asked() -> str:
    if not sys.stdin.isatty():
        raise VoiceCoachError("What did you say?", 'Give --words "...".')
    say("What did you say?")
    return sys.stdin.readline()


def run_undo(call: str, turn: int, attempt: int) -> None:
    """Take the latest correction back.

    Raises:
        VoiceCoachError: nothing was put right.
    """
    with looking_back.history(settings_module.load()) as store:
        _tell(correcting.undo(store, call, turn, attempt))


def _tell(done: PutRight) -> None:
    before, after = done.before.verdict, done.after.verdict
    say(f"Turn {done.after.number}: {done.after.reply.text}")
    if before is not None and after is not None:
        say(f"Score: {before.score} -> {after.score}")
