"""What Ctrl+C puts onto the clipboard."""

import threading
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColorSpace, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from window_use import add, notices, run_to_end

from app.images import pictures
from app.images.qimages import array_from_qimage, rgba_array_from_qimage
from app.results import copying


@pytest.fixture(autouse=True)
def empty_clipboard(qapp):
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def done(with_picture, qtbot):
    """The window with one picture and its result, 160 x 120."""
    run_to_end(with_picture, qtbot)
    qtbot.waitUntil(lambda: with_picture.comparison.result.kept is not None)
    return with_picture


@dataclass
class Held:
    """What is copied is held in the worker until `go` is set."""

    go: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    made: list[object] = field(default_factory=list)

    def to_qimage(self, picture):
        self.made.append(picture)
        self.begun.set()
        assert self.go.wait(30)
        return pictures.to_qimage(picture)


@pytest.fixture
def held(monkeypatch):
    one = Held()
    stand_in = SimpleNamespace(to_qimage=one.to_qimage, read=pictures.read, read_framed=pictures.read_framed)
    monkeypatch.setattr(copying, "pictures", stand_in)
    yield one
    one.go.set()


def test_what_is_only_copied_is_at_risk_all_the_same(done):
    item, result = done.comparison.item, done.comparison.result
    result.picture = pictures.read(result.kept)  # as where it could not be kept safe
    assert done.saver.at_risk(result)
    care = done.saver.hold(item, result)
    assert done.saver.at_risk(result)
    done.saver.let_go(care)


def press(studio) -> None:
    """Ctrl+C, with the focus in the picture."""
    studio.window.picture.viewer.setFocus()
    QTest.keyClick(studio.window.picture.viewer, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def copied(qtbot):
    """The picture on the clipboard, once there is one."""
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: not clipboard.image().isNull())
    return clipboard.image()


def test_the_result_is_copied_with_its_finish_as_it_would_be_saved(done, qtbot):
    done.window.picture.strength.strengthChanged.emit(0.4)
    done.window.picture.strength.grainChanged.emit(True)
    press(done)
    image = copied(qtbot)
    assert "Copied: 160 × 120 pixels" in notices(done)
    with qtbot.waitSignal(done.saver.saved):
        done.results.save()
    saved = done.comparison.result.saved.path
    assert np.array_equal(array_from_qimage(image), np.asarray(Image.open(saved).convert("RGB")))
    model = pictures.read(done.comparison.result.kept).pixels
    assert not np.array_equal(array_from_qimage(image), model)


def test_without_a_result_the_original_is_copied(with_picture, qtbot):
    press(with_picture)
    expected = array_from_qimage(pictures.load_qimage(with_picture.comparison.item.path))
    assert np.array_equal(array_from_qimage(copied(qtbot)), expected)


def test_a_region_that_is_shown_is_copied_alone(done, qtbot):
    done.upscaling.on_region(QRect(0, 0, 64, 48))
    qtbot.waitUntil(lambda: done.comparison.region_result is not None)
    press(done)
    image = copied(qtbot)
    assert (image.width(), image.height()) == (64, 48)


def test_colours_are_copied_as_they_are_shown_and_say_so(studio, tmp_path, qtbot):
    path = tmp_path / "p3.png"
    profile = bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data())
    Image.new("RGB", (40, 30), (200, 40, 40)).save(path, icc_profile=profile)
    add(studio, qtbot, path)
    run_to_end(studio, qtbot)
    press(studio)
    image, shown = copied(qtbot), pictures.to_qimage(pictures.read(path))
    assert image.pixelColor(0, 0) == shown.pixelColor(0, 0)
    assert array_from_qimage(image)[0, 0].tolist() != [200, 40, 40]
    assert image.colorSpace() == QColorSpace(QColorSpace.NamedColorSpace.SRgb)


def test_transparency_is_copied_too(studio, tmp_path, qtbot):
    path = tmp_path / "clear.png"
    Image.new("RGBA", (40, 30), (200, 40, 40, 90)).save(path)
    add(studio, qtbot, path)
    press(studio)
    assert rgba_array_from_qimage(copied(qtbot))[0, 0].tolist() == [200, 40, 40, 90]


def test_a_second_press_meanwhile_makes_no_second_copy(done, held, qtbot):
    press(done)
    qtbot.waitUntil(held.begun.is_set)
    press(done)
    assert "Copying…" in notices(done)
    held.go.set()
    copied(qtbot)
    assert done.copying._worker.finish(5000)
    assert len(held.made) == 1
    press(done)  # and later it is made again
    qtbot.waitUntil(lambda: len(held.made) == 2)


