"""The line below a picture's name in the queue."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.queue.items import Item, Result, Saved, State
from app.queue.text import status_text, tooltip_text
from core.jobs import SampleSettings


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


def test_a_result_that_could_not_be_saved_says_so_until_it_is_saved():
    result = Result("", SampleSettings(), 8, 6, seconds=0.0, not_saved="No space is left.")
    item = Item(title="a.png", state=State.DONE, results=[result])
    assert status_text(item) == "not saved"
    assert "No space is left." in tooltip_text(item)
    result.saved = Saved(Path("a_x4.png"), result.finish, (), private=False, metadata=True)
    assert status_text(item) == "saved"


def test_of_a_result_that_is_in_no_file_it_is_said_that_it_is_not_saved():
    result = Result("", SampleSettings(), 8, 6, seconds=2.0)
    item = Item(title="a.png", state=State.DONE, results=[result])
    assert status_text(item).startswith("done, not saved · ")
    assert "not saved yet" in tooltip_text(item)
    result.saved = Saved(
        Path("a_x4.png"), replace(result.finish, strength=0.5), (), private=False, metadata=True
    )
    assert status_text(item).startswith("done, not saved · ")
    assert "What was changed since" in tooltip_text(item)
    result.saved = replace(result.saved, finish=result.finish)
    assert status_text(item).startswith("saved · ")
    assert "not saved" not in tooltip_text(item)
