"""What is said about the queue when nobody looks."""

import pytest

from app.queue.runner import QueueSummary


@pytest.mark.parametrize(
    ("seconds", "in_front", "told"), [(60, False, True), (60, True, False), (3, False, False)]
)
def test_the_end_of_a_long_queue_is_announced_when_the_window_is_not_in_front(
    studio, monkeypatch, seconds, in_front, told
):
    said = []
    monkeypatch.setattr(studio.announcer, "announce", said.append)
    monkeypatch.setattr(studio.window, "isActiveWindow", lambda: in_front)
    studio.reports.on_finished(QueueSummary(done=5, failed=0, cancelled=0, seconds=seconds))
    assert bool(said) is told
    assert all("5 of 5 pictures done" in text for text in said)