@pytest.mark.parametrize("change", ["another picture", "another finish"])
def test_what_was_asked_for_last_is_what_is_copied(studio, picture_file, held, qtbot, change):
    add(studio, qtbot, picture_file("a.png"), picture_file("b.png", 64, 48))
    run_to_end(studio, qtbot)
    press(studio)
    qtbot.waitUntil(held.begun.is_set)
    if change == "another picture":
        studio.window.queue.view.step(1)
    else:
        result = studio.comparison.result
        result.finish = replace(result.finish, strength=0.0)
    press(studio)
    put, clipboard = [], QGuiApplication.clipboard()
    connection = clipboard.dataChanged.connect(lambda: put.append(clipboard.image()))
    held.go.set()
    qtbot.waitUntil(lambda: not studio.copying._worker.busy)
    clipboard.disconnect(connection)
    (image,) = put
    assert (image.width(), image.height()) == ((64, 48) if change == "another picture" else (160, 120))
    assert len(held.made) == 2


def test_a_picture_that_is_too_large_is_refused_with_a_sentence(done, monkeypatch, qtbot):
    monkeypatch.setattr(copying, "MOST_PIXELS", 1000)
    monkeypatch.setattr(copying, "making", lambda care: pytest.fail)  # nothing is read for that
    press(done)
    qtbot.waitUntil(lambda: any("too many for the clipboard" in text for text in notices(done)))
    assert QGuiApplication.clipboard().image().isNull()


def test_what_cannot_be_copied_is_told(done, qtbot):
    done.comparison.result.kept.unlink()
    press(done)
    qtbot.waitUntil(lambda: any("is no longer there" in text for text in notices(done)))
    press(done)  # it can be tried again
    assert "Copying…" in notices(done)


def test_a_result_that_is_discarded_while_it_is_copied_is_copied_first(done, held, qtbot):
    result = done.comparison.result
    kept = result.kept
    press(done)
    qtbot.waitUntil(held.begun.is_set)
    done.leaving.discard(result.result_id)
    done.forgetting.forget()
    assert done.saver.finish(5000)
    assert kept.exists()
    held.go.set()
    copied(qtbot)
    qtbot.waitUntil(lambda: not kept.exists())


def test_what_is_being_copied_at_the_end_is_let_go(done, held, qtbot):
    result = done.comparison.result
    press(done)
    qtbot.waitUntil(held.begun.is_set)
    done.leaving.discard(result.result_id)
    done.forgetting.forget()
    held.go.set()
    assert done.copying.stop(5000)
    qtbot.waitUntil(lambda: result.kept is None)
    assert QGuiApplication.clipboard().image().isNull()


def test_words_that_are_chosen_are_copied_and_not_the_picture(done, qtbot):
    window, clipboard = done.window, QGuiApplication.clipboard()
    done.notices.warn("A sentence to be copied")
    sentence = window.picture.notices.findChild(QLabel)
    sentence.setSelection(2, 8)
    seed = window.controls.seed.field
    seed.setText("1234")
    seed.selectAll()
    log = window.log_panel.text
    window.log_panel.show()
    log.setPlainText("a line of the log")
    log.selectAll()
    for widget, text in ((sentence, "sentence"), (seed, "1234"), (log, "a line of the log")):
        clipboard.clear()
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert clipboard.text() == text
        assert "Copying…" not in notices(done)
    sentence.setSelection(0, 0)  # nothing is chosen any more
    sentence.setFocus()
    QTest.keyClick(sentence, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied(qtbot)


def test_only_what_is_in_view_is_copied(done):
    copy = done.window.actions_.copy
    assert copy.isEnabled()
    for page in ("explore", "train", "models"):
        done.window.show_page(page)
        assert not copy.isEnabled()
    done.window.show_page("upscale")
    assert copy.isEnabled()
    done.window.queue.remove_selected()
    assert not copy.isEnabled()


def test_a_row_of_the_queue_offers_it_too(done, qtbot):
    queue = done.window.queue
    assert queue.copy_action in queue.menu().actions()
    queue.copy_action.trigger()
    assert copied(qtbot).width() == 160


def test_of_several_rows_none_is_offered_to_be_copied(two):
    two.window.queue.view.selectAll()
    assert two.window.queue.copy_action not in two.window.queue.menu().actions()
