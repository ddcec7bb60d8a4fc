"""Thumbnails of the rows in view."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from window_use import drop

from app.queue.items import Item, State
from app.queue.model import QueueModel
from app.queue.thumbnails import ThumbnailLoader, _read_small
from core.images.framing import AS_IT_IS, Framing


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


@pytest.fixture
def half_copied(studio, picture_file, qtbot):
    """A window whose second row is of a file that was still being copied, and the whole of that file."""
    whole, half = picture_file("a.png"), picture_file("half.png", 400, 300)
    data = half.read_bytes()
    half.write_bytes(data[: len(data) // 2])
    drop(studio, whole, half)
    qtbot.waitUntil(lambda: len(studio.model) == 2 and studio.model.item(1).state is State.UNREADABLE)
    return studio, data


def shown(studio) -> bool:
    """Whether the second row's picture is."""
    return studio.window.picture.viewer.layers.readout(399, 299) is not None


def test_what_could_not_be_read_is_looked_at_again_when_it_is_chosen_and_has_changed(half_copied, qtbot):
    studio, data = half_copied
    item = studio.model.item(1)
    item.path.write_bytes(data)
    studio.window.queue.view.choose(item)
    qtbot.waitUntil(lambda: item.thumbnail is not None and shown(studio))
    assert (item.state, item.message, item.truncated, item.width) == (State.READY, "", False, 400)
    assert not [n for n in studio.window.picture.notices.notices if n.key == "failure"]
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: item.state is State.DONE)


def test_one_that_has_not_changed_stays_as_it_is(half_copied, qtbot):
    studio, _ = half_copied
    again = []
    studio.thumbnails.lookedAgain.connect(again.append)
    studio.window.queue.view.choose(studio.model.item(1))
    qtbot.waitUntil(lambda: not studio.thumbnails._worker.busy)
    assert again == []
    assert studio.model.item(1).state is State.UNREADABLE


@pytest.mark.parametrize("by", ["menu", "notice", "click"])
def test_what_could_not_be_read_can_be_tried_again(half_copied, qtbot, by):
    studio, data = half_copied
    queue, item = studio.window.queue, studio.model.item(1)
    queue.view.choose(item)
    qtbot.waitUntil(lambda: not studio.thumbnails._worker.busy)
    item.path.write_bytes(data)
    if by == "menu":
        assert queue.retry_action in queue.menu().actions()
        queue.retry_action.trigger()
    elif by == "click":
        where = queue.view.visualRect(queue.view.currentIndex()).center()
        qtbot.mouseClick(queue.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    else:
        (notice,) = (n for n in studio.window.picture.notices.notices if n.key == "failure")
        dict(notice.actions)["Try again"]()
    qtbot.waitUntil(lambda: item.thumbnail is not None and shown(studio))
    assert (item.state, item.results) == (State.READY, [])


def test_one_that_is_tried_again_in_vain_is_as_before(half_copied, qtbot):
    studio, _ = half_copied
    item = studio.model.item(1)
    before = item.message
    studio.upscaling.try_again([item])
    assert item.state is State.READY
    qtbot.waitUntil(lambda: item.state is State.UNREADABLE)
    assert (item.message, item.truncated) == (before, True)


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_drive_that_comes_back_is_a_change(model, picture_file, qtbot, monkeypatch, when):
    path = picture_file()
    away = path.with_name("away.png")

    def goes_away(item, framing):
        item.path.rename(away)
        return _read_small(item, framing)

    if when == "before":
        path.rename(away)
    else:
        monkeypatch.setattr("app.queue.thumbnails._read_small", goes_away)
    model.append([Item(path=path)])
    (item,), loader = model, ThumbnailLoader(model)
    loader.request(item)
    qtbot.waitUntil(lambda: item.state is State.UNREADABLE)
    monkeypatch.undo()
    away.rename(path)
    loader.look_if_changed(item)
    qtbot.waitUntil(lambda: item.thumbnail is not None)
    assert item.state is State.READY
    assert loader.stop(5000)


def test_a_crop_that_lies_outside_its_picture_is_named_and_can_be_taken_back(model, picture_file, qtbot):
    model.append([Item(path=picture_file(), framing=Framing((0, 0, 50, 20)))])
    (item,), loader = model, ThumbnailLoader(model)
    loader.request(item)
    qtbot.waitUntil(lambda: item.state is State.UNREADABLE)
    assert "40 x 30" in item.message
    model.update(item, framing=AS_IT_IS)
    loader.look_anew(item)
    qtbot.waitUntil(lambda: item.thumbnail is not None)
    assert (item.state, item.width, item.height) == (State.READY, 40, 30)
    assert loader.stop(5000)


def test_what_is_turned_while_it_is_read_is_read_once_more(model, picture_file, qtbot):
    model.append([Item(path=picture_file())])
    (item,), loader = model, ThumbnailLoader(model)
    loader.request(item)
    loader._next()  # it is being read now
    model.update(item, framing=Framing(turn=90))
    qtbot.waitUntil(lambda: item.thumbnail is not None)
    assert (item.width, item.height, item.thumbnail.size().toTuple()) == (30, 40, (30, 40))
    assert loader.stop(5000)
