"""Painting on the viewer: strokes in pixels of the input, erasing, undo and redo, and the mask that is shown."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest

from app.viewing.marks_editor import MarksEditor
from app.viewing.viewer.layers import Layer
from app.viewing.viewer.viewer import PictureViewer
from core.finishing.raster import mask_of
from core.finishing.strokes import MOST_STROKES, Marks, Stroke

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def viewer(qtbot):
    viewer = PictureViewer()
    qtbot.addWidget(viewer)
    viewer.resize(400, 300)
    viewer.show()
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(90, 120, 60))
    viewer.set_before(image)
    viewer.set_after(image)
    return viewer


@pytest.fixture
def editor(viewer):
    editor = MarksEditor(viewer, QColor(255, 0, 0))
    editor.edit(Marks(100, 75))  # the result is four times as large
    return editor


def pull(viewer, start, end, button=LEFT, held=NONE):
    QTest.mousePress(viewer, button, held, QPoint(*start))
    QTest.mouseMove(viewer, QPoint((start[0] + end[0]) // 2, (start[1] + end[1]) // 2))
    QTest.mouseMove(viewer, QPoint(*end))
    QTest.mouseRelease(viewer, button, held, QPoint(*end))


def test_a_stroke_is_kept_in_pixels_of_the_input(viewer, editor):
    viewer.brush.set_radius(40)
    pull(viewer, (100, 100), (300, 100))
    (stroke,) = editor.marks.strokes
    assert stroke.points[0] == pytest.approx((25, 25), abs=1)
    assert stroke.points[-1] == pytest.approx((75, 25), abs=1)
    assert stroke.radius == pytest.approx(10, abs=0.5)
    assert viewer.divider == 0.5
    assert viewer.layers.get(Layer.MARKS) is not None


@pytest.mark.parametrize("other", [Qt.MouseButton.MiddleButton, RIGHT])
def test_a_second_button_during_a_stroke_takes_nothing_from_it(viewer, editor, other):
    QTest.mousePress(viewer, LEFT, NONE, QPoint(100, 100))
    QTest.mouseMove(viewer, QPoint(200, 100))
    QTest.mousePress(viewer, other, NONE, QPoint(200, 100))
    QTest.mouseMove(viewer, QPoint(300, 100))
    QTest.mouseRelease(viewer, LEFT, NONE, QPoint(300, 100))
    (stroke,) = editor.marks.strokes
    assert not stroke.erase
    assert stroke.points[-1] == pytest.approx((75, 25), abs=1)
    assert not viewer.brush.points


@pytest.mark.parametrize(("button", "held"), [(RIGHT, NONE), (LEFT, ALT)])
def test_the_right_button_and_alt_erase(viewer, editor, button, held):
    viewer.brush.set_radius(40)
    pull(viewer, (100, 100), (300, 100))
    pull(viewer, (100, 100), (300, 100), button, held)
    assert [s.erase for s in editor.marks.strokes] == [False, True]
    assert not mask_of(editor.marks).any()


def test_undo_and_redo_by_keys(viewer, editor):
    seen = []
    editor.changed.connect(lambda marks: seen.append(len(marks.strokes)))
    pull(viewer, (100, 100), (300, 100))
    pull(viewer, (100, 200), (300, 200))
    QTest.keyClick(viewer, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(viewer, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(viewer, Qt.Key.Key_Z, CTRL)
    assert viewer.layers.get(Layer.MARKS) is None
    QTest.keyClick(viewer, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert seen == [1, 2, 1, 0, 1]
    pull(viewer, (100, 250), (300, 250))
    editor.redo()
    assert len(editor.marks.strokes) == 2


def test_clearing_can_be_undone(viewer, editor):
    pull(viewer, (100, 100), (300, 100))
    editor.clear()
    assert editor.marks.strokes == ()
    editor.undo()
    assert len(editor.marks.strokes) == 1


def test_keys_and_the_wheel_with_ctrl_change_the_size_and_the_wheel_alone_zooms(viewer, editor):
    before = viewer.brush.radius
    QTest.keyClick(viewer, Qt.Key.Key_BracketRight)
    assert viewer.brush.radius > before
    QTest.keyClick(viewer, Qt.Key.Key_BracketLeft)
    assert viewer.brush.radius == pytest.approx(before)
    zoom = viewer.zoom
    turn(viewer, CTRL)
    assert viewer.brush.radius > before
    assert viewer.zoom == zoom
    turn(viewer, NONE)
    assert viewer.zoom > zoom


def turn(viewer, held):
    at = QPointF(200, 150)
    event = QWheelEvent(
        at,
        QPointF(viewer.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    viewer.wheelEvent(event)


def test_escape_gives_up_the_stroke_that_is_being_painted(viewer, editor):
    QTest.mousePress(viewer, LEFT, NONE, QPoint(100, 100))
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    QTest.mouseRelease(viewer, LEFT, NONE, QPoint(150, 100))
    assert editor.marks.strokes == ()


def test_without_the_brush_the_mouse_moves_the_divider_again(viewer, editor):
    editor.end()
    pull(viewer, (100, 100), (300, 100))
    assert not editor.active
    assert viewer.layers.get(Layer.MARKS) is None
    assert viewer.divider != 0.5


def test_too_many_strokes_are_refused_with_a_sentence(editor):
    refused = []
    editor.refused.connect(refused.append)
    editor.add([Stroke(((1.0, 1.0),))] * MOST_STROKES)
    editor.add([Stroke(((1.0, 1.0),))])
    assert len(refused) == 1
    assert len(editor.marks.strokes) == MOST_STROKES


def test_of_two_editors_one_has_the_brush(viewer, editor):
    other, lost = MarksEditor(viewer, QColor(0, 0, 255)), []
    editor.lost.connect(lambda: lost.append("first"))
    other.lost.connect(lambda: lost.append("second"))
    other.edit(Marks(100, 75))
    assert lost == ["first"]
    assert (editor.active, other.active) == (False, True)
    assert viewer.brush.active
    editor.end()  # it has nothing to end: the other one goes on
    assert viewer.brush.active
    pull(viewer, (100, 100), (200, 100))
    assert len(other.marks.strokes) == 1
    editor.edit(Marks(100, 75))
    assert lost == ["first", "second"]
    assert not editor.marks.strokes
