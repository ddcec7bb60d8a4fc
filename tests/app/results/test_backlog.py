"""Results that wait to be written hold a bounded part of the memory."""

import threading

import numpy as np
import pytest

from app.results.backlog import PATIENCE, Backlog
from core.images.picture import Picture

PICTURE = Picture(np.zeros((10, 10, 3), np.uint8))


def test_a_picture_counts_until_its_work_has_ended():
    backlog = Backlog()
    work = backlog.counted(PICTURE, lambda: backlog.held)
    assert backlog.held == 300
    assert work() == 300
    assert backlog.held == 0


def test_work_that_fails_counts_no_more_and_one_without_a_picture_never():
    backlog = Backlog()
    with pytest.raises(ZeroDivisionError):
        backlog.counted(PICTURE, lambda: 1 / 0)()
    backlog.counted(None, lambda: None)
    assert backlog.held == 0


def test_the_next_one_waits_for_room():
    backlog = Backlog(most=500)
    works = [backlog.counted(PICTURE, lambda: None) for _ in range(3)]
    held = []

    def begin() -> None:
        backlog.wait_for_room(30)
        held.append(backlog.held)

    thread = threading.Thread(target=begin)
    thread.start()
    for work in works[:2]:
        work()
    thread.join(30)
    assert held == [300]
    works[2]()


def test_one_alone_is_not_waited_for_and_nor_is_a_drive_that_does_not_answer():
    asked = []

    class Asked:
        """A condition that tells whether it would have waited."""

        def __init__(self, condition) -> None:
            self.condition = condition

        def __enter__(self):
            return self.condition.__enter__()

        def __exit__(self, *error):
            return self.condition.__exit__(*error)

        def wait_for(self, ready, patience):
            asked.append((ready(), patience))

        def notify_all(self):
            self.condition.notify_all()

    backlog = Backlog(most=0)
    backlog._changed = Asked(backlog._changed)
    backlog.counted(PICTURE, lambda: None)
    backlog.wait_for_room()
    backlog.counted(PICTURE, lambda: None)
    backlog.wait_for_room()
    assert asked == [(True, PATIENCE), (False, PATIENCE)]
