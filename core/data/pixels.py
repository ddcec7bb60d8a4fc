"""Pixels of a picture as training uses them: 8 bits."""

from __future__ import annotations

import numpy as np

from core.images.picture import Picture


def as_bytes(picture: Picture) -> np.ndarray:
    """The pixels of a picture as uint8 H x W x 3, whatever its depth."""
    if picture.depth == 8:
        return picture.pixels
    return ((picture.pixels.astype(np.uint32) * 255 + 32767) // 65535).astype(np.uint8)
