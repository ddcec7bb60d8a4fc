"""The line below a picture's name in the queue."""

import pytest

from app.queue.items import Item, State
from app.queue.text import status_text


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("broken.png is damaged.", "is damaged."),
        ("broken.png: it is damaged.", "it is damaged."),
        ("No space is left.", "No space is left."),
        ("broken.png", "broken.png"),
    ],
)
def test_a_reason_does_not_say_the_name_again(message, line):
    assert status_text(Item(title="broken.png", state=State.FAILED, message=message)) == line
