"""Where a region of the input lies in the picture that the viewer shows, and the other way round."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize

from core.jobs import Region


def region_of(rect: QRect, input_size: QSize, shown_size: QSize) -> Region:
    """A rectangle of the shown picture in whole pixels of the input: at least one, and none outside."""
    across, down = _scales(input_size, shown_size)
    left, top = int(rect.left() / across), int(rect.top() / down)
    right = min(input_size.width(), max(left + 1, round((rect.left() + rect.width()) / across)))
    bottom = min(input_size.height(), max(top + 1, round((rect.top() + rect.height()) / down)))
    left, top = min(left, right - 1), min(top, bottom - 1)
    return Region(left, top, right - left, bottom - top)


def rect_of(region: Region, input_size: QSize, shown_size: QSize) -> QRect:
    """A region of the input in pixels of the shown picture: at least one."""
    across, down = _scales(input_size, shown_size)
    return QRect(
        round(region.x * across),
        round(region.y * down),
        max(1, round(region.width * across)),
        max(1, round(region.height * down)),
    )


def _scales(input_size: QSize, shown_size: QSize) -> tuple[float, float]:
    """Pixels of the shown picture for one pixel of the input."""
    return shown_size.width() / input_size.width(), shown_size.height() / input_size.height()
