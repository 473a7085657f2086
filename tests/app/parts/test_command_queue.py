from voicecoach.app.parts.command_queue import CommandQueue
from voicecoach.practice.commands import HangUp, Next, Repeat


def test_orders_come_in_sequence_and_can_be_dropped():
    orders = CommandQueue()
    assert orders.poll() is None
    orders.put(Next())
    orders.put(Repeat())
    assert orders.poll() == Next()
    orders.drop()
    assert orders.poll() is None


def test_after_closing_the_rest_is_given_then_hang_up_for_ever():
    orders = CommandQueue()
    orders.put(Next())
    orders.close()
    orders.drop()
    assert [orders.wait() for _ in range(4)] == [Next(), HangUp(), HangUp(), HangUp()]
