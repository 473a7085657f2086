from voicecoach.app.parts.command_queue import CommandQueue
from voicecoach.practice.commands import EndReply, HangUp, Next, Repeat


def test_orders_come_in_sequence():
    orders = CommandQueue()
    assert orders.poll() is None
    orders.put(Next(), 0)
    orders.put(Repeat(), 0)
    assert [orders.poll(), orders.wait(), orders.poll()] == [Next(), Repeat(), None]


def test_a_key_pressed_before_the_state_changed_is_dropped_and_one_pressed_at_once_is_not():
    orders = CommandQueue()
    orders.put(EndReply(), 0)
    orders.entered = 1
    orders.put(Next(), 1)
    orders.put(EndReply(), 0)  # pressed earlier, though it arrives later
    orders.drop()
    assert orders.wait() == Next()
    assert orders.poll() is None


def test_after_closing_the_rest_is_given_then_hang_up_for_ever():
    orders = CommandQueue()
    orders.put(Next(), 0)
    orders.close()
    orders.drop()
    assert [orders.wait() for _ in range(2)] == [Next(), HangUp()]
    orders.entered = 5
    assert [orders.wait() for _ in range(2)] == [HangUp(), HangUp()]
