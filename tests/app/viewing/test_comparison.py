"""What is compared: the steps as they come, results with each other, a region in its place."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QApplication,
)
from window_use import add, run_to_end

from app.queue.items import State
from app.viewing.compare_bar import ORIGINAL
from core.jobs import Region, SampleSettings


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


def test_a_region_of_a_target_size_keeps_the_factor(with_picture, engine, qtbot):
    studio = with_picture
    studio.window.controls.size_chooser.set_value(SampleSettings(target=(80, 60)))
    studio.upscaling.on_settings()
    studio.window.picture.viewer.regionSelected.emit(QRect(0, 0, 20, 20))
    qtbot.waitUntil(lambda: engine.jobs != [] and not studio.runner.busy)
    assert engine.jobs[0].settings.target is None
    assert engine.jobs[0].settings.scale == 2.0


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
    QApplication.processEvents()
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
