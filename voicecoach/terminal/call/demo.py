"""Shows ``voicecoach demo``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from voicecoach import settings as settings_module
from voicecoach.app.parts.playing import Player
from voicecoach.app.rehearse.demo import DemoCall, demo_calls, has_loudspeaker
from voicecoach.settings import Settings
from voicecoach.terminal.text.card import verdict_lines
from voicecoach.terminal.text.out import put


def run_demo(*, as_json: bool, aloud: bool) -> None:
    """Run the demo.

    Args:
        as_json: print one JSON object in place of text.
        aloud: play both voices where there are a terminal and a loudspeaker.

    Raises:
        VoiceCoachError: a part is missing.
    """
    settings = settings_module.load()
    if as_json:
        calls = [call.as_json() for call in demo_calls(settings)]
        put(json.dumps({"calls": calls}, ensure_ascii=False, indent=1))
        return
    put("A simulated caller answers the same no twice. Both replies are really spoken, heard and")
    put("judged on this machine; with your own voice it is `voicecoach practice`.")
    with _player(settings, wanted=aloud and sys.stdout.isatty()) as player:
        for call in demo_calls(settings):
            _show(call, player)


@contextmanager
def _player(settings: Settings, *, wanted: bool) -> Iterator[Player | None]:
    if not wanted or not has_loudspeaker(settings):
        yield None
        return
    with Player(settings) as player:
        yield player


def _show(call: DemoCall, player: Player | None) -> None:
    put("")
    put(f"--- A {call.kind} reply ---")
    put(f"{call.contact.name}: {call.line.text}")
    if player is not None:
        player.play(call.contact_clip)
    put(f"Said:  {call.said}")
    if player is not None:
        player.play(call.caller_clip)
    put(f"Heard: {call.reply.text or '(nothing)'}")
    put(f"Word error rate: {call.wer:.0%}. Reply over: {call.reply.ended.reason}.")
    for line in verdict_lines(call.verdict, call.advice):
        put(line)
    if call.line.model_answer:
        put(f"A good answer: {call.line.model_answer}")
