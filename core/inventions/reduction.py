"""Reduction of a result to its input's size, the same as makes the pairs that models are trained and measured on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image

BAND = 16_000_000  # values of the large picture that are held at a time
REACH = 2  # of the bicubic kernel, in pixels of the small picture

Take = Callable[[slice], np.ndarray]
"""take(rows) -> these rows of the large picture, float32 rows x W x 3."""


def reduced(take: Take, large: tuple[int, int], small: tuple[int, int]) -> Iterator[tuple[slice, np.ndarray]]:
    """For each band of the small picture (its rows, their pixels float32 rows x w x 3); sizes are (width, height).

    Antialiased bicubic with a = -0.5, as core.data.degradation.bicubic_down, but to any size and not rounded: the
    kernel is as much wider as the picture becomes smaller. The bands are those of the whole picture, to the bit.
    """
    (width, height), (w, h) = large, small
    factor = height / h
    margin = math.ceil(REACH * max(1.0, factor)) + 1
    rows = max(1, int(BAND / (3 * width * factor)))
    for start in range(0, h, rows):
        stop = min(start + rows, h)
        low, high = max(0, int(start * factor) - margin), min(height, math.ceil(stop * factor) + margin)
        band = np.ascontiguousarray(np.moveaxis(take(slice(low, high)), 2, 0), np.float32)
        box = (0.0, start * factor - low, float(width), stop * factor - low)
        planes = [
            Image.fromarray(plane).resize((w, stop - start), Image.Resampling.BICUBIC, box=box)
            for plane in band
        ]
        yield slice(start, stop), np.stack([np.asarray(plane) for plane in planes], 2)


def in_levels(pixels: np.ndarray) -> Take:
    """The rows of a picture, uint8 or uint16 H x W x 3, in steps of 1/255 of the full range."""
    level = np.float32(np.iinfo(pixels.dtype).max / 255)
    return lambda rows: pixels[rows].astype(np.float32) / level
