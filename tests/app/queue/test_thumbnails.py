"""Thumbnails of the rows in view."""

from pathlib import Path

import pytest

from app.queue.items import Item, State
from app.queue.model import QueueModel
from app.queue.thumbnails import ThumbnailLoader


@pytest.fixture
def model(qapp):
    return QueueModel()


def test_thumbnails_are_small_and_name_what_cannot_be_read(model, picture_file, tmp_path, qtbot):
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 30)
    model.append([Item(path=picture_file("a.png", 400, 300)), Item(path=bad)])
    loader = ThumbnailLoader(model)
    for item in model:
        loader.request(item)
        loader.request(item)
    good, broken = model
    qtbot.waitUntil(lambda: good.thumbnail is not None and broken.state is State.UNREADABLE)
    assert max(good.thumbnail.width(), good.thumbnail.height()) == 112
    assert (good.width, good.height) == (400, 300)
    assert broken.message
    assert loader.stop(5000)


def test_rows_scrolled_past_are_asked_for_again(model):
    loader = ThumbnailLoader(model)
    rows = [Item(path=Path(f"/x/{n}.png")) for n in range(100)]
    model.append(rows)
    for item in rows:
        loader.request(item)
    assert loader._stack[-1] is rows[-1]
    assert rows[0].item_id not in loader._known
    assert loader.stop(1000)
