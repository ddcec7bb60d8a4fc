"""Where a picture has the most detail: the region that a sheet begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from core.jobs import Region

if TYPE_CHECKING:
    import numpy as np


def middle(wanted: tuple[int, int], width: int, height: int) -> Region:
    """A region of the wanted size in the middle, no larger than the picture."""
    w, h = min(wanted[0], width), min(wanted[1], height)
    return Region((width - w) // 2, (height - h) // 2, w, h)


def most_detailed(small: QImage, wanted: tuple[int, int], size: tuple[int, int]) -> Region:
    """The part that has the wanted size and the strongest edges, of a picture of `size` that `small` shows shrunk.

    Edges of one kind count by the root of their strength, so that one hard line does not win over fine structure.
    """
    import cv2
    import numpy as np

    from app.images.qimages import array_from_qimage

    width, height = size
    region = middle(wanted, width, height)
    gray = cv2.cvtColor(array_from_qimage(small), cv2.COLOR_RGB2GRAY).astype(np.float32)
    edges = np.sqrt(np.abs(cv2.Laplacian(gray, cv2.CV_32F, ksize=3)))
    scale = gray.shape[1] / width
    w = min(gray.shape[1], max(1, round(region.width * scale)))
    h = min(gray.shape[0], max(1, round(region.height * scale)))
    row, column = _best_window(edges, h, w)
    x, y = round(column / scale), round(row / scale)
    return Region(
        max(0, min(x, width - region.width)),
        max(0, min(y, height - region.height)),
        region.width,
        region.height,
    )


def _best_window(values: np.ndarray, height: int, width: int) -> tuple[int, int]:
    """Row and column of the window's corner that has the largest sum. Of equals the one nearest to the middle."""
    import cv2
    import numpy as np

    total = cv2.integral(values)
    sums = (
        total[height:, width:] - total[:-height, width:] - total[height:, :-width] + total[:-height, :-width]
    )
    rows, columns = np.indices(sums.shape)
    away = np.hypot(rows - (sums.shape[0] - 1) / 2, columns - (sums.shape[1] - 1) / 2)
    best = sums >= sums.max() * (1 - 1e-6)
    found = np.unravel_index(np.argmin(np.where(best, away, np.inf)), sums.shape)
    return int(found[0]), int(found[1])
