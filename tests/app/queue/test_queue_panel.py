"""The queue as a person uses it: menu, keys, drops, and what happens while it runs."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from window_use import add, mime_of, notices, run_to_end

from app.queue.items import State


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


# --- ways in ------------------------------------------------------------------------------------------------


def _that_takes_drops(widget: QWidget) -> QWidget:
    """Qt offers a drop to the nearest that takes any, and goes on upwards where it is ignored."""
    while not widget.acceptDrops():
        widget = widget.parentWidget()
    return widget


def really_drop(widget, mime: QMimeData) -> bool:
    """As the window system does: the drag is offered first. Whether it was taken."""
    at, buttons, keys = QPoint(5, 5), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    widget = _that_takes_drops(widget)
    enter = QDragEnterEvent(at, both, mime, buttons, keys)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(at), both, mime, buttons, keys, QEvent.Type.Drop)
    QApplication.sendEvent(widget, event)
    assert event.dropAction() == Qt.DropAction.CopyAction  # a move would take the person's file away
    return event.isAccepted()


def test_a_drop_on_the_window_is_taken_and_text_is_not(studio, picture_file, qtbot):
    text = QMimeData()
    text.setText("hello")
    assert not really_drop(studio.window, text)
    assert really_drop(studio.window, mime_of(picture_file()))
    qtbot.waitUntil(lambda: len(studio.model) == 1)


def test_a_drop_reaches_the_window_from_every_place(three, picture_file):
    window, mime, heard = three.window, mime_of(picture_file()), []
    window.dropped.disconnect()
    window.dropped.connect(heard.append)
    window.log_panel.show()
    for section in (window.controls.advanced_section, window.controls.output_section):
        section.set_open(True)
    for page in ("upscale", "train", "models"):
        window.show_page(page)
        for widget in [w for w in window.findChildren(QWidget) if w.isVisible() and w.window() is window]:
            heard.clear()
            really_drop(widget, mime)
            assert len(heard) == 1, widget


def test_open_dialogs_add_what_was_chosen(studio, picture_file, tmp_path, qtbot, monkeypatch):
    one, two = picture_file("one.png"), picture_file("folder/two.png")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(one)], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(two.parent))
    studio.window.actions_.open.trigger()
    qtbot.waitUntil(lambda: len(studio.model) == 1)
    studio.window.actions_.open_folder.trigger()
    qtbot.waitUntil(lambda: names(studio) == ["one.png", "two.png"])
    assert studio.preferences.value.last_folder == str(two.parent)


def test_a_dialog_that_is_cancelled_changes_nothing(studio, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    for action in (studio.window.actions_.open, studio.window.actions_.open_folder):
        action.trigger()
    assert len(studio.model) == 0
    assert notices(studio) == []


def test_a_sample_is_one_click_away(studio, qtbot):
    path, card = studio.window.picture.empty._cards[0]
    card.click()
    qtbot.waitUntil(lambda: studio.comparison.item is not None and studio.comparison.item.path == path)
    assert studio.window.controls.run.button.isEnabled()


def test_pasted_files_come_in_as_files_and_an_empty_clipboard_says_so(studio, picture_file, qtbot):
    clipboard = QApplication.clipboard()
    clipboard.setMimeData(mime_of(picture_file("copied.png")))
    studio.window.actions_.paste.trigger()
    qtbot.waitUntil(lambda: names(studio) == ["copied.png"])
    clipboard.clear()
    studio.window.actions_.paste.trigger()
    assert any("no picture in the clipboard" in text for text in notices(studio))
