import io
import os

from voicecoach.app.parts.choices import State
from voicecoach.practice.commands import EndReply, HangUp, Next, SayAgain, Type
from voicecoach.terminal.call.line_reader import PipedLines, TerminalLines


def test_a_plain_list_of_replies_goes_on_at_each_card():
    lines = PipedLines(io.StringIO("who else could I ask\nmay I use your name\n"))
    lines.state_changed(State.TYPED)
    assert lines.wait() == Type("who else could I ask")
    lines.state_changed(State.CARD)
    assert lines.wait() == Next()
    lines.state_changed(State.TYPED)
    assert lines.wait() == Type("may I use your name")
    lines.state_changed(State.CARD)
    assert lines.wait() == Next()
    lines.state_changed(State.TYPED)
    assert lines.wait() == HangUp()
    assert lines.poll() is None


def test_choices_can_be_piped_too():
    lines = PipedLines(io.StringIO("first try\n2\n\nsecond try\n"))
    lines.state_changed(State.TYPED)
    assert lines.wait() == Type("first try")
    lines.state_changed(State.CARD)
    assert lines.wait() == SayAgain()
    lines.state_changed(State.TYPED)
    assert lines.wait() == Type("second try"), "an empty line is no reply"


def test_a_terminal_is_read_in_the_background_and_its_end_hangs_up():
    read_end, write_end = os.pipe()
    with os.fdopen(read_end) as stream, os.fdopen(write_end, "w", buffering=1) as writer:
        lines = TerminalLines(stream)
        lines.state_changed(State.LISTENING)
        assert lines.poll() is None
        writer.write("1\n")
        assert lines.wait() == EndReply()
        writer.close()
        assert lines.wait() == HangUp()
        assert lines.wait() == HangUp()
