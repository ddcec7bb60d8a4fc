"""What rows are done with, and with what once more, as wishes come and models go."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.queue.items import Item, State
from app.queue.model import QueueModel
from app.queue.wishes import Wishes
from core.jobs import SampleSettings

A, A2, B = SampleSettings(model="a"), SampleSettings(model="a", kappa=1.0), SampleSettings(model="b")


def rows(qapp: QCoreApplication, *items: Item) -> tuple[Wishes, QueueModel]:
    model = QueueModel()
    model.append(list(items))
    return Wishes(model), model


def test_of_one_model_the_last_wish_counts(qapp: QCoreApplication) -> None:
    item = Item(state=State.RUNNING, settings=A)
    wishes, _ = rows(qapp, item)
    for settings in (A2, B, A):
        wishes.follow(item, settings)
    assert item.following == (B, A)
    wishes.keep(item, None)
    assert item.following == (B,)
    wishes.let_follow(item)
    assert (item.state, item.settings, item.following) == (State.WAITING, B, ())


def test_nothing_is_done_by_a_model_that_is_gone(qapp: QCoreApplication) -> None:
    alone = Item(state=State.WAITING, settings=A)
    with_more = Item(state=State.WAITING, settings=A, following=(B,))
    at_work = Item(state=State.RUNNING, settings=B, following=(A2,))
    wishes, _ = rows(qapp, alone, with_more, at_work)
    assert wishes.forget_model("a") == (3, [alone])
    assert (with_more.state, with_more.settings, with_more.following) == (State.WAITING, B, ())
    assert at_work.following == ()
    wishes.rest([alone])
    assert alone.state is State.READY
    assert wishes.waiting == [with_more]
