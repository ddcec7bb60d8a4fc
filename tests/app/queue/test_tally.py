"""What is said when the queue is idle again, and how long it will take until then."""

from __future__ import annotations

from app.queue.items import Item, State
from app.queue.news import QueueSummary
from app.queue.tally import Tally
from core.jobs import SampleSettings


def test_the_time_for_all_follows_those_that_are_done() -> None:
    tally = Tally()
    assert tally.seconds_left(3.0, 5) is None
    tally.took(1.0)
    tally.took(3.0)
    assert tally.seconds_left(4.0, 5) == 14.0
    assert tally.seconds_left(None, 5) is None
    tally.sum_up([])
    assert tally.seconds_left(4.0, 5) is None  # the next queue begins anew


def test_each_picture_counts_once_and_nothing_of_it_the_next_time() -> None:
    now = [100.0]
    tally = Tally(lambda: now[0])
    unreadable, other = Item(state=State.UNREADABLE), Item(state=State.UNREADABLE)
    once_more = Item(following=(SampleSettings(),))
    tally.begin()
    tally.ask_unreadable([unreadable])
    done, failed, before, again = Item(), Item(), Item(), Item()
    for item, state in (
        (done, State.DONE),
        (once_more, State.DONE),
        (failed, State.FAILED),
        (before, State.READY),
        (again, State.FAILED),
        (again, State.CANCELLED),
    ):
        tally.end(item, state)
    too_large = Item()
    tally.end(too_large, State.READY)
    tally.end_too_large(too_large)
    now[0] = 130.0
    assert tally.has_any
    assert tally.sum_up([unreadable, other]) == QueueSummary(
        1, 1, 1, 30.0, 1, 1, (unreadable,), (done, failed, before, again, too_large)
    )
    assert not tally.has_any
    tally.begin()
    assert tally.sum_up([unreadable, other]) == QueueSummary(0, 0, 0, 0.0)
