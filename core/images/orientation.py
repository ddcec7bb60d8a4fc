"""The orientation of EXIF, applied to pixels."""

from __future__ import annotations

import numpy as np


def upright(array: np.ndarray, orientation: int) -> np.ndarray:
    """A picture, H x W x C or H x W, turned and mirrored as its EXIF orientation 1..8 says."""
    if orientation in (5, 6, 7, 8):
        array = array.swapaxes(0, 1)
    rows = -1 if orientation in (3, 4, 7, 8) else 1
    columns = -1 if orientation in (2, 3, 6, 7) else 1
    return np.ascontiguousarray(array[::rows, ::columns])
