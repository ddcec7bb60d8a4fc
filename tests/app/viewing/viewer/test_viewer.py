"""The viewer driven by mouse and keys; what it paints is read back pixel by pixel."""

import gc
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPalette, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.images.qimages import array_from_qimage, qimage_from_array
from app.viewing.viewer.layers import Layer
from app.viewing.viewer.painting import canvas_colour
from app.viewing.viewer.state import BLINK_INTERVAL_MS
from app.viewing.viewer.viewer import CompareMode, PictureViewer

RED, GREEN, BLUE = (220, 0, 0), (0, 200, 0), (0, 0, 240)
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def plain(colour, width=64, height=64):
    return qimage_from_array(np.full((height, width, 3), colour, np.uint8))


def noise(width, height, seed=5):
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


@pytest.fixture
def compared(viewer):
    """Red before, blue after, fitted: 600 x 600 in the middle of 800 x 600."""
    viewer.set_result_size(1200, 1200)
    viewer.set_before(plain(RED))
    viewer.set_after(plain(BLUE, 1200, 1200))
    return viewer


def colour_at(viewer, x, y):
    colour = viewer.grab().toImage().pixelColor(x, y)
    return colour.red(), colour.green(), colour.blue()


def drag(viewer, start, end, button=LEFT):
    QTest.mousePress(viewer, button, NO_KEY, QPoint(*start))
    middle = QPoint((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
    for point in (middle, QPoint(*end)):
        QTest.mouseMove(viewer, point)
    QTest.mouseRelease(viewer, button, NO_KEY, QPoint(*end))


def wheel(viewer, x, y, delta):
    position = QPointF(x, y)
    event = QWheelEvent(
        position,
        viewer.mapToGlobal(position),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        NO_KEY,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewer, event)


# --- what is painted ----------------------------------------------------------------------------------------


def test_left_of_the_divider_is_the_original_and_right_the_result(compared):
    assert colour_at(compared, 350, 200) == RED
    assert colour_at(compared, 450, 200) == BLUE
    compared.set_divider(0.25)
    assert colour_at(compared, 350, 200) == BLUE


def test_around_the_picture_is_the_canvas(compared):
    canvas = canvas_colour(compared.palette())
    assert colour_at(compared, 50, 300) == (canvas.red(), canvas.green(), canvas.blue())


def test_side_by_side_shows_the_same_place_twice(compared):
    compared.set_mode(CompareMode.SIDE_BY_SIDE)
    assert colour_at(compared, 200, 300) == RED
    assert colour_at(compared, 600, 300) == BLUE


def test_single_shows_the_result_and_the_held_key_the_original(compared):
    compared.set_mode(CompareMode.SINGLE)
    assert colour_at(compared, 300, 300) == BLUE
    QTest.keyPress(compared, Qt.Key.Key_Backslash)
    assert colour_at(compared, 500, 300) == RED
    QTest.keyRelease(compared, Qt.Key.Key_Backslash)
    assert colour_at(compared, 500, 300) == BLUE


def test_the_original_does_not_stay_when_the_focus_leaves_with_the_key_down(compared):
    QTest.keyPress(compared, Qt.Key.Key_Backslash)
    compared.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut))
    assert colour_at(compared, 500, 300) == BLUE


def test_repeated_key_presses_do_not_release(compared):
    QTest.keyPress(compared, Qt.Key.Key_Backslash)
    release = QKeyEvent(QKeyEvent.Type.KeyRelease, Qt.Key.Key_Backslash, NO_KEY, "\\", True)
    QApplication.sendEvent(compared, release)
    assert colour_at(compared, 500, 300) == RED


def test_blink_alternates_by_timer_and_by_key(compared, qtbot):
    compared.set_mode(CompareMode.BLINK)
    assert colour_at(compared, 400, 300) == BLUE
    qtbot.waitUntil(lambda: colour_at(compared, 400, 300) == RED, timeout=BLINK_INTERVAL_MS * 10)
    QTest.keyClick(compared, Qt.Key.Key_B)
    shown = colour_at(compared, 400, 300)
    QTest.keyClick(compared, Qt.Key.Key_B)
    other = colour_at(compared, 400, 300)
    assert {shown, other} == {RED, BLUE}
    QTest.keyClick(compared, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)  # another action
    assert colour_at(compared, 400, 300) == other


