"""How pictures come into the queue: dropped, opened, pasted, dragged out of a browser."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from window_use import add, drop, mime_of, notices, run_to_end

from app.queue.items import State


def test_a_dropped_picture_is_shown_and_chosen(with_picture):
    studio = with_picture
    assert len(studio.model) == 1
    assert studio.window.picture.stack.currentWidget() is studio.window.picture.viewer
    assert studio.window.controls.size_chooser.summary.text() == (
        "from 40 × 30 to 160 × 120\nPrints 1.4 × 1.0 cm at 300 dpi."
    )
    assert studio.window.controls.run.button.isEnabled()


def test_what_is_no_picture_is_named_and_the_rest_goes_on(studio, picture_file, tmp_path, qtbot):
    good, text = picture_file("good.png"), tmp_path / "notes.png"
    text.write_text("not a picture")
    drop(studio, text, good, tmp_path / "missing.png")
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    qtbot.waitUntil(lambda: any("missing.png does not exist" in t for t in notices(studio)))
    qtbot.waitUntil(lambda: studio.model.item(0).state is State.UNREADABLE)
    assert "notes.png" in studio.model.item(0).message
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: studio.model.item(1).state is State.DONE)
    assert studio.model.item(0).state is State.UNREADABLE


def test_a_folder_is_listed_with_all_below_it(studio, picture_file, tmp_path, qtbot):
    picture_file("one.png")
    picture_file("deep/er/two.jpg")
    (tmp_path / "pictures" / "readme.txt").write_text("x")
    drop(studio, tmp_path / "pictures")
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    assert [item.base for item in studio.model] == [tmp_path / "pictures"] * 2


def test_a_pasted_picture_can_be_upscaled(studio, qtbot):
    image = QImage(12, 10, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 20, 30))
    QGuiApplication.clipboard().setImage(image)
    studio.window.show_page("models")
    studio.window.actions_.paste.trigger()
    assert studio.window.page == "upscale"
    qtbot.waitUntil(lambda: len(studio.model) == 1)
    item = studio.model.item(0)
    assert np.array_equal(item.picture.pixels[0, 0], [10, 20, 30])
    run_to_end(studio, qtbot)
    assert item.state is State.DONE


def test_an_image_dragged_out_of_a_browser_is_taken(studio, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.png")])
    image = QImage(12, 10, QImage.Format.Format_RGB32)
    image.fill(QColor(1, 2, 3))
    mime.setImageData(image)
    studio.window.dropped.emit(mime)
    qtbot.waitUntil(lambda: len(studio.model) == 1)


def test_a_link_alone_is_refused_with_a_reason(studio, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.png")])
    studio.window.dropped.emit(mime)
    assert any("lies on the network" in text for text in notices(studio))


def names(studio) -> list[str]:
    return [item.name for item in studio.model]


@pytest.fixture
def three(studio, picture_file, qtbot):
    add(studio, qtbot, *(picture_file(f"{letter}.png") for letter in "abc"))
    return studio


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
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(one)], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(two.parent))
    studio.window.actions_.open.trigger()
    qtbot.waitUntil(lambda: len(studio.model) == 1)
    studio.window.actions_.open_folder.trigger()
    qtbot.waitUntil(lambda: names(studio) == ["one.png", "two.png"])
    assert studio.preferences.value.last_folder == str(two.parent)


def test_a_dialog_that_is_cancelled_changes_nothing(studio, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([], ""))
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
