"""Converts pixels between 8 and 16 bits per sample."""

from __future__ import annotations

import numpy as np

_BAND = 1 << 20  # samples that are converted at once


def to_depth(array: np.ndarray, depth: int) -> np.ndarray:
    """uint8 or uint16 samples with `depth` bits, 8 or 16: v * 257, or v / 257 rounded. Converted in bands to save
    memory.

    If they have that depth already, the array itself is returned.
    """
    if array.dtype.itemsize * 8 == depth:
        return array
    out = np.empty(array.shape, np.uint16 if depth == 16 else np.uint8)
    rows = max(1, _BAND // array[0].size)
    for top in range(0, len(array), rows):
        band = array[top : top + rows]
        # (255 v + 32895) >> 16 is round(v / 257) for every v of 16 bits
        wide = band.astype(np.uint32)
        out[top : top + rows] = wide * 257 if depth == 16 else (wide * 255 + 32895) >> 16
    return out
