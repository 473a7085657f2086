from voicecoach.practice.commands import EndReply, HangUp, Next, SayAgain
from voicecoach.web.orders import PageOrders


def test_an_order_counts_in_its_own_state_only() -> None:
    orders = PageOrders(entered=1)
    orders.put(EndReply(), 1)
    orders.put(EndReply(), 1)
    assert orders.poll() == EndReply()
    orders.entered = 2
    orders.put(SayAgain(), 2)
    orders.drop()  # what came as soon as the state began is kept
    assert orders.wait() == SayAgain()
    assert orders.poll() is None


def test_a_page_that_is_gone_hangs_up_in_every_state() -> None:
    orders = PageOrders(entered=1)
    orders.put(Next(), 0)
    orders.close()
    orders.drop()
    orders.entered = 5
    assert orders.wait() == orders.wait() == HangUp()
