"""Pictures that would be thinner than a pixel of the screen are seen all the same, and can be pointed at."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtTest import QTest

from app.images.qimages import array_from_qimage, qimage_from_array
from app.viewing.viewer.picture_painter import draw_pyramid
from app.viewing.viewer.pyramid import Pyramid
from app.viewing.viewer.view_transform import shown_zoom
from app.viewing.viewer.viewer import CompareMode
from app.viewing.viewer.viewport import Viewport

RED, GREEN, BLUE = (220, 0, 0), (0, 200, 0), (0, 0, 240)
LONG = 20_000
THIN = [(LONG, 1), (LONG, 2), (LONG, 3), (1, LONG), (2, LONG), (3, LONG)]


def plain(colour, width, height):
    return qimage_from_array(np.full((height, width, 3), colour, np.uint8))


def fill(viewer, width, height):
    viewer.set_result_size(width, height)
    viewer.set_before(plain(RED, width, height))
    viewer.set_after(plain(BLUE, width, height))


def where(viewer, colour):
    """The pixels of the view that have a colour, as a table of truths."""
    return (array_from_qimage(viewer.grab().toImage())[..., :3] == colour).all(-1)


@pytest.mark.parametrize(("width", "height"), THIN)
def test_a_thin_picture_is_one_pixel_wide_at_fit(viewer, width, height):
    fill(viewer, width, height)
    viewer.set_mode(CompareMode.SINGLE)
    seen = where(viewer, BLUE)
    across, down = seen.any(0).sum(), seen.any(1).sum()
    assert (across, down) == ((800, 1) if width == LONG else (1, 600))


@pytest.mark.parametrize("height", [1, 2, 3])
def test_both_sides_of_a_thin_picture_are_seen(viewer, height):
    fill(viewer, LONG, height)
    viewer.set_divider(0.25)
    red, blue = where(viewer, RED), where(viewer, BLUE)
    assert 150 < red[300, :200].sum() <= 200  # but for the divider's handle
    assert 550 < blue[300, 200:].sum() <= 600
    assert not red[300, 200:].any()
    viewer.set_mode(CompareMode.SIDE_BY_SIDE)
    assert where(viewer, RED)[300, :390].all()
    assert where(viewer, BLUE)[300, 410:].all()


def test_the_loupe_shows_a_thin_picture_at_100_percent(viewer):
    fill(viewer, LONG, 1)
    QTest.mouseMove(viewer, QPoint(200, 300))
    viewer.set_loupe(True)
    below = slice(310, None)
    red, blue = where(viewer, RED)[below], where(viewer, BLUE)[below]
    for seen in (red, blue):
        assert seen.any(1).sum() == 1
        assert seen.sum() > 100


def test_what_lies_over_a_part_of_a_thin_picture_is_seen_there(viewer):
    fill(viewer, LONG, 1)
    viewer.set_mode(CompareMode.SINGLE)
    viewer.state.layers.set_heatmap(plain(GREEN, 10_000, 1), QRect(5000, 0, 10_000, 1))
    seen = where(viewer, GREEN)
    assert seen[300, 200:600].all()
    assert seen.sum() == 400


@pytest.mark.parametrize(("width", "height"), [*THIN, (1, 1), (400, 300)])
def test_what_is_painted_can_be_pointed_at(width, height):
    for dpr in (1.0, 1.25, 2.0):
        viewport = Viewport()
        viewport.lay_out(QSize(width, height), QSize(801, 599), dpr, two_panes=False)
        painted = viewport.content_rect()
        assert min(painted.width(), painted.height()) >= 1
        centre = viewport.to_content(viewport.to_logical(painted).center())
        assert centre.x() == pytest.approx(width / 2)
        assert centre.y() == pytest.approx(height / 2)
        assert viewport.visible == QRectF(0, 0, width, height)


def test_only_what_is_too_thin_is_painted_wider():
    assert shown_zoom(0.04, 1) == 1.0
    assert shown_zoom(0.04, 20) == pytest.approx(0.05)
    assert shown_zoom(0.04, 26) == 0.04
    assert shown_zoom(3.0, 1) == 3.0


def test_the_long_side_of_a_thin_picture_is_taken_from_a_smaller_level(monkeypatch):
    asked = []
    monkeypatch.setattr(Pyramid, "level_for", lambda self, scale: asked.append(scale) or self.full)
    for target in (QRectF(0, 0, 800, 1), QRectF(0, 0, 1, 600)):
        picture = plain(RED, LONG, 1) if target.height() == 1 else plain(RED, 1, LONG)
        draw_pyramid(None, Pyramid((picture,)), target, QRectF(0, 0, 0, 0), 0.04)
    assert asked == [0.04, 0.03]


@pytest.mark.parametrize(("width", "height"), THIN)
@pytest.mark.parametrize("beside", [0, 30])
def test_a_part_of_a_thin_picture_can_be_selected(viewer, width, height, beside):
    fill(viewer, width, height)
    found = []
    viewer.regionSelected.connect(found.append)
    viewer.start_region_selection()
    lies = width == LONG
    first, last = (QPoint(200, 300 + beside), QPoint(600, 300 + beside))
    if not lies:
        first, last = QPoint(400 + beside, 150), QPoint(400 + beside, 450)
    QTest.mousePress(viewer, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    QTest.mouseMove(viewer, last)
    QTest.mouseRelease(viewer, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)
    (rect,) = found
    assert QRect(0, 0, width, height).contains(rect)
    assert sorted((rect.width(), rect.height())) == [min(width, height), pytest.approx(LONG / 2, abs=5100)]
    viewer.start_region_selection()
    QTest.keyClick(viewer, Qt.Key.Key_Right if lies else Qt.Key.Key_Down)
    QTest.keyClick(viewer, Qt.Key.Key_Return)
    assert QRect(0, 0, width, height).contains(found[1])


def test_a_click_beside_a_picture_selects_nothing(viewer):
    fill(viewer, 400, 300)
    found = []
    viewer.regionSelected.connect(found.append)
    viewer.start_region_selection()
    QTest.mousePress(viewer, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
    QTest.mouseMove(viewer, QPoint(2, 500))
    QTest.mouseRelease(viewer, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 500))
    assert found == []