def test_a_preview_stands_in_for_the_result_and_makes_room_for_it(compared):
    compared.set_preview(plain(GREEN, 30, 30))
    assert colour_at(compared, 500, 300) == GREEN
    compared.set_preview(None)
    assert colour_at(compared, 500, 300) == BLUE
    compared.set_preview(plain(GREEN, 30, 30))
    compared.set_after(plain(BLUE, 1200, 1200))
    assert colour_at(compared, 500, 300) == BLUE


def test_zoom_and_place_survive_preview_and_result(viewer):
    viewer.set_before(plain(RED, 300, 300))
    viewer.set_result_size(1200, 1200)
    viewer.set_zoom(2.0, QPointF(200, 100))
    seen = viewer.viewport.visible
    viewer.set_preview(plain(GREEN, 150, 150))
    viewer.set_after(plain(BLUE, 1200, 1200))
    assert viewer.zoom == 2.0
    assert viewer.viewport.visible == seen


def test_another_result_size_keeps_the_same_part_in_view(compared):
    compared.set_zoom(3.0, QPointF(300, 200))
    seen = compared.viewport.visible
    compared.set_result_size(2400, 2400)
    assert compared.zoom == pytest.approx(1.5)
    assert compared.viewport.visible.center().x() == pytest.approx(2 * seen.center().x(), abs=1)


def test_clear_goes_back_to_the_empty_state_and_the_next_picture_is_fitted(compared):
    compared.set_zoom(5.0)
    compared.clear()
    assert compared.layers.size is None
    compared.grab()
    compared.set_before(plain(RED, 100, 50))
    assert compared.is_fitted


def test_a_transparent_picture_shows_a_checkerboard(viewer):
    array = np.zeros((400, 400, 4), np.uint8)
    viewer.set_before(qimage_from_array(array))
    grabbed = array_from_qimage(viewer.grab().toImage())[250:350, 350:450]
    assert len(np.unique(grabbed.reshape(-1, 3), axis=0)) == 2


def test_a_heat_map_lies_on_the_result_alone(compared):
    compared.set_heatmap(half_clear(GREEN))
    assert colour_at(compared, 350, 200) == RED
    assert colour_at(compared, 450, 200) == pytest.approx((0, 100, 120), abs=2)
    compared.set_preview(plain(BLUE))
    assert colour_at(compared, 450, 200) == BLUE  # a step of the walk
    compared.set_preview(None)
    compared.set_heatmap(None)
    assert colour_at(compared, 450, 200) == BLUE


def half_clear(colour):
    return qimage_from_array(np.full((8, 8, 4), (*colour, 128), np.uint8))


