"""Draws a pyramid into a view: only the visible part, from the level that fits."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPixmap, QTransform

from app.viewing.viewer.pyramid import Pyramid
from app.viewing.viewer.view_transform import is_smooth

MARGIN = 2  # source pixels beyond the visible part, so that interpolation sees its neighbours
# Qt's raster engine counts source positions in 16.16 fixed point.
LARGEST_SOURCE_POSITION = 32_000
CHECKER_SIDE = 8


def enter_device_pixels(painter: QPainter) -> None:
    """Make one unit one device pixel of the screen from now on.

    At 125 % a widget may begin between two device pixels; its own origin is moved onto the nearest one.
    """
    device = painter.deviceTransform()
    origin = QTransform.fromTranslate(round(device.dx()), round(device.dy()))
    inverse, _ = device.inverted()
    painter.setWorldTransform(origin * inverse, combine=False)


def visible_source(image: QImage, target: QRectF, visible: QRectF) -> QRect:
    """The pixels of `image` needed where `visible` and `target` (both in view pixels) meet."""
    part = target.intersected(visible)
    if part.isEmpty():
        return QRect()
    across, down = image.width() / target.width(), image.height() / target.height()
    source = QRectF(
        (part.x() - target.x()) * across,
        (part.y() - target.y()) * down,
        part.width() * across,
        part.height() * down,
    )
    grown = source.toAlignedRect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    return grown.intersected(image.rect())


def draw_pyramid(painter: QPainter, pyramid: Pyramid, target: QRectF, visible: QRectF, zoom: float) -> None:
    """Stretch the picture to `target` (device pixels); the result's `zoom` decides how pixels look."""
    full = pyramid.full
    # A side that is drawn one pixel wide to be seen at all says nothing of how the other one is reduced.
    image = pyramid.level_for(min(target.width() / full.width(), target.height() / full.height()))
    source = visible_source(image, target, visible)
    if source.isEmpty():
        return
    across, down = target.width() / image.width(), target.height() / image.height()
    place = QRectF(
        target.x() + source.x() * across,
        target.y() + source.y() * down,
        source.width() * across,
        source.height() * down,
    )
    if max(source.right(), source.bottom()) > LARGEST_SOURCE_POSITION:
        image, source = image.copy(source), QRect(0, 0, source.width(), source.height())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth(zoom))
    painter.drawImage(place, image, QRectF(source))


def draw_checkerboard(painter: QPainter, area: QRectF, light: bool, dpr: float) -> None:
    """What shows through a transparent picture: quiet squares in a tone of the theme."""
    tones = ("#ffffff", "#dcdcdc") if light else ("#4a4a4a", "#3a3a3a")
    side = round(CHECKER_SIDE * dpr)
    tile = QPixmap(2 * side, 2 * side)
    tile.fill(QColor(tones[0]))
    inner = QPainter(tile)
    inner.fillRect(0, 0, side, side, QColor(tones[1]))
    inner.fillRect(side, side, side, side, QColor(tones[1]))
    inner.end()
    painter.save()
    painter.setBrushOrigin(QPointF(area.topLeft()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(area, QBrush(tile))
    painter.restore()
