"""Pictures of another shape than the one they are compared with: when that counts, and where they lie then."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

NEARLY = 0.01  # what programs cut off to reach sizes that suit them is no other shape


def alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two sizes (width, height) have the same shape, but for a pixel of the smaller one or a hundredth."""
    across, down = other[0] / one[0], other[1] / one[1]
    by_a_pixel = abs(other[0] - down * one[0]) <= max(1, down) or abs(other[1] - across * one[1]) <= max(
        1, across
    )
    return by_a_pixel or abs(across - down) <= NEARLY * max(across, down)


def place_of(size: tuple[int, int], whole: tuple[int, int]) -> QRectF:
    """Where a picture of `size` lies in an extent of the size `whole`: all over it where the two are alike, else as
    large as it can be without being stretched, in the middle."""
    area = QRectF(0, 0, *whole)
    if alike(size, whole):
        return area
    fitted = QRectF(QPointF(), QSizeF(*size).scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio))
    fitted.moveCenter(area.center())
    return fitted
