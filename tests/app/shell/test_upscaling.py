"""What the settings mean for a region, and for results that are to be like another one."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from window_use import add, notices, run_to_end

from app.queue.items import State
from core.finishing.finish import Finish


def test_a_size_that_no_region_can_have_is_told(studio, picture_file, engine, qtbot):
    add(studio, qtbot, picture_file("icon.png", 16, 16))
    size = studio.window.controls.size_chooser
    size.choose("print")
    size.print_fields.width_field.setValue(10)
    studio.upscaling.on_region(QRect(0, 0, 500, 500))
    assert engine.jobs == []
    assert any("cannot be tried on a region" in text for text in notices(studio))
    studio.window.show_page("explore")
    qtbot.waitUntil(lambda: "is out of range" in studio.window.explore_page.side.note.text())


def test_the_finish_of_new_results_is_that_of_the_result_they_shall_be_like(with_picture, engine, qtbot):
    studio, finish = with_picture, Finish(strength=0.5)
    studio.upscaling.adopt(replace(studio.window.controls.settings(), finish=finish))
    studio._on_explored(replace(studio.window.controls.settings(), kappa=1.5))  # a cell of a contact sheet
    assert studio.window.controls.settings().kappa == 1.5
    run_to_end(studio, qtbot)
    item = studio.comparison.item
    assert item.settings.finish == item.latest.finish == finish
    assert engine.jobs[-1].settings.finish is None  # it can still be changed


def test_why_a_picture_failed_goes_when_it_is_tried_again(with_picture, engine, qtbot):
    studio = with_picture
    engine.fail = lambda job: "The device is on fire."
    run_to_end(studio, qtbot)
    assert any("on fire" in text for text in notices(studio))
    engine.fail = lambda job: ""
    run_to_end(studio, qtbot)
    assert not any("on fire" in text for text in notices(studio))


def test_what_waits_for_a_model_waits_no_longer_when_it_is_deleted(two, engine, qtbot):
    engine.gate.clear()
    two.upscaling.run_all()
    qtbot.waitUntil(engine.at_step.is_set)
    first, second = two.model
    two.models.deleted.emit("another")
    assert (first.state, second.state) == (State.RUNNING, State.WAITING)
    two.models.deleted.emit(second.settings.model)
    assert (first.state, second.state) == (State.RUNNING, State.READY)
    assert any("waited for the model that was deleted" in text for text in notices(two))
    engine.gate.set()
    qtbot.waitUntil(lambda: not two.runner.busy)
    assert (first.state, second.state) == (State.DONE, State.READY)


@pytest.mark.parametrize("deleted", [True, False])
def test_a_picture_at_work_that_finds_its_model_deleted_is_told_as_those_that_waited(
    with_picture, engine, qtbot, deleted
):
    """The engine may not have read the model by then."""
    begun, gone = threading.Event(), threading.Event()

    def fail(job):
        begun.set()
        assert gone.wait(30)
        return "It is not installed. Fetch it with: models fetch it."

    engine.fail = fail
    studio = with_picture
    studio.upscaling.run_all()
    qtbot.waitUntil(begun.is_set)
    (item,) = studio.model
    studio.models.deleted.emit(item.settings.model if deleted else "another")
    gone.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    said = notices(studio)
    assert any("waited for the model that was deleted" in text for text in said) == deleted
    assert any("models fetch it" in text for text in said) != deleted, said
    assert (item.state is State.READY) == deleted
    assert (item.state is State.FAILED) != deleted
