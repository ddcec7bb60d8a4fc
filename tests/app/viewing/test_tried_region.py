"""A region that is sampled alone: what is shown of it, when it comes back, and where the view goes."""

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage
from window_use import add, notices, run_to_end

from app.queue.items import State
from app.queue.news import RegionResult
from app.viewing.filmstrip import RESULT
from app.viewing.viewer.layers import Layer
from core.events import Progress
from core.jobs import Region, SampleSettings, UpscaleJob


def test_a_region_is_sampled_alone_and_shown_in_place(with_picture, engine, qtbot):
    studio = with_picture
    studio.window.picture.viewer.regionSelected.emit(QRect(40, 20, 81, 41))
    qtbot.waitUntil(lambda: engine.jobs != [] and not studio.runner.busy)
    job = engine.jobs[0]
    assert job.region == Region(10, 5, 20, 10)
    viewer = studio.window.picture.viewer
    assert viewer.layers.region == QRect(40, 20, 80, 40)
    assert studio.comparison.item.results == []
    assert studio.comparison.item.state is State.READY


@pytest.mark.parametrize("closed", [True, False])
def test_a_region_that_was_closed_stays_so_and_one_that_was_left_comes_back(two, engine, qtbot, closed):
    studio, viewer, view = two, two.window.picture.viewer, two.window.queue.view
    view.choose(studio.model.item(0))
    qtbot.waitUntil(lambda: viewer.layers.size is not None)
    engine.gate.clear()
    viewer.regionSelected.emit(QRect(40, 20, 80, 40))
    qtbot.waitUntil(engine.at_step.is_set)
    if closed:
        studio.comparison.close_region()
    else:
        view.choose(studio.model.item(1))
        view.choose(studio.model.item(0))
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert studio.comparison.region_shown is not closed
    assert viewer.layers.region.isEmpty() is closed
    assert studio.window.picture.region_button.isHidden() is closed


def test_a_region_that_is_tried_while_the_queue_is_paused_says_that_it_waits(with_picture, engine, qtbot):
    studio = with_picture
    studio.runner.set_paused(True)
    studio.window.picture.viewer.regionSelected.emit(QRect(40, 20, 81, 41))
    assert any("paused" in text for text in notices(studio))
    studio.runner.set_paused(False)
    qtbot.waitUntil(lambda: engine.jobs != [] and not studio.runner.busy)


def test_a_region_of_a_target_size_keeps_the_factor(with_picture, engine, qtbot):
    studio = with_picture
    studio.window.controls.size_chooser.set_value(SampleSettings(target=(80, 60)))
    studio.upscaling.on_settings()
    studio.window.picture.viewer.regionSelected.emit(QRect(0, 0, 20, 20))
    qtbot.waitUntil(lambda: engine.jobs != [] and not studio.runner.busy)
    assert engine.jobs[0].settings.target is None
    assert engine.jobs[0].settings.scale == 2.0


def test_a_region_stays_in_its_place_when_the_size_changes(with_picture, engine, qtbot):
    studio = with_picture
    viewer, size = studio.window.picture.viewer, studio.window.controls.size_chooser
    viewer.regionSelected.emit(QRect(40, 20, 80, 40))
    qtbot.waitUntil(lambda: engine.jobs != [] and not studio.runner.busy)
    viewer.set_heatmap(plain_image(), viewer.layers.region)
    for scale, place in (
        (2.0, QRect(20, 10, 40, 20)),
        (8.0, QRect(80, 40, 160, 80)),
        (4.0, QRect(40, 20, 80, 40)),
    ):
        size.set_value(SampleSettings(scale=scale))
        studio.upscaling.on_settings()
        assert viewer.layers.region == viewer.layers.heatmap_rect == place


def plain_image() -> QImage:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    return image


def steps_in_the_strip(studio) -> list[bool]:
    """Of which steps in the strip there is a picture."""
    strip = studio.window.picture.filmstrip
    return [strip._is_there(index) for index in range(strip.steps)]


@pytest.mark.parametrize("held_by", ["a cell of Explore", "the paused queue"])
def test_a_waiting_region_has_no_steps_yet_and_says_that_it_waits(with_picture, engine, qtbot, held_by):
    studio = with_picture
    viewer, strip = studio.window.picture.viewer, studio.window.picture.filmstrip
    studio.window.controls.steps.set_value(4)
    run_to_end(studio, qtbot)
    strip.select(1)
    studio.comparison.pin_step(2)
    if held_by == "the paused queue":
        studio.engine.begun.disconnect()  # as the engine itself, which is held before it says what it begins
        studio.runner.set_paused(True)
    else:
        engine.at_step.clear()
        engine.gate.clear()
        studio.engine.submit(UpscaleJob(studio.comparison.item.path))
        qtbot.waitUntil(engine.at_step.is_set)
    viewer.regionSelected.emit(QRect(40, 20, 80, 40))
    assert (strip.steps, strip.isHidden()) == (0, True)
    assert viewer.layers.region_label == "Waiting for the engine"
    assert viewer.layers.get(Layer.PREVIEW) is None
    assert studio.comparison.pinned is None
    for step in (1, RESULT):
        strip.select(step)
        assert viewer.layers.get(Layer.REGION) is None
    if held_by == "the paused queue":
        studio.runner.progressed.emit(studio.comparison.item, Progress("", "decode", 0.0))
        assert viewer.layers.region_label == "Waiting for the engine"
        studio.runner.set_paused(False)
    engine.gate.set()
    qtbot.waitUntil(lambda: studio.comparison.region_result is not None)


