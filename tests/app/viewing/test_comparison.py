"""What is compared: the steps as they come, and results with each other."""

import os

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
)
from window_use import add, notices, run_to_end

from app.images.qimages import array_from_qimage
from app.queue.items import State
from app.viewing.compare_bar import ORIGINAL
from app.viewing.filmstrip import RESULT
from app.viewing.viewer.layers import Layer
from core.jobs import SampleSettings


def test_upscale_shows_each_step_and_then_the_result(with_picture, engine, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    item = studio.comparison.item
    assert item.state is State.DONE
    assert len(item.results) == 1
    assert (item.latest.width, item.latest.height) == (160, 120)
    assert studio.window.picture.filmstrip.steps == item.latest.settings.steps
    assert studio.comparison.result is item.latest
    assert not studio.window.picture.filmstrip.isHidden()


def test_the_steps_can_be_looked_at_afterwards(with_picture, qtbot):
    studio = with_picture
    studio.window.controls.steps.set_value(4)  # whatever the model's default is
    run_to_end(studio, qtbot)
    viewer, strip = studio.window.picture.viewer, studio.window.picture.filmstrip
    strip.select(1)
    assert viewer.labels[1] == "Step 1 of 4"
    strip.select(-1)
    assert viewer.labels[1] == "Result"


def test_several_results_of_one_picture_are_compared(with_picture, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    studio.window.controls.kappa.set_value(1.5)
    run_to_end(studio, qtbot)
    item = studio.comparison.item
    first, second = item.results
    assert first.settings.kappa != second.settings.kappa == 1.5
    bar = studio.window.picture.bar
    assert bar.sides == (ORIGINAL, second.result_id)
    bar.before_box.setCurrentIndex(bar.before_box.findData(first.result_id))
    bar.before_box.activated.emit(bar.before_box.currentIndex())
    assert bar.sides == (first.result_id, second.result_id)
    assert studio.window.picture.viewer.labels == ("Result 1", "Result 2")
    bar.adoptWanted.emit(first.result_id)
    assert studio.window.controls.settings().kappa == first.settings.kappa
    bar.discardWanted.emit(second.result_id)
    assert item.results == [first]


def test_previews_can_be_switched_off(with_picture, engine, qtbot):
    studio = with_picture
    studio.runner.previews = False
    run_to_end(studio, qtbot)
    assert engine.jobs[0].previews is False
    assert studio.window.picture.filmstrip.isHidden()


def test_sampling_is_announced_before_the_first_step_is_through(with_picture, engine, qtbot):
    studio = with_picture
    engine.gate.clear()
    studio.upscaling.run_selected()
    status = studio.window.controls.run.status
    qtbot.waitUntil(lambda: status.whole.startswith("Sharpening"))
    assert studio.comparison.item.phase == "sample"
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)  # else closing the window asks


def test_the_picture_does_not_jump_when_a_job_begins(studio, picture_file, engine, qtbot):
    studio.window.resize(800, 600)
    add(studio, qtbot, *(picture_file(f"{number}.png") for number in range(12)))
    viewer = studio.window.picture.viewer
    qtbot.waitUntil(lambda: not studio.window.controls.run.all_button.isHidden())
    panels = studio.window.queue, studio.window.picture, studio.window.controls
    # The window is a little small for that button, and grows when the layout has gone through all of its levels.
    qtbot.waitUntil(lambda: all(panel.width() >= panel.minimumSizeHint().width() for panel in panels))
    width = viewer.width()
    assert studio.window.controls.run.minimumSizeHint().width() <= studio.window.controls.width()
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    QApplication.processEvents()
    running = viewer.width()
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    QApplication.processEvents()
    assert viewer.width() == running == width


def at_step(studio, engine, qtbot, *, shown: int = 1) -> None:
    """Begin to enlarge the chosen picture, and stop before its next step once so many are shown."""
    studio.window.controls.steps.set_value(4)
    engine.gate.clear()
    engine.free_steps = shown
    studio.upscaling.run_selected()
    strip = studio.window.picture.filmstrip
    qtbot.waitUntil(lambda: strip.steps == 4 and strip.selected == (shown or None))


def test_the_size_below_the_picture_is_that_of_what_is_shown(with_picture, qtbot):
    studio = with_picture
    bar, sizes = studio.window.picture.bar, studio.window.picture.sizes
    for scale in (4.0, 2.0):
        studio.window.controls.size_chooser.set_value(SampleSettings(scale=scale))
        studio.upscaling.on_settings()
        run_to_end(studio, qtbot)
    first, second = studio.comparison.item.results
    assert "80 × 60" in sizes.text()
    choose(bar.after_box, first.result_id)
    assert "160 × 120" in sizes.text()
    assert "160 × 120" in bar.after_box.currentText()  # the two are told apart by it
    assert "80 × 60" in bar.after_box.itemText(bar.after_box.findData(second.result_id))


def choose(box, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_what_is_decided_about_a_result_is_seen_though_a_step_was_looked_at(with_picture, qtbot):
    studio = with_picture
    studio.window.controls.steps.set_value(4)
    run_to_end(studio, qtbot)
    viewer, strip = studio.window.picture.viewer, studio.window.picture.filmstrip
    strip.select(1)
    studio.window.picture.strength.strengthChanged.emit(0.5)
    assert viewer.labels[1] == "Result"
    assert strip.selected == RESULT
    assert viewer.layers.get(Layer.PREVIEW) is None


def test_a_picture_at_work_is_come_back_to_with_its_step(two, engine, qtbot):
    studio = two
    studio.window.queue.view.choose(studio.model.item(0))
    at_step(studio, engine, qtbot)
    viewer = studio.window.picture.viewer
    studio.window.queue.view.choose(studio.model.item(1))
    assert viewer.labels[1] != "Step 1 of 4"
    studio.window.queue.view.choose(studio.model.item(0))
    assert viewer.labels[1] == "Step 1 of 4"
    assert viewer.layers.get(Layer.PREVIEW) is not None
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)


@pytest.mark.parametrize("shown", [0, 1])
def test_the_left_side_can_be_changed_while_steps_come(with_picture, engine, qtbot, shown):
    studio = with_picture
    run_to_end(studio, qtbot)
    (first,) = studio.comparison.item.results
    viewer, bar = studio.window.picture.viewer, studio.window.picture.bar
    engine.at_step.clear()
    at_step(studio, engine, qtbot, shown=shown)
    choose(bar.before_box, first.result_id)
    assert viewer.labels[0] == "Result"
    engine.gate.set()
    qtbot.waitUntil(lambda: viewer.labels[1] == "Step 4 of 4" or not studio.runner.busy)
    assert studio.window.picture.filmstrip.steps == 4
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert viewer.labels == ("Result 1", "Result 2")


def test_one_key_compares_the_two_last_results_and_takes_the_original_back(with_picture, qtbot):
    window, comparison = with_picture.window, with_picture.comparison
    action = window.actions_.previous_result
    assert not action.isEnabled()
    run_to_end(with_picture, qtbot)
    qtbot.waitUntil(lambda: window.actions_.save.isEnabled())
    assert not action.isEnabled()
    for _ in range(2):
        run_to_end(with_picture, qtbot)
    qtbot.waitUntil(action.isEnabled)
    first, second, third = (result.result_id for result in comparison.item.results)

    def press() -> tuple[str, str]:
        qtbot.keyClick(window.picture.viewer, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        assert window.picture.bar.sides == comparison.sides
        return comparison.sides

    assert press() == (second, third)
    assert window.picture.viewer.labels == ("Result 2", "Result 3")
    assert press() == (ORIGINAL, third)
    comparison.set_sides(ORIGINAL, second)
    assert press() == (first, second)  # the one before what is shown
    for right in (first, ORIGINAL):  # there is none before these
        comparison.set_sides(ORIGINAL, right)
        assert press() == (second, third)
    window.show_page("models")
    assert not action.isEnabled()


def test_the_previous_result_takes_the_place_of_a_step_on_the_left_and_of_a_region(with_picture, qtbot):
    studio, comparison = with_picture, with_picture.comparison
    for _ in range(2):
        run_to_end(studio, qtbot)
    first, second = (result.result_id for result in comparison.item.results)
    comparison.set_sides(first, second)
    comparison.pin_step(1)
    comparison.switch_previous()
    assert (comparison.sides, comparison.pinned) == ((first, second), None)
    studio.upscaling.on_region(QRect(0, 0, 64, 48))
    qtbot.waitUntil(lambda: comparison.region_result is not None)
    comparison.switch_previous()
    assert (comparison.sides, comparison.region_shown) == ((first, second), False)


def test_while_a_picture_is_at_work_the_step_stays_when_the_left_side_changes(with_picture, engine, qtbot):
    studio, comparison = with_picture, with_picture.comparison
    studio.window.controls.steps.set_value(4)  # whatever the model's default is
    for _ in range(2):
        run_to_end(studio, qtbot)
    engine.free_steps = 2
    engine.gate.clear()
    studio.upscaling.run_selected()
    viewer = studio.window.picture.viewer
    qtbot.waitUntil(lambda: viewer.labels[1] == "Step 2 of 4")
    comparison.switch_previous()
    assert viewer.labels == ("Result 1", "Step 2 of 4")
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)


@pytest.mark.parametrize("other", ["file", "result", "original"])
def test_what_is_put_onto_the_right_meanwhile_stays_there(with_picture, picture_file, engine, qtbot, other):
    """The next steps are drawn once what stood there is chosen again; the result comes in any case."""
    studio, comparison = with_picture, with_picture.comparison
    studio.window.controls.steps.set_value(4)
    for _ in range(2):
        run_to_end(studio, qtbot)
    first, second = (result.result_id for result in comparison.item.results)
    viewer, after = studio.window.picture.viewer, studio.window.picture.bar.after_box
    engine.free_steps = 1
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: viewer.labels[1] == "Step 1 of 4")
    taken = []
    studio.runner.stepArrived.connect(lambda item, step: taken.append(step.step))
    if other == "file":
        comparison.compare_with(picture_file("beside.png"), "beside.png", right=True)
    else:
        choose(after, first if other == "result" else ORIGINAL)
    label = viewer.labels[1]
    engine.free_steps = 2
    qtbot.waitUntil(lambda: 2 in taken)
    assert viewer.labels[1] == label
    assert viewer.layers.get(Layer.PREVIEW) is None
    choose(after, second)
    assert viewer.labels[1] == "Step 2 of 4"
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert viewer.labels[1] == "Result 3"


