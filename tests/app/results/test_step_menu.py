"""Steps of the walk: saved one by one, and compared two at a time."""

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from window_use import add, notices, run_to_end

from app.images.qimages import array_from_qimage
from app.viewing.filmstrip import RESULT
from core.images.formats import encode


@pytest.fixture
def walked(studio, picture_file, qtbot):
    """A picture with a result whose three steps are kept."""
    add(studio, qtbot, picture_file())
    studio.window.controls.steps.set_value(3)
    run_to_end(studio, qtbot)
    return studio


def entries(studio, step: int) -> dict:
    menu = studio.steps.menu(step)
    return {} if menu is None else {action.text(): action for action in menu.actions()}


def test_any_step_can_be_saved(walked, tmp_path, qtbot, monkeypatch):
    target = tmp_path / "second.png"
    suggested = []
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda parent, title, name, filters: (suggested.append(name), (str(target), "PNG (*.png)"))[1],
    )
    entries(walked, 2)["Save this step…"].trigger()
    qtbot.waitUntil(lambda: any("second.png" in text for text in notices(walked)))
    assert suggested[0].endswith("a_step2.png")
    saved = cv2.imread(str(target))[..., ::-1]
    shown = array_from_qimage(walked.comparison.step_image(2))[..., :3]
    assert np.array_equal(saved, shown)
    assert not np.array_equal(saved, array_from_qimage(walked.comparison.step_image(1))[..., :3])


def test_a_step_replaces_nothing_unasked_and_never_the_picture(walked, tmp_path, qtbot, monkeypatch):
    there = tmp_path / "mine.png"
    there.write_bytes(b"something else")
    typed = [str(tmp_path / "mine"), str(walked.comparison.item.path)]
    picture = walked.comparison.item.path.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed.pop(0), "PNG (*.png)"))
    entries(walked, 1)["Save this step…"].trigger()
    qtbot.waitUntil(lambda: any("mine-1.png" in text for text in notices(walked)))
    assert there.read_bytes() == b"something else"
    entries(walked, 1)["Save this step…"].trigger()
    qtbot.waitUntil(lambda: walked.window.picture.notices.notices[0].level == "error")
    assert walked.comparison.item.path.read_bytes() == picture


def test_a_step_whose_name_another_program_takes_meanwhile_gets_the_next_one(
    walked, tmp_path, qtbot, monkeypatch
):
    real = encode.write_atomically

    def overtaken(path, data, **more):
        path.write_bytes(b"theirs")
        return real(path, data, **more)

    monkeypatch.setattr(encode, "write_atomically", overtaken)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), "PNG (*.png)"))
    entries(walked, 1)["Save this step…"].trigger()
    qtbot.waitUntil(lambda: any("mine-1.png" in text for text in notices(walked)))
    assert (tmp_path / "mine.png").read_bytes() == b"theirs"
    assert cv2.imread(str(tmp_path / "mine-1.png")) is not None


def test_a_step_that_cannot_be_saved_says_so(walked, tmp_path, qtbot, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(blocked / "a.png"), ""))
    entries(walked, 1)["Save this step…"].trigger()
    qtbot.waitUntil(lambda: bool(notices(walked)))
    assert walked.window.picture.notices.notices[0].level == "error"


def test_any_two_steps_are_compared(walked):
    viewer, strip = walked.window.picture.viewer, walked.window.picture.filmstrip
    entries(walked, 1)["Put this step on the left"].trigger()
    strip.select(3)
    assert viewer.labels == ("Step 1 of 3", "Step 3 of 3")
    viewer.set_divider(0.5)
    strip.select(RESULT)
    assert viewer.labels == ("Step 1 of 3", "Result")
    entries(walked, 2)["Back to what was on the left"].trigger()
    assert viewer.labels == ("Original", "Result")


def test_a_new_walk_takes_the_step_of_the_last_one_away(walked, qtbot):
    walked.comparison.pin_step(1)
    run_to_end(walked, qtbot)
    assert walked.comparison.pinned is None
    assert walked.window.picture.viewer.labels == ("Original", "Result 2")


def test_the_result_and_what_is_not_kept_have_no_menu(walked):
    strip = walked.window.picture.filmstrip
    asked = []
    strip.menuWanted.disconnect()
    strip.menuWanted.connect(lambda step, at: asked.append(step))

    def ask(reason: QContextMenuEvent.Reason, at: QPoint) -> None:
        QApplication.sendEvent(strip, QContextMenuEvent(reason, at, strip.mapToGlobal(at)))

    ask(QContextMenuEvent.Reason.Mouse, strip.frame_rect(1).center())
    ask(QContextMenuEvent.Reason.Mouse, strip.frame_rect(3).center())  # the result
    strip.select(3)
    ask(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0))
    assert asked == [2, 3]
    assert walked.steps.menu(7) is None