def test_a_heat_map_of_a_region_lies_there_alone(compared):
    size = compared.layers.size
    right_half = QRect(size.width() * 3 // 4, 0, size.width() // 4, size.height())
    compared.set_heatmap(half_clear(GREEN), right_half)
    assert colour_at(compared, 450, 200) == BLUE
    box = compared.viewport.to_logical(compared.viewport.to_device(right_half.toRectF()))
    x, y = round(box.center().x()), round(box.center().y())
    assert colour_at(compared, x, y) == pytest.approx((0, 100, 120), abs=4)


# --- exact pixels -------------------------------------------------------------------------------------------


class OnScaledScreen(PictureViewer):
    ratio = 1.0

    def devicePixelRatioF(self):
        return self.ratio


def rendered(viewer, ratio, offset):
    """What the screen's pixels are with the widget `offset` logical pixels into the window."""
    side = int(700 * ratio)
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(0)
    image.setDevicePixelRatio(ratio)
    viewer.render(image, offset)
    return array_from_qimage(image)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("offset", [QPoint(0, 0), QPoint(33, 41)])
def test_100_percent_is_exact_on_every_screen(qtbot, ratio, offset):
    """Also where the widget begins between two device pixels: 33 * 1.25 = 41.25."""
    viewer = OnScaledScreen()
    qtbot.addWidget(viewer)
    viewer.ratio = ratio
    viewer.resize(601, 599)
    array = noise(333, 301)
    viewer.set_mode(CompareMode.SINGLE)
    viewer.set_after(qimage_from_array(array))
    viewer.set_zoom(1.0)
    box = viewer.viewport.content_rect()
    x = round(box.x()) + round(offset.x() * ratio)
    y = round(box.y()) + round(offset.y() * ratio)
    screen = rendered(viewer, ratio, offset)
    np.testing.assert_array_equal(screen[y : y + 301, x : x + 333], array)


def test_100_percent_is_exact_while_panning_by_fractions(viewer):
    array = noise(2000, 1500)
    viewer.set_after(qimage_from_array(array))
    viewer.set_zoom(1.0)
    viewer.state.pan(-0.37, 12.61)
    left, top = round(viewer.viewport.visible.x()), round(viewer.viewport.visible.y())
    screen = array_from_qimage(viewer.grab().toImage())
    np.testing.assert_array_equal(screen, array[top : top + 600, left : left + 800])


@pytest.mark.parametrize("zoom", [4, 8, 16])
def test_large_zooms_show_square_pixels(viewer, zoom):
    array = noise(800, 600)
    viewer.set_after(qimage_from_array(array))
    viewer.set_zoom(float(zoom))
    box = viewer.viewport.content_rect()
    screen = array_from_qimage(viewer.grab().toImage())
    rows = ((np.arange(600) - box.y()) // zoom).astype(int)
    cols = ((np.arange(800) - box.x()) // zoom).astype(int)
    np.testing.assert_array_equal(screen, array[rows][:, cols])


def test_below_100_percent_the_average_is_shown(viewer, qtbot):
    """One-pixel stripes at an eighth: gray from the pyramid, not black or white by chance."""
    array = np.zeros((4096, 4096, 3), np.uint8)
    array[:, ::2] = 255
    viewer.set_after(qimage_from_array(array))
    qtbot.waitUntil(lambda: viewer.layers.get(Layer.AFTER).complete)
    screen = array_from_qimage(viewer.grab().toImage())[100:500, 200:600]
    assert np.abs(screen.astype(int) - 128).max() <= 2


def test_far_ends_of_a_very_wide_picture_are_right(viewer):
    """Beyond 32767 pixels Qt's fixed point numbers are at their end."""
    array = np.zeros((40, 40_000, 3), np.uint8)
    array[:, 39_980:] = GREEN
    viewer.set_after(qimage_from_array(array))
    viewer.set_zoom(4.0)
    viewer.state.pan(-1e6, 0)
    assert colour_at(viewer, 799 - 40, 300) == GREEN
    assert colour_at(viewer, 799 - 100, 300) == (0, 0, 0)


def test_an_outdated_pyramid_is_dropped(viewer, qtbot):
    viewer.set_after(plain(RED, 2000, 2000))
    viewer.set_after(plain(BLUE, 2000, 2000))
    qtbot.waitUntil(lambda: viewer.layers.get(Layer.AFTER).complete)
    smallest = viewer.layers.get(Layer.AFTER).levels[-1].pixelColor(3, 3)
    assert (smallest.red(), smallest.green(), smallest.blue()) == BLUE


# --- divider ------------------------------------------------------------------------------------------------


def test_the_line_is_dragged_anywhere_along_it(compared, qtbot):
    with qtbot.waitSignal(compared.dividerMoved):
        drag(compared, (400, 90), (550, 90))
    assert compared.divider == pytest.approx(0.75, abs=0.01)


def test_the_line_does_not_hide_a_narrow_picture(viewer):
    viewer.set_labels("", "")
    viewer.set_before(plain(RED, 10, 1000))
    viewer.set_after(plain(BLUE, 10, 1000))
    assert {colour_at(viewer, x, 300) for x in (398, 401)} == {RED, BLUE}  # six pixels wide


def test_a_click_makes_the_line_jump(compared):
    QTest.mouseClick(compared, LEFT, NO_KEY, QPoint(250, 500))
    assert compared.divider == pytest.approx(0.25, abs=0.01)


def test_arrow_keys_move_the_line(compared):
    QTest.keyClick(compared, Qt.Key.Key_Right)
    assert compared.divider == pytest.approx(0.51)
    QTest.keyClick(compared, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert compared.divider == pytest.approx(0.41)
    QTest.keyClick(compared, Qt.Key.Key_Home)
    assert compared.divider == 0.0


@pytest.mark.parametrize("zoom", [0.5, 1.0, 8.0, 64.0])
def test_the_handle_is_in_reach_at_every_zoom(compared, zoom):
    compared.set_zoom(zoom, QPointF(110, 10))
    x, span = compared.state.divider_x(), compared.state.divider_span()
    assert 0 <= x <= 800
    drag(compared, (round(x), round(span.center().y())), (round(x) + 60, 300))
    assert compared.state.divider_x() == pytest.approx(x + 60, abs=1)


def test_a_double_click_on_the_handle_centres_it(compared):
    compared.set_divider(0.8)
    x = round(compared.state.divider_x())
    QTest.mouseClick(compared, LEFT, NO_KEY, QPoint(x, 300))
    QTest.mouseDClick(compared, LEFT, NO_KEY, QPoint(x, 300))
    QTest.mouseRelease(compared, LEFT, NO_KEY, QPoint(x, 300))
    assert compared.divider == 0.5
    assert compared.is_fitted


def test_a_double_click_elsewhere_toggles_fit_and_100_percent_and_leaves_the_line(compared):
    for zoom in (1.0, 0.5):
        QTest.mouseClick(compared, LEFT, NO_KEY, QPoint(200, 100))
        QTest.mouseDClick(compared, LEFT, NO_KEY, QPoint(200, 100))
        QTest.mouseRelease(compared, LEFT, NO_KEY, QPoint(200, 100))
        assert compared.zoom == zoom
        assert compared.divider == 0.5


# --- zoom and pan -------------------------------------------------------------------------------------------


def test_the_wheel_zooms_at_the_pointer(compared, qtbot):
    compared.set_zoom(2.0)
    before = compared.viewport.to_content(QPointF(300, 200))
    with qtbot.waitSignal(compared.zoomChanged):
        wheel(compared, 300, 200, 240)
    after = compared.viewport.to_content(QPointF(300, 200))
    assert compared.zoom > 2
    assert (after - before).manhattanLength() < 1


def test_zoom_keys(compared):
    for key, zoom in (("1", 1.0), ("2", 2.0), ("-", 2**0.5), ("+", 2.0), ("0", 0.5)):
        QTest.keyClick(compared, key)
        assert compared.zoom == pytest.approx(zoom)
    assert compared.is_fitted


def test_fit_follows_the_window_and_a_chosen_zoom_does_not(compared):
    compared.resize(400, 300)
    assert compared.zoom == 0.25
    compared.set_zoom(1.0)
    compared.resize(500, 300)
    assert compared.zoom == 1.0


def test_dragging_beside_the_line_pans_what_is_larger_than_the_view(compared):
    compared.set_zoom(2.0)
    before = compared.viewport.visible.topLeft()
    drag(compared, (200, 300), (160, 340))
    moved = compared.viewport.visible.topLeft() - before
    assert (moved.x(), moved.y()) == (20, -20)
    assert compared.divider == 0.5


def test_dragging_beside_the_line_moves_it_where_there_is_nothing_to_pan(compared):
    drag(compared, (200, 300), (250, 300))
    assert compared.divider == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize("start", [(400, 300), (200, 200)])
def test_space_and_the_middle_button_pan_everywhere(compared, start):
    compared.set_zoom(2.0)
    before = compared.viewport.visible.x()
    drag(compared, start, (start[0] - 40, start[1]), Qt.MouseButton.MiddleButton)
    assert compared.viewport.visible.x() == before + 20
    QTest.keyPress(compared, Qt.Key.Key_Space)
    drag(compared, start, (start[0] - 40, start[1]))
    QTest.keyRelease(compared, Qt.Key.Key_Space)
    assert compared.viewport.visible.x() == before + 40
    assert compared.divider == 0.5


def test_without_pictures_nothing_happens(viewer):
    for key in ("1", "+", "0", "B", "L"):
        QTest.keyClick(viewer, key)
    wheel(viewer, 100, 100, 120)
    drag(viewer, (10, 10), (200, 200))
    viewer.start_region_selection()
    viewer.zoom_to(QRect(0, 0, 5, 5))
    assert not viewer.region_tool.active
    viewer.grab()


def test_unused_keys_are_left_to_the_window(compared):
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Escape, NO_KEY)
    QApplication.sendEvent(compared, event)
    assert not event.isAccepted()


# --- read-out -----------------------------------------------------------------------------------------------


def test_the_cursor_reads_position_and_both_colours(compared):
    got = []
    compared.cursorMoved.connect(got.append)
    QTest.mouseMove(compared, QPoint(100 + 150, 75))
    assert (got[-1].x, got[-1].y) == (300, 150)
    assert (got[-1].before, got[-1].after) == (RED, BLUE)
    QTest.mouseMove(compared, QPoint(20, 75))
    assert got[-1] is None


def test_the_cursor_reads_the_same_in_both_panes(compared):
    compared.set_mode(CompareMode.SIDE_BY_SIDE)
    got = []
    compared.cursorMoved.connect(got.append)
    shift = compared.viewport.pane(1).x()
    for x in (120, 120 + shift):
        QTest.mouseMove(compared, QPoint(round(x), 300))
    assert (got[-2].x, got[-2].y) == (got[-1].x, got[-1].y)


# --- region -------------------------------------------------------------------------------------------------


def test_a_region_is_drawn_in_result_pixels_whatever_the_direction(compared, qtbot):
    compared.start_region_selection()
    with qtbot.waitSignal(compared.regionSelected) as signal:
        drag(compared, (300, 250), (200, 100))
    assert signal.args == [QRect(200, 200, 200, 300)]
    assert not compared.region_tool.active
    assert compared.divider == 0.5


def test_a_region_is_cut_to_the_picture(compared, qtbot):
    compared.start_region_selection()
    with qtbot.waitSignal(compared.regionSelected) as signal:
        drag(compared, (650, 550), (799, 599))
    assert signal.args == [QRect(1100, 1100, 100, 98)]


def test_a_mere_click_selects_nothing_and_escape_ends_it(compared, qtbot):
    compared.start_region_selection()
    with qtbot.assertNotEmitted(compared.regionSelected):
        QTest.mouseClick(compared, LEFT, NO_KEY, QPoint(300, 300))
    assert compared.region_tool.active
    with qtbot.waitSignal(compared.regionCancelled):
        QTest.keyClick(compared, Qt.Key.Key_Escape)
    assert not compared.region_tool.active
    assert compared.divider == 0.5


def test_a_region_can_be_chosen_with_the_keyboard(compared, qtbot):
    compared.start_region_selection()
    QTest.keyClick(compared, Qt.Key.Key_Right)
    QTest.keyClick(compared, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(compared.regionSelected) as signal:
        QTest.keyClick(compared, Qt.Key.Key_Return)
    assert signal.args == [QRect(400 + 16, 400, 400, 400 + 16)]


def test_outside_of_the_rectangle_is_dimmed(compared):
    compared.start_region_selection()
    QTest.mousePress(compared, LEFT, NO_KEY, QPoint(150, 100))
    QTest.mouseMove(compared, QPoint(300, 250))
    assert colour_at(compared, 200, 200) == RED
    dimmed = colour_at(compared, 350, 400)
    assert 0 < dimmed[0] < RED[0]
    QTest.mouseRelease(compared, LEFT, NO_KEY, QPoint(300, 250))


def test_a_sampled_region_appears_in_place_and_is_compared_within(viewer):
    viewer.set_result_size(1200, 1200)
    viewer.set_before(plain(RED))
    viewer.set_region_overlay(QRect(200, 200, 400, 400), plain(GREEN, 400, 400))
    # On the screen the region is 200..400 x 100..300, and the line stands in its middle.
    assert colour_at(viewer, 230, 150) == RED
    assert colour_at(viewer, 370, 150) == GREEN
    assert colour_at(viewer, 450, 150) == RED
    assert viewer.state.divider_x() == 300
    viewer.clear_region_overlay()
    assert colour_at(viewer, 370, 150) == RED
    assert viewer.state.divider_x() is None


def test_zooming_to_a_region_brings_it_to_the_middle(compared):
    rect = QRect(900, 100, 100, 100)
    compared.zoom_to(rect)
    assert compared.viewport.visible.contains(rect)
    assert compared.zoom == 2.0


# --- loupe, access, life time -------------------------------------------------------------------------------


def test_the_loupe_shows_both_sides_while_its_key_is_held(compared):
    QTest.mouseMove(compared, QPoint(200, 100))
    QTest.keyPress(compared, Qt.Key.Key_L)
    # Right below the pointer: a square of the original and, beside it, one of the result.
    assert colour_at(compared, 240, 150) == RED
    assert colour_at(compared, 385, 160) == RED
    assert colour_at(compared, 395, 160) == BLUE
    QTest.keyRelease(compared, Qt.Key.Key_L)
    assert colour_at(compared, 395, 160) == RED


def test_a_loupe_that_was_chosen_stays_when_its_key_was_held(compared):
    QTest.mouseMove(compared, QPoint(200, 100))
    compared.set_loupe(True)
    QTest.keyPress(compared, Qt.Key.Key_L)
    QTest.keyRelease(compared, Qt.Key.Key_L)
    assert colour_at(compared, 395, 160) == BLUE
    compared.set_loupe(False)
    assert colour_at(compared, 395, 160) == RED


def test_keys_that_are_held_are_let_go_with_the_focus(compared, qtbot):
    compared.setFocus()
    QTest.mouseMove(compared, QPoint(200, 100))
    QTest.keyPress(compared, Qt.Key.Key_L)
    assert compared.state.loupe_shown
    compared.clearFocus()
    assert not compared.state.loupe_shown


def test_it_has_a_name_a_description_and_takes_the_focus(viewer):
    assert viewer.accessibleName()
    assert viewer.accessibleDescription()
    assert viewer.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_keyboard_focus_is_visible(viewer):
    viewer.activateWindow()
    viewer.clearFocus()
    without = array_from_qimage(viewer.grab().toImage())
    viewer.setFocus(Qt.FocusReason.TabFocusReason)
    assert viewer.hasFocus()
    accent = viewer.palette().color(QPalette.ColorRole.Highlight)
    ring = array_from_qimage(viewer.grab().toImage())
    assert not np.array_equal(ring, without)
    assert tuple(ring[300, 0]) == pytest.approx((accent.red(), accent.green(), accent.blue()), abs=8)


def test_previews_by_the_hundred_leave_nothing_behind(viewer, qtbot):
    viewer.set_before(plain(RED))
    seen = []
    for _ in range(200):
        image = plain(GREEN, 300, 300)
        seen.append(weakref.ref(image))
        viewer.set_preview(image)
    del image
    qtbot.waitUntil(lambda: viewer.layers.get(Layer.PREVIEW).complete)

    def alive():
        gc.collect()
        return sum(ref() is not None for ref in seen)

    qtbot.waitUntil(lambda: alive() <= 2)


def test_closing_while_a_pyramid_is_built_is_safe(qtbot):
    for _ in range(10):
        viewer = PictureViewer()
        viewer.set_after(plain(BLUE, 1500, 1500))
        viewer.deleteLater()
        QApplication.sendPostedEvents(viewer, QEvent.Type.DeferredDelete)
        del viewer
        QApplication.processEvents()


def test_mouse_focus_has_no_ring_and_coming_back_to_the_window_changes_nothing(viewer):
    viewer.activateWindow()
    for reason, shown in (
        (Qt.FocusReason.TabFocusReason, True),
        (Qt.FocusReason.ActiveWindowFocusReason, True),
        (Qt.FocusReason.MouseFocusReason, False),
        (Qt.FocusReason.ActiveWindowFocusReason, False),
    ):
        viewer.clearFocus()
        viewer.setFocus(reason)
        assert viewer.state.keyboard_focus is shown