def test_a_region_is_being_sampled_as_soon_as_anything_is_heard_of_it(with_picture, engine, qtbot):
    studio, layers = with_picture, with_picture.window.picture.viewer.layers
    engine.gate.clear()
    studio.window.picture.viewer.regionSelected.emit(QRect(40, 20, 80, 40))
    studio.runner.progressed.emit(studio.comparison.item, Progress("", "load", 0.01))
    assert layers.region_label == "Sharpening…"
    engine.gate.set()
    qtbot.waitUntil(lambda: studio.comparison.region_result is not None)
    label = layers.region_label
    studio.runner.progressed.emit(studio.comparison.item, Progress("", "load", 0.01))
    assert layers.region_label == label


@pytest.mark.parametrize("ended", [True, False])
def test_a_region_that_was_left_comes_back_with_its_own_steps(two, engine, qtbot, ended):
    studio, viewer, view = two, two.window.picture.viewer, two.window.queue.view
    strip = studio.window.picture.filmstrip
    view.choose(studio.model.item(0))
    qtbot.waitUntil(lambda: viewer.layers.size is not None)
    studio.window.controls.steps.set_value(3)
    run_to_end(studio, qtbot)
    studio.window.controls.steps.set_value(4)
    engine.gate.clear()
    engine.free_steps = 1
    viewer.regionSelected.emit(QRect(40, 20, 80, 40))
    qtbot.waitUntil(lambda: steps_in_the_strip(studio) == [True, False, False, False])
    region = strip._frames[0].size()
    view.choose(studio.model.item(1))
    view.choose(studio.model.item(0))
    assert strip.steps == 3  # of the result
    if ended:
        engine.gate.set()
        qtbot.waitUntil(lambda: not studio.runner.busy)
        assert steps_in_the_strip(studio) == [True] * 4
    else:
        studio.comparison.on_region(studio.comparison.item, region_result(studio))
        assert steps_in_the_strip(studio) == [True, False, False, False]
        engine.gate.set()
        qtbot.waitUntil(lambda: not studio.runner.busy)
    strip.select(1)
    assert strip._frames[0].size() == region
    assert viewer.layers.region_label == "Step 1 of 4"


def region_result(studio) -> RegionResult:
    job = studio.runner.running_job
    return RegionResult(job.region, job.settings, 0.0, plain_image())


@pytest.mark.parametrize("zoom", [None, 0.2])
def test_a_region_of_a_large_picture_is_zoomed_to_and_the_view_comes_back(studio, picture_file, qtbot, zoom):
    add(studio, qtbot, picture_file("a.png", 1200, 900))
    viewer = studio.window.picture.viewer
    qtbot.waitUntil(lambda: viewer.layers.size is not None and viewer.layers.size.width() == 4800)
    if zoom is not None:
        viewer.set_zoom(zoom)
        viewer.state.pan(-40, -30)
    before = viewer.zoom, viewer.is_fitted, viewer.viewport.visible
    for at in (2000, 2020):  # the way back from the second one leads as far
        viewer.regionSelected.emit(QRect(at, 1500, 400, 300))
        qtbot.waitUntil(lambda: not studio.runner.busy)
        assert viewer.zoom >= 0.5
        assert viewer.viewport.visible.contains(QRectF(viewer.layers.region))
    studio.comparison.close_region()
    now = viewer.viewport.visible
    assert (viewer.zoom, viewer.is_fitted) == (pytest.approx(before[0]), before[1])
    assert now.center().x() == pytest.approx(before[2].center().x(), abs=8)
    assert now.center().y() == pytest.approx(before[2].center().y(), abs=8)


def test_a_region_that_is_seen_well_is_left_where_it_is(with_picture, qtbot):
    viewer = with_picture.window.picture.viewer
    viewer.set_zoom(6.0)
    viewer.regionSelected.emit(QRect(60, 40, 40, 30))
    qtbot.waitUntil(lambda: not with_picture.runner.busy)
    assert viewer.zoom == 6.0
    viewer.state.pan(-10, -10)
    there = viewer.viewport.visible
    with_picture.comparison.close_region()
    assert viewer.viewport.visible == there


def test_a_run_of_the_whole_takes_the_regions_button_away_and_closing_it_leaves_the_steps(
    with_picture, engine, qtbot
):
    studio, viewer = with_picture, with_picture.window.picture.viewer
    studio.window.controls.steps.set_value(4)
    viewer.regionSelected.emit(QRect(40, 20, 81, 41))
    qtbot.waitUntil(lambda: studio.comparison.region_result is not None and not studio.runner.busy)
    assert not studio.window.picture.region_button.isHidden()
    engine.free_steps = 1
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: viewer.labels[1] == "Step 1 of 4")
    assert studio.window.picture.region_button.isHidden()
    studio.comparison.close_region()
    assert viewer.labels[1] == "Step 1 of 4"
    assert studio.window.picture.filmstrip.steps == 4
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)