@pytest.fixture
def paint(tmp_path):
    """paint("a.png", (40, 30), (0, 0, 200)) writes a plain picture, newer than all before, and returns its path."""
    clock = iter(range(1, 1000))

    def write(name, size, colour):
        path = tmp_path / name
        cv2.imwrite(str(path), np.full((size[1], size[0], 3), colour[::-1], np.uint8))
        os.utime(path, (1e9 + next(clock),) * 2)
        return path

    return write


def seen(studio, layer):
    pyramid = studio.window.picture.viewer.layers.get(layer)
    if pyramid is None:
        return None
    pixels = array_from_qimage(pyramid.full)
    return pixels.shape[1::-1], tuple(int(v) for v in pixels[1, 1])


RED, BLUE = (200, 0, 0), (0, 0, 200)


@pytest.mark.parametrize("size", [(40, 30), (20, 50)])
@pytest.mark.parametrize("region", [False, True])
def test_what_is_shown_is_of_the_file_that_was_enlarged(studio, paint, qtbot, size, region):
    add(studio, qtbot, paint("a.png", (40, 30), RED))
    item = studio.comparison.item
    qtbot.waitUntil(lambda: seen(studio, Layer.BEFORE) == ((40, 30), RED))
    qtbot.waitUntil(lambda: item.thumbnail is not None)
    paint("a.png", size, BLUE)
    if region:
        studio.window.picture.viewer.regionSelected.emit(QRect(8, 8, 16, 16))
        qtbot.waitUntil(lambda: not studio.runner.busy)
    else:
        run_to_end(studio, qtbot)
    qtbot.waitUntil(lambda: seen(studio, Layer.BEFORE) == (size, BLUE))
    assert (item.width, item.height) == size
    if not region:
        qtbot.waitUntil(lambda: item.thumbnail.size().toTuple() == size)
        assert seen(studio, Layer.AFTER)[1] == BLUE
        studio.window.picture.strength.slider.setValue(0)
        finishing, result = studio.tools.finishing, studio.comparison.result
        qtbot.waitUntil(lambda: finishing._finished.of(result) is not None)
        assert seen(studio, Layer.AFTER) == ((4 * size[0], 4 * size[1]), BLUE)


def test_a_picture_replaced_while_another_is_shown_is_the_new_one_when_it_comes_back(studio, paint, qtbot):
    add(studio, qtbot, paint("a.png", (40, 30), RED), paint("b.png", (40, 30), RED))
    view, item = studio.window.queue.view, studio.model.item(0)
    view.choose(item)
    qtbot.waitUntil(lambda: seen(studio, Layer.BEFORE) is not None)
    run_to_end(studio, qtbot)
    view.choose(studio.model.item(1))
    paint("a.png", (50, 20), BLUE)
    view.choose(item)
    qtbot.waitUntil(lambda: seen(studio, Layer.BEFORE) == ((50, 20), BLUE))
    assert (item.width, item.height) == (50, 20)
    assert studio.window.picture.sizes.text().startswith("50")
    assert any("changed since it was enlarged" in text for text in notices(studio))
