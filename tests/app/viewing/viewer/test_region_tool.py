"""A rectangle with handles: which edges a press takes hold of, and where they can be pulled."""

import pytest
from PySide6.QtCore import QPointF, QRect, QSize, QSizeF

from app.viewing.viewer.region_tool import RegionTool

SIZE, DRAWN = QSize(100, 80), QSizeF(100, 80)
BOX = QRect(20, 10, 40, 30)


def pull(tool, start, end):
    tool.press(QPointF(*start), 4)
    tool.drag(QPointF(*end), SIZE, DRAWN)
    return tool.release()


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((21, 9), (16, 4), (15, 5, 45, 35)),  # the upper left corner
        ((60, 25), (500, 25), (20, 10, 80, 30)),  # the right edge, beyond the picture's
        ((40, 40), (40, -50), (20, 10, 40, 8)),  # the lower edge, across the upper one
        ((40, 25), (500, 500), (60, 50, 40, 30)),  # all of it
        ((70, 60), (90, 75), (70, 60, 20, 15)),  # outside: another one
        ((70, 60), (71, 61), (20, 10, 40, 30)),  # a click
    ],
)
def test_what_is_pulled_goes_along_and_stays_in_the_picture(start, end, expected):
    tool = RegionTool()
    tool.start(BOX)
    assert pull(tool, start, end) is None  # nothing is decided yet
    assert tool.rect == QRect(*expected)
    assert tool.accepted() == QRect(*expected)
    tool.stop()
    tool.start()
    assert not tool.stays


def test_within_one_of_all_of_the_picture_another_one_is_drawn():
    tool = RegionTool()
    tool.start(QRect(0, 0, 100, 80), SIZE)
    pull(tool, (30, 20), (70, 60))
    assert tool.rect == QRect(30, 20, 40, 40)
    pull(tool, (50, 40), (55, 45))  # which can be moved
    assert tool.rect == QRect(35, 25, 40, 40)
    tool.start(QRect(0, 0, 100, 80), SIZE)
    pull(tool, (30, 20), (31, 21))  # a click
    assert tool.rect == QRect(0, 0, 100, 80)


def test_one_that_is_as_large_as_the_picture_has_handles_and_a_small_one_a_middle():
    tool = RegionTool()
    tool.start(QRect(0, 0, 100, 80))
    assert tool.grip_at(QPointF(99, 79), 10) == (1, 1)
    tool.start(QRect(50, 50, 9, 9))
    assert tool.grip_at(QPointF(54.5, 54.5), 10) == (0, 0)
    assert tool.grip_at(QPointF(42, 54.5), 10) == (-1, 0)
