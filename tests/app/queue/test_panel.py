"""The queue as a person uses it: menu, keys, drops, and what happens while it runs."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from window_use import add, mime_of, run_to_end

from app.kit.theme import DARK
from app.queue.items import Item, Result, Saved, State
from app.queue.model import QueueModel
from app.queue.panel import QueuePanel
from app.queue.text import status_text
from core.finishing.finish import Finish
from core.images.framing import AS_IT_IS, Framing, as_written
from core.jobs import SampleSettings


def names(studio) -> list[str]:
    return [item.name for item in studio.model]


def give_focus(widget: QWidget, qtbot) -> None:
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


@pytest.fixture
def three(studio, picture_file, qtbot):
    add(studio, qtbot, *(picture_file(f"{letter}.png") for letter in "abc"))
    return studio


@pytest.fixture
def held(three, engine, qtbot):
    """The first of three is at its first step, the others wait."""
    engine.gate.clear()
    three.upscaling.run_all()
    qtbot.waitUntil(engine.at_step.is_set)
    yield three
    engine.gate.set()
    three.runner.cancel_all()
    qtbot.waitUntil(lambda: not three.runner.busy)


def test_removing_the_row_that_is_worked_on_stops_it_first(held, engine, qtbot):
    held.window.queue.view.choose(held.model.item(0))
    give_focus(held.window.queue.view, qtbot)
    qtbot.keyClick(held.window.queue.view, Qt.Key.Key_Delete)
    engine.gate.set()
    qtbot.waitUntil(lambda: names(held) == ["b.png", "c.png"])
    qtbot.waitUntil(lambda: held.model.count(State.DONE) == 2)
    assert held.comparison.item in list(held.model)


def test_removing_everything_while_it_runs_leaves_an_empty_window(held, engine, qtbot):
    held.window.queue.view.selectAll()
    held.window.queue.remove_selected()
    qtbot.waitUntil(lambda: len(held.model) == 0)
    assert not held.runner.busy
    assert held.window.picture.stack.currentWidget() is held.window.picture.empty
    assert [job.source.name for job in engine.jobs] == ["a.png"]


def test_stop_ends_all_that_waits_too(held, engine, qtbot):
    assert held.window.controls.run.button.text() == "Stop"
    held.window.controls.run.button.click()
    qtbot.waitUntil(lambda: not held.runner.busy)
    assert [item.state for item in held.model] == [State.CANCELLED, State.READY, State.READY]
    assert len(engine.jobs) == 1


def test_what_comes_while_it_runs_can_be_added_to_the_queue(held, picture_file, engine, qtbot):
    button = held.window.controls.run.all_button
    assert button.isHidden()
    held.window.dropped.emit(mime_of(picture_file("late.png")))
    qtbot.waitUntil(lambda: len(held.model) == 4 and not button.isHidden())
    assert button.text() == "Add 1 to the queue"
    button.click()
    assert held.model.item(3).state is State.WAITING
    engine.gate.set()
    qtbot.waitUntil(lambda: held.model.count(State.DONE) == 4)


def test_one_that_waits_is_taken_back_by_its_menu(held, engine, qtbot):
    queue = held.window.queue
    queue.view.choose(held.model.item(1))
    assert queue.cancel_action in queue.menu().actions()
    queue.cancel_action.trigger()
    assert held.model.item(1).state is State.READY
    engine.gate.set()
    qtbot.waitUntil(lambda: held.model.item(2).state is State.DONE)
    assert [job.source.name for job in engine.jobs] == ["a.png", "c.png"]


def test_a_failed_one_is_tried_again_by_its_menu(three, engine, qtbot):
    queue = three.window.queue
    engine.fail = lambda job: "No." if job.source.name == "b.png" else ""
    three.upscaling.run_all()
    qtbot.waitUntil(lambda: not three.runner.busy)
    queue.view.choose(three.model.item(1))
    assert queue.retry_action in queue.menu().actions()
    engine.fail = lambda job: ""
    queue.retry_action.trigger()
    qtbot.waitUntil(lambda: three.model.item(1).state is State.DONE)
    assert [job.source.name for job in engine.jobs].count("a.png") == 1


def test_rows_are_moved_by_keys_and_by_the_menu(three, qtbot):
    view = three.window.queue.view
    view.choose(three.model.item(2))
    give_focus(view, qtbot)
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert names(three) == ["a.png", "c.png", "b.png"]
    three.window.queue.first_action.trigger()
    assert names(three) == ["c.png", "a.png", "b.png"]
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert names(three) == ["a.png", "c.png", "b.png"]
    assert view.current_item.name == "c.png"


def test_page_keys_go_through_the_pictures(three, qtbot):
    view = three.window.queue.view
    view.choose(three.model.item(0))
    actions = three.window.actions_
    actions.next.trigger()
    assert three.comparison.item.name == "b.png"
    actions.previous.trigger()
    actions.previous.trigger()
    assert three.comparison.item.name == "a.png"


def test_the_order_of_the_queue_is_the_order_of_work(held, engine, qtbot):
    held.window.queue.view.choose(held.model.item(2))
    held.window.queue.first_action.trigger()
    engine.gate.set()
    qtbot.waitUntil(lambda: held.model.count(State.DONE) == 3)
    assert [job.source.name for job in engine.jobs] == ["a.png", "c.png", "b.png"]


def test_finished_rows_are_cleared_and_unsaved_results_stay(three, qtbot):
    three.window.queue.view.choose(three.model.item(0))
    run_to_end(three, qtbot)
    with qtbot.waitSignal(three.saver.saved):
        three.results.save()
    three.window.queue.view.choose(three.model.item(1))
    run_to_end(three, qtbot)
    three.window.queue.clear.click()
    assert names(three) == ["b.png", "c.png"]


def test_a_row_that_is_turned_after_its_result_is_neither_counted_as_done_nor_removed_with_those(qtbot):
    model = QueueModel()
    panel = QueuePanel(model, DARK)
    qtbot.addWidget(panel)
    saved = Saved(Path("a_x4.png"), Finish(), (), private=False, metadata=True)

    def done(name: str, framing: Framing = AS_IT_IS) -> Item:
        result = Result(name, SampleSettings(), 4, 4, 1.0, written=as_written(framing), saved=saved)
        return Item(title=name, state=State.DONE, results=[result])

    plain, turned, book = done("a"), done("b"), Item(title="c", state=State.DONE, made=Path("c.cbz"))
    model.append([plain, turned, book, done("d", Framing(turn=90))])
    for framing, count in ((AS_IT_IS, 3), (Framing(mirror=True), 2), (AS_IT_IS, 3), (Framing(turn=180), 2)):
        with qtbot.waitSignal(model.summaryChanged):
            model.update(turned, framing=framing)
        assert panel.summary.text() == f"4 pictures · {count} done"
        assert sum(item.is_done for item in model) == count
        assert [status_text(item) == "ready" for item in model] == [not item.is_done for item in model]
    model.append([Item(title="e", state=State.DONE, made=Path("e.cbz"), framing=Framing(turn=90))])
    panel.remove_finished()
    assert [item.name for item in model] == ["b", "d", "e"]
