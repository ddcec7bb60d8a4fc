import gc

import numpy as np
import psutil
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from app.images.qimages import qimage_from_array
from app.viewing.filmstrip import RESULT, Filmstrip, thumbnail

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def plain(value, width=200, height=100):
    return qimage_from_array(np.full((height, width, 3), value, np.uint8))


@pytest.fixture
def strip(qtbot):
    strip = Filmstrip()
    qtbot.addWidget(strip)
    strip.resize(700, strip.height())
    with qtbot.waitExposed(strip):
        strip.show()
    return strip


@pytest.fixture
def walked(strip):
    strip.begin(4, aspect=2.0)
    for step in range(1, 5):
        strip.set_step(step, plain(step * 50))
    strip.finish(plain(250))
    return strip


def chosen(strip):
    got = []
    strip.stepSelected.connect(got.append)
    return got


def click(strip, index):
    QTest.mouseClick(strip, LEFT, NO_KEY, strip.frame_rect(index).center())


def test_frames_fill_as_steps_arrive_and_the_newest_is_current(strip):
    got = chosen(strip)
    strip.begin(4)
    assert strip.selected is None
    strip.set_step(1, plain(60))
    strip.set_step(2, plain(120))
    assert strip.selected == 2
    grabbed = strip.grab().toImage()
    assert grabbed.pixelColor(strip.frame_rect(0).center()).red() == 60
    assert grabbed.pixelColor(strip.frame_rect(1).center()).red() == 120
    assert got == []  # arriving is not choosing


def test_the_end_selects_the_result(walked):
    assert walked.selected == RESULT
    assert walked.grab().toImage().pixelColor(walked.frame_rect(4).center()).red() == 250


def test_without_a_picture_of_its_own_the_result_shows_the_last_step(strip):
    strip.begin(2)
    strip.set_step(1, plain(10))
    strip.set_step(2, plain(90))
    strip.finish()
    assert strip.grab().toImage().pixelColor(strip.frame_rect(2).center()).red() == 90


def test_click_drag_and_keys_choose(walked):
    got = chosen(walked)
    click(walked, 1)
    QTest.mousePress(walked, LEFT, NO_KEY, walked.frame_rect(1).center())
    QTest.mouseMove(walked, walked.frame_rect(2).center())
    QTest.mouseMove(walked, walked.frame_rect(2).center() + QPoint(2, 0))
    QTest.mouseMove(walked, walked.frame_rect(3).center())
    QTest.mouseRelease(walked, LEFT, NO_KEY, walked.frame_rect(3).center())
    QTest.keyClick(walked, Qt.Key.Key_Left)
    QTest.keyClick(walked, Qt.Key.Key_Home)
    QTest.keyClick(walked, Qt.Key.Key_End)
    assert got == [2, 3, 4, 3, 1, RESULT]


def test_what_has_not_arrived_cannot_be_chosen(strip):
    got = chosen(strip)
    strip.begin(4)
    strip.set_step(1, plain(60))
    click(strip, 3)
    click(strip, 4)
    strip.select(RESULT)
    strip.select(9)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert got == []
    assert strip.selected == 1


def test_a_chosen_step_stays_while_others_arrive_and_the_newest_follows_again(strip):
    strip.begin(5)
    for step in (1, 2, 3):
        strip.set_step(step, plain(60))
    strip.select(1)
    strip.set_step(4, plain(60))
    assert strip.selected == 1
    strip.select(4)
    strip.set_step(5, plain(60))
    assert strip.selected == 5


def test_keys_pass_over_steps_that_were_never_shown(strip):
    strip.begin(5)
    strip.set_step(1, plain(60))
    strip.set_step(4, plain(60))
    got = chosen(strip)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert got == [1, 4]


def test_a_step_outside_of_the_walk_is_an_error(strip):
    strip.begin(3)
    for step in (0, 4):
        with pytest.raises(IndexError):
            strip.set_step(step, plain(60))


def test_the_newest_of_many_steps_is_in_view(strip):
    strip.begin(1000)
    strip.set_step(900, plain(77))
    box = strip.frame_rect(899)
    assert strip.rect().contains(box)
    assert strip.grab().toImage().pixelColor(box.center()).red() == 77


def test_an_empty_strip_takes_everything_calmly(strip):
    QTest.mouseClick(strip, LEFT, NO_KEY, QPoint(20, 20))
    QTest.keyClick(strip, Qt.Key.Key_Right)
    strip.finish(plain(3))
    strip.clear()
    strip.grab()
    assert strip.selected is None


@pytest.mark.parametrize("size", [(1, 1), (3000, 10), (10, 3000), (4000, 3000)])
def test_thumbnails_fill_their_frame(size):
    made = thumbnail(plain(120, *size), QSize(60, 50))
    assert made.size() == QSize(60, 50)
    assert made.pixelColor(30, 25).red() == 120


@pytest.mark.parametrize("size", [(40, 30), (4000, 3000)])
def test_a_transparent_result_looks_like_the_steps_before_it(size):
    clear = QImage(*size, QImage.Format.Format_ARGB32)
    clear.fill(QColor(120, 60, 30, 90))
    made = thumbnail(clear, QSize(60, 50))
    assert not made.hasAlphaChannel()
    assert made.pixelColor(30, 25).getRgb()[:3] == (120, 60, 30)


def test_thousands_of_updates_do_not_grow(strip):
    process = psutil.Process()
    image = plain(128, 512, 512)

    def walk(times):
        for _ in range(times):
            strip.begin(15)
            for step in range(1, 16):
                strip.set_step(step, image)
            strip.finish()
            strip.repaint()
        gc.collect()
        return process.memory_info().rss

    start = walk(20)
    assert walk(200) - start < 12 * 2**20  # 3000 thumbnails would be some 30 MB


def test_it_has_a_name_and_takes_the_focus(strip):
    assert strip.accessibleName()
    assert strip.focusPolicy() == Qt.FocusPolicy.StrongFocus
