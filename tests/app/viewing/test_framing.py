"""Turning and cropping in the window: row, picture, job and results follow, and nothing is shown stretched."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from window_use import notices, run_to_end

from app.images.qimages import array_from_qimage
from app.queue.items import Item, Result, State
from app.queue.model import QueueModel
from app.viewing.compare_bar import ORIGINAL, CompareBar
from app.viewing.comparison import Comparison
from app.viewing.crop_bar import CropBar
from app.viewing.filmstrip import Filmstrip
from app.viewing.framing import FramingTools
from app.viewing.picture_cache import PictureCache
from app.viewing.viewer.layers import Layer
from app.viewing.viewer.viewer import PictureViewer
from core.finishing.strokes import Marks, Stroke
from core.images.files import read_picture
from core.images.framing import Framing, as_written, framed
from core.images.picture import Picture
from core.jobs import SampleSettings


def before(studio):
    """The pixels on the left side."""
    pyramid = studio.window.picture.viewer.layers.get(Layer.BEFORE)
    return None if pyramid is None else array_from_qimage(pyramid.full)


def shows(studio, framing: Framing) -> bool:
    pixels = framed(read_picture(studio.comparison.item.path), framing).pixels
    return np.array_equal(before(studio), pixels)


def test_a_turned_picture_is_shown_and_enlarged_so_and_its_old_result_keeps_its_own(
    with_picture, engine, qtbot
):
    studio, item = with_picture, with_picture.comparison.item
    actions = studio.window.actions_
    qtbot.waitUntil(lambda: item.thumbnail is not None)
    run_to_end(studio, qtbot)
    item.marks = Marks(40, 30, (Stroke(((1.0, 2.0),)),))
    actions.turn_left.trigger()
    turned = Framing(turn=270)
    assert (item.width, item.height, item.framing) == (30, 40, turned)
    assert item.thumbnail.size().toTuple() == (30, 40)
    assert item.marks == Marks(30, 40, (Stroke(((2.0, 39.0),)),))
    assert studio.comparison.result is None  # none of what is to be seen now
    qtbot.waitUntil(lambda: shows(studio, turned))
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: len(item.results) == 2 and not studio.runner.busy)
    assert engine.jobs[-1].framing == turned
    old, new = item.results
    assert (new.width, new.height) == (120, 160)
    studio.comparison.set_sides(ORIGINAL, old.result_id)
    qtbot.waitUntil(lambda: shows(studio, Framing()))
    assert (item.width, item.height) == (30, 40)  # that of the row stays
    studio.comparison.set_sides(old.result_id, new.result_id)
    assert studio.comparison.sides == (ORIGINAL, new.result_id)
    assert any("cropped differently" in text for text in notices(studio))
    qtbot.waitUntil(lambda: shows(studio, turned))
    # What is marked to be filled in is marked on the picture as it is framed now, not on the old result.
    studio.comparison.set_sides(ORIGINAL, old.result_id)
    studio.tools.filling.on_task("inpaint")
    assert studio.comparison.sides == (ORIGINAL, ORIGINAL)
    assert studio.window.viewer.brush.active
    studio.comparison.set_sides(ORIGINAL, new.result_id)
    assert studio.window.viewer.brush.active
    studio.comparison.set_sides(ORIGINAL, old.result_id)
    assert not studio.window.viewer.brush.active


def test_a_crop_is_drawn_on_the_whole_picture_as_it_is_turned_and_taken_back(with_picture, engine, qtbot):
    studio, item = with_picture, with_picture.comparison.item
    viewer, actions, bar = studio.window.viewer, studio.window.actions_, studio.window.picture.crop_bar
    actions.turn_right.trigger()
    actions.mirror.trigger()
    actions.crop.trigger()
    qtbot.waitUntil(lambda: viewer.region_tool.active)
    assert viewer.region_tool.rect == QRect(0, 0, 30, 40)
    viewer.region_tool.rect = QRect(5, 6, 20, 10)
    qtbot.keyClick(viewer, Qt.Key.Key_Return)
    framing = Framing((6, 5, 10, 20), 90, True)
    assert (item.framing, item.width, item.height) == (framing, 20, 10)
    assert bar.isHidden()
    qtbot.waitUntil(lambda: shows(studio, framing))
    # What it is can be changed, and Escape leaves it as it was; so does who gives up before the picture is there.
    actions.crop.trigger()
    bar.cancel_button.click()
    qtbot.waitUntil(lambda: not studio.cache._reader.busy)
    assert not viewer.region_tool.active
    assert bar.isHidden()
    actions.crop.trigger()
    qtbot.waitUntil(lambda: viewer.region_tool.active)
    assert viewer.region_tool.rect == QRect(5, 6, 20, 10)
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert item.framing == framing
    qtbot.waitUntil(lambda: shows(studio, framing))
    actions.whole.trigger()
    assert (item.framing.crop, item.width, item.height) == (None, 30, 40)
    # A picture at work stays as it is.
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: item.state is State.RUNNING)
    actions.turn_left.trigger()
    actions.crop.trigger()
    assert item.framing == Framing(turn=90, mirror=True)
    assert not viewer.region_tool.active
    engine.gate.set()


@pytest.mark.parametrize("turn", [0, 90])
def test_the_size_of_a_picture_framed_otherwise_is_known_as_far_as_it_can_be(turn: int) -> None:
    item = Item(framing=Framing(turn=turn), width=40, height=30)
    upright = (40, 30) if turn == 0 else (30, 40)
    assert item.size_for(Framing()) == upright
    assert item.size_for(Framing((1, 1, 9, 5), 90)) == (5, 9)
    item = Item(framing=Framing((1, 1, 9, 5), turn), width=9, height=5)
    assert item.size_for(Framing()) == (0, 0)
    item.whole = upright
    assert item.size_for(Framing(turn=turn)) == (40, 30)


def test_a_result_is_of_the_framing_that_is_written_in_it(tmp_path) -> None:
    framing = Framing(turn=180)
    result = Result("id", SampleSettings(), 4, 4, 0.0, written=as_written(framing), kept=tmp_path / "a.png")
    item = Item(path=tmp_path / "b.png", framing=framing, results=[result])
    assert item.framing_of(result) == framing
    assert item.has_result
    assert not Item(path=tmp_path / "b.png", results=[result]).has_result
    # Where its picture is gone it stands in for that itself.
    assert Item(path=tmp_path / "a.png", stands_in=True, results=[result]).has_result


def test_a_crop_that_is_refused_for_now_is_still_there_to_be_accepted_afterwards(qtbot) -> None:
    viewer, bar, strip, compare_bar, cache = (
        PictureViewer(),
        CropBar(),
        Filmstrip(),
        CompareBar(),
        PictureCache(),
    )
    for widget in (viewer, bar, strip, compare_bar):
        qtbot.addWidget(widget)
    comparison, model, runner = Comparison(viewer, strip, compare_bar, cache), QueueModel(), SimpleNamespace()
    tools = FramingTools(viewer, bar, comparison, model, runner)  # type: ignore[arg-type]
    crop = Framing((1, 2, 20, 10))
    item = Item(picture=Picture(np.zeros((30, 40, 3), np.uint8)), framing=crop, width=20, height=10)
    model.append([item])
    runner.running_item = None
    comparison.show(item)
    viewer.start_region_selection()
    tools.begin_crop()
    assert not viewer.region_tool.active  # until the picture is there without its crop
    qtbot.waitUntil(lambda: viewer.region_tool.active)
    viewer.region_tool.rect = QRect(5, 5, 12, 9)
    runner.running_item = item  # as for a faithful picture, of which the comparison hears nothing
    for refused in (bar.crop_button, bar.whole_button):
        refused.click()
        assert viewer.region_tool.rect == QRect(5, 5, 12, 9)
        assert tools.is_cropping
        assert item.framing == crop
    runner.running_item = None
    item.state, item.message = State.FAILED, "The crop does not lie inside the picture."
    bar.crop_button.click()
    assert (item.state, item.message) == (State.READY, "")  # what was said of the other one
    assert item.framing == Framing((5, 5, 12, 9))
    assert bar.isHidden()
    assert cache.stop(5000)


def test_a_crop_is_not_taken_from_a_picture_of_another_size_that_has_replaced_its_own(
    with_picture, qtbot, picture_file
):
    studio, item = with_picture, with_picture.comparison.item
    viewer, actions = studio.window.viewer, studio.window.actions_
    actions.crop.trigger()
    qtbot.waitUntil(lambda: viewer.region_tool.active)
    viewer.region_tool.rect = QRect(5, 6, 20, 10)
    qtbot.keyClick(viewer, Qt.Key.Key_Return)
    assert item.framing.drawn_in == (40, 30)
    qtbot.waitUntil(lambda: shows(studio, item.framing))
    picture_file(item.path.name, width=44, height=30)
    qtbot.waitUntil(lambda: item.thumbnail is not None)
    studio.thumbnails.look_if_changed(item)
    qtbot.waitUntil(lambda: item.state is State.UNREADABLE)
    assert "44 x 30 pixels now, and the crop was drawn in one of 40 x 30" in item.message
    # The same crop can be confirmed for it.
    actions.crop.trigger()
    qtbot.waitUntil(lambda: viewer.region_tool.active and item.whole == (44, 30))
    assert viewer.region_tool.rect == QRect(5, 6, 20, 10)
    qtbot.keyClick(viewer, Qt.Key.Key_Return)
    assert item.framing.drawn_in == (44, 30)
    qtbot.waitUntil(lambda: item.state is State.READY and shows(studio, item.framing))


def test_the_framing_of_a_result_comes_back_with_its_settings_if_its_picture_is_still_there(
    with_picture, engine, qtbot, picture_file
):
    studio, item = with_picture, with_picture.comparison.item
    engine.tells_source = True
    actions, adopt = studio.window.actions_, studio.window.picture.bar.adopt_button
    actions.turn_right.trigger()
    actions.mirror.trigger()
    run_to_end(studio, qtbot)
    old, framing = item.latest, Framing(turn=90, mirror=True)
    item.marks = Marks(30, 40, (Stroke(((1.0, 2.0),)),))
    actions.mirror.trigger()
    actions.turn_left.trigger()
    assert item.framing == Framing()
    studio.comparison.set_sides(ORIGINAL, old.result_id)
    adopt.click()
    qtbot.waitUntil(lambda: item.framing == framing)
    assert item.marks == Marks(30, 40, (Stroke(((1.0, 2.0),)),))
    assert studio.comparison.result is old  # which is of the picture as it is now
    qtbot.waitUntil(lambda: shows(studio, framing))
    assert f"{item.name} is turned and cropped as for this result." in notices(studio)
    actions.turn_left.trigger()
    studio.comparison.set_sides(ORIGINAL, old.result_id)
    picture_file(item.path.name, width=44, height=30)
    adopt.click()
    qtbot.waitUntil(lambda: any("has been changed since then" in text for text in notices(studio)))
    assert item.framing != framing


def test_a_crop_can_begin_with_a_shape_in_the_middle(with_picture, qtbot):
    studio, viewer = with_picture, with_picture.window.viewer
    size = studio.window.controls.size_chooser
    size.cropWanted.emit(20.0, 10.0)
    qtbot.waitUntil(lambda: viewer.region_tool.active)
    assert viewer.region_tool.rect == QRect(0, 5, 40, 20)
    size.cropWanted.emit(10.0, 10.0)  # another one, while that is drawn
    qtbot.waitUntil(lambda: viewer.region_tool.rect == QRect(5, 0, 30, 30))
    viewer.accept_crop()
    assert (studio.comparison.item.width, studio.comparison.item.height) == (30, 30)
